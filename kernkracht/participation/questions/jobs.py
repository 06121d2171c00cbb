"""What happens to promises on the clock."""

from __future__ import annotations

from datetime import datetime, time

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.jobs import daily

from .actions import forget_mail, warn_of_promises


@daily(at=time(6, 40), name="warn of promised answers")
def warn(at: datetime) -> None:
    """Tell owners, stand-ins and managers of promises that come near or were missed."""
    warn_of_promises(by=Actor.system("worker"), at=at)


@daily(at=time(4, 50), name="forget handled mail")
def forget(at: datetime) -> None:
    """Remove what is remembered of messages in the mailbox after a year; waiting ones stay until somebody looks."""
    forget_mail(at=at)
