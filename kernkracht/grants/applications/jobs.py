"""What happens to cases on the clock."""

from __future__ import annotations

from datetime import datetime, time

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.jobs import daily

from .actions import clean_drafts


@daily(at=time(4, 10), name="clean drafts")
def clean_left_drafts(at: datetime) -> None:
    """Remind applicants of drafts that will be removed, and remove those whose time is over."""
    clean_drafts(by=Actor.system("worker"), at=at)
