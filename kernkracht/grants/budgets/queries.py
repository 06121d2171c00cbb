"""What other rooms may know about money."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, Sum

from kernkracht.community.villages.models import Village
from kernkracht.grants.schemes.facts import RoomLeft
from kernkracht.grants.schemes.models import Scheme

from .models import EFFECTS, CeilingVersion, GrantCeiling, LedgerEntry


def ceilings_for(scheme: Scheme, year: int, village: Village | None) -> list[GrantCeiling]:
    """The ceilings a case of this scheme, year and village falls under, by primary key: none, one or two.

    The scheme-wide ceiling and the village's own are both there when both exist: every euro counts under each.
    """
    own = Q(village__isnull=True) | (Q(village=village) if village else Q())
    if village is None:
        own = Q(village__isnull=True)
    return list(
        GrantCeiling.objects.filter(own, scheme=scheme, year=year).select_related("scheme", "village").order_by("pk")
    )


def amount_for(ceiling: GrantCeiling, filed_on: date) -> int | None:
    """The published amount in cents that counts for a case filed on this day (Awb 4:27).

    A ceiling that is lowered after the case was filed has no effect on it, a raised one has: the highest of the
    amount in force on that day and every later one. None when nothing was published by then: a ceiling that came
    later is no ground to refuse.
    """
    return amounts_for([ceiling], filed_on)[ceiling.pk]


def amounts_for(ceilings: Iterable[GrantCeiling], filed_on: date) -> dict[int, int | None]:
    """`amount_for` of several ceilings by primary key, in one query."""
    amounts: dict[int, int | None] = {c.pk: None for c in ceilings}
    versions = CeilingVersion.objects.filter(ceiling__in=amounts).order_by("published_on", "pk")
    for version in versions:
        known = amounts[version.ceiling_id]
        if version.published_on <= filed_on:
            amounts[version.ceiling_id] = version.amount_cents
        elif known is not None:
            amounts[version.ceiling_id] = max(known, version.amount_cents)
    return amounts


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
    sums: dict[int, dict[str, int]] = {}
    rows = LedgerEntry.objects.filter(case_number=case_number).order_by().values_list("ceiling_id", "kind")
    for ceiling_id, kind, cents in rows.annotate(cents=Sum("amount_cents")):
        column, sign = EFFECTS[kind]
        of_ceiling = sums.setdefault(ceiling_id, {"reserved_cents": 0, "granted_cents": 0, "paid_cents": 0})
        of_ceiling[column] += sign * cents
    return {pk: CasePosition(**values) for pk, values in sums.items()}


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
