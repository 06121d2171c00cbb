"""Followers on the clock."""

from __future__ import annotations

from datetime import datetime, time

from django.utils import timezone

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.jobs import daily, every

from .actions import forget_stale, send_digests, send_office_digests


@every(seconds=3, name="tell followers")
def tell(at: datetime) -> None:
    """Make digests for a moment; what is left, the next call does. The clock is read anew, since a call may last."""
    send_digests(timezone.now)


@daily(at=time(7, 15), name="tell colleagues of their villages")
def tell_office(at: datetime) -> None:
    """What happened in the own villages since yesterday, or on Thursdays since last week."""
    send_office_digests(at=at)


@daily(at=time(4, 55), name="forget who followed and what was told")
def forget(at: datetime) -> None:
    """Erase sign-ups that nobody confirmed, and what was told long ago."""
    forget_stale(by=Actor.system("worker"), at=at)
