"""What other rooms may know about money."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from kernkracht.community.villages.models import Village
from kernkracht.grants.schemes.facts import RoomLeft
from kernkracht.grants.schemes.models import Criterion, Scheme, SchemeVersion

from .frames import allocated_from, roots, slices_of
from .models import EFFECTS, CeilingVersion, CouncilBudget, GrantCeiling, LedgerEntry
from .redistribution import RedistributionPlan, plan_redistribution


def ceilings_for(scheme: Scheme, year: int, village: Village | None) -> list[GrantCeiling]:
    """The ceilings a case of this scheme, year and village falls under, by primary key: none, one or two.

    The scheme-wide ceiling and the village's own are both there when both exist: every euro counts under each.
    """
    own = Q(village__isnull=True)
    if village is not None:
        own |= Q(village=village)
    return list(
        GrantCeiling.objects.filter(own, scheme=scheme, year=year).select_related("scheme", "village").order_by("pk")
    )


def amount_for(ceiling: GrantCeiling, filed_on: date) -> int | None:
    """The published amount in cents that counts for a case filed on this day (Awb 4:27).

    A ceiling that is lowered after the case was filed has no effect on it, a raised one has: the highest of the
    amount in force on that day and every later one; an amount published that very day never lowers it. None when
    nothing was published by then: a ceiling that came later is no ground to refuse.
    """
    return amounts_for([ceiling], filed_on)[ceiling.pk]


def amounts_for(ceilings: Iterable[GrantCeiling], filed_on: date) -> dict[int, int | None]:
    """`amount_for` of several ceilings by primary key, in one query."""
    amounts: dict[int, int | None] = {c.pk: None for c in ceilings}
    versions = CeilingVersion.objects.filter(ceiling__in=amounts).order_by("published_on", "pk")
    for version in versions:
        known = amounts[version.ceiling_id]
        if version.published_on < filed_on or (known is None and version.published_on == filed_on):
            amounts[version.ceiling_id] = version.amount_cents
        elif known is not None:
            amounts[version.ceiling_id] = max(known, version.amount_cents)
    return amounts


def published_amount(ceiling: GrantCeiling) -> int | None:
    """The newest published amount in cents, or None before the first publication."""
    newest = CeilingVersion.objects.filter(ceiling=ceiling).order_by("published_on", "pk").last()
    return newest.amount_cents if newest else None


@dataclass(frozen=True)
class CasePosition:
    """What one case has under one ceiling, in cents. `paid` is part of `granted`."""

    reserved_cents: int = 0
    granted_cents: int = 0
    paid_cents: int = 0

    @property
    def unpaid_cents(self) -> int:
        return self.granted_cents - self.paid_cents


def positions_of(case_number: str) -> dict[int, CasePosition]:
    """What a case has under each ceiling it ever touched, by the ceiling's primary key."""
    if not case_number:
        return {}
    sums = _from_ledger(LedgerEntry.objects.filter(case_number=case_number))
    return {pk: CasePosition(a.reserved_cents, a.granted_cents, a.paid_cents) for pk, a in sums.items()}


def held_by_case(scheme: Scheme, year: int) -> dict[str, int]:
    """What each case has reserved and granted under the scheme's ceilings of a year, in cents, by its number.

    A case that falls under two ceilings counts once: with the most it has under one of them.
    """
    sums: dict[tuple[str, int], int] = defaultdict(int)
    entries = LedgerEntry.objects.filter(ceiling__scheme=scheme, ceiling__year=year).exclude(case_number="")
    rows = entries.order_by().values_list("case_number", "ceiling_id", "kind").annotate(cents=Sum("amount_cents"))
    for number, ceiling, kind, cents in rows:
        column, sign = EFFECTS[kind]
        if column in ("reserved_cents", "granted_cents"):
            sums[number, ceiling] += sign * cents
    held: dict[str, int] = {}
    for (number, _ceiling), cents in sums.items():
        held[number] = max(held.get(number, 0), cents)
    return held


