"""The outbox on the clock."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from kernkracht.foundation.jobs import every

from .sending import send_due


@every(seconds=2, name="send outbox")
def send_outbox(at: datetime) -> None:
    """Send what is due. The round may last, so each message reads the clock anew."""
    send_due(timezone.now)
