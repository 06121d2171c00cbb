"""The villages on a map, in a list and side by side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kernkracht.community.villages.models import Village
from kernkracht.grants.applications.queries import Granted, GrantedRow, granted_rows, sum_of

from ..kept import kept
from ..presenters import number, public_map
from .facts import source_of


@dataclass(frozen=True)
class VillageRow:
    """One line of the comparison (R3)."""

    village: Village
    all_plans: Granted
    this_year: Granted

    @property
    def inhabitants(self) -> str:
        return number(self.village.inhabitants or 0)

    @property
    def plans(self) -> str:
        return number(self.all_plans.plans)

    @property
    def per_inhabitant_cents(self) -> int | None:
        """All that was granted, divided over today's inhabitants."""
        return round(self.all_plans.cents / self.village.inhabitants) if self.village.inhabitants else None


SORTS: dict[str, Callable[[VillageRow], Any]] = {
    "naam": lambda row: row.village.name,
    "gebied": lambda row: (row.village.area.name, row.village.name),
    "inwoners": lambda row: row.village.inhabitants or 0,
    "plannen": lambda row: row.all_plans.plans,
    "geld": lambda row: row.all_plans.cents,
    "jaar": lambda row: row.this_year.cents,
    "hoofd": lambda row: row.per_inhabitant_cents or 0,
}


@require_safe
@kept
def village_list(request: HttpRequest) -> HttpResponse:
    """`/dorpen/`: all active villages. `?dorp=` of the form on the front page leads to that village."""
    chosen = request.GET.get("dorp", "")
    villages = list(Village.objects.active().select_related("area").order_by("name"))
    if any(village.slug == chosen for village in villages):
        return redirect("village", slug=chosen)
    today = timezone.localdate()
    rows = _compared(villages, granted_rows(), today.year)
    sort = request.GET.get("sorteer", "naam")
    sort = sort if sort.removeprefix("-") in SORTS else "naam"
    context = {
        "map": public_map(),
        "areas": _by_area(villages),
        "rows": sorted(rows, key=SORTS[sort.removeprefix("-")], reverse=sort.startswith("-")),
        "sort": sort,
        "year": today.year,
        "sources": _sources(villages),
    }
    return render(request, "public/villages/list.html", context)


def _compared(villages: list[Village], totals: tuple[GrantedRow, ...], year: int) -> list[VillageRow]:
    by_village: dict[int, list[GrantedRow]] = {}
    for row in totals:
        by_village.setdefault(row.village_id, []).append(row)
    own = {village.pk: tuple(by_village.get(village.pk, ())) for village in villages}
    return [
        VillageRow(village, sum_of(own[village.pk]), sum_of(own[village.pk], lambda row: row.year == year))
        for village in villages
    ]


def _by_area(villages: list[Village]) -> list[tuple[str, list[dict[str, str]]]]:
    areas: dict[tuple[int, str], list[dict[str, str]]] = {}
    for village in villages:
        key = (village.area.sort_order, village.area.name)
        areas.setdefault(key, []).append({"label": village.name, "href": f"/dorpen/{village.slug}/"})
    return [(name, items) for (_order, name), items in sorted(areas.items(), key=lambda area: area[0])]


def _sources(villages: list[Village]) -> list[str]:
    """Where the numbers of inhabitants come from, each source once."""
    said = {source_of(village) for village in villages if village.inhabitants is not None}
    return sorted(line for line in said if line)
