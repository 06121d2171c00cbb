"""Which notices there are. A room registers each kind with an example, from which previews and snapshots are made."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from django.utils.functional import Promise

PARTS = ("subject.txt", "body.txt", "body.html", "letter.html")
"""Files of a notice. `body.html` may be missing: then it is made from `body.txt`. `letter.html` only for letters."""
SOURCE_LANGUAGE = "nl"


class UnknownNotice(LookupError):
    """No room registered this kind of notice."""


class NoticeWithoutText(ValueError):
    """A kind needs either a subject and a body, or a letter."""


@dataclass(frozen=True)
class NoticeContext:
    """What the texts of one kind may use; a kind subclasses it with fields that are text, numbers, days or tuples."""

    def placeholders(self) -> dict[str, object]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True)
class NoticeKind:
    """One notice: its name for staff, an example of its facts, and the folder with the texts of the software."""

    code: str
    title: str | Promise
    example: NoticeContext
    folder: Path

    @property
    def context(self) -> type[NoticeContext]:
        return type(self.example)

    def parts(self) -> list[str]:
        """The parts that this kind has a text for, in the fixed order."""
        return [part for part in PARTS if (self.folder / part).is_file()]

    def default_text(self, part: str, language: str) -> str | None:
        """The text of the software for exactly this language; None when there is none."""
        stem, _, extension = part.partition(".")
        name = part if language == SOURCE_LANGUAGE else f"{stem}.{language}.{extension}"
        path = self.folder / name
        return path.read_text(encoding="utf-8") if path.is_file() else None


_KINDS: dict[str, NoticeKind] = {}


def register_notice(code: str, *, title: str | Promise, example: NoticeContext, texts_of: str = "") -> NoticeKind:
    """Make a kind known, from a room's notices.py. Its texts stand in `notice_templates/<code>/` beside that file.

    With `texts_of` it begins with the texts of that other kind, which tell both apart by their facts; the municipality
    can still give each kind its own text.
    Raises `NoticeWithoutText` when the folder has neither subject.txt and body.txt, nor letter.html.
    """
    module_file = sys.modules[type(example).__module__].__file__
    folder = Path(str(module_file)).parent / "notice_templates" / (texts_of or code)
    kind = NoticeKind(code, title, example, folder)
    if not {"subject.txt", "body.txt"} <= set(kind.parts()) and "letter.html" not in kind.parts():
        raise NoticeWithoutText(f"{code}: put subject.txt and body.txt, or letter.html, in {folder}")
    _KINDS[code] = kind
    return kind


def notice_kind(code: str) -> NoticeKind:
    """The kind with this code. Raises `UnknownNotice`."""
    try:
        return _KINDS[code]
    except KeyError:
        raise UnknownNotice(code) from None


def notice_kinds() -> Mapping[str, NoticeKind]:
    """All kinds by code, in the order in which the rooms registered them."""
    return dict(_KINDS)
