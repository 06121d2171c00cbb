"""Reads for reports about a year: what happened to cases, and when."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from kernkracht.foundation.audit.models import AuditEvent
from kernkracht.grants.applications.days import day_of
from kernkracht.grants.applications.models import GrantApplication, GrantDecision, Outcome


def carried_over(*, until: date, from_year: int | None = None, to_year: int | None = None) -> set[int]:
    """Primary keys of cases carried over by the end of `until`, out of one budget year or into another."""
    decisions = GrantDecision.objects.filter(outcome=Outcome.CARRY_OVER, decided_on__lte=until)
    if from_year is not None:
        decisions = decisions.filter(budget_year=from_year)
    if to_year is not None:
        decisions = decisions.filter(carried_to_year=to_year)
    return set(decisions.order_by().values_list("application_id", flat=True))


def withdrawal_days(cases: Collection[int]) -> dict[int, date]:
    """On which day each of these cases was withdrawn; a case taken over from a register without a day is left out."""
    events = AuditEvent.objects.filter(
        event="application.withdrawn",
        object_type=GrantApplication._meta.label_lower,
        object_id__in=[str(pk) for pk in cases],
    )
    return {int(object_id): day_of(at) for object_id, at in events.values_list("object_id", "at")}
