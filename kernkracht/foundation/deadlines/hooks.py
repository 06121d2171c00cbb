"""What rooms above do when days change: `days_changed.append(work)`, inside the transaction of the change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from kernkracht.foundation.audit.models import Actor

DaysChanged = Callable[[date, date, Actor, datetime], object]
"""Gets the first and the last day that changed, who changed them, and when."""

days_changed: list[DaysChanged] = []


def tell_days_changed(first: date, last: date, by: Actor, at: datetime) -> None:
    for work in days_changed:
        work(first, last, by, at)