def room_under(
    ceilings: Iterable[GrantCeiling], *, filed_on: date | None = None, case_number: str = ""
) -> dict[int, int]:
    """Cents a case may still get under each ceiling, by primary key; below zero when more than all was given.

    `filed_on` brings in the amount published at that time (Awb 4:27); `case_number` counts the case's own
    reservation as room, since it is what the case would be paid from.
    """
    ceilings = list(ceilings)
    published: Mapping[int, int | None] = amounts_for(ceilings, filed_on) if filed_on else {}
    own = positions_of(case_number)
    room: dict[int, int] = {}
    for ceiling in ceilings:
        amount = published.get(ceiling.pk)
        limit = ceiling.allocated_cents if amount is None else min(amount, ceiling.allocated_cents)
        used = ceiling.reserved_cents + ceiling.granted_cents
        room[ceiling.pk] = limit - used + own.get(ceiling.pk, CasePosition()).reserved_cents
    return room


def movable(ceilings: Iterable[GrantCeiling], *, on: date) -> dict[int, int]:
    """Cents that may go from each ceiling to another, by primary key.

    What is free, and never more than the amount in force: money above a lowered amount stays for the cases that were
    filed before it was lowered (Awb 4:27).
    """
    ceilings = list(ceilings)
    room = room_under(ceilings, filed_on=on)
    for ceiling in ceilings:
        amount = published_amount(ceiling)
        if amount is not None:
            room[ceiling.pk] = min(room[ceiling.pk], amount)
    return room


def room_left(
    scheme: Scheme, year: int, village: Village | None, *, filed_on: date | None = None, case_number: str = ""
) -> RoomLeft:
    """Cents free for a case under the scheme's and the village's ceiling, for the evaluation of rules.

    None where no ceiling exists or where it only warns (R173). Never below zero.
    """
    ceilings = ceilings_for(scheme, year, village)
    room = room_under(ceilings, filed_on=filed_on, case_number=case_number)
    by_level = {bool(c.village_id): max(room[c.pk], 0) for c in ceilings if c.is_hard}
    return RoomLeft(scheme=by_level.get(False), village=by_level.get(True))


def largest_award(
    ceilings: Iterable[GrantCeiling], wanted_cents: int, *, filed_on: date | None = None, case_number: str = ""
) -> int:
    """What is left of what is wanted, in cents: the smallest room under all hard ceilings, never below zero (Awb 4:25).

    Inside an act, call it with the rows that `lock_ceilings` returned; otherwise it is a moment's answer.
    """
    hard = [c for c in ceilings if c.is_hard]
    room = room_under(hard, filed_on=filed_on, case_number=case_number)
    return max(0, min([wanted_cents, *room.values()]))


def ledger_of(ceiling: GrantCeiling) -> QuerySet[LedgerEntry]:
    """All movements under a ceiling, newest first, with their act."""
    return LedgerEntry.objects.filter(ceiling=ceiling).select_related("act__actor").order_by("-pk")


def redistribution_rule(scheme: Scheme, year: int) -> tuple[date | None, str]:
    """The day in a year on which a scheme's rules divide left-over money, and the article that says so.

    Out of the criterion `leftover_reallocation` of the newest version that held in that year; (None, "") without one.
    """
    held = Q(version__valid_until__isnull=True) | Q(version__valid_until__gte=date(year, 1, 1))
    criteria = Criterion.objects.filter(held, version__scheme=scheme, version__state=SchemeVersion.State.PUBLISHED)
    newest = criteria.filter(kind="leftover_reallocation", version__valid_from__lte=date(year, 12, 31))
    criterion = newest.order_by("version__valid_from", "pk").last()
    if criterion is None:
        return None, ""
    spelled = str(criterion.parameters.get("date", ""))
    try:
        return date.fromisoformat(f"{year}-{spelled}"), criterion.article
    except ValueError:
        return None, criterion.article


