"""What happens to gatherings at night. Each row in its own transaction, so that a stopped job begins where it was."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.notices.actions import forget_messages

from .. import legal
from ..models import ActionPointOfGathering, Gathering, SignUp
from ..moments import local_moment
from ..notices import queue_action_point, queue_reminder


def remind_of_tomorrow(*, at: datetime) -> int:
    """Remind who has a place tomorrow; nobody twice for the same moment. Returns how many were reminded."""
    first = local_moment(localdate(at) + timedelta(days=1), time(0))
    last = local_moment(localdate(at) + timedelta(days=2), time(0))
    wanted = SignUp.objects.filter(
        state=SignUp.State.PLACED,
        gathering__state=Gathering.State.PLANNED,
        slot__starts_at__gte=first,
        slot__starts_at__lt=last,
    ).exclude(email="")
    count = 0
    for key in wanted.order_by("pk").values_list("pk", flat=True):
        count += _remind(key, at)
    return count


def _remind(key: int, at: datetime) -> bool:
    with transaction.atomic():
        found = SignUp.objects.select_for_update().filter(pk=key, state=SignUp.State.PLACED).first()
        if found is None:  # withdrawn in between
            return False
        starts_at = found.slot.starts_at
        if found.reminded_for == starts_at or found.gathering.state != Gathering.State.PLANNED:
            return False
        queue_reminder(found, at=at)
        found.reminded_for = starts_at
        found.save(update_fields=["reminded_for"])
    return True


def tell_of_late_points(*, at: datetime) -> int:
    """Tell owners of action points whose day passed, once for each day; returns how many were told."""
    today = localdate(at)
    late = ActionPointOfGathering.objects.filter(done_at=None, due_on__lt=today, owner__is_active=True)
    count = 0
    for point in late.select_related("owner", "gathering").order_by("pk"):
        if point.late_told_for == point.due_on:
            continue
        with transaction.atomic():
            queue_action_point(point, is_late=True, at=at)
            ActionPointOfGathering.objects.filter(pk=point.pk).update(late_told_for=point.due_on)
        count += 1
    return count


def forget_sign_ups(*, by: Actor, at: datetime) -> int:
    """Erase who signed up some time after the gathering, with what was mailed; counts stay. Returns how many."""
    before = at - timedelta(days=legal.sign_up_days(localdate(at)))
    stale = SignUp.objects.filter(gathering__ends_at__lt=before).order_by("pk")
    count = 0
    for key in stale.values_list("pk", flat=True):
        with transaction.atomic():
            row = SignUp.objects.select_for_update().filter(pk=key).first()
            if row is not None:
                record("gathering.sign_up_forgotten", row.gathering, by=by, at=at)
                forget_messages(about=row)
                row.delete()
                count += 1
    return count
