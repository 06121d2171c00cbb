"""Who sees what of keeping and forgetting."""

from __future__ import annotations

from ..route_answers import Row, signed_in

ROWS = [
    Row("my_data", signed_in(200)),
]