def preview_redistribution(
    scheme: Scheme,
    year: int,
    on: date,
    *,
    villages_with_claims: Collection[int] = (),
    spent_up_to_cents: int = 0,
) -> RedistributionPlan:
    """What `actions.redistribute` would do now (West Betuwe, 1 November); it changes nothing."""
    rows = list(
        GrantCeiling.objects.filter(scheme=scheme, year=year, village__isnull=False)
        .select_related("village")
        .order_by("village__sort_order", "village__name")
    )
    return plan_redistribution(
        rows,
        free_cents=movable(rows, on=on),
        on=on,
        villages_with_claims=villages_with_claims,
        spent_up_to_cents=spent_up_to_cents,
    )


COLUMNS = ("allocated_cents", "reserved_cents", "granted_cents", "paid_cents", "beyond_cents")


@dataclass(frozen=True)
class Amounts:
    """The totals of a ceiling in cents, and what follows from them."""

    allocated_cents: int = 0
    reserved_cents: int = 0
    granted_cents: int = 0
    paid_cents: int = 0
    beyond_cents: int = 0

    @property
    def free_cents(self) -> int:
        return self.allocated_cents - self.reserved_cents - self.granted_cents

    @property
    def left_cents(self) -> int:
        """What people may hear is left: never below zero."""
        return max(self.free_cents, 0)

    @property
    def use_percentage(self) -> int | None:
        """How much of the ceiling is granted, in whole per cents rounded down (R176); None without money."""
        return self.granted_cents * 100 // self.allocated_cents if self.allocated_cents else None

    def __add__(self, other: Amounts) -> Amounts:
        return Amounts(*(getattr(self, column) + getattr(other, column) for column in COLUMNS))


def amounts_of(ceiling: GrantCeiling) -> Amounts:
    """The stored totals of a ceiling."""
    return Amounts(*(getattr(ceiling, column) for column in COLUMNS))


def use_percentage(ceiling: GrantCeiling) -> int | None:
    """How much of a ceiling is granted, in whole per cents rounded down (R176); None without money."""
    return amounts_of(ceiling).use_percentage


@dataclass(frozen=True)
class SchemeTotals:
    """A scheme in a year: the ceiling for all villages if there is one, the villages', and the money counted once."""

    scheme: Scheme
    year: int
    wide: GrantCeiling | None
    villages: tuple[GrantCeiling, ...]

    @property
    def amounts(self) -> Amounts:
        """Of the scheme-wide ceiling; without one, of the villages together."""
        if self.wide:
            return amounts_of(self.wide)
        return sum((amounts_of(c) for c in self.villages), Amounts())

    @property
    def in_villages_cents(self) -> int:
        """How much of the scheme's money is divided over villages."""
        return sum(c.allocated_cents for c in self.villages)


def totals(
    *, year: int | None = None, scheme: Scheme | None = None, village: Village | None = None
) -> list[SchemeTotals]:
    """Totals per scheme and year, with their villages, in one query; newest year first.

    With `village`: only ceilings that count for that village.
    """
    rows = GrantCeiling.objects.select_related("scheme", "village", "council_budget")
    if year is not None:
        rows = rows.filter(year=year)
    if scheme is not None:
        rows = rows.filter(scheme=scheme)
    if village is not None:
        rows = rows.filter(Q(village=village) | Q(village__isnull=True))
    order = ("-year", "scheme__sort_order", "scheme__name", "scheme_id", "village__sort_order", "village__name")
    groups: dict[tuple[int, int], list[GrantCeiling]] = {}
    for ceiling in rows.order_by(*order):
        groups.setdefault((ceiling.year, ceiling.scheme_id), []).append(ceiling)
    return [
        SchemeTotals(
            scheme=group[0].scheme,
            year=group[0].year,
            wide=next((c for c in group if c.village_id is None), None),
            villages=tuple(c for c in group if c.village_id is not None),
        )
        for group in groups.values()
    ]


