"""Days that the office must keep, and how they were found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from kernkracht.foundation.deadlines import Deadline, Term
from kernkracht.foundation.deadlines.queries import deadline_from
from kernkracht.foundation.legal_settings.queries import number_on, numbers_on

from ..days import day_of
from ..legal import UNTREATED_WEEKS, WARN_AT
from ..models import ENDED_STATES, GrantApplication, NoticeOfDefault, Suspension, TermWarning
from ..penalties import Penalty, PenaltyRates, penalty_on, rates_on
from ..terms import decision_deadline as deadline_of
from ..terms import decision_deadlines as deadlines_of

__all__ = [
    "OwedPenalty",
    "cases_at_risk",
    "deadline_of",
    "deadlines_of",
    "exposure",
    "penalties_of",
    "risk_counts",
    "running_suspension",
    "untreated_deadline",
    "untreated_until",
]


def untreated_deadline(application: GrantApplication) -> Deadline | None:
    """The last day to say that a case is left untreated: four weeks after the completion came in or its term went by.

    None when the applicant was never asked to complete the application (Awb 4:5 lid 1 and 4).
    """
    asked = application.suspensions.filter(ground=Suspension.Ground.COMPLETION).order_by("-invited_on", "-pk").first()
    if asked is None:
        return None
    start = asked.ended_on or asked.until_on
    return deadline_from(start, Term(weeks=number_on(UNTREATED_WEEKS.key, start)))


def untreated_until(application: GrantApplication) -> date | None:
    """The day of `untreated_deadline`."""
    found = untreated_deadline(application)
    return found.due_on if found else None


def running_suspension(application: GrantApplication, on: date) -> Suspension | None:
    """The stretch in which the term stands still on a day, or begins to stand still on the day after."""
    open_ones = application.suspensions.filter(ended_on__isnull=True, until_on__gte=on, invited_on__lte=on)
    return open_ones.order_by("-invited_on", "-pk").first()


def risk_counts(on: date) -> dict[str, int]:
    """How many open cases are late (“late”), and how many reached each level of the warnings, highest first."""
    levels = [str(level) for level in sorted(numbers_on(WARN_AT.key, on), reverse=True)]
    return {level: cases_at_risk(level, on).count() for level in ["late", *levels]}


def cases_at_risk(level: str, on: date) -> QuerySet[GrantApplication]:
    """Open cases that are late, or of which the last warning said this percentage; the first to end comes first."""
    cases = GrantApplication.objects.open().select_related("scheme", "version", "village", "handler")
    if level == "late":
        return cases.filter(due_on__lt=on).order_by("due_on", "pk")
    told = TermWarning.objects.filter(application=OuterRef("pk")).order_by("-round", "-level").values("level")[:1]
    return cases.filter(due_on__gte=on).annotate(warned=Subquery(told)).filter(warned=level).order_by("due_on", "pk")


@dataclass(frozen=True)
class OwedPenalty:
    """A notice of default that counts, with what it costs by a day."""

    notice: NoticeOfDefault
    penalty: Penalty


def _ended_on(case: GrantApplication) -> date | None:
    if case.state not in ENDED_STATES:
        return None
    return case.decided_on or day_of(case.changed_at)


def _counting(notices: list[NoticeOfDefault], on: date) -> list[OwedPenalty]:
    """One penalty per case, by its first notice that counts: a second notice does not make it more (Awb 4:17 lid 1)."""
    rates: dict[date, PenaltyRates] = {}
    found: dict[int, OwedPenalty] = {}
    for notice in notices:
        if notice.is_too_early or notice.no_penalty or notice.application_id in found:
            continue
        day = notice.received_on
        rates.setdefault(day, rates_on(day))
        penalty = penalty_on(day, on, ended_on=_ended_on(notice.application), rates=rates[day])
        found[notice.application_id] = OwedPenalty(notice, penalty)
    return list(found.values())


def penalties_of(application: GrantApplication, on: date) -> OwedPenalty | None:
    """The penalty of one case on a day; None while no notice of default counts."""
    notices = application.default_notices.select_related("application").order_by("received_on", "pk")
    return next(iter(_counting(list(notices), on)), None)


def exposure(on: date) -> list[OwedPenalty]:
    """Every penalty that counts or counted, the dearest first: what the manager has to know about."""
    notices = NoticeOfDefault.objects.filter(is_too_early=False, no_penalty="").select_related(
        "application__scheme", "application__village", "application__handler"
    )
    rows = _counting(list(notices.order_by("received_on", "pk")), on)
    return sorted(rows, key=lambda row: (-row.penalty.cents, row.penalty.first_day, row.notice.pk))
