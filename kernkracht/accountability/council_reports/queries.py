"""Counting the cases of a year, for the letter to the council (R149–R161, R304)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from kernkracht.community.villages.models import Village
from kernkracht.grants.applications.models import ApplicationState, GrantApplication
from kernkracht.grants.applications.queries import carried_over, withdrawal_days
from kernkracht.grants.budgets.models import CeilingVersion
from kernkracht.grants.schemes.models import Scheme, SchemeVersion
from kernkracht.grants.schemes.queries import max_per_application_of, version_among

from .figures import CaseLine, Figures, SchemeFigures, Status, figures_of

ENDED = {
    ApplicationState.GRANTED.value: Status.GRANTED,
    ApplicationState.REFUSED.value: Status.REFUSED,
    ApplicationState.NOT_TREATED.value: Status.NOT_TREATED,
    ApplicationState.REFERRED.value: Status.REFERRED,
}


@dataclass(frozen=True)
class YearFigures:
    """All schemes of a year as they stood on a day."""

    year: int
    as_of: date
    schemes: tuple[SchemeFigures, ...]


def council_figures(year: int, as_of: date) -> YearFigures:
    """The figures of a year, counting only what had happened by the end of `as_of`.

    Schemes without a case and without a ceiling in the year are left out. Every active village is named, also with
    zeros (R149).
    """
    lines = _lines(year, as_of)
    villages = list(Village.objects.active().values_list("name", flat=True))
    ceilings = _ceilings(year, as_of)
    schemes = []
    for scheme in Scheme.objects.prefetch_related("versions__criteria"):
        received = [line for line in lines[scheme.slug] if line.received_on.year == year]
        carried_in = [line for line in lines[scheme.slug] if line.received_on.year != year]
        ceiling = ceilings.get(scheme.pk)
        if received or carried_in or ceiling is not None:
            schemes.append(_scheme_figures(scheme, year, as_of, received, carried_in, ceiling, villages))
    return YearFigures(year, as_of, tuple(schemes))


def same_day_a_year_earlier(day: date) -> date:
    """The day to compare with (R161); 29 February compares with 28 February."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=day.day - 1)


def _scheme_figures(
    scheme: Scheme,
    year: int,
    as_of: date,
    received: list[CaseLine],
    carried_in: list[CaseLine],
    ceiling: int | None,
    villages: list[str],
) -> SchemeFigures:
    maximum = _maximum(scheme, year, as_of)
    present = dict.fromkeys([*villages, *sorted({line.village for line in [*received, *carried_in]})])
    return SchemeFigures(
        slug=scheme.slug,
        name=scheme.name,
        total=figures_of(received, carried_in, ceiling_cents=ceiling, max_cents=maximum),
        villages={name: _of_village(name, received, carried_in) for name in present},
    )


def _of_village(name: str, received: Iterable[CaseLine], carried_in: Iterable[CaseLine]) -> Figures:
    return figures_of(
        [line for line in received if line.village == name], [line for line in carried_in if line.village == name]
    )


def _ceilings(year: int, as_of: date) -> dict[int, int]:
    """Cents available per scheme (primary key), as published by the end of `as_of`.

    Village ceilings are slices of the scheme's own; where that is missing they add up.
    """
    versions = CeilingVersion.objects.filter(ceiling__year=year, published_on__lte=as_of).order_by("published_on", "pk")
    newest = {version.ceiling_id: version for version in versions.select_related("ceiling")}
    wide: dict[int, int] = {}
    slices: dict[int, int] = defaultdict(int)
    for version in newest.values():
        if version.ceiling.village_id is None:
            wide[version.ceiling.scheme_id] = version.amount_cents
        else:
            slices[version.ceiling.scheme_id] += version.amount_cents
    return {**slices, **wide}


def _maximum(scheme: Scheme, year: int, as_of: date) -> int | None:
    """The maximum per application of the rules that counted last in the year."""
    versions = [v for v in scheme.versions.all() if v.state == SchemeVersion.State.PUBLISHED]
    last = version_among(versions, min(as_of, date(year, 12, 31)))
    return max_per_application_of(last) if last else None


class _Row(NamedTuple):
    pk: int
    number: str
    slug: str
    village: str
    received_on: date
    state: str
    requested_cents: int
    granted_cents: int | None
    decided_on: date | None
    version: int


_COLUMNS = (
    "pk",
    "number",
    "scheme__slug",
    "village__name",
    "received_on",
    "state",
    "requested_cents",
    "granted_cents",
    "decided_on",
    "version",
)


def _lines(year: int, as_of: date) -> dict[str, list[CaseLine]]:
    """Case lines per scheme: received in the year, or carried into it."""
    inside = Q(received_on__gte=date(year, 1, 1), received_on__lte=min(as_of, date(year, 12, 31)))
    entered = Q(pk__in=carried_over(to_year=year, until=as_of))
    found = GrantApplication.objects.received().filter(inside | entered).order_by("received_on", "number")
    rows = [_Row(*values) for values in found.values_list(*_COLUMNS)]
    left = carried_over(from_year=year, until=as_of)
    withdrawn = withdrawal_days([row.pk for row in rows if row.state == ApplicationState.WITHDRAWN])
    versions = SchemeVersion.objects.filter(pk__in={row.version for row in rows}).prefetch_related("criteria")
    maxima = {version.pk: max_per_application_of(version) for version in versions}
    lines: dict[str, list[CaseLine]] = defaultdict(list)
    for row in rows:
        status = Status.CARRIED_OVER if row.pk in left else _status(row, as_of, withdrawn)
        lines[row.slug].append(_line(row, status, maxima[row.version]))
    return lines


def _status(row: _Row, as_of: date, withdrawn: Mapping[int, date]) -> Status:
    if row.state == ApplicationState.WITHDRAWN:
        day = withdrawn.get(row.pk)
        return Status.WITHDRAWN if day is None or day <= as_of else Status.OPEN
    ended = ENDED.get(row.state)
    return ended if ended and row.decided_on and row.decided_on <= as_of else Status.OPEN


def _line(row: _Row, status: Status, max_cents: int | None) -> CaseLine:
    return CaseLine(
        number=row.number,
        village=row.village,
        received_on=row.received_on,
        status=status,
        requested_cents=row.requested_cents,
        granted_cents=(row.granted_cents or 0) if status == Status.GRANTED else 0,
        max_cents=max_cents,
    )
