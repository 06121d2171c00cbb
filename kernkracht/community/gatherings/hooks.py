"""Where higher rooms attach themselves to gatherings.

A room above (such as one about trajectories) registers in its `AppConfig.ready`. Each check runs inside the
transaction of the act, before a gathering is announced to everybody, and answers with the sentence why that cannot be
yet, or with nothing. Until such a room is there, only the kind asks for a rung (`GatheringKind.needs_rung`).
"""

from __future__ import annotations

from collections.abc import Callable

from .models import Gathering

AnnouncementCheck = Callable[[Gathering], str]

announcement_checks: list[AnnouncementCheck] = []
