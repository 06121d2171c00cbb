"""Grants for plans in a village: given, left, and the plans that run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from kernkracht.community.villages.models import Village
from kernkracht.foundation.money import format_euro
from kernkracht.grants.applications.models import GrantApplication
from kernkracht.grants.budgets.queries import SchemeTotals, amounts_of, totals
from kernkracht.grants.settlements.models import ReportState

from ..content import Item, Left, Money
from .words import safe


def money(villages: Sequence[Village], on: date) -> dict[int, Money]:
    """What was granted in the budget year of a day, by that day, and what is left under the ceilings that count."""
    granted = GrantApplication.objects.public().filter(village__in=villages, budget_year=on.year, decided_on__lte=on)
    rows = granted.order_by().values("village").annotate(plans=Count("pk"), cents=Sum("granted_cents"))
    found = {row["village"]: (row["plans"], row["cents"]) for row in rows}
    ceilings = totals(year=on.year)
    return {
        village.pk: Money(on.year, *found.get(village.pk, (0, 0)), left=tuple(_left(village, ceilings)))
        for village in villages
    }


def _left(village: Village, ceilings: Sequence[SchemeTotals]) -> list[Left]:
    """The village's own ceiling where there is one, else that for all villages."""
    rows = []
    for total in ceilings:
        own = next((ceiling for ceiling in total.villages if ceiling.village_id == village.pk), None)
        counted = own or total.wide
        if counted is not None and counted.allocated_cents:
            rows.append(Left(total.scheme.name, amounts_of(counted).left_cents, is_own=own is not None))
    return rows


def plans(villages: Sequence[Village], on: date) -> defaultdict[int, list[Item]]:
    """Plans with money that are not finished: they end later, or their report is still to come or to be judged."""
    running = Q(ends_on__gte=on) | Q(spending_report__state__in=[ReportState.EXPECTED, ReportState.RECEIVED])
    rows = GrantApplication.objects.public().filter(running, village__in=villages, decided_on__lte=on)
    found: defaultdict[int, list[Item]] = defaultdict(list)
    for plan in rows.order_by("-decided_on", "-pk"):
        if plan.village_id is not None:
            title = safe(plan.title, _("Plan %s") % plan.number, 70)
            said = f"{title}, {format_euro(plan.granted_cents or 0)}"
            found[plan.village_id].append(Item(f"plan:{plan.number}", said))
    return found
