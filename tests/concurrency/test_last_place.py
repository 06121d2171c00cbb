"""Two people take the last place of a gathering at once: one has it, the other hears that it is full."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import pytest

from kernkracht.community.gatherings.actions import SignUpFacts, SlotIsFull, sign_up, withdraw_sign_up
from kernkracht.community.gatherings.models import SignUp, Slot
from tests.factories.gatherings import SlotFactory

from .crowd import all_at_once

pytestmark = pytest.mark.concurrency
CROWD = 10


def take(slot: Slot, number: int, at: datetime, *, waits: bool = False) -> SignUp:
    return sign_up(facts=SignUpFacts(slot, "Robin Voorbeeld", f"robin{number}@example.org", waits=waits), at=at)


def test_one_of_many_gets_the_last_place(committed_db: None, now: datetime) -> None:
    slot = SlotFactory(capacity=1)
    results = all_at_once([partial(take, slot, number, now) for number in range(CROWD)])
    assert sum(isinstance(result, SignUp) for result in results) == 1
    assert sum(isinstance(result, SlotIsFull) for result in results) == CROWD - 1
    slot.refresh_from_db()
    assert slot.taken == 1


def test_a_freed_place_goes_to_one_of_who_waits(committed_db: None, now: datetime) -> None:
    slot = SlotFactory(capacity=2)
    placed = [take(slot, number, now) for number in range(2)]
    for number in range(2, 6):
        take(slot, number, now, waits=True)
    leave = [partial(withdraw_sign_up, sign_up=row, at=now) for row in placed]
    join = [partial(take, slot, number, now, waits=True) for number in range(6, 9)]
    results = all_at_once([*leave, *join])
    assert not [result for result in results if isinstance(result, Exception)]
    slot.refresh_from_db()
    assert slot.taken == SignUp.objects.filter(state="placed").count() == 2
    assert SignUp.objects.filter(state="waiting").count() == 5
