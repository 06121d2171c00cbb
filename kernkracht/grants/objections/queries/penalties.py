"""What deciding late on objections costs (Awb 4:17), and penalties whose amount must be established (4:18)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kernkracht.foundation.deadlines import Deadline
from kernkracht.grants.applications.days import day_of
from kernkracht.grants.applications.models import GrantApplication
from kernkracht.grants.applications.penalties import Penalty, penalty_on, rates_on
from kernkracht.grants.applications.queries import OwedPenalty

from ..models import Objection, ObjectionDefault, PenaltyDecision
from ..penalty_terms import establish_by, last_day_of


@dataclass(frozen=True)
class OwedOnObjection:
    """A notice of default about an objection that counts, with what it costs by a day."""

    notice: ObjectionDefault
    penalty: Penalty


def penalty_of_objection(objection: Objection, on: date) -> OwedOnObjection | None:
    """The penalty for deciding late on an objection; None while no notice of default counts."""
    notices = objection.default_notices.select_related("objection").order_by("received_on", "pk")
    return next(iter(_counting(notices, on)), None)


def exposure_on_objections(on: date) -> list[OwedOnObjection]:
    """Every such penalty that counts or counted, the dearest first."""
    notices = ObjectionDefault.objects.filter(is_too_early=False, no_penalty="").select_related(
        "objection__application__village"
    )
    rows = _counting(notices.order_by("received_on", "pk"), on)
    return sorted(rows, key=lambda row: (-row.penalty.cents, row.penalty.first_day, row.notice.pk))


def _counting(notices: Iterable[ObjectionDefault], on: date) -> list[OwedOnObjection]:
    """One penalty per objection, by its first notice that counts."""
    found: dict[int, OwedOnObjection] = {}
    for notice in notices:
        if not notice.counts or notice.objection_id in found:
            continue
        day, objection = notice.received_on, notice.objection
        ended = objection.decided_on or (day_of(objection.withdrawn_at) if objection.withdrawn_at else None)
        penalty = penalty_on(day, on, ended_on=ended, rates=rates_on(day))
        found[objection.pk] = OwedOnObjection(notice, penalty)
    return list(found.values())


@dataclass(frozen=True)
class PenaltyStand:
    """A penalty with its decision, or with the last day to take it; neither while it grows or costs nothing."""

    owed: OwedPenalty
    decision: PenaltyDecision | None
    deadline: Deadline | None

    def is_waiting(self, on: date) -> bool:
        """It can and must be established now."""
        return self.deadline is not None and on > last_day_of(self.owed.penalty)


def stands_of(owed: list[OwedPenalty]) -> list[PenaltyStand]:
    """The same penalties in the same order, with how far their decision is."""
    cases = [row.notice.application_id for row in owed]
    decided = {row.application_id: row for row in PenaltyDecision.objects.filter(application__in=cases).order_by("pk")}
    return [_stand(row, decided.get(row.notice.application_id)) for row in owed]


def penalty_decision_of(application: GrantApplication) -> PenaltyDecision | None:
    """The decision about the penalty in a case."""
    return PenaltyDecision.objects.filter(application=application).select_related("letter").first()


def _stand(owed: OwedPenalty, decision: PenaltyDecision | None) -> PenaltyStand:
    if decision is not None or owed.penalty.is_running or not owed.penalty.cents:
        return PenaltyStand(owed, decision, None)
    return PenaltyStand(owed, None, establish_by(last_day_of(owed.penalty)))
