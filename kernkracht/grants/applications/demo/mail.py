"""What became of the mail of the demo's cases: all but the newest went out long ago."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F

from kernkracht.community.people.models import User
from kernkracht.foundation.notices.actions import mark_printed, register_bounce
from kernkracht.foundation.notices.models import OutboxMessage

from .seed import Seed

STILL_TO_GO = timedelta(days=2)
"""Mail that is younger is left to the worker, so that the page of sent mail starts with a handful."""
State, Channel = OutboxMessage.State, OutboxMessage.Channel


def let_old_mail_rest(seed: Seed, at: datetime) -> None:
    """Mark older mail as sent at the moment it was made, and older letters as posted; one of them came back.

    No worker ran in that time, and one that ran now would give a hundred old letters the date of today.
    """
    old = OutboxMessage.objects.filter(state=State.QUEUED, created_at__lt=at - STILL_TO_GO).order_by("pk")
    old.filter(channel=Channel.EMAIL).update(
        state=State.SENT, attempts=1, sent_at=F("created_at"), next_attempt_at=None
    )
    officer = User.objects.get(email=seed.office.policy).actor
    for letter in old.filter(channel=Channel.PRINT):
        mark_printed(message=letter, by=officer, at=letter.created_at + timedelta(hours=4))
    lost = OutboxMessage.objects.filter(state=State.SENT, channel=Channel.EMAIL, kind="companion_invitation")
    message = lost.order_by("-created_at", "-pk").first()
    if message is not None:
        reason = "550 5.1.1 Deze mailbox bestaat niet."
        register_bounce(message=message, reason=reason, by=officer, at=message.created_at + timedelta(minutes=3))