def council_budgets(year: int | None = None) -> QuerySet[CouncilBudget]:
    """Council budgets with `drawn_cents`: what ceilings draw on each, slices counted once (R162, R163)."""
    drawn = roots().filter(council_budget=OuterRef("pk")).order_by().values("council_budget")
    rows = CouncilBudget.objects.annotate(
        drawn_cents=Coalesce(Subquery(drawn.annotate(cents=Sum("allocated_cents")).values("cents")), 0)
    )
    return (rows if year is None else rows.filter(year=year)).order_by("-year", "name")


def hardly_used(
    year: int, on: date, *, at_most_percentage: int = 25, from_part_of_year: int = 50
) -> list[SchemeTotals]:
    """Schemes of which little is granted while much of the year has gone (R169).

    `at_most_percentage` of the money, once `from_part_of_year` per cent of the days of that year have passed.
    """
    days = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    passed = (on - date(year, 1, 1)).days * 100 // days
    if passed < from_part_of_year:
        return []
    used = ((t, t.amounts.use_percentage) for t in totals(year=year))
    return [t for t, percentage in used if percentage is not None and percentage <= at_most_percentage]


def recompute(ceiling: GrantCeiling) -> Amounts:
    """The totals of a ceiling as its ledger says, whatever is stored."""
    return _from_ledger(LedgerEntry.objects.filter(ceiling=ceiling)).get(ceiling.pk, Amounts())


def room_at(ceilings: Iterable[GrantCeiling], until: datetime, *, without_case: str = "") -> dict[int, int]:
    """Cents that were free under each ceiling before a moment, by primary key, as the ledger of then says.

    `without_case` is a case whose own money counts as free.
    """
    rows = list(ceilings)
    entries = LedgerEntry.objects.filter(ceiling__in=rows, act__at__lte=until)
    if without_case:
        entries = entries.exclude(case_number=without_case)
    then = _from_ledger(entries)
    return {ceiling.pk: then.get(ceiling.pk, Amounts()).free_cents for ceiling in rows}


@dataclass(frozen=True)
class Difference:
    """Something that does not add up, in cents: what is stored, what it should be (or at most)."""

    what: str
    stored_cents: int
    expected_cents: int


def differences() -> list[Difference]:
    """Every stored total that is not what the ledger says, and every frame that is overdrawn. Empty is right."""
    found: list[Difference] = []
    from_ledger = _from_ledger(LedgerEntry.objects.all())
    for ceiling in GrantCeiling.objects.select_related("scheme", "village").order_by("pk"):
        expected = from_ledger.get(ceiling.pk, Amounts())
        for column in COLUMNS:
            stored, counted = getattr(ceiling, column), getattr(expected, column)
            if stored != counted:
                found.append(Difference(f"{ceiling}: {column.removesuffix('_cents')}", stored, counted))
        if ceiling.village_id is None:
            in_slices = slices_of(ceiling).aggregate(cents=Sum("allocated_cents"))["cents"] or 0
            if in_slices > ceiling.allocated_cents:
                found.append(Difference(f"{ceiling}: villages together", in_slices, ceiling.allocated_cents))
    for budget in CouncilBudget.objects.order_by("pk"):
        drawn = allocated_from(budget)
        if drawn > budget.amount_cents:
            found.append(Difference(f"{budget}: ceilings together", drawn, budget.amount_cents))
    return found


def _from_ledger(entries: QuerySet[LedgerEntry]) -> dict[int, Amounts]:
    sums: dict[int, dict[str, int]] = {}
    for pk, kind, cents in entries.order_by().values_list("ceiling_id", "kind").annotate(cents=Sum("amount_cents")):
        column, sign = EFFECTS[kind]
        of_ceiling = sums.setdefault(pk, dict.fromkeys(COLUMNS, 0))
        of_ceiling[column] += sign * cents
    return {pk: Amounts(**values) for pk, values in sums.items()}
