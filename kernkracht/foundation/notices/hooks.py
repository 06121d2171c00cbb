"""Where rooms that mail many people hear that an address does not take their mail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from .models import OutboxMessage

BounceHook = Callable[[OutboxMessage, bool, datetime], None]
"""Gets the message, whether the address itself is wrong (a hard bounce), and the moment."""
_bounced: dict[str, BounceHook] = {}


def when_bounced(subject_type: str, hook: BounceHook) -> None:
    """Call `hook` in the transaction that marks a message about such a row (`app.model`, lower case) as come back."""
    _bounced[subject_type] = hook


def tell_bounced(message: OutboxMessage, is_hard: bool, at: datetime) -> None:
    hook = _bounced.get(message.subject_type)
    if hook is not None:
        hook(message, is_hard, at)
