"""What may still change, as pure predicates."""

from __future__ import annotations

from datetime import datetime

from .models import Presence


def may_still_change(row: Presence, at: datetime) -> bool:
    """A moment that is over, or was cancelled, stays as it is."""
    return row.cancelled_at is None and row.ends_at > at
