"""What happens around gatherings on the clock."""

from __future__ import annotations

from datetime import datetime, time

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.jobs import daily

from .actions import forget_sign_ups, remind_of_tomorrow, tell_of_late_points


@daily(at=time(4, 35), name="forget who signed up for gatherings")
def forget(at: datetime) -> None:
    """Erase sign-ups of gatherings that are over long enough."""
    forget_sign_ups(by=Actor.system("worker"), at=at)


@daily(at=time(7, 10), name="remind of gatherings of tomorrow")
def remind(at: datetime) -> None:
    """Remind who has a place tomorrow, and tell owners of late action points."""
    remind_of_tomorrow(at=at)
    tell_of_late_points(at=at)
