"""The waiting list: a place that comes free goes to who waits longest."""

from __future__ import annotations

from datetime import datetime

from kernkracht.foundation.audit.actions import record

from ..models import SignUp, Slot
from ..notices import queue_place_free
from ..permissions import may_still_join


def fill_freed_places(slot: Slot, *, at: datetime) -> int:
    """Give free places of a locked slot to who waits, oldest first, and mail them; returns how many got one."""
    count = 0
    if not may_still_join(slot.gathering, slot, at):
        return count
    waiting = slot.sign_ups.filter(state=SignUp.State.WAITING).order_by("signed_up_at", "pk")
    for sign_up in waiting.select_related("slot__gathering__kind"):
        if slot.is_full:
            break
        take_place(slot)
        sign_up.state = SignUp.State.PLACED
        sign_up.save(update_fields=["state"])
        record("gathering.place_given", slot.gathering, by=sign_up.visitor, at=at)
        queue_place_free(sign_up, at=at)
        count += 1
    return count


def take_place(slot: Slot) -> None:
    """One place less in a locked slot; the database refuses more than there are."""
    slot.taken += 1
    slot.save(update_fields=["taken"])


def free_place(slot: Slot) -> None:
    slot.taken -= 1
    slot.save(update_fields=["taken"])
