"""The dates of a duty that comes back. Pure: a start and an interval in, dates out; nobody edits a date."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count

from kernkracht.foundation.deadlines import Term

LAST_DAY = date(2999, 12, 31)
"""Nothing is planned after this day; it also keeps a wrong year from making an endless list."""


@dataclass(frozen=True)
class Rhythm:
    """Once every `interval_months` (1 or more) after `counts_from`, until and including `ends_on` if that is known.

    The first date is one interval after the start: who promises two talks a year has half a year for the first one.
    """

    counts_from: date
    interval_months: int
    ends_on: date | None = None

    def __post_init__(self) -> None:
        if self.interval_months < 1:
            raise ValueError("A rhythm has at least one month between two dates.")

    def date_number(self, number: int) -> date:
        """The `number`th date, from 1. Each is counted from the start, so a 31st does not wear down to a 28th."""
        if number < 1:
            raise ValueError("Dates are counted from one.")
        return Term(months=number * self.interval_months).end_from(self.counts_from)

    def dates(self) -> Iterator[date]:
        """All dates in order, without end unless the covenant ends."""
        last = min(self.ends_on or LAST_DAY, LAST_DAY)
        for number in count(1):
            if self._beyond(number, last):
                return
            yield self.date_number(number)

    def _beyond(self, number: int, last: date) -> bool:
        months = self.counts_from.year * 12 + self.counts_from.month + number * self.interval_months
        return months > last.year * 12 + last.month or self.date_number(number) > last

    def dates_until(self, day: date) -> list[date]:
        """The dates up to and including `day`."""
        found = []
        for due_on in self.dates():
            if due_on > day:
                break
            found.append(due_on)
        return found

    def is_date(self, day: date) -> bool:
        return day in self.dates_until(day)

    def starts_after(self, due_on: date) -> date:
        """The day after which something counts for `due_on`: the date before it, or the start."""
        earlier = [found for found in self.dates_until(due_on) if found < due_on]
        return earlier[-1] if earlier else self.counts_from


def first_open(rhythm: Rhythm, kept: Collection[date]) -> date | None:
    """The first date for which nothing was written down; None when every date of an ended covenant was dealt with."""
    return next((due_on for due_on in rhythm.dates() if due_on not in kept), None)


def open_dates(rhythm: Rhythm, kept: Collection[date], until: date) -> list[date]:
    """All dates up to and including `until` for which nothing was written down."""
    return [due_on for due_on in rhythm.dates_until(until) if due_on not in kept]
