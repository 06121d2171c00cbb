"""Reading a CSV as people save it, with commas or semicolons. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class FileFault:
    """What is wrong, where, and what to do about it. Line 1 of a CSV is the header; 0 is the file as a whole."""

    line: int
    column: str
    reason: str
    remedy: str

    def __str__(self) -> str:
        place = _("Regel %(line)s") % {"line": self.line} if self.line else _("Het bestand")
        column = f", {self.column}" if self.column else ""
        return f"{place}{column}: {self.reason} {self.remedy}"


class BrokenFile(Exception):
    """The file cannot be read on; `fault` says where and why."""

    def __init__(self, fault: FileFault) -> None:
        super().__init__(str(fault))
        self.fault = fault


def rows_of_csv(text: str) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of the header, then of every line with something in it.

    What stands most in the header, commas or semicolons, stands between cells. Raises `BrokenFile` at a line that is
    no CSV.
    """
    header = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text), delimiter=";" if header.count(";") > header.count(",") else ",", strict=True)
    try:
        yield 1, next(reader, [])
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, cells
    except csv.Error as error:
        reason = _("Deze regel is geen CSV (%s).") % error
        raise BrokenFile(FileFault(reader.line_num, "", reason, _("Kijk de aanhalingstekens na."))) from error
