"""Mail to a follower came back: after some hard bounces nothing more is sent, until the person says that it works."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.notices.models import OutboxMessage

from .. import legal
from ..models import Follower

FORGOTTEN_AFTER = timedelta(days=90)
"""A bounce so long ago says nothing any more: the count begins anew."""


def hear_of_bounce(message: OutboxMessage, is_hard: bool, at: datetime) -> None:
    """Count a hard bounce, and pause at the limit. The outbox calls this in the transaction that marks the message."""
    if not is_hard or not message.subject_id.isdigit():
        return
    follower = Follower.objects.select_for_update().filter(pk=int(message.subject_id)).first()
    if follower is None or follower.paused_at is not None:
        return
    is_recent = follower.bounced_at is not None and follower.bounced_at > at - FORGOTTEN_AFTER
    follower.bounces = follower.bounces + 1 if is_recent else 1
    follower.bounced_at = at
    if follower.bounces >= legal.bounces_before_pause(localdate(at)):
        follower.paused_at = at
        record("following.paused", follower, by=Actor.system("mail server"), at=at)
    follower.save(update_fields=["bounces", "bounced_at", "paused_at"])


@transaction.atomic(durable=True)
def resume_mail(*, follower: Follower, at: datetime) -> Follower:
    """The person says that the address works (again). Twice is harmless; what happened meanwhile is not mailed."""
    row = Follower.objects.select_for_update().get(pk=follower.pk)
    if row.paused_at is None:
        return row
    row.followings.filter(confirmed_at__isnull=False).update(confirmed_at=at)
    row.bounces, row.bounced_at, row.paused_at = 0, None, None
    row.save(update_fields=["bounces", "bounced_at", "paused_at"])
    record("following.resumed", row, by=row.user.actor if row.user else row.visitor, at=at)
    return row
