"""When a penalty must be established (Awb 4:18)."""

from __future__ import annotations

from datetime import date, timedelta

from kernkracht.foundation.deadlines import Deadline, Term
from kernkracht.foundation.deadlines.queries import deadline_from
from kernkracht.foundation.legal_settings.queries import number_on
from kernkracht.grants.applications.penalties import Penalty

from . import legal


def last_day_of(penalty: Penalty) -> date:
    """The last day that cost money. Only for a penalty with days."""
    return penalty.first_day + timedelta(days=penalty.days - 1)


def establish_by(last_day: date) -> Deadline:
    """The last day to establish the amount: two weeks after the last day for which it was owed."""
    return deadline_from(last_day, Term(weeks=number_on(legal.PENALTY_WEEKS, last_day)))
