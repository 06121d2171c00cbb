"""Reading a partner's file of counts: CSV with village, kind, month and number. Pure: text in, rows or faults out.

Columns beyond these four are refused: a file with names or addresses must not come in, not even to be ignored.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from django.utils.translation import gettext as _

COLUMNS = ("dorp", "soort", "maand", "aantal")
MAX_BYTES = 2_000_000
MAX_FAULTS = 100
MOST = 1_000_000
_YEAR_FIRST, _YEAR_LAST = re.compile(r"(\d{4})[-/](\d{1,2})"), re.compile(r"(\d{1,2})[-/](\d{4})")
_NAMED = re.compile(r"([a-z]{3,9})\.? (\d{4})")
_MONTHS = ("jan", "feb", "maa", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


@dataclass(frozen=True)
class CountFault:
    """What is wrong, where, and what to do about it. Line 0 is the file as a whole."""

    line: int
    reason: str
    remedy: str

    def __str__(self) -> str:
        place = _("Regel %(line)s") % {"line": self.line} if self.line else _("Het bestand")
        return f"{place}: {self.reason} {self.remedy}"


@dataclass(frozen=True)
class CountRow:
    """One number, with the names of village and kind as they are known here."""

    line: int
    village: str
    kind: str
    month: date
    count: int


def read_counts(
    content: bytes, *, villages: Collection[str], kinds: Collection[str], today: date
) -> tuple[list[CountRow], list[CountFault]]:
    """Rows and faults of a file; any fault means that nothing of it may be taken in."""
    if len(content) > MAX_BYTES:
        return [], [CountFault(0, _("Het is groter dan 2 MB."), _("Deel het op."))]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return [], [CountFault(0, _("Het is geen tekst in UTF-8."), _("Bewaar het als “CSV UTF-8”."))]
    if "\0" in text:
        return [], [CountFault(0, _("Het is geen tekst."), _("Kies een CSV-bestand."))]
    faults: list[CountFault] = []
    found = {name.lower(): name for name in villages}, {name.lower(): name for name in kinds}
    rows = [row for line, cells in _cells(text, faults) if (row := _row(line, cells, *found, today, faults))]
    _refuse_twins(rows, faults)
    if not rows and not faults:
        faults.append(CountFault(0, _("Er staan geen aantallen in."), _("Zet er minstens één regel in.")))
    return rows, faults[:MAX_FAULTS]


def _cells(text: str, faults: list[CountFault]) -> Iterator[tuple[int, dict[str, str]]]:
    header = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text), delimiter=";" if header.count(";") > header.count(",") else ",", strict=True)
    try:
        names = [name.strip().lower() for name in next(reader, [])]
        if sorted(names) != sorted(COLUMNS):
            faults.append(_header_fault(names))
            return
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(names):
                reason = _("Er staan %(n)d kolommen in deze regel.") % {"n": len(cells)}
                faults.append(CountFault(reader.line_num, reason, _("Zet er vier in, zoals in de kop.")))
                continue
            yield reader.line_num, {name: cell.strip() for name, cell in zip(names, cells, strict=True)}
    except csv.Error as error:
        reason = _("Deze regel is geen CSV (%s).") % error
        faults.append(CountFault(reader.line_num, reason, _("Kijk de aanhalingstekens na.")))


def _header_fault(names: list[str]) -> CountFault:
    extra = sorted(set(names) - set(COLUMNS) - {""})
    if extra:
        reason = _("De kolom %(names)s hoort er niet in.") % {"names": ", ".join(extra)[:100]}
        return CountFault(1, reason, _("Wij nemen alleen aantallen over. Haal andere kolommen weg."))
    return CountFault(1, _("De kop klopt niet."), _("Gebruik: %(names)s.") % {"names": ";".join(COLUMNS)})


def _row(
    line: int,
    cells: dict[str, str],
    villages: dict[str, str],
    kinds: dict[str, str],
    today: date,
    faults: list[CountFault],
) -> CountRow | None:
    village = _known(line, cells["dorp"], villages, _("Dit dorp kennen wij niet"), faults)
    kind = _known(line, cells["soort"], kinds, _("Deze soort kennen wij niet"), faults)
    month, count = month_of(cells["maand"]), cells["aantal"].replace(".", "")
    if month is None:
        faults.append(
            CountFault(line, _("“%(m)s” is geen maand.") % {"m": cells["maand"][:30]}, _("Schrijf: 2026-10."))
        )
    elif month > today:
        faults.append(CountFault(line, _("Deze maand moet nog komen."), _("Kijk het jaar en de maand na.")))
    if not (count.isascii() and count.isdigit() and int(count) <= MOST):
        reason = _("“%(n)s” is geen aantal.") % {"n": cells["aantal"][:30]}
        faults.append(CountFault(line, reason, _("Schrijf een geheel getal, zoals 12.")))
        return None
    if village is None or kind is None or month is None or month > today:
        return None
    return CountRow(line, village, kind, month, int(count))


def _known(line: int, typed: str, known: dict[str, str], reason: str, faults: list[CountFault]) -> str | None:
    if typed.lower() in known:
        return known[typed.lower()]
    close = get_close_matches(typed.lower(), known, n=1, cutoff=0.6)
    remedy = _("Bedoelt u %(name)s?") % {"name": known[close[0]]} if close else _("Kijk de naam na, of voeg hem toe.")
    faults.append(CountFault(line, f"{reason}: “{typed[:40]}”.", remedy))
    return None


def month_of(typed: str) -> date | None:
    """The first day of a month: 2026-10, 10-2026, 10/2026 or oktober 2026; None for anything else."""
    text = " ".join(typed.lower().split())
    if found := _YEAR_FIRST.fullmatch(text):
        year, month = int(found[1]), int(found[2])
    elif found := _YEAR_LAST.fullmatch(text):
        year, month = int(found[2]), int(found[1])
    elif (found := _NAMED.fullmatch(text)) and _name_of(found[1]) in _MONTHS:
        year, month = int(found[2]), _MONTHS.index(_name_of(found[1])) + 1
    else:
        return None
    return date(year, month, 1) if 1 <= month <= 12 and 2000 <= year <= 2999 else None


def _name_of(month: str) -> str:
    return "maa" if month == "mrt" else month[:3]


def _refuse_twins(rows: list[CountRow], faults: list[CountFault]) -> None:
    seen: dict[tuple[str, str, date], int] = {}
    for row in rows:
        first = seen.setdefault((row.village, row.kind, row.month), row.line)
        if first != row.line:
            reason = _("Dit staat ook in regel %(line)d.") % {"line": first}
            faults.append(CountFault(row.line, reason, _("Tel de aantallen op en laat één regel over.")))
