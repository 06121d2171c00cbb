"""How much of a decision term is used. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from kernkracht.foundation.deadlines import Pause

ONE_DAY = timedelta(days=1)


def _standing_still(pauses: Iterable[Pause], first: date, last: date) -> int:
    """Days between `first` and `last`, both included, on which the term stood still; each day once."""
    days, free = 0, first
    for pause in sorted(pauses, key=lambda p: (p.start, p.end)):
        begin, end = max(pause.start, free), min(pause.end, last)
        if begin <= end:
            days += (end - begin).days + 1
            free = end + ONE_DAY
    return days


def used_percent(received_on: date, due_on: date, pauses: Sequence[Pause], on: date) -> int:
    """Which part of the days that count has passed on a day, from 0 to 100; days that stood still are left out."""
    if on >= due_on:
        return 100
    total, used = (due_on - received_on).days, max((on - received_on).days, 0)
    if pauses:
        first = received_on + ONE_DAY
        total -= _standing_still(pauses, first, due_on)
        used -= _standing_still(pauses, first, on)
    return min(used * 100 // total, 100) if total > 0 else 100


def stands_still(pauses: Iterable[Pause], on: date) -> bool:
    """Whether the term does not run on a day: then there is nothing to hurry for."""
    return any(pause.start <= on <= pause.end for pause in pauses)
