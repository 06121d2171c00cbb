"""The words a new installation explains: `seed/terms.yaml`, shown as they stand until somebody edits one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import yaml
from django.conf import settings
from django.utils.text import slugify

from kernkracht.foundation.rich_text import Explained


@cache
def standard_terms() -> Mapping[str, Explained]:
    """Every word of the file by what texts link to."""
    rows = yaml.safe_load((settings.BASE_DIR / "seed" / "terms.yaml").read_text(encoding="utf-8"))["terms"]
    return {slugify(word): Explained(word, meaning) for word, meaning in rows.items()}
