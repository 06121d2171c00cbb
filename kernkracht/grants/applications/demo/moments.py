"""When each step of each plan takes place: counted back from the load, on working days, in one order of time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from kernkracht.foundation.deadlines import is_free_day
from kernkracht.grants.schemes.accessors import AWB_WEEKS

from ..days import AMSTERDAM, day_of
from .seed import RESIDENTS_VERBS, PlanSeed, Step

RESIDENTS_HOUR, OFFICE_HOUR = time(19, 40), time(10, 15)
BETWEEN_STEPS = timedelta(minutes=20)
RECENT_DAYS = 1
"""What happened today or yesterday stays there, also on a Sunday: the demo promises it."""


@dataclass(frozen=True)
class Happening:
    """One step with its moment; `place` is the place of its plan in the seed."""

    moment: datetime
    place: int
    step: Step


def timeline(plans: Iterable[PlanSeed], at: datetime) -> list[Happening]:
    """Every step of every plan, oldest first. Nothing lies after `at`, and each plan keeps its own order."""
    happenings = [h for place, plan in enumerate(plans) for h in _moments(place, plan, at)]
    return sorted(happenings, key=lambda happening: (happening.moment, happening.place))


def _moments(place: int, plan: PlanSeed, at: datetime) -> Iterator[Happening]:
    earliest = None
    left = len(plan.story)
    for step in plan.story:
        left -= 1
        moment = min(_moment(step, at), at - left * timedelta(minutes=1))
        if earliest is not None and moment < earliest:
            moment = earliest
        earliest = moment + (BETWEEN_STEPS if moment + BETWEEN_STEPS < at else timedelta(seconds=1))
        yield Happening(moment, place, step)


def _moment(step: Step, at: datetime) -> datetime:
    today = day_of(at)
    if step.days is None:
        return datetime.combine(today - timedelta(weeks=AWB_WEEKS), OFFICE_HOUR, AMSTERDAM)
    if step.days == 0:
        return max(at - timedelta(minutes=40), datetime.combine(today, time(0, 1), AMSTERDAM))
    day = today - timedelta(days=step.days)
    if step.days > RECENT_DAYS:
        day = _working_day(day)
    hour = RESIDENTS_HOUR if step.do in RESIDENTS_VERBS else OFFICE_HOUR
    return datetime.combine(day, hour, AMSTERDAM)


def _working_day(day: date) -> date:
    """The day itself, or the last working day before it."""
    while is_free_day(day, {}):
        day -= timedelta(days=1)
    return day
