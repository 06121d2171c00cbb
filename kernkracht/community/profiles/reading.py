"""Reading a file with figures per neighbourhood, and one that says which neighbourhood is whose. Pure.

The columns of the first are those of “Kerncijfers wijken en buurten” of Statistics Netherlands (CBS), under the names
that figures carry as data. Rows of other municipalities and of districts are passed over; anything else that is not
understood is a fault with its place.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from difflib import get_close_matches

from django.utils.translation import gettext as _

from kernkracht.foundation.table_files import BrokenFile, FileFault, rows_of_csv

from .adding_up import SMALLEST, Number

MAX_BYTES = 30_000_000
MAX_FAULTS = 100
LARGEST = Decimal(10) ** 12

CODE_COLUMNS = ("code", "buurtcode", "gwb_code", "gwb_code_10", "codering_3", "wijkenenbuurten", "regiocode")
VILLAGE_COLUMNS = ("kern", "dorp", "village")
YEAR_COLUMNS = ("jaar", "year")
PLACE_COLUMNS = frozenset(
    {"soort", "naam", "wijkcode", "wijknaam", "buurtnaam", "gemeentecode", "gemeentenaam", "gemeentenaam_1", "regio"}
    | {"gm_naam", "gwb_code_8", "recs", "soortregio_2", "id", "pc4", "pst_mvp", "meest_voorkomende_pc4"}
    | {*CODE_COLUMNS, *VILLAGE_COLUMNS, *YEAR_COLUMNS}
)
"""What a row says about where it is, in the names that CBS uses; no figure."""

_AREA = re.compile(r"(GM)(\d{4})|(WK)(\d{4})\w{2}|(BU)(\d{4})\w{4}")
_SECRET = re.compile(r"|\.|-|x|-9999[5-9]([.,]0+)?", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,15}(?:([.,])\d{1,4})?")


@dataclass(frozen=True)
class FigureColumn:
    """What must be known of a figure to read its column."""

    code: str
    names: tuple[str, ...]
    is_whole: bool = False
    is_percent: bool = False
    factor: int = 1


@dataclass(frozen=True)
class AreaTable:
    """The numbers of a file: which figures it has, and per area what each is; None where the source does not say."""

    figures: tuple[str, ...] = ()
    values: Mapping[str, Mapping[str, Number]] = field(default_factory=dict)
    passed_over: int = 0

    def of(self, area: str, figure: str) -> Number:
        return self.values.get(area, {}).get(figure)


@dataclass(frozen=True)
class Choice:
    """Which columns of a file count: only some when `only` says so, and those of `skip` never.

    A column that nobody knows is a fault, unless `passes_unknown`.
    """

    only: frozenset[str] = frozenset()
    skip: frozenset[str] = frozenset()
    passes_unknown: bool = False

    @classmethod
    def of(cls, only: Collection[str] = (), skip: Collection[str] = ()) -> Choice:
        return cls(frozenset(map(_folded, only)), frozenset(map(_folded, skip)))

    def takes(self, name: str) -> bool:
        return name not in self.skip and (not self.only or name in self.only)


def _folded(name: str) -> str:
    return name.strip().lower()


def text_of(content: bytes) -> tuple[str, list[FileFault]]:
    """The file as text, or why it is none."""
    if len(content) > MAX_BYTES:
        return "", [FileFault(0, "", _("Het is groter dan 30 MB."), _("Bewaar alleen uw eigen gemeente."))]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "", [FileFault(0, "", _("Het is geen tekst in UTF-8."), _("Bewaar het als “CSV UTF-8”."))]
    if "\0" in text:
        return "", [FileFault(0, "", _("Het is geen tekst."), _("Kies een CSV-bestand."))]
    return text, []


def _header_of(lines: Iterator[tuple[int, list[str]]], faults: list[FileFault]) -> list[str]:
    names = [_folded(name) for name in next(lines)[1]]
    for name in sorted({name for name in names if name and names.count(name) > 1}):
        faults.append(FileFault(1, name, _("Deze kolom staat er twee keer."), _("Haal er een weg.")))
    return names


def _rows(names: list[str], lines: Iterator[tuple[int, list[str]]], faults: list[FileFault]) -> Iterator[_Row]:
    for line, cells in lines:
        if len(cells) != len(names):
            remedy = _("Zet er %(n)d kolommen in, zoals in de kop.") % {"n": len(names)}
            faults.append(FileFault(line, "", _("Het aantal kolommen klopt niet."), remedy))
            continue
        yield _Row(line, dict(zip(names, (cell.strip() for cell in cells), strict=True)))


@dataclass(frozen=True)
class _Row:
    line: int
    cells: Mapping[str, str]


def _one_of(names: list[str], wanted: Sequence[str], what: str, faults: list[FileFault]) -> str | None:
    found = next((name for name in wanted if name in names), None)
    if found is None:
        remedy = _("Noem de kolom “%(name)s”.") % {"name": wanted[0]}
        faults.append(FileFault(1, "", _("De kolom met %(what)s ontbreekt.") % {"what": what}, remedy))
    return found


def read_mapping(content: bytes, villages: Mapping[str, int]) -> tuple[dict[str, int], list[FileFault]]:
    """Which neighbourhood belongs to which village: code → key, out of `villages` (name in small letters → key)."""
    text, faults = text_of(content)
    found: dict[str, int] = {}
    if faults:
        return found, faults
    try:
        lines = rows_of_csv(text)
        names = _header_of(lines, faults)
        code = _one_of(names, ("buurtcode", *CODE_COLUMNS), _("de code van de buurt"), faults)
        village = _one_of(names, VILLAGE_COLUMNS, _("het dorp"), faults)
        if code and village:
            for row in _rows(names, lines, faults):
                _take_neighbourhood(row, code, village, villages, found, faults)
    except BrokenFile as broken:
        faults.append(broken.fault)
    if not found and not faults:
        faults.append(FileFault(0, "", _("Er staan geen buurten in."), _("Zet er minstens één buurt in.")))
    return found, faults[:MAX_FAULTS]


def _take_neighbourhood(
    row: _Row, code: str, village: str, villages: Mapping[str, int], found: dict[str, int], faults: list[FileFault]
) -> None:
    area, name = row.cells[code], row.cells[village]
    kind = _AREA.fullmatch(area)
    if kind is None or kind[5] is None:
        reason = _("“%(code)s” is geen code van een buurt.") % {"code": area[:20]}
        faults.append(FileFault(row.line, code, reason, _("Een buurtcode is BU met acht tekens, zoals BU02140300.")))
    elif area in found:
        reason = _("De buurt %(code)s staat er twee keer in.") % {"code": area}
        faults.append(FileFault(row.line, code, reason, _("Haal een van de twee weg.")))
    elif name.lower() not in villages:
        close = get_close_matches(name.lower(), villages, n=1, cutoff=0.6)
        remedy = _("Bedoelt u %(name)s?") % {"name": close[0]} if close else _("Voeg het dorp toe, of kijk de naam na.")
        reason = _("Het dorp “%(name)s” kennen wij niet.") % {"name": name[:40]}
        faults.append(FileFault(row.line, village, reason, remedy))
    else:
        found[area] = villages[name.lower()]


def read_areas(
    content: bytes, columns: Sequence[FigureColumn], mapping: Collection[str], choice: Choice, on: date
) -> tuple[AreaTable, list[FileFault]]:
    """The numbers of the neighbourhoods in `mapping` and of their municipality. Any fault: take in nothing.

    A file with a column for the year gives its rows of the year of `on`.
    """
    text, faults = text_of(content)
    if faults:
        return AreaTable(), faults
    try:
        lines = rows_of_csv(text)
        names = _header_of(lines, faults)
        code = _one_of(names, CODE_COLUMNS, _("de code van het gebied"), faults)
        taken = _columns_of(names, columns, choice, faults)
        if code is None or faults:
            return AreaTable(), faults[:MAX_FAULTS]
        reader = _AreaReader(code, taken, frozenset(mapping), str(on.year), faults)
        for row in _rows(names, lines, faults):
            reader.take(row)
    except BrokenFile as broken:
        return AreaTable(), [*faults, broken.fault][:MAX_FAULTS]
    if not faults and not any(area in reader.values for area in mapping):
        faults.append(
            FileFault(0, "", _("Er staan geen buurten van uw gemeente in."), _("Kies een bestand met buurten."))
        )
    figures = tuple(column.code for column in taken.values())
    return AreaTable(figures, reader.values, reader.passed_over), faults[:MAX_FAULTS]


def _columns_of(
    names: list[str], columns: Sequence[FigureColumn], choice: Choice, faults: list[FileFault]
) -> dict[str, FigureColumn]:
    """Which columns of the header are which figures."""
    known = {_folded(name): column for column in columns for name in column.names}
    taken: dict[str, FigureColumn] = {}
    for name in names:
        if name in PLACE_COLUMNS or not choice.takes(name):
            continue
        column = known.get(name)
        if column is None and choice.passes_unknown:
            continue
        if column is None:
            close = get_close_matches(name, known, n=1, cutoff=0.6)
            remedy = _("Zet deze naam bij een cijfer, of sla de kolom over.")
            remedy = f"{_('Bedoelt u %(name)s?') % {'name': close[0]}} {remedy}" if close else remedy
            faults.append(FileFault(1, name, _("Deze kolom kennen wij niet."), remedy))
        elif any(other.code == column.code for other in taken.values()):
            faults.append(FileFault(1, name, _("Twee kolommen zijn hetzelfde cijfer."), _("Sla een van de twee over.")))
        else:
            taken[name] = column
    for name in sorted((choice.only | choice.skip) - set(names)):
        faults.append(FileFault(1, name, _("Deze kolom staat niet in het bestand."), _("Kijk de naam na.")))
    if not taken and not faults:
        faults.append(FileFault(1, "", _("Er staat geen cijfer in."), _("Kies een bestand met kolommen met cijfers.")))
    return taken


class _AreaReader:
    """Takes row after row; remembers which decimal mark the file has."""

    def __init__(
        self,
        code: str,
        taken: Mapping[str, FigureColumn],
        mapping: frozenset[str],
        year: str,
        faults: list[FileFault],
    ) -> None:
        self.code, self.taken, self.mapping, self.year, self.faults = code, taken, mapping, year, faults
        self.municipalities = {f"GM{area[2:6]}" for area in mapping}
        self.values: dict[str, dict[str, Number]] = {}
        self.passed_over = 0
        self.mark = ""

    def take(self, row: _Row) -> None:
        area = row.cells[self.code]
        kind = _AREA.fullmatch(area)
        if kind is None:
            reason = _("“%(code)s” is geen code van een gemeente, wijk of buurt.") % {"code": area[:20]}
            self.faults.append(FileFault(row.line, self.code, reason, _("Gebruik de codes van het CBS.")))
        elif not self._is_ours(area, row):
            self.passed_over += 1
        elif area.startswith("BU") and area not in self.mapping:
            reason = _("Van de buurt %(code)s weten wij niet bij welk dorp hij hoort.") % {"code": area}
            remedy = _("Zet hem in het bestand met buurten en dorpen.")
            self.faults.append(FileFault(row.line, self.code, reason, remedy))
        elif area in self.values:
            reason = _("Het gebied %(code)s staat er twee keer in.") % {"code": area}
            self.faults.append(FileFault(row.line, self.code, reason, _("Haal een van de twee weg.")))
        else:
            self.values[area] = {
                column.code: self._number(row.line, name, row.cells[name], column)
                for name, column in self.taken.items()
            }

    def _is_ours(self, area: str, row: _Row) -> bool:
        """A neighbourhood or municipality of ours, in the year that was asked for."""
        year = next((row.cells[name] for name in YEAR_COLUMNS if name in row.cells), self.year)
        return f"GM{area[2:6]}" in self.municipalities and not area.startswith("WK") and year == self.year

    def _number(self, line: int, name: str, text: str, column: FigureColumn) -> Number:
        """A number in our unit; None for what the source keeps secret or does not know."""
        if _SECRET.fullmatch(text):
            return None
        found = _NUMBER.fullmatch(text)
        reason = _reason_against(text, found, column)
        if not reason and found and found[1] and found[1] != (self.mark or found[1]):
            reason = _("Punten en komma’s staan door elkaar.")
        if reason or found is None:
            remedy = _("Schrijf een getal zoals 12 of 12,5, zonder punten tussen duizendtallen.")
            self.faults.append(FileFault(line, name, reason, remedy))
            return None
        self.mark = self.mark or found[1] or ""
        return (Decimal(text.replace(",", ".")) * column.factor).quantize(SMALLEST)


def _reason_against(text: str, found: re.Match[str] | None, column: FigureColumn) -> str:
    if found is None:
        return _("“%(text)s” is geen getal.") % {"text": text[:20]}
    if column.is_whole and found[1]:
        return _("“%(text)s” is geen heel getal.") % {"text": text[:20]}
    number = Decimal(text.replace(",", "."))
    if (column.is_percent and number > 100) or number * column.factor >= LARGEST:
        return _("“%(text)s” is te groot.") % {"text": text[:20]}
    return ""
