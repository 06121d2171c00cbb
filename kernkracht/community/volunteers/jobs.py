"""What happens to offers on the clock."""

from __future__ import annotations

from datetime import datetime, time

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.jobs import daily

from .actions import forget_stale


@daily(at=time(4, 25), name="forget what volunteers offered")
def forget_offers(at: datetime) -> None:
    """Erase offers, knowledge and nominations whose term is over, and ask whether listed knowledge still holds."""
    forget_stale(by=Actor.system("worker"), at=at)
