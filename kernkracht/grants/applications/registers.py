"""Reading a register of an earlier year: one CSV, a row per case. Pure: text in, rows or faults out.

Columns: case, scheme, received_on, village, title, applicant_kind, requested_eur, outcome, decided_on, granted_eur,
ground, carried_to. Days are ISO dates, amounts euros.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NoReturn

from django.utils.translation import gettext as _

from kernkracht.foundation.money import AmbiguousAmount, UnreadableAmount, format_euro, parse_euro
from kernkracht.foundation.table_files import BrokenFile, FileFault, rows_of_csv

from .models import GrantApplication

COLUMNS = (
    "case",
    "scheme",
    "received_on",
    "village",
    "title",
    "applicant_kind",
    "requested_eur",
    "outcome",
    "decided_on",
    "granted_eur",
    "ground",
    "carried_to",
)
OUTCOMES = ("granted", "refused", "withdrawn", "carried_over", "open")
MAX_BYTES = 20_000_000
MAX_FAULTS = 100
FIRST_YEAR = 1990


@dataclass(frozen=True)
class RegisterRow:
    """One case of a register; amounts in cents."""

    line: int
    case: str
    scheme: str
    received_on: date
    village: str
    title: str
    applicant_kind: str
    requested_cents: int
    outcome: str
    decided_on: date | None
    granted_cents: int | None
    ground: str
    carried_to: int | None


class _WrongCell(Exception):
    def __init__(self, column: str, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.column, self.reason, self.remedy = column, reason, remedy


def read_register(content: bytes) -> tuple[list[RegisterRow], list[FileFault]]:
    """Rows and faults of a register. Any fault means that nothing of the file may be taken in."""
    if len(content) > MAX_BYTES:
        return [], [FileFault(0, "", _("Het is groter dan 20 MB."), _("Deel het op per jaar."))]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return [], [FileFault(0, "", _("Het is geen tekst in UTF-8."), _("Bewaar het als “CSV UTF-8”."))]
    if "\0" in text:
        return [], [FileFault(0, "", _("Het is geen CSV-bestand."), _("Bewaar het als “CSV UTF-8”."))]
    return _read_lines(text)


def _read_lines(text: str) -> tuple[list[RegisterRow], list[FileFault]]:
    lines = rows_of_csv(text)
    rows: list[RegisterRow] = []
    faults: list[FileFault] = []
    seen: dict[str, int] = {}
    try:
        names = [name.strip().lower() for name in next(lines)[1]]
        faults += _header_faults(names)
        if faults:
            return [], faults
        for line, cells in lines:
            try:
                row = _read_row(line, names, cells, seen)
            except _WrongCell as wrong:
                faults.append(FileFault(line, wrong.column, wrong.reason, wrong.remedy))
            else:
                seen[row.case] = line
                rows.append(row)
            if len(faults) >= MAX_FAULTS:
                break
    except BrokenFile as broken:
        faults.append(broken.fault)
    if not rows and not faults:
        faults.append(FileFault(0, "", _("Er staan geen aanvragen in."), _("Zet onder de kop een regel per aanvraag.")))
    return rows, faults


def _header_faults(names: list[str]) -> list[FileFault]:
    missing = [name for name in COLUMNS if name not in names]
    unknown = [name for name in names if name not in COLUMNS]
    twice = sorted({name for name in names if names.count(name) > 1})
    faults = []
    if missing:
        faults.append(
            FileFault(
                1,
                "",
                _("Deze kolommen ontbreken: %s.") % ", ".join(missing),
                _("De kop is: %s.") % ",".join(COLUMNS),
            )
        )
    if unknown:
        faults.append(FileFault(1, "", _("Deze kolommen kennen we niet: %s.") % ", ".join(unknown), _("Haal ze weg.")))
    if twice:
        faults.append(
            FileFault(1, "", _("Deze kolommen staan er twee keer: %s.") % ", ".join(twice), _("Houd er één."))
        )
    return faults


def _read_row(line: int, names: list[str], cells: list[str], seen: Mapping[str, int]) -> RegisterRow:
    """Raises `_WrongCell` for the first thing that is wrong."""
    if len(cells) != len(names):
        _wrong(
            "",
            _("Hier staan %(has)s velden in plaats van %(wants)s.") % {"has": len(cells), "wants": len(names)},
            _("Zet een veld met een komma erin tussen aanhalingstekens."),
        )
    row = _checked(_typed(line, {name: cell.strip() for name, cell in zip(names, cells, strict=True)}))
    if row.case in seen:
        twice = {"case": row.case, "first": seen[row.case]}
        _wrong("case", _("Nummer %(case)s staat ook op regel %(first)s.") % twice, _("Geef elke aanvraag een nummer."))
    return row


def _wrong(column: str, reason: str, remedy: str) -> NoReturn:
    raise _WrongCell(column, reason, remedy)


def _typed(line: int, row: Mapping[str, str]) -> RegisterRow:
    received_on = _day(row, "received_on")
    if received_on is None:
        _wrong("received_on", _("De dag van ontvangst ontbreekt."), _("Vul een dag in, zoals 2022-05-23."))
    requested = _amount(row, "requested_eur")
    if not requested:
        _wrong("requested_eur", _("Het gevraagde bedrag ontbreekt."), _("Vul euro’s in, zoals 750."))
    return RegisterRow(
        line=line,
        case=_text(row, "case", 20),
        scheme=_text(row, "scheme", 100),
        received_on=received_on,
        village=_text(row, "village", 100),
        title=_text(row, "title", 150),
        applicant_kind=_one_of(row, "applicant_kind", GrantApplication.ApplicantKind.values),
        requested_cents=requested,
        outcome=_one_of(row, "outcome", OUTCOMES),
        decided_on=_day(row, "decided_on"),
        granted_cents=_amount(row, "granted_eur"),
        ground=row["ground"][:60],
        carried_to=_year(row, "carried_to"),
    )


def _text(row: Mapping[str, str], column: str, longest: int) -> str:
    value = row[column]
    if not value:
        _wrong(column, _("Dit veld is leeg."), _("Vul het in."))
    if len(value) > longest:
        _wrong(column, _("Dit is langer dan %s tekens.") % longest, _("Maak het korter."))
    return value


def _one_of(row: Mapping[str, str], column: str, allowed: tuple[str, ...] | list[str]) -> str:
    if row[column] not in allowed:
        _wrong(column, _("“%s” kennen we niet.") % row[column][:60], _("Kies uit: %s.") % ", ".join(allowed))
    return row[column]


def _day(row: Mapping[str, str], column: str) -> date | None:
    if not row[column]:
        return None
    try:
        day = date.fromisoformat(row[column])
    except ValueError:
        _wrong(column, _("“%s” is geen dag.") % row[column][:30], _("Schrijf jaar-maand-dag, zoals 2022-05-23."))
    if day.year < FIRST_YEAR:
        _wrong(column, _("%s is te lang geleden.") % day.year, _("Kijk het jaar na."))
    return day


def _amount(row: Mapping[str, str], column: str) -> int | None:
    if not row[column]:
        return None
    try:
        return parse_euro(row[column])
    except AmbiguousAmount as two:
        both = {"first": format_euro(two.first), "second": format_euro(two.second)}
        _wrong(column, _("Dit kan %(first)s zijn of %(second)s.") % both, _("Schrijf het bedrag zonder punt of komma."))
    except UnreadableAmount:
        _wrong(column, _("“%s” is geen bedrag.") % row[column][:30], _("Vul euro’s in, zoals 750 of 750,50."))


def _year(row: Mapping[str, str], column: str) -> int | None:
    if not row[column]:
        return None
    if not row[column].isdecimal() or not FIRST_YEAR <= int(row[column]) <= 9999:
        _wrong(column, _("“%s” is geen jaar.") % row[column][:10], _("Vul een jaar in, zoals 2023."))
    return int(row[column])


def _checked(row: RegisterRow) -> RegisterRow:
    if row.decided_on and row.decided_on < row.received_on:
        _wrong("decided_on", _("Het besluit is van vóór de ontvangst."), _("Kijk beide dagen na."))
    if row.granted_cents is not None and row.outcome != "granted":
        _wrong("granted_eur", _("Alleen bij “granted” hoort een toegekend bedrag."), _("Laat het veld leeg."))
    if row.carried_to is not None and row.outcome != "carried_over":
        _wrong("carried_to", _("Alleen bij “carried_over” hoort een jaar."), _("Laat het veld leeg."))
    if check := _CHECKS.get(row.outcome):
        check(row)
    return row


def _check_granted(row: RegisterRow) -> None:
    if not row.granted_cents:
        _wrong("granted_eur", _("Het toegekende bedrag ontbreekt."), _("Vul het bedrag in."))
    if row.granted_cents > row.requested_cents:
        _wrong("granted_eur", _("Er is meer toegekend dan gevraagd."), _("Kijk beide bedragen na."))
    if row.decided_on is None:
        _wrong("decided_on", _("De dag van het besluit ontbreekt."), _("Vul de dag in, zoals 2022-06-11."))


def _check_refused(row: RegisterRow) -> None:
    if row.decided_on is None:
        _wrong("decided_on", _("De dag van het besluit ontbreekt."), _("Vul de dag in, zoals 2022-06-11."))
    if not row.ground:
        _wrong("ground", _("De grond van de afwijzing ontbreekt."), _("Vul de regel in waaraan het plan niet voldeed."))


def _check_carried_over(row: RegisterRow) -> None:
    if row.carried_to is None or row.carried_to <= row.received_on.year:
        _wrong("carried_to", _("Het jaar waarnaar is doorgeschoven klopt niet."), _("Vul een later jaar in."))


_CHECKS: dict[str, Callable[[RegisterRow], None]] = {
    "granted": _check_granted,
    "refused": _check_refused,
    "carried_over": _check_carried_over,
}
