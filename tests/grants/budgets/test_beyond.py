"""Above the ceiling on objection: its own entry, its own column, and no room for anybody else (Awb 4:25 lid 3)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.budgets import actions
from kernkracht.grants.budgets.models import GrantCeiling, LedgerEntry
from kernkracht.grants.budgets.queries import differences, largest_award, room_at
from tests.factories.budgets import ceiling_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def spent(actor: Actor, now: datetime) -> GrantCeiling:
    """€ 1.000, all of it granted."""
    ceiling = ceiling_with(1_000_00)
    actions.commit_grant(ceilings=[ceiling], amount_cents=1_000_00, case_number="A-1", key="a", by=actor, at=now)
    return ceiling


def beyond(ceiling: GrantCeiling, cents: int, actor: Actor, now: datetime, key: str = "b") -> None:
    actions.commit_beyond(
        ceilings=[ceiling], amount_cents=cents, case_number="A-2", key=key, reason="Awb 4:25 lid 3", by=actor, at=now
    )


def test_the_part_above_gets_its_own_entry(spent: GrantCeiling, actor: Actor, now: datetime) -> None:
    beyond(spent, 300_00, actor, now)
    spent.refresh_from_db()
    assert (spent.granted_cents, spent.beyond_cents, spent.free_cents) == (1_300_00, 300_00, -300_00)
    kinds = dict(LedgerEntry.objects.filter(case_number="A-2").values_list("kind", "amount_cents"))
    assert kinds == {"commit": 300_00, "beyond": 300_00}
    assert differences() == []


def test_only_what_is_short_goes_above(actor: Actor, now: datetime) -> None:
    ceiling = ceiling_with(1_000_00)
    actions.commit_grant(ceilings=[ceiling], amount_cents=900_00, case_number="A-1", key="a", by=actor, at=now)
    beyond(ceiling, 300_00, actor, now)
    ceiling.refresh_from_db()
    assert ceiling.beyond_cents == 200_00


def test_it_makes_no_room_for_another(spent: GrantCeiling, actor: Actor, now: datetime) -> None:
    beyond(spent, 300_00, actor, now)
    assert largest_award([GrantCeiling.objects.get()], 1_00) == 0
    with pytest.raises(actions.UnableToCommit):
        actions.commit_grant(ceilings=[spent], amount_cents=1_00, case_number="A-3", key="c", by=actor, at=now)


def test_money_that_comes_free_first_fills_what_lies_above(spent: GrantCeiling, actor: Actor, now: datetime) -> None:
    beyond(spent, 300_00, actor, now)
    actions.settle_lower(amount_cents=200_00, case_number="A-1", key="d", by=actor, at=now)
    spent.refresh_from_db()
    assert (spent.granted_cents, spent.beyond_cents) == (1_100_00, 100_00)
    actions.settle_lower(amount_cents=250_00, case_number="A-1", key="e", by=actor, at=now)
    spent.refresh_from_db()
    assert (spent.beyond_cents, spent.free_cents) == (0, 150_00)
    assert differences() == []


def test_twice_the_same_act_grants_once(spent: GrantCeiling, actor: Actor, now: datetime) -> None:
    beyond(spent, 300_00, actor, now)
    beyond(spent, 300_00, actor, now)
    spent.refresh_from_db()
    assert spent.granted_cents == 1_300_00


@pytest.mark.parametrize("change", [{"granted_cents": 1_300_01}, {"beyond_cents": 1_300_01}, {"beyond_cents": -1}])
def test_the_database_still_refuses_the_rest(
    spent: GrantCeiling, actor: Actor, now: datetime, change: dict[str, int]
) -> None:
    beyond(spent, 300_00, actor, now)
    with pytest.raises(IntegrityError), transaction.atomic():
        GrantCeiling.objects.filter(pk=spent.pk).update(**change)


def test_what_was_free_at_a_moment_is_read_from_the_ledger(actor: Actor, now: datetime) -> None:
    ceiling = ceiling_with(1_000_00)
    actions.commit_grant(ceilings=[ceiling], amount_cents=400_00, case_number="A-1", key="a", by=actor, at=now)
    assert room_at([ceiling], now - timedelta(days=1)) == {ceiling.pk: 1_000_00}
    assert room_at([ceiling], now) == {ceiling.pk: 600_00}
