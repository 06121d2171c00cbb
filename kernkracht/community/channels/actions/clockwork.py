"""What happens with messages in the morning. Each row has its own transaction: a stopped job begins where it was."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils.timezone import localdate

from .. import legal
from ..models import ChannelUse, MessagePlan
from ..notices import queue_effect_question, queue_hand_over
from ..permissions import OPEN_STATES

U = ChannelUse.State


def remind_to_hand_over(*, at: datetime) -> int:
    """Mail who owns a planned message that a channel must be handed over soon, once for each day; returns how many."""
    today = localdate(at)
    soon = today + timedelta(days=legal.hand_over_warning_days(today))
    waiting = ChannelUse.objects.filter(
        state=U.PLANNED, hand_over_by__lte=soon, plan__state=MessagePlan.State.PLANNED, plan__owner__is_active=True
    ).exclude(hand_over_told_for=F("hand_over_by"))
    return sum(_remind(key, at) for key in waiting.order_by("pk").values_list("pk", flat=True))


def _remind(key: int, at: datetime) -> bool:
    with transaction.atomic():
        row = _locked(key, Q(state=U.PLANNED))
        if row is None or row.hand_over_told_for == row.hand_over_by:
            return False
        queue_hand_over(row, at=at)
        row.hand_over_told_for = row.hand_over_by
        row.save(update_fields=["hand_over_told_for"])
    return True


def ask_effects(*, at: datetime) -> int:
    """Ask who owns a message what a channel did, some days after its use and once; returns how many were asked."""
    today = localdate(at)
    since = today - timedelta(days=legal.ask_effect_days(today))
    waiting = ChannelUse.objects.filter(
        state=U.DONE,
        score=None,
        score_asked_at=None,
        done_on__lte=since,
        plan__state__in=OPEN_STATES,
        plan__owner__is_active=True,
    )
    return sum(_ask(key, at) for key in waiting.order_by("pk").values_list("pk", flat=True))


def _ask(key: int, at: datetime) -> bool:
    with transaction.atomic():
        row = _locked(key, Q(state=U.DONE, score=None, score_asked_at=None))
        if row is None:
            return False
        queue_effect_question(row, at=at)
        row.score_asked_at = at
        row.save(update_fields=["score_asked_at"])
    return True


def _locked(key: int, wanted: Q) -> ChannelUse | None:
    """The row when it is still as wanted: somebody may have acted in between."""
    found = ChannelUse.objects.select_for_update(of=("self",)).filter(wanted, pk=key)
    return found.select_related("plan__owner", "channel").first()
