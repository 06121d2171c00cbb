"""Penalties whose amount is, or still must be, established (Awb 4:18)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kernkracht.foundation.deadlines import Deadline
from kernkracht.grants.applications.models import GrantApplication
from kernkracht.grants.applications.queries import OwedPenalty

from ..models import PenaltyDecision
from ..penalty_terms import establish_by, last_day_of


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
