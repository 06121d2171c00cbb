"""Days on which banks in Europe pay each other (TARGET). Pure."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import holidays


@cache
def _closing_days(year: int) -> frozenset[date]:
    return frozenset(holidays.financial_holidays("XECB", years=year))


def is_target_day(day: date) -> bool:
    """Whether a bank can carry out a payment on this day."""
    return day.weekday() < 5 and day not in _closing_days(day.year)


def next_target_day(day: date) -> date:
    """The day itself, or the first one after it on which banks pay."""
    while not is_target_day(day):
        day += timedelta(days=1)
    return day
