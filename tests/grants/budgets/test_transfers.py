"""Money from one ceiling to another, and West Betuwe's first of November."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.audit.queries import history_of
from kernkracht.grants.budgets import actions
from kernkracht.grants.budgets.models import CeilingVersion, GrantCeiling, LedgerAct
from kernkracht.grants.budgets.queries import amount_for, ledger_of, preview_redistribution
from tests.factories.budgets import CouncilBudgetFactory, a_key, ceiling_with
from tests.factories.schemes import SchemeFactory
from tests.factories.villages import VillageFactory

from .conftest import Do, totals_of

pytestmark = pytest.mark.django_db
NOVEMBER_1 = date(2026, 11, 1)
ON_THE_DAY = datetime(2026, 11, 1, 9, tzinfo=UTC)


@pytest.fixture
def move(actor: Actor, now: datetime) -> Any:
    def transfer(giver: GrantCeiling, receiver: GrantCeiling, amount_cents: int, **rest: Any) -> LedgerAct:
        rest = {"reason": "Besluit over verschuiven", "key": a_key("transfer")} | rest
        return actions.transfer(giver=giver, receiver=receiver, amount_cents=amount_cents, by=actor, at=now, **rest)

    return transfer


def test_a_transfer_moves_money_and_loses_none(move: Any) -> None:
    giver, receiver = ceiling_with(1_000_00), ceiling_with(200_00)
    act = move(giver, receiver, 300_00)
    assert totals_of(giver) == (700, 0, 0, 0)
    assert totals_of(receiver) == (500, 0, 0, 0)
    assert sorted(act.entries.values_list("kind", "amount_cents")) == [
        ("transfer_in", 300_00),
        ("transfer_out", 300_00),
    ]
    assert history_of(giver).last().event == "budget.transferred"  # type: ignore[union-attr]


def test_a_transfer_publishes_new_amounts(move: Any) -> None:
    giver, receiver = ceiling_with(1_000_00), ceiling_with(200_00)
    move(giver, receiver, 300_00)
    assert amount_for(giver, date(2026, 3, 1)) == 1_000_00
    assert amount_for(giver, date(2026, 3, 3)) == 700_00
    assert amount_for(receiver, date(2026, 3, 1)) == 500_00


def test_only_free_money_moves(move: Any, do: Do) -> None:
    giver, receiver = ceiling_with(1_000_00), ceiling_with(200_00)
    do("reserve", [giver], 400_00, "A-1")
    do("commit_grant", [giver], 500_00, "A-2")
    with pytest.raises(actions.UnableToTransfer, match="100"):
        move(giver, receiver, 100_01)
    assert totals_of(receiver) == (200, 0, 0, 0)
    move(giver, receiver, 100_00)
    assert totals_of(giver) == (900, 400, 500, 0)


def test_money_above_a_lowered_amount_stays_for_earlier_cases(move: Any, actor: Actor, now: datetime) -> None:
    giver, receiver = ceiling_with(1_000_00), ceiling_with(200_00)
    actions.publish_ceiling(
        ceiling=giver,
        amount_cents=100_00,
        published_on=now.date(),
        source="Verlaagd",
        key=a_key("lower"),
        by=actor,
        at=now,
    )
    with pytest.raises(actions.UnableToTransfer, match="100"):
        move(giver, receiver, 100_01)
    move(giver, receiver, 100_00)
    assert totals_of(giver) == (900, 0, 0, 0)
    assert amount_for(giver, date(2026, 3, 3)) == 0


def test_repeating_a_transfer_moves_nothing_more(move: Any) -> None:
    giver, receiver = ceiling_with(1_000_00), ceiling_with(200_00)
    assert move(giver, receiver, 300_00, key="t:1") == move(giver, receiver, 300_00, key="t:1")
    assert totals_of(giver) == (700, 0, 0, 0)
    assert CeilingVersion.objects.filter(ceiling=giver).count() == 2
    with pytest.raises(actions.KeyUsedForOtherAct):
        move(receiver, giver, 300_00, key="t:1")


def test_to_another_year_only_when_said_so(move: Any) -> None:
    giver, receiver = ceiling_with(1_000_00), ceiling_with(200_00, year=2027)
    with pytest.raises(actions.UnableToTransfer, match="jaren"):
        move(giver, receiver, 1_00)
    move(giver, receiver, 1_00, across_years=True)
    assert totals_of(receiver) == (201, 0, 0, 0)


def test_between_villages_of_one_scheme_but_not_out_of_its_slice(move: Any) -> None:
    scheme = SchemeFactory()
    wide = ceiling_with(1_000_00, scheme=scheme)
    here, there = (ceiling_with(500_00, scheme=scheme, village=VillageFactory()) for _ in range(2))
    alone = ceiling_with(500_00, village=VillageFactory())
    move(here, there, 100_00)
    assert totals_of(there) == (600, 0, 0, 0)
    assert totals_of(wide) == (1000, 0, 0, 0)
    for giver, receiver in [(wide, here), (here, wide), (here, alone), (alone, here)]:
        with pytest.raises(actions.UnableToTransfer, match="dorp"):
            move(giver, receiver, 1_00)


def test_a_scheme_keeps_what_its_villages_were_given(move: Any) -> None:
    wide, other = ceiling_with(1_000_00), ceiling_with(1_00)
    ceiling_with(900_00, scheme=wide.scheme, village=VillageFactory())
    with pytest.raises(actions.UnableToTransfer, match="samen"):
        move(wide, other, 100_01)
    move(wide, other, 100_00)
    assert totals_of(wide) == (900, 0, 0, 0)


def test_a_transfer_into_another_council_budget_must_fit(move: Any) -> None:
    full = CouncilBudgetFactory(amount_cents=200_00)
    giver, receiver = ceiling_with(1_000_00), ceiling_with(200_00, council_budget=full)
    with pytest.raises(actions.UnableToTransfer, match="gemeenteraad"):
        move(giver, receiver, 1)
    move(receiver, giver, 50_00)
    move(giver, receiver, 50_00)
    assert totals_of(receiver) == (200, 0, 0, 0)


def test_a_transfer_inside_a_full_council_budget_is_fine(move: Any) -> None:
    full = CouncilBudgetFactory(amount_cents=300_00)
    giver, receiver = ceiling_with(100_00, council_budget=full), ceiling_with(200_00, council_budget=full)
    move(giver, receiver, 100_00)
    assert totals_of(receiver) == (300, 0, 0, 0)


@pytest.mark.parametrize("asked", [{"amount_cents": 0}, {"amount_cents": -5}, {"reason": " "}, {"reason": "x" * 201}])
def test_a_wrong_transfer_is_refused(move: Any, asked: dict[str, Any]) -> None:
    giver, receiver = ceiling_with(1_000_00), ceiling_with(200_00)
    with pytest.raises(actions.UnableToTransfer):
        move(giver, receiver, asked.pop("amount_cents", 1_00), **asked)
    with pytest.raises(actions.UnableToTransfer, match="verschillende"):
        move(giver, giver, 1_00)


# Redistribution


@pytest.fixture
def villages(do: Do) -> dict[str, GrantCeiling]:
    """Four villages with € 5.000 each: two spent, one untouched, one with something open."""
    scheme = SchemeFactory()
    ceiling_with(20_000_00, scheme=scheme)
    rows = {}
    for place, name in enumerate(["Asch", "Beusichem", "Erichem", "Maurik"]):
        village = VillageFactory(name=name, sort_order=place)
        rows[name] = ceiling_with(5_000_00, scheme=scheme, village=village)
    do("commit_grant", [rows["Asch"]], 5_000_00, "A-1")
    do("commit_grant", [rows["Beusichem"]], 4_000_00, "A-2")
    do("reserve", [rows["Beusichem"]], 1_000_00, "A-3")
    do("commit_grant", [rows["Erichem"]], 1_999_00, "A-4")
    do("reserve", [rows["Maurik"]], 10_00, "A-5")
    return rows


@pytest.fixture
def redistribute(actor: Actor, villages: dict[str, GrantCeiling]) -> Any:
    scheme = villages["Asch"].scheme

    def act(**rest: Any) -> LedgerAct:
        plan = preview_redistribution(scheme, 2026, NOVEMBER_1)
        asked = {"expected": plan.fingerprint, "key": "november", "at": ON_THE_DAY, "on": NOVEMBER_1} | rest
        return actions.redistribute(scheme=scheme, year=2026, reason="Artikel 5", by=actor, **asked)

    return act


def test_left_over_goes_to_villages_whose_money_is_spent(villages: dict[str, GrantCeiling], redistribute: Any) -> None:
    act = redistribute()
    assert totals_of(villages["Erichem"]) == (1999, 0, 1999, 0)
    assert totals_of(villages["Asch"]) == (6501, 0, 5000, 0)
    assert totals_of(villages["Beusichem"]) == (6500, 1000, 4000, 0)
    assert totals_of(villages["Maurik"]) == (5000, 10, 0, 0), "something is open there: it keeps its money"
    assert act.explanation["moved_cents"] == 3_001_00
    assert [row[1] for row in act.explanation["shares"]] == ["Asch", "Beusichem", "Erichem", "Maurik"]
    assert ledger_of(villages["Asch"]).first().act == act  # type: ignore[union-attr]


def test_a_preview_changes_nothing(villages: dict[str, GrantCeiling]) -> None:
    plan = preview_redistribution(villages["Asch"].scheme, 2026, NOVEMBER_1)
    assert [s.village for s in plan.givers] == ["Erichem"]
    assert [s.free_after_cents for s in plan.receivers] == [1_501_00, 1_500_00]
    assert totals_of(villages["Erichem"]) == (5000, 0, 1999, 0)


def test_a_village_with_an_open_case_keeps_its_money(villages: dict[str, GrantCeiling]) -> None:
    erichem = villages["Erichem"]
    plan = preview_redistribution(
        erichem.scheme,
        2026,
        NOVEMBER_1,
        villages_with_claims=[erichem.village_id],  # type: ignore[list-item]
    )
    assert not plan.moved_cents


def test_nearly_spent_counts_as_spent_when_asked(villages: dict[str, GrantCeiling], do: Do) -> None:
    do("revoke", [villages["Asch"]], 20_00, "A-1")
    scheme = villages["Asch"].scheme
    strict = preview_redistribution(scheme, 2026, NOVEMBER_1)
    assert [s.village for s in strict.receivers] == ["Beusichem"]
    lenient = preview_redistribution(scheme, 2026, NOVEMBER_1, spent_up_to_cents=20_00)
    assert [s.village for s in lenient.receivers] == ["Asch", "Beusichem"]


def test_not_before_the_day(villages: dict[str, GrantCeiling], redistribute: Any) -> None:
    with pytest.raises(actions.UnableToRedistribute, match="01-11-2026"):
        redistribute(at=datetime(2026, 10, 31, 22, 59, tzinfo=UTC))
    redistribute(at=datetime(2026, 10, 31, 23, 0, tzinfo=UTC))
    assert totals_of(villages["Erichem"]) == (1999, 0, 1999, 0)


def test_once_for_a_day_even_with_another_key(villages: dict[str, GrantCeiling], redistribute: Any) -> None:
    plan = preview_redistribution(villages["Asch"].scheme, 2026, NOVEMBER_1)
    first = redistribute(expected=plan.fingerprint)
    assert redistribute(expected=plan.fingerprint) == first
    with pytest.raises(actions.UnableToRedistribute, match="al herverdeeld"):
        redistribute(key="again")
    assert totals_of(villages["Asch"]) == (6501, 0, 5000, 0)


def test_what_changed_since_the_preview_is_shown_again(
    villages: dict[str, GrantCeiling], redistribute: Any, do: Do
) -> None:
    plan = preview_redistribution(villages["Asch"].scheme, 2026, NOVEMBER_1)
    do("commit_grant", [villages["Erichem"]], 1_00, "A-9")
    with pytest.raises(actions.UnableToRedistribute, match="opnieuw"):
        redistribute(expected=plan.fingerprint)
    assert totals_of(villages["Asch"]) == (5000, 0, 5000, 0)


def test_nothing_to_divide_is_said(villages: dict[str, GrantCeiling], redistribute: Any, do: Do) -> None:
    do("commit_grant", [villages["Erichem"]], 3_001_00, "A-9")
    with pytest.raises(actions.UnableToRedistribute, match="niets"):
        redistribute()
