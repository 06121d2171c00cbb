"""What was promised in covenants, and when it is to be done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch, QuerySet

from kernkracht.community.gatherings.models import Gathering
from kernkracht.community.villages.models import Village

from ..models import Covenant, CovenantDuty, CovenantVersion, DutyEvidence, Group
from ..schedule import Rhythm, first_open, open_dates


@dataclass(frozen=True)
class DueDuty:
    """A duty with one of its dates for which nothing was written down yet."""

    duty: CovenantDuty
    due_on: date
    groups: tuple[Group, ...]

    @property
    def covenant(self) -> Covenant:
        return self.duty.version.covenant

    def is_overdue(self, today: date) -> bool:
        return self.due_on < today


@dataclass(frozen=True)
class DutyStanding:
    """Where one duty stands: its next date (None for what goes on all the time or is over) and what was done."""

    duty: CovenantDuty
    next_due_on: date | None
    overdue: tuple[date, ...]
    evidence: tuple[DutyEvidence, ...]


def rhythm_of(duty: CovenantDuty) -> Rhythm | None:
    """The dates of a duty, which end with its version; None for a task without dates."""
    if duty.interval_months is None or duty.counts_from is None:
        return None
    return Rhythm(duty.counts_from, duty.interval_months, duty.version.valid_until)


def _with_everything(found: QuerySet[CovenantDuty]) -> QuerySet[CovenantDuty]:
    return found.select_related("version__covenant", "owed_by").prefetch_related(
        Prefetch("evidence", DutyEvidence.objects.select_related("document", "gathering").order_by("due_on")),
        Prefetch("version__covenant__groups", Group.objects.prefetch_related("villages")),
    )


def standing(duty: CovenantDuty, today: date) -> DutyStanding:
    """Where a duty stands today; its evidence must be readable in one go."""
    evidence = tuple(duty.evidence.all())
    rhythm = rhythm_of(duty)
    if rhythm is None:
        return DutyStanding(duty, None, (), evidence)
    kept = {row.due_on for row in evidence}
    late = tuple(open_dates(rhythm, kept, today - timedelta(days=1)))
    return DutyStanding(duty, first_open(rhythm, kept), late, evidence)


def duties_of_covenant(version: CovenantVersion, today: date) -> list[DutyStanding]:
    """Every duty of one version with its dates."""
    duties = _with_everything(CovenantDuty.objects.filter(version=version)).order_by("kind", "pk")
    return [standing(duty, today) for duty in duties]


def duties_due(on: date, *, villages: Iterable[Village] | None = None) -> list[DueDuty]:
    """Dates of duties up to and including `on` for which nothing was written down, the oldest first.

    With `villages`: only of covenants with a group that works there. Only running versions count, and versions that
    ended while a date was still open: ending a covenant does not undo what was promised before.
    """
    duties = CovenantDuty.objects.filter(interval_months__isnull=False, version__valid_from__lte=on)
    if villages is not None:
        duties = duties.filter(version__covenant__groups__villages__in=list(villages)).distinct()
    found = []
    for duty in _with_everything(duties).order_by("pk"):
        rhythm = rhythm_of(duty)
        if rhythm is None:
            continue
        kept = {row.due_on for row in duty.evidence.all()}
        groups = tuple(duty.version.covenant.groups.all())
        found += [DueDuty(duty, due_on, groups) for due_on in open_dates(rhythm, kept, on)]
    return sorted(found, key=lambda due: (due.due_on, due.duty.pk))


def overdue_duties(today: date, *, villages: Iterable[Village] | None = None) -> list[DueDuty]:
    """What should have been done before today."""
    return duties_due(today - timedelta(days=1), villages=villages)


def gatherings_for(duty: CovenantDuty) -> QuerySet[Gathering]:
    """Meetings that were held in a village of the parties since the covenant began: they may prove that it was done."""
    villages = Group.villages.through.objects.filter(group__covenants=duty.version.covenant_id).values("village")
    held = Gathering.objects.filter(state=Gathering.State.HELD, villages__in=villages)
    if duty.counts_from is not None:
        held = held.filter(starts_at__date__gte=duty.counts_from)
    return held.distinct().order_by("-starts_at", "-pk")
