"""Taking in a file with figures: all of it or nothing, and the same file twice changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.villages.actions import note_inhabitants
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.table_files import FileFault

from ..adding_up import Number, Outcome, only_one, total, weighted_mean
from ..models import Figure, FigureImport, VillageFigure
from ..reading import AreaTable, Choice, FigureColumn, read_areas, read_mapping
from ._guard import UnableToManageFigures, require_manager

WHOLE = None
"""In place of a village: the municipality as a whole."""
Place = int | None
Key = tuple[int, Place]


class UnableToImportFigures(UnableToManageFigures):
    """Something in the files is wrong; `faults` say where, what and what to do. Nothing was taken in."""

    def __init__(self, faults: Iterable[FileFault], file_name: str = "") -> None:
        self.faults = tuple(faults)
        self.file_name = file_name
        super().__init__(" ".join(map(str, self.faults)))


@dataclass(frozen=True)
class FigureFile:
    """What is taken in: the file, which neighbourhood belongs to which village, the day and the source.

    `weights` is a second file of the same shape, for what a mean is weighted by when the first does not hold it.
    """

    content: bytes
    mapping: bytes
    on: date
    source: str
    name: str = ""
    only: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    weights: bytes = b""


@dataclass(frozen=True)
class ImportResult:
    """What came of it. `unknown` counts per figure the villages without a value; `sums` sets what the villages have
    together beside what the source says of the municipality, which rounding keeps apart."""

    figures: tuple[str, ...]
    added: int = 0
    changed: int = 0
    same: int = 0
    passed_over: int = 0
    missing: tuple[str, ...] = ()
    unknown: tuple[tuple[str, int], ...] = ()
    sums: tuple[tuple[str, Decimal, Decimal], ...] = ()


def import_figures(*, file: FigureFile, by: Actor, at: datetime, check: bool = False) -> ImportResult:
    """Take in the figures of a file (R270, R271); with `check` only say what would come of it.

    Raises `UnableToImportFigures` with every fault found, and `UnableToManageFigures` to who may not.
    """
    with transaction.atomic(durable=True):
        require_manager(by, at)
        figures = {row.pk: row for row in Figure.objects.select_for_update().order_by("pk")}
        _refuse_facts(file, at)
        mapping = _mapping(file)
        table = _table(file, figures, mapping)
        found = _outcomes(table, figures, mapping)
        result = _keep(found, file, mapping, by=by, at=at)
        for place, value in _inhabitants(found, figures):
            note_inhabitants(village=place, inhabitants=value, on=file.on, source=file.source, by=by, at=at)
        if check:
            transaction.set_rollback(True)
    missing = tuple(sorted(area for area in mapping if area not in table.values))
    return _told(replace(result, missing=missing, passed_over=table.passed_over), found, figures)


def _refuse_facts(file: FigureFile, at: datetime) -> None:
    if not file.source.strip() or len(file.source) > 200:
        raise UnableToManageFigures(_("Vul in waar de cijfers vandaan komen, in ten hoogste 200 tekens."), "source")
    if file.on > localdate(at):
        raise UnableToManageFigures(_("Deze dag moet nog komen. Kies de dag waarvan de cijfers zijn."), "on")


def _mapping(file: FigureFile) -> dict[str, int]:
    """Neighbourhood → key of its village, which a file may call by its name or as in its address."""
    rows = Village.objects.active().order_by("pk").values_list("pk", "name", "slug")
    names = {name.lower(): pk for pk, *both in rows for name in both}
    mapping, faults = read_mapping(file.mapping, names)
    if faults:
        raise UnableToImportFigures(faults, _("het bestand met buurten en dorpen"))
    return mapping


def _column(figure: Figure) -> FigureColumn:
    is_percent = figure.unit == Figure.Unit.PERCENT
    return FigureColumn(figure.code, tuple(figure.columns), figure.is_whole, is_percent, figure.file_factor)


def _table(file: FigureFile, figures: Mapping[int, Figure], mapping: Mapping[str, int]) -> AreaTable:
    columns = [_column(figure) for figure in figures.values()]
    table, faults = read_areas(file.content, columns, mapping, Choice.of(file.only, file.skip), file.on)
    if faults:
        raise UnableToImportFigures(faults, file.name)
    needed = {figure.weighted_by_id for figure in figures.values() if figure.code in table.figures}
    weights = [_column(figures[pk]) for pk in needed if pk is not None and figures[pk].code not in table.figures]
    if weights and file.weights:
        table = _with_weights(table, file, weights, mapping)
    _refuse_without_weight(table, figures, file.name)
    return table


def _with_weights(
    table: AreaTable, file: FigureFile, weights: list[FigureColumn], mapping: Mapping[str, int]
) -> AreaTable:
    """The numbers with those of the second file beside them; `figures` stays what the first file has."""
    second, faults = read_areas(file.weights, weights, mapping, Choice(passes_unknown=True), file.on)
    if faults:
        raise UnableToImportFigures(faults, _("het bestand met de gewichten"))
    values = {area: {**second.values.get(area, {}), **row} for area, row in table.values.items()}
    return replace(table, values=values)


def _refuse_without_weight(table: AreaTable, figures: Mapping[int, Figure], name: str) -> None:
    known = {code for row in table.values.values() for code in row}
    faults = []
    for figure in figures.values():
        weight = figures[figure.weighted_by_id] if figure.weighted_by_id else None
        if figure.code in table.figures and figure.adding == Figure.Adding.MEAN and weight and weight.code not in known:
            words = {"label": figure.label, "weight": weight.label}
            reason = _("Voor “%(label)s” is per buurt ook “%(weight)s” nodig.") % words
            faults.append(FileFault(1, "", reason, _("Voeg die kolom toe, of een tweede bestand met die kolom.")))
    if faults:
        raise UnableToImportFigures(faults, name)


@dataclass(frozen=True)
class _Found:
    outcome: Outcome
    neighbourhoods: int


def _outcomes(table: AreaTable, figures: Mapping[int, Figure], mapping: Mapping[str, int]) -> dict[Key, _Found]:
    """Per figure and village what it is, and per figure what the source says of the municipality."""
    areas: dict[int, list[str]] = {}
    for area, village in mapping.items():
        areas.setdefault(village, []).append(area)
    municipality = next((area for area in table.values if area.startswith("GM")), None)
    found: dict[Key, _Found] = {}
    for figure in figures.values():
        if figure.code not in table.figures:
            continue
        weight = figures[figure.weighted_by_id].code if figure.weighted_by_id else ""
        for village, own in areas.items():
            found[figure.pk, village] = _Found(_outcome(figure, weight, own, table), len(own))
        if municipality:
            whole = only_one([table.of(municipality, figure.code)], [table.of(municipality, weight)])
            found[figure.pk, WHOLE] = _Found(whole, 0)
    return found


def _outcome(figure: Figure, weight: str, areas: list[str], table: AreaTable) -> Outcome:
    values = [table.of(area, figure.code) for area in areas]
    weights = [table.of(area, weight) for area in areas]
    if figure.adding == Figure.Adding.SUM:
        return Outcome(total(values))
    return weighted_mean(values, weights) if figure.adding == Figure.Adding.MEAN else only_one(values, weights)


def _keep(
    found: Mapping[Key, _Found], file: FigureFile, mapping: Mapping[str, int], *, by: Actor, at: datetime
) -> ImportResult:
    """Write what is new or different; nothing of either leaves no trace."""
    there = {(row.figure_id, row.village_id): row for row in VillageFigure.objects.filter(reference_on=file.on)}
    new: list[VillageFigure] = []
    changed: list[VillageFigure] = []
    for (figure, village), one in found.items():
        row = there.get((figure, village)) or VillageFigure(figure_id=figure, village_id=village, reference_on=file.on)
        values = (one.outcome.value, one.outcome.base, one.neighbourhoods)
        if row.pk is None:
            new.append(row)
        elif (row.value, row.base, row.neighbourhoods) != values:
            changed.append(row)
        row.value, row.base, row.neighbourhoods = values
    if new or changed:
        _write(new, changed, file, by=by, at=at)
    return ImportResult((), len(new), len(changed), len(found) - len(new) - len(changed))


def _write(
    new: list[VillageFigure], changed: list[VillageFigure], file: FigureFile, *, by: Actor, at: datetime
) -> None:
    taken = FigureImport.objects.create(
        source=file.source.strip(),
        file_name=file.name[:200],
        fingerprint=hashlib.sha256(file.content).hexdigest() if file.content else "",
        reference_on=file.on,
        imported_at=at,
        imported_by=by,
    )
    for row in [*new, *changed]:
        row.taken_from = taken
    VillageFigure.objects.bulk_create(new, batch_size=500)
    VillageFigure.objects.bulk_update(changed, ["value", "base", "neighbourhoods", "taken_from"], batch_size=500)
    count = len(new) + len(changed)
    told = {"day": file.on.isoformat(), "file": taken.file_name, "count": count, "source": taken.source}
    record("profiles.imported", taken, by=by, at=at, data=told)


def _inhabitants(found: Mapping[Key, _Found], figures: Mapping[int, Figure]) -> list[tuple[Village, int]]:
    """What the villages themselves say of their inhabitants, so that no page has two numbers."""
    known = {
        village: int(one.outcome.value)
        for (figure, village), one in found.items()
        if village is not None and figures[figure].counts_inhabitants and one.outcome.value is not None
    }
    villages = Village.objects.filter(pk__in=known).select_for_update().order_by("pk")
    return [(village, known[village.pk]) for village in villages]


def _told(result: ImportResult, found: Mapping[Key, _Found], figures: Mapping[int, Figure]) -> ImportResult:
    """What people want to know of it, figure after figure."""
    used = sorted({figure for figure, _village in found}, key=lambda pk: (figures[pk].sort_order, figures[pk].label))
    unknown, sums = [], []
    for pk in used:
        own: list[Number] = [
            one.outcome.value for (f, village), one in found.items() if f == pk and village is not None
        ]
        if without := sum(value is None for value in own):
            unknown.append((figures[pk].label, without))
        whole = found[pk, WHOLE].outcome.value if (pk, WHOLE) in found else None
        together = total(own)
        if figures[pk].adding == Figure.Adding.SUM and together is not None and whole is not None:
            sums.append((figures[pk].label, together, whole))
    labels = tuple(figures[pk].label for pk in used)
    return replace(result, figures=labels, unknown=tuple(unknown), sums=tuple(sums))


def note_known_inhabitants(*, by: Actor, at: datetime) -> int:
    """Make figures of the numbers of inhabitants that villages already have, each with its own day and source.

    For an installation that knows those and has no file yet. Villages without a day or source are left out. Returns how
    many were added.
    """
    with transaction.atomic(durable=True):
        require_manager(by, at)
        figure = Figure.objects.select_for_update().filter(counts_inhabitants=True).first()
        if figure is None:
            return 0
        known = Village.objects.active().exclude(inhabitants=None).exclude(inhabitants_source="").order_by("pk")
        return sum(_note_known(figure, village, by=by, at=at) for village in known)


def _note_known(figure: Figure, village: Village, *, by: Actor, at: datetime) -> bool:
    on, source = village.inhabitants_on, village.inhabitants_source
    if on is None or VillageFigure.objects.filter(figure=figure, village=village, reference_on=on).exists():
        return False
    taken = FigureImport.objects.filter(source=source, reference_on=on, fingerprint="").first()
    if taken is None:
        taken = FigureImport.objects.create(source=source, reference_on=on, imported_at=at, imported_by=by)
        told = {"day": on.isoformat(), "file": "", "count": 1, "source": source}
        record("profiles.imported", taken, by=by, at=at, data=told)
    VillageFigure.objects.create(
        figure=figure, village=village, reference_on=on, value=village.inhabitants, taken_from=taken, neighbourhoods=0
    )
    return True
