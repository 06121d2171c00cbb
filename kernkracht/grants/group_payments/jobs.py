"""What happens to claims on the clock."""

from __future__ import annotations

from datetime import datetime, time

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.jobs import daily

from .actions import clean_claim_drafts


@daily(at=time(4, 20), name="clean claim drafts")
def clean_left_claim_drafts(at: datetime) -> None:
    """Tell whoever left a draft that it goes, and throw away those whose time is over."""
    clean_claim_drafts(by=Actor.system("worker"), at=at)
