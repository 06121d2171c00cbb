"""The one verb of the desk."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kernkracht.community.people.models import User

from .models import DeskLook


@transaction.atomic(durable=True)
def mark_seen(*, user: User, until: datetime, at: datetime) -> DeskLook:
    """Say that `user` saw what was new until a moment, never later than now and never earlier than said before.

    `until` is the moment at which the page was made, so that what came in while it was read stays new. It is a
    bookmark and no act on a case; the trail says nothing about it.
    """
    look = DeskLook.objects.select_for_update().filter(user=user).first() or DeskLook(user=user, seen_until=until)
    look.seen_until = max(look.seen_until, min(until, at)) if look.pk else min(until, at)
    look.save()
    return look
