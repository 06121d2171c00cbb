"""Terms and the days on which they end. Pure: facts in, a date and its explanation out; nobody edits a date."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .free_days import free_day_name, is_free_day, next_working_day

ONE_DAY = timedelta(days=1)
NO_EQUATED_DAYS: Mapping[date, str] = {}


@dataclass(frozen=True)
class Term:
    """A length in days, in weeks or in months: one of the three, because the law counts each in its own way.

    Raises `ValueError` for no unit, two units, or a length below one.
    """

    days: int = 0
    weeks: int = 0
    months: int = 0

    def __post_init__(self) -> None:
        given = [length for length in (self.days, self.weeks, self.months) if length]
        if len(given) != 1 or given[0] < 1:
            raise ValueError("A term has one unit (days, weeks or months) and is at least one long.")

    def end_from(self, start: date) -> date:
        """The last day of the term when `start` is the day of the event: counting begins on the day after it.

        A month ends on the day with the same number, or on the last day of a shorter month.
        """
        if not self.months:
            return start + timedelta(days=self.days, weeks=self.weeks)
        years, month = divmod(start.month - 1 + self.months, 12)
        year, month = start.year + years, month + 1
        return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))

    @property
    def rolls_forward(self) -> bool:
        """Whether the Algemene termijnenwet moves its end: not above 90 days, 12 weeks or 3 months (article 4)."""
        return self.days <= 90 and self.weeks <= 12 and self.months <= 3

    def __str__(self) -> str:
        if self.days:
            return ngettext("%(n)d dag", "%(n)d dagen", self.days) % {"n": self.days}
        if self.weeks:
            return ngettext("%(n)d week", "%(n)d weken", self.weeks) % {"n": self.weeks}
        return ngettext("%(n)d maand", "%(n)d maanden", self.months) % {"n": self.months}


@dataclass(frozen=True)
class Pause:
    """Days that do not count, from `start` up to and including `end`; an `end` on the day before `start` is no day.

    A pause always has an end: a request without a term suspends nothing (RvS 2016:2527).
    """

    start: date
    end: date
    reason: str = ""

    def __post_init__(self) -> None:
        if self.end < self.start - ONE_DAY:
            raise ValueError("A pause does not end before it starts.")

    @classmethod
    def after_request(cls, asked_on: date, until: date, completed_on: date | None = None, reason: str = "") -> Pause:
        """The suspension of Awb 4:15: from the day after the request until the completion, or the end of its term.

        `until` is the last day of the term given for completing. The day on which the completion comes in counts
        again; a completion after `until` changes nothing, since the term had passed unused.
        """
        last = until if completed_on is None else min(until, completed_on - ONE_DAY)
        return cls(asked_on + ONE_DAY, max(last, asked_on), reason)

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1


@dataclass(frozen=True)
class OutageDays:
    """Days, both included, on which we could not be reached; a term that ends in them gets `extra` days after them."""

    first: date
    last: date
    extra: int = 1

    def __post_init__(self) -> None:
        if self.last < self.first or self.extra < 1:
            raise ValueError("An outage has a day, and a term that ends in it gets at least one more.")


@dataclass(frozen=True)
class Deadline:
    """The last day on which it is in time, and how that day was found, as sentences for a reader."""

    due_on: date
    steps: tuple[str, ...]

    def days_left(self, today: date) -> int:
        """Days from `today` to the last day; negative when it has passed."""
        return (self.due_on - today).days


def compute_deadline(
    start: date,
    term: Term,
    pauses: Iterable[Pause] = (),
    *,
    equated: Mapping[date, str] = NO_EQUATED_DAYS,
    roll: bool | None = None,
    outages: Iterable[OutageDays] = (),
) -> Deadline:
    """The end of `term` after the event on `start`, with the days of `pauses` not counted.

    `equated` names days that a royal decree equates with holidays (Algemene termijnenwet, article 3, third paragraph).
    `roll` says whether an end on a free day moves to the next working day: by default as the law has it for this
    length (article 4); a municipal regulation that says otherwise passes True or False.
    `outages` are for terms in which somebody has to send us something: an end in one of them moves to a working day
    after it (Awb 2:21). Our own terms pass none: that we could not be reached gives us no more time.
    """
    rolls = term.rolls_forward if roll is None else roll
    end = term.end_from(start)
    steps = [
        _("De termijn van %(term)s begint op de dag na %(start)s. De laatste dag is %(end)s.")
        % {"term": term, "start": _day(start), "end": _day(end)}
    ]
    pause_days = 0
    for pause in _apart(start, pauses):
        end_if_rolled = next_working_day(end, equated) if rolls else end
        if pause.start > end_if_rolled:
            steps.append(_("De termijn was al voorbij op %(start)s. Stilstaan kon toen niet meer.") % _days_of(pause))
            break
        end = (end if pause.start <= end else end_if_rolled) + timedelta(days=pause.days)
        pause_days += pause.days
        steps.append(_pause_sentence(pause, end))
    if rolls:
        rolled = _rolled(start, term, end, pause_days, equated)
        steps += _roll_sentences(end, rolled, equated)
        end = rolled
    elif is_free_day(end, equated):
        steps.append(_("De laatste dag schuift niet door (Algemene termijnenwet, artikel 4)."))
    end, hindered = after_outages(end, outages, equated)
    return Deadline(end, (*steps, *hindered))


def after_outages(
    end: date, outages: Iterable[OutageDays], equated: Mapping[date, str] = NO_EQUATED_DAYS
) -> tuple[date, list[str]]:
    """The last day of a term that would end on `end`, with a sentence for each outage that moved it (Awb 2:21)."""
    steps = []
    for outage in sorted(outages, key=lambda o: (o.first, o.last)):
        if outage.first <= end <= outage.last:
            later = next_working_day(outage.last + timedelta(days=outage.extra), equated)
            steps.append(
                _("Op %(end)s was er een storing. Daarom is %(day)s de laatste dag (Awb, artikel 2:21).")
                % {"end": _day(end), "day": _day(later)}
            )
            end = later
    return end, steps


def _apart(start: date, pauses: Iterable[Pause]) -> list[Pause]:
    """The same days as pauses that do not overlap, in order, without days on which the term had not begun."""
    apart: list[Pause] = []
    first_free = start + ONE_DAY
    for pause in sorted(pauses, key=lambda p: (p.start, p.end)):
        begin = max(pause.start, first_free)
        if begin <= pause.end:
            apart.append(Pause(begin, pause.end, pause.reason))
            first_free = pause.end + ONE_DAY
    return apart


def _rolled(start: date, term: Term, end: date, pause_days: int, equated: Mapping[date, str]) -> date:
    """The end by articles 1 and 2: on a working day, and with two working days in a term of three days or more."""
    rolled = next_working_day(end, equated)
    if 3 <= term.days <= 14 and not pause_days:
        first = start + ONE_DAY
        while sum(not is_free_day(first + timedelta(days=n), equated) for n in range((rolled - start).days)) < 2:
            rolled = next_working_day(rolled + ONE_DAY, equated)
    return rolled


def _roll_sentences(end: date, rolled: date, equated: Mapping[date, str]) -> list[str]:
    if rolled == end:
        return []
    if not is_free_day(end, equated):
        return [
            _("In de termijn zitten minstens twee werkdagen. Daarom is %(day)s de laatste dag %(law)s.")
            % {"day": _day(rolled), "law": _("(Algemene termijnenwet, artikel 2)")}
        ]
    return [
        _("%(end)s is een vrije dag (%(name)s). Daarom is %(day)s de laatste dag %(law)s.")
        % {
            "end": _day(end),
            "name": free_day_name(end, equated),
            "day": _day(rolled),
            "law": _("(Algemene termijnenwet, artikel 1)"),
        }
    ]


def _pause_sentence(pause: Pause, end: date) -> str:
    counted = ngettext("%(n)d dag", "%(n)d dagen", pause.days) % {"n": pause.days}
    sentence = _("De termijn stond stil van %(start)s tot en met %(end)s: %(count)s.") % {
        **_days_of(pause),
        "count": counted,
    }
    reason = f" {pause.reason}" if pause.reason else ""
    return f"{sentence}{reason} " + _("De laatste dag wordt %(end)s (Awb, artikel 4:15).") % {"end": _day(end)}


def _days_of(pause: Pause) -> dict[str, str]:
    return {"start": _day(pause.start), "end": _day(pause.end)}


def _day(day: date) -> str:
    return date_format(day, "j F Y")
