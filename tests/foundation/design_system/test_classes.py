"""Every `kk-` class in a template is one the style sheets know, so that no page quietly looks like nothing."""

from __future__ import annotations

import re
from pathlib import Path

from kernkracht.foundation.design_system.themes import THEMES_DIR

ROOT = Path(__file__).resolve().parents[3]
CLASS = re.compile(r"class=\"([^\"]*(?:\"[^\"]*\"[^\"]*)?)\"")
HOOKS = {"kk-theme", "kk-js"}
"""Names that the theme or a script uses, not a style."""


def known_classes() -> set[str]:
    sheets = (THEMES_DIR.parent / "css").glob("*.css")
    return HOOKS | {name for sheet in sheets for name in re.findall(r"\.(kk-[\w-]+)", sheet.read_text())}


def unknown_classes(text: str, known: set[str]) -> set[str]:
    """Classes without a style; a name that a template variable finishes is not judged."""
    bare = re.sub(r"\{#.*?#\}", "", text)
    names = re.findall(r"(?<![\w/-])(kk-[\w-]+)(?!\w*\{)", "".join(re.findall(r"class=[\"'][^>]*", bare)))
    return {name for name in names if name not in known and not name.endswith("-")}


def test_every_class_has_a_style() -> None:
    known = known_classes()
    faults = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in sorted((ROOT / "kernkracht").rglob("templates/**/*.html"))
        for name in sorted(unknown_classes(path.read_text(), known))
    ]
    assert not faults, "\n".join(faults)


def test_a_class_without_style_is_caught() -> None:
    known = {"kk-panel"}
    assert unknown_classes('<p class="kk-panel kk-lost">', known) == {"kk-lost"}
    assert unknown_classes('<p class="kk-panel--{{ kind }}">', known) == set()
    assert unknown_classes('{# kk-lost #}<p class="{% if x %}kk-panel{% endif %}">', known) == set()
