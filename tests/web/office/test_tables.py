"""Tables of the office become cards on a telephone, and stay tables for a screen reader."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import kernkracht.web.office

OFFICE = Path(kernkracht.web.office.__file__).parent
TABLE = re.compile(r"(<div[^>]*>)\s*(<table.*?</table>)", re.DOTALL)
FIGURES = {"style/templates/office/style/office.html"}
"""The style guide shows the plain table too."""


def tables() -> list[tuple[str, str, str]]:
    """File, box and table of every table in the templates of the office."""
    found = []
    for path in sorted(OFFICE.rglob("*.html")):
        name = str(path.relative_to(OFFICE))
        if name not in FIGURES:
            found += [(name, *match.groups()) for match in TABLE.finditer(path.read_text(encoding="utf-8"))]
    return found


def test_there_are_tables_to_look_at() -> None:
    assert len(tables()) >= 10


@pytest.mark.parametrize(("name", "box", "table"), tables())
def test_a_table_stacks_and_keeps_its_roles(name: str, box: str, table: str) -> None:
    assert "kk-worklist" in box or "kk-stacks" in box, f"{name}: give the box around the table the class kk-stacks"
    body = table.partition("<tbody")[2]
    for start in re.findall(r"<(?:table|thead|tbody|tr|th|td)\b[^>]*>", table):
        assert 'role="' in start or "{% sort_header" in start, f"{name}: {start} loses its role when it is a card"
    for cell, content in re.findall(r"(<td\b[^>]*>)(.*?)</td>", body, re.DOTALL):
        assert not content or "data-label=" in cell, f"{name}: {cell} needs a data-label"
