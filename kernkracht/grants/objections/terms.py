"""The days of an objection, each with its reasoning: to object, and to decide on it (Awb 6:7–6:9, 7:10)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kernkracht.foundation.deadlines import Deadline, Pause, Term
from kernkracht.foundation.deadlines.queries import deadline_from, outages
from kernkracht.foundation.legal_settings.queries import number_on

from . import legal


@dataclass(frozen=True)
class Stop:
    """A stretch in which the term to decide stood still, as kept."""

    asked_on: date
    until_on: date
    ended_on: date | None
    reason: str


@dataclass(frozen=True)
class Clock:
    """What the term to decide is made of. `term_ends_on` is the last day to object; counting begins the day after."""

    term_ends_on: date
    committee_announced_on: date | None = None
    extension_weeks: int = 0
    stops: tuple[Stop, ...] = ()


def objection_term(announced_on: date) -> Deadline:
    """Until when one can object, counted from the day after the letter was sent (Awb 6:7, 6:8).

    An end on a day on which we could not be reached moves forward, since somebody must send us something.
    """
    term = Term(weeks=number_on(legal.OBJECTION_WEEKS, announced_on))
    return deadline_from(announced_on, term, hindered_by=outages(announced_on, ("website",)))


def appeal_term(sent_on: date) -> Deadline:
    """Until when one can go to court after the decision on an objection (Awb 6:7, 6:8)."""
    return deadline_from(sent_on, Term(weeks=number_on(legal.APPEAL_WEEKS, sent_on)))


def is_late(received_on: date, term_ends_on: date, postmark_on: date | None = None) -> bool:
    """Whether an objection came after its term. Posted in time and here within a week is in time (Awb 6:9 lid 2)."""
    if received_on <= term_ends_on:
        return False
    grace = timedelta(days=number_on(legal.POST_DAYS, received_on))
    return postmark_on is None or postmark_on > term_ends_on or received_on > term_ends_on + grace


def decision_term(clock: Clock) -> Deadline:
    """Until when we decide: six weeks, or twelve with a committee that was announced in time, and one extension.

    A committee that was announced after the six weeks changes nothing (RvS 2016:2233). Awb 7:10.
    """
    on = clock.term_ends_on
    first = _counted(on, number_on(legal.DECISION_WEEKS, on), clock.stops)
    announced = clock.committee_announced_on
    if announced is not None and announced <= first.due_on:
        first = _with_committee(clock, announced)
    elif announced is not None:
        first = Deadline(first.due_on, (*first.steps, _too_late(announced)))
    if not clock.extension_weeks:
        return first
    later = [stop for stop in clock.stops if stop.asked_on >= first.due_on]
    second = _counted(first.due_on, clock.extension_weeks, later)
    said = _("Wij hebben het besluit uitgesteld met %(weeks)s (Awb, artikel 7:10 lid 3).")
    return Deadline(
        second.due_on, (*first.steps, said % {"weeks": str(Term(weeks=clock.extension_weeks))}, *second.steps)
    )


def _with_committee(clock: Clock, announced: date) -> Deadline:
    weeks = number_on(legal.COMMITTEE_WEEKS, clock.term_ends_on)
    counted = _counted(clock.term_ends_on, weeks, clock.stops)
    said = _("Een commissie adviseert. Dat is op tijd gemeld, op %(day)s. Daarom is de termijn %(weeks)s.")
    return Deadline(counted.due_on, (said % {"day": _day(announced), "weeks": str(Term(weeks=weeks))}, *counted.steps))


def _too_late(announced: date) -> str:
    return _("De commissie is pas gemeld op %(day)s. Dat was te laat voor een langere termijn (RvS 2016:2233).") % {
        "day": _day(announced)
    }


def _counted(start: date, weeks: int, stops: Iterable[Stop]) -> Deadline:
    pauses = [Pause.after_request(s.asked_on, s.until_on, s.ended_on, s.reason) for s in stops]
    return deadline_from(start, Term(weeks=weeks), pauses)


def _day(day: date) -> str:
    return date_format(day, "j F Y")
