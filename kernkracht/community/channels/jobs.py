"""What happens around messages on the clock."""

from __future__ import annotations

from datetime import datetime, time

from kernkracht.foundation.jobs import daily

from .actions import ask_effects, remind_to_hand_over


@daily(at=time(7, 20), name="remind of channels of messages")
def remind(at: datetime) -> None:
    """Say what must be handed over, and ask what channels did."""
    remind_to_hand_over(at=at)
    ask_effects(at=at)
