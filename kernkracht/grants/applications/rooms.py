"""What is left for a case: under its ceilings, in its part of the year, for its kind of plan, and in number of grants.

Ceilings stand in the ledger. The other caps are rules over the same money, so what they leave is counted from the
ledger too: what each other case has reserved or granted, by the day it came in, its category and its village.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from kernkracht.grants.budgets.queries import ceilings_for, held_by_case, room_left
from kernkracht.grants.schemes.evaluation import rules_for
from kernkracht.grants.schemes.facts import RoomLeft
from kernkracht.grants.schemes.kinds.budget import (
    CategoryShare,
    MaxNumberOfGrants,
    PeriodTranches,
    YearlyCeiling,
    days_of_period,
)
from kernkracht.grants.schemes.kinds.village_budgets import VillageBudget
from kernkracht.grants.schemes.rules import RuleSet

from .models import ApplicationState, DecisionProposal, GrantApplication, Outcome
from .rules import plan_of, rules_of, windows_of

DIVIDING_KINDS = (PeriodTranches, CategoryShare, MaxNumberOfGrants)


@dataclass(frozen=True)
class Held:
    """What another case of the same scheme and year has, in cents: promised to it or granted."""

    cents: int
    received_on: date
    category: str
    village_id: int | None


def room_of(application: GrantApplication) -> RoomLeft:
    """What is left for this case, its own money counted as room; nothing known before a day of receipt."""
    year = application.budget_year or (application.received_on.year if application.received_on else None)
    if year is None:
        return RoomLeft()
    room = room_left(
        application.scheme,
        year,
        application.village,
        filed_on=application.received_on,
        case_number=application.number or "",
    )
    rules = rules_for(rules_of(application.version), plan_of(application))
    if application.received_on is None or not any(isinstance(rule.terms, DIVIDING_KINDS) for rule in rules.rules):
        return room
    others = _others(application, year)
    return replace(
        room,
        tranche=_tranche_room(rules, application.received_on, others, _whole_budget(rules, application, year)),
        category=_category_room(rules, application, year, others),
        grants_count=_grants_left(rules, application.received_on, others),
    )


def _others(application: GrantApplication, year: int) -> list[Held]:
    held = held_by_case(application.scheme, year)
    cases = (
        GrantApplication.objects.filter(
            scheme=application.scheme_id,
            budget_year=year,
            state__in=[ApplicationState.GRANTED, ApplicationState.PROPOSED],
        )
        .exclude(pk=application.pk)
        .prefetch_related("proposals")
        .order_by("pk")
    )
    found = (
        Held(_cents_of(case, held.get(case.number or "", 0)), case.received_on, case.category, case.village_id)
        for case in cases
        if case.received_on is not None
    )
    return [other for other in found if other.cents > 0]


def _cents_of(case: GrantApplication, in_ledger: int) -> int:
    """What the ledger holds for a case; without a ceiling nothing is booked, and the case itself says it."""
    if in_ledger or case.state == ApplicationState.GRANTED:
        return in_ledger or case.granted_cents or 0
    open_ones: list[DecisionProposal] = [p for p in case.proposals.all() if p.returned_at is None]
    return (open_ones[-1].amount_cents or 0) if open_ones and open_ones[-1].outcome == Outcome.GRANT else 0


def _whole_budget(rules: RuleSet, application: GrantApplication, year: int) -> int | None:
    """The scheme's money of the year in cents: as the rules name it, else as its ceiling holds it."""
    named = rules.first(YearlyCeiling)
    if named is not None and named.amount is not None:
        return named.amount
    wide = [c for c in ceilings_for(application.scheme, year, None) if c.village_id is None]
    return wide[0].allocated_cents if wide else None


def _village_budget(rules: RuleSet, application: GrantApplication, year: int) -> int | None:
    village = application.village
    if village is None:
        return None
    named = rules.first(VillageBudget)
    cents = named.village_cents(village.slug, village.inhabitants) if named else None
    if cents is not None:
        return cents
    own = [c for c in ceilings_for(application.scheme, year, village) if c.village_id is not None]
    return own[0].allocated_cents if own else None


def _sum(others: Iterable[Held]) -> int:
    return sum(other.cents for other in others)


def _tranche_room(rules: RuleSet, day: date, others: list[Held], budget: int | None) -> int | None:
    """What is left of the part of the year that was open on the day of receipt."""
    rule = rules.first(PeriodTranches)
    tranche = next((t for t in rule.tranches if t.holds(day)), None) if rule else None
    if rule is None or tranche is None:
        return None
    amount = rule.amount_of(tranche, budget)
    if amount is None:
        return None
    first, last = days_of_period(tranche.from_, tranche.to, day)
    return max(amount - _sum(o for o in others if first <= o.received_on <= last), 0)


def _category_room(rules: RuleSet, application: GrantApplication, year: int, others: list[Held]) -> int | None:
    """The least that the shares per category leave for this one; None when none limits it."""
    rooms = []
    for rule in rules.all(CategoryShare) if application.category else ():
        in_village = rule.of == "village"
        budget = (_village_budget if in_village else _whole_budget)(rules, application, year)
        limit = rule.limit_cents(application.category, budget)
        if limit is None:
            continue
        own = application.category == rule.category.code
        counted = [o for o in others if (o.category == rule.category.code) == own]
        if in_village:
            counted = [o for o in counted if o.village_id == application.village_id]
        rooms.append(max(limit - _sum(counted), 0))
    return min(rooms, default=None)


def _grants_left(rules: RuleSet, day: date, others: list[Held]) -> int | None:
    """How many grants are left in the application round of the day of receipt; without rounds, in the year."""
    rule = rules.first(MaxNumberOfGrants)
    if rule is None or rule.count is None:
        return None
    window = next((w for w in windows_of(rules) if w.holds(day)), None)
    if window is not None:
        first, last = window.days(day)
        others = [o for o in others if first <= o.received_on <= last]
    return max(rule.count - len(others), 0)
