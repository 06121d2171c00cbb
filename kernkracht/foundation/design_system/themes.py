"""Which look is chosen. `kernkracht` is our own; another is a stylesheet that the asset build adds when asked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

THEMES_DIR = Path(__file__).parent / "assets" / "themes"
DEFAULT = "kernkracht"


class UnknownTheme(ValueError):
    """The setting names a theme that does not exist."""


@dataclass(frozen=True)
class Theme:
    """What a page needs to know of a theme; described by `assets/themes/<name>.json`."""

    name: str
    html_class: str
    stylesheet: str
    font: str


def current_theme() -> Theme:
    """The theme of `settings.THEME`. Raises `UnknownTheme`."""
    return read_theme(settings.THEME)


@lru_cache(maxsize=8)
def read_theme(name: str) -> Theme:
    known = sorted(path.stem for path in THEMES_DIR.glob("*.json"))
    if name not in known:
        raise UnknownTheme(f"There is no theme “{name}”; KERNKRACHT_THEME can be {', '.join(known)}.")
    data = json.loads((THEMES_DIR / f"{name}.json").read_text(encoding="utf-8"))
    stylesheet = "" if name == DEFAULT else f"theme-{name}.css"
    return Theme(name, data["html_class"], stylesheet, data["font"])
