"""The texts a new installation starts with (`seed/pages.yaml`), shown as they stand until somebody edits them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import yaml
from django.conf import settings

from .models import PageKind


@dataclass(frozen=True)
class StandardText:
    """One text of the file."""

    slug: str
    kind: str
    title: str
    body: str
    summary: str = ""
    language: str = "nl"


class UnusableStandardTexts(ValueError):
    """The file names a kind that does not exist; the message says where."""


@cache
def standard_texts() -> tuple[StandardText, ...]:
    """Every text of the file, in its order. Raises `UnusableStandardTexts`."""
    rows = yaml.safe_load((settings.BASE_DIR / "seed" / "pages.yaml").read_text(encoding="utf-8"))["pages"]
    found = tuple(StandardText(**row) for row in rows)
    for text in found:
        if text.kind not in PageKind.values:
            raise UnusableStandardTexts(f"pages.yaml, {text.slug}: unknown kind {text.kind!r}")
    return found


def standard_text(slug: str, language: str) -> StandardText | None:
    """The text of one address, in Dutch where it is not there in `language`."""
    found = {text.language: text for text in standard_texts() if text.slug == slug}
    return found.get(language) or found.get("nl")
