"""What is no longer needed goes by itself: each follower in its own transaction, so a stopped job can begin again."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import localdate

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.notices.actions import forget_bulk

from .. import legal
from ..models import DigestRound, Follower, Following, NewsItem
from .following import erase_follower


def forget_stale(*, by: Actor, at: datetime) -> int:
    """Erase sign-ups that nobody confirmed, copies of digests, and what was told long ago; how many sign-ups went."""
    on = localdate(at)
    went = _unconfirmed(at - timedelta(days=legal.unconfirmed_days(on)), by, at)
    _erase_each(Follower.objects.filter(paused_at__lt=at - timedelta(days=legal.paused_days(on))), by, at)
    old = at - timedelta(days=legal.item_days(on))
    NewsItem.objects.filter(at__lt=old).delete()
    DigestRound.objects.filter(until__lt=old).delete()
    forget_bulk(before=at - timedelta(days=legal.copy_days(on)))
    return went


def _unconfirmed(before: datetime, by: Actor, at: datetime) -> int:
    """Old sign-ups go; a follower who has nothing else goes with them."""
    stale = Following.objects.filter(confirmed_at__isnull=True, asked_at__lt=before)
    whose = list(stale.order_by("follower").values_list("follower_id", flat=True).distinct())
    went = stale.delete()[0]
    for key in whose:
        with transaction.atomic():
            row = Follower.objects.select_for_update().filter(pk=key).first()
            if row is not None and not row.followings.exists():
                erase_follower(row, by=by, at=at)
    left = Follower.objects.filter(~Exists(Following.objects.filter(follower=OuterRef("pk"))), since__lt=before)
    _erase_each(left, by, at)  # a job that was stopped between the two
    return went


def _erase_each(rows: QuerySet[Follower], by: Actor, at: datetime) -> None:
    for row in rows.order_by("pk"):
        with transaction.atomic():
            erase_follower(row, by=by, at=at)
