"""A CSV is read as people save it, and a line that is none is told by its number."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernkracht.foundation.table_files import BrokenFile, FileFault, rows_of_csv

CELLS = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=8)


@pytest.mark.parametrize("between", [",", ";"])
def test_lines_keep_their_number_when_some_are_empty(between: str) -> None:
    text = f"name{between}kind\n\n  {between} \nLinde{between}club\n"
    assert list(rows_of_csv(text)) == [(1, ["name", "kind"]), (4, ["Linde", "club"])]


def test_a_file_without_anything_has_an_empty_header() -> None:
    assert list(rows_of_csv("")) == [(1, [])]


def test_a_line_that_is_no_csv_is_told() -> None:
    rows = rows_of_csv('name,kind\nLinde,club\n"Eik" oud,club\n')
    assert [next(rows), next(rows)] == [(1, ["name", "kind"]), (2, ["Linde", "club"])]
    with pytest.raises(BrokenFile, match="Regel 3: Deze regel is geen CSV") as refused:
        next(rows)
    assert (refused.value.fault.line, refused.value.fault.column) == (3, "")


def test_a_fault_says_where_why_and_what_to_do() -> None:
    assert str(FileFault(4, "kind", "Dit is leeg.", "Vul het in.")) == "Regel 4, kind: Dit is leeg. Vul het in."
    assert str(FileFault(0, "", "Dit is leeg.", "Vul het in.")) == "Het bestand: Dit is leeg. Vul het in."


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=5), st.sampled_from(",;"))
def test_what_was_written_is_read(rows: list[list[str]], between: str) -> None:
    written = io.StringIO()
    csv.writer(written, delimiter=between).writerows([["name", "kind"], *rows])
    assert [cells for _line, cells in rows_of_csv(written.getvalue())][1:] == [
        row for row in rows if any(cell.strip() for cell in row)
    ]
