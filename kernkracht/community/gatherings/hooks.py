"""Where higher rooms attach themselves to gatherings.

A room above (such as one about trajectories) registers in its `AppConfig.ready`. Each check runs inside the
transaction of the act, before a gathering is announced to everybody, and answers with the sentence why that cannot be
yet, or with nothing. Until such a room is there, only the kind asks for a rung (`GatheringKind.needs_rung`).

Each listener in `happened` hears of a public gathering, inside the act, after it was saved: that it was announced,
moved, that taking part goes another way, that it is called off, or what came of it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Literal

from .models import Gathering

Happening = Literal["announced", "moved", "switched", "called_off", "held"]

AnnouncementCheck = Callable[[Gathering], str]

announcement_checks: list[AnnouncementCheck] = []

happened: list[Callable[[Gathering, Happening, datetime], None]] = []


def announce(gathering: Gathering, what: Happening, at: datetime) -> Gathering:
    """Tell every listener of a gathering that anybody may know of, and give it back; of all others nobody hears."""
    if gathering.is_public:
        for hear in happened:
            hear(gathering, what, at)
    return gathering
