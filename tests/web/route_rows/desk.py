"""The desk of today: for who serves villages or answers questions."""

from __future__ import annotations

from ..route_answers import Row, only
from ..route_world import COORDINATOR, MANAGER, POLICY

ROWS = [
    Row("office_desk", only(COORDINATOR, POLICY, MANAGER)),
    Row("office_desk_seen", only(COORDINATOR, POLICY, MANAGER, answer=405)),
]
