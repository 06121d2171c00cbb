"""What happens to covenants on the clock."""

from __future__ import annotations

from datetime import datetime, time

from kernkracht.foundation.jobs import daily

from .actions import remind_of_duties


@daily(at=time(5, 40), name="remind of covenant duties")
def remind(at: datetime) -> None:
    """Tell owners of duties what comes near and what is late."""
    remind_of_duties(at=at)
