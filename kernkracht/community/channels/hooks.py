"""Where higher rooms attach themselves to messages.

A room with conversations with residents (participation) registers in its `AppConfig.ready`. Each question gets a topic,
the villages of a message (none: all of them) and a day, and answers what of that room stands on the same topic there,
so that the municipality does not say two things at once (R71).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from kernkracht.community.themes.models import Theme
from kernkracht.community.villages.models import Village


@dataclass(frozen=True)
class Standing:
    """Something that stands on the same topic: what it is called, what it is, and its page in the office."""

    label: str
    kind: str
    url: str


StandingBeside = Callable[[Theme, Collection[Village], date], list[Standing]]

standing_beside: list[StandingBeside] = []
