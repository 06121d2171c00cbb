"""Money of one case: promised, given back, granted, paid, and refused where there is no room."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction

from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.budgets import actions
from kernkracht.grants.budgets.models import GrantCeiling, LedgerAct, LedgerEntry
from kernkracht.grants.budgets.queries import largest_award, positions_of, room_left, room_under
from tests.factories.budgets import ceiling_with
from tests.factories.schemes import SchemeFactory
from tests.factories.villages import VillageFactory

from .conftest import Do, totals_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ceiling() -> GrantCeiling:
    return ceiling_with(1_000_00)


@pytest.fixture
def pair() -> tuple[GrantCeiling, GrantCeiling]:
    """A scheme with € 1.000, of which € 400 for one village."""
    scheme = SchemeFactory()
    wide = ceiling_with(1_000_00, scheme=scheme)
    return wide, ceiling_with(400_00, scheme=scheme, village=VillageFactory())


def test_a_case_goes_from_reserved_to_granted_to_paid(ceiling: GrantCeiling, do: Do) -> None:
    do("reserve", [ceiling], 500_00)
    assert totals_of(ceiling) == (1000, 500, 0, 0)
    do("commit_grant", [ceiling], 450_00)
    assert totals_of(ceiling) == (1000, 0, 450, 0)
    do("pay", [ceiling], 450_00)
    assert totals_of(ceiling) == (1000, 0, 450, 450)
    assert ceiling.free_cents == 550_00


def test_exactly_what_is_free_can_be_reserved_and_not_a_cent_more(ceiling: GrantCeiling, do: Do) -> None:
    with pytest.raises(actions.UnableToReserve) as refused:
        do("reserve", [ceiling], 1_000_01)
    assert (refused.value.ceiling, refused.value.free_cents, refused.value.asked_cents) == (ceiling, 100_000, 100_001)
    assert "€\u00a01.000 vrij" in str(refused.value)
    assert totals_of(ceiling) == (1000, 0, 0, 0)
    do("reserve", [ceiling], 1_000_00)
    assert totals_of(ceiling) == (1000, 1000, 0, 0)


def test_a_case_falls_under_the_scheme_and_the_village_or_under_neither(
    pair: tuple[GrantCeiling, GrantCeiling], do: Do
) -> None:
    wide, village = pair
    do("reserve", [village, wide], 300_00, "A-1")
    with pytest.raises(actions.UnableToReserve) as refused:
        do("reserve", [wide, village], 200_00, "A-2")
    assert refused.value.ceiling == village
    assert totals_of(wide) == (1000, 300, 0, 0)
    assert totals_of(village) == (400, 300, 0, 0)
    assert not LedgerAct.objects.filter(case_number="A-2").exists()


def test_granting_without_reservation_needs_free_money(ceiling: GrantCeiling, do: Do) -> None:
    do("commit_grant", [ceiling], 700_00, "A-1")
    with pytest.raises(actions.UnableToCommit) as refused:
        do("commit_grant", [ceiling], 301_00, "A-2")
    assert refused.value.free_cents == 300_00
    do("commit_grant", [ceiling], 300_00, "A-2")
    assert totals_of(ceiling) == (1000, 0, 1000, 0)


def test_granting_more_than_reserved_uses_free_money_but_not_that_of_others(ceiling: GrantCeiling, do: Do) -> None:
    do("reserve", [ceiling], 300_00, "A-1")
    do("reserve", [ceiling], 500_00, "A-2")
    with pytest.raises(actions.UnableToCommit) as refused:
        do("commit_grant", [ceiling], 501_00, "A-1")
    assert refused.value.free_cents == 500_00
    do("commit_grant", [ceiling], 500_00, "A-1")
    assert totals_of(ceiling) == (1000, 500, 500, 0)


def test_release_without_an_amount_gives_back_everything_everywhere(
    pair: tuple[GrantCeiling, GrantCeiling], do: Do, actor: Actor, now: datetime
) -> None:
    wide, village = pair
    do("reserve", [wide, village], 300_00, "A-1")
    do("reserve", [wide], 100_00, "A-2")
    actions.release(case_number="A-1", key="withdraw:A-1", by=actor, at=now)
    actions.release(case_number="A-1", key="withdraw:A-1", by=actor, at=now)
    assert totals_of(wide) == (1000, 100, 0, 0)
    assert totals_of(village) == (400, 0, 0, 0)


def test_a_case_without_reservation_gives_back_nothing(ceiling: GrantCeiling, actor: Actor, now: datetime) -> None:
    act = actions.release(case_number="A-9", key="withdraw:A-9", by=actor, at=now)
    assert not act.entries.exists()
    assert totals_of(ceiling) == (1000, 0, 0, 0)


def test_a_case_cannot_release_what_another_reserved(ceiling: GrantCeiling, do: Do) -> None:
    do("reserve", [ceiling], 300_00, "A-1")
    do("reserve", [ceiling], 300_00, "A-2")
    with pytest.raises(actions.UnableToRelease) as refused:
        do("release", [ceiling], 301_00, "A-1")
    assert refused.value.has_cents == 300_00
    do("release", [ceiling], 100_00, "A-1")
    assert totals_of(ceiling) == (1000, 500, 0, 0)


@pytest.mark.parametrize("verb", ["revoke", "settle_lower"])
def test_a_grant_can_shrink_by_what_is_not_paid_yet(ceiling: GrantCeiling, do: Do, verb: str) -> None:
    do("commit_grant", [ceiling], 500_00)
    do("pay", [ceiling], 400_00)
    with pytest.raises(actions.UnableToRevoke) as refused:
        do(verb, [ceiling], 101_00)
    assert refused.value.has_cents == 100_00
    do("return_payment", [ceiling], 1_00)
    do(verb, [ceiling], 101_00)
    assert totals_of(ceiling) == (1000, 0, 399, 399)


def test_no_more_is_paid_than_granted(ceiling: GrantCeiling, do: Do) -> None:
    do("commit_grant", [ceiling], 500_00, "A-1")
    do("commit_grant", [ceiling], 500_00, "A-2")
    do("pay", [ceiling], 300_00, "A-1")
    with pytest.raises(actions.UnableToPay) as refused:
        do("pay", [ceiling], 201_00, "A-1")
    assert refused.value.has_cents == 200_00
    assert totals_of(ceiling) == (1000, 0, 1000, 300)


def test_no_more_comes_back_than_was_paid(ceiling: GrantCeiling, do: Do) -> None:
    do("commit_grant", [ceiling], 500_00, "A-1")
    do("pay", [ceiling], 300_00, "A-1")
    with pytest.raises(actions.UnableToReturn):
        do("return_payment", [ceiling], 301_00, "A-1")
    do("return_payment", [ceiling], 300_00, "A-1")
    assert totals_of(ceiling) == (1000, 0, 500, 0)


def test_money_follows_the_ceilings_of_the_award(pair: tuple[GrantCeiling, GrantCeiling], do: Do) -> None:
    """A village ceiling that came after the award has no part in it."""
    wide, village = pair
    do("commit_grant", [wide], 300_00)
    do("pay", None, 300_00)
    do("return_payment", None, 100_00)
    do("settle_lower", None, 50_00)
    assert totals_of(wide) == (1000, 0, 250, 200)
    assert totals_of(village) == (400, 0, 0, 0)


def test_repeating_an_act_does_nothing_and_returns_the_first(ceiling: GrantCeiling, do: Do) -> None:
    first = do("reserve", [ceiling], 900_00, key="submit:A-1")
    again = do("reserve", [ceiling], 900_00, key="submit:A-1")
    assert again == first
    assert first.entries.count() == 1
    assert totals_of(ceiling) == (1000, 900, 0, 0)


@pytest.mark.parametrize(
    ("amount", "case", "verb"),
    [(899_00, "A-1", "reserve"), (900_00, "A-2", "reserve"), (900_00, "A-1", "commit_grant")],
)
def test_the_same_key_for_something_else_is_refused(
    ceiling: GrantCeiling, do: Do, amount: int, case: str, verb: str
) -> None:
    do("reserve", [ceiling], 900_00, "A-1", key="submit:A-1")
    with pytest.raises(actions.KeyUsedForOtherAct):
        do(verb, [ceiling], amount, case, key="submit:A-1")
    assert totals_of(ceiling) == (1000, 900, 0, 0)


def test_the_same_key_under_another_ceiling_is_refused(ceiling: GrantCeiling, do: Do) -> None:
    other = ceiling_with(1_000_00)
    do("reserve", [ceiling], 900_00, key="submit:A-1")
    with pytest.raises(actions.KeyUsedForOtherAct):
        do("reserve", [other], 900_00, key="submit:A-1")
    assert totals_of(other) == (1000, 0, 0, 0)


def test_a_refused_act_leaves_its_key_free(ceiling: GrantCeiling, do: Do) -> None:
    with pytest.raises(actions.UnableToReserve):
        do("reserve", [ceiling], 1_001_00, key="submit:A-1")
    do("reserve", [ceiling], 900_00, key="submit:A-1")
    assert totals_of(ceiling) == (1000, 900, 0, 0)


@pytest.mark.parametrize("amount", [0, -1])
def test_only_amounts_above_zero_move(ceiling: GrantCeiling, do: Do, amount: int) -> None:
    with pytest.raises(actions.AmountNotPositive):
        do("reserve", [ceiling], amount)


def test_a_scheme_without_ceiling_has_nothing_to_stop_it(do: Do) -> None:
    act = do("reserve", [], 5_000_00)
    assert not act.entries.exists()


def test_a_soft_ceiling_warns_and_lets_pass(do: Do) -> None:
    soft = ceiling_with(1_000_00, is_hard=False)
    assert actions.warnings_of(do("reserve", [soft], 1_000_00, "A-1")) == {}
    act = do("commit_grant", [soft], 250_00, "A-2")
    assert actions.warnings_of(act) == {soft.pk: 250_00}
    assert totals_of(soft) == (1000, 1000, 250, 0)


def test_the_database_itself_refuses_overspending(ceiling: GrantCeiling) -> None:
    with pytest.raises(IntegrityError, match="hard_ceiling_never_overspent"), transaction.atomic():
        GrantCeiling.objects.filter(pk=ceiling.pk).update(granted_cents=1_000_01)


def test_the_database_itself_refuses_paying_what_is_not_granted(ceiling: GrantCeiling) -> None:
    with pytest.raises(IntegrityError, match="paid_within_granted"), transaction.atomic():
        GrantCeiling.objects.filter(pk=ceiling.pk).update(paid_cents=1)


def test_the_database_itself_refuses_an_entry_of_nothing(ceiling: GrantCeiling, do: Do) -> None:
    act = do("reserve", [ceiling], 1_00)
    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerEntry.objects.create(act=act, ceiling=ceiling, kind=LedgerEntry.Kind.PAY, amount_cents=0)


# What may still be given


def test_the_remainder_is_the_smallest_room_under_all_ceilings(pair: tuple[GrantCeiling, GrantCeiling], do: Do) -> None:
    wide, village = pair
    do("reserve", [wide, village], 150_00, "A-1")
    rows = actions.lock_ceilings([wide, village])
    assert largest_award(rows, 750_00) == 250_00
    assert largest_award(rows, 100_00) == 100_00
    assert largest_award(rows, 750_00, case_number="A-1") == 400_00


def test_the_remainder_of_a_spent_ceiling_is_nothing(ceiling: GrantCeiling, do: Do) -> None:
    do("commit_grant", [ceiling], 1_000_00)
    assert largest_award(actions.lock_ceilings([ceiling]), 750_00) == 0
    assert largest_award([], 750_00) == 750_00


def test_a_soft_ceiling_does_not_bind_the_remainder(do: Do) -> None:
    soft = ceiling_with(100_00, is_hard=False)
    assert largest_award([soft], 750_00) == 750_00
    assert room_left(soft.scheme, 2026, None).scheme is None


def test_room_left_speaks_of_scheme_and_village(pair: tuple[GrantCeiling, GrantCeiling], do: Do) -> None:
    wide, village = pair
    do("reserve", [wide, village], 150_00, "A-1")
    room = room_left(wide.scheme, 2026, village.village)
    assert (room.scheme, room.village, room.tranche, room.category) == (850_00, 250_00, None, None)
    own = room_left(wide.scheme, 2026, village.village, case_number="A-1")
    assert (own.scheme, own.village) == (1_000_00, 400_00)
    elsewhere = room_left(wide.scheme, 2026, VillageFactory())
    assert (elsewhere.scheme, elsewhere.village) == (850_00, None)
    next_year = room_left(wide.scheme, 2027, village.village)
    assert (next_year.scheme, next_year.village) == (None, None)


def test_lowering_counts_only_for_cases_filed_later(ceiling: GrantCeiling, do: Do, actor: Actor, now: datetime) -> None:
    """Awb 4:27, second paragraph."""
    actions.publish_ceiling(
        ceiling=ceiling,
        amount_cents=600_00,
        published_on=date(2026, 3, 1),
        source="Besluit tot verlaging",
        key="lower",
        by=actor,
        at=now,
    )
    before, after = date(2026, 2, 28), date(2026, 3, 2)
    assert room_under([ceiling], filed_on=before)[ceiling.pk] == 1_000_00
    with pytest.raises(actions.UnableToReserve) as refused:
        do("reserve", [ceiling], 700_00, "A-2", filed_on=after)
    assert refused.value.free_cents == 600_00
    do("reserve", [ceiling], 700_00, "A-1", filed_on=before)
    assert room_left(ceiling.scheme, 2026, None, filed_on=after).scheme == 0
    assert room_left(ceiling.scheme, 2026, None, filed_on=before).scheme == 300_00


def test_positions_tell_what_a_case_has(ceiling: GrantCeiling, do: Do) -> None:
    do("commit_grant", [ceiling], 500_00, "A-1")
    do("pay", [ceiling], 200_00, "A-1")
    do("reserve", [ceiling], 300_00, "A-2")
    own = positions_of("A-1")[ceiling.pk]
    assert (own.reserved_cents, own.granted_cents, own.paid_cents, own.unpaid_cents) == (0, 500_00, 200_00, 300_00)
    assert positions_of("") == {}
