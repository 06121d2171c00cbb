"""Opening, publishing, lowering and funding ceilings."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.audit.queries import history_of
from kernkracht.grants.budgets import actions
from kernkracht.grants.budgets.models import CouncilBudget, GrantCeiling, LedgerAct
from kernkracht.grants.budgets.queries import amount_for, council_budgets, published_amount
from tests.factories.budgets import PUBLISHED, CouncilBudgetFactory, a_key, ceiling_with
from tests.factories.schemes import SchemeFactory
from tests.factories.villages import VillageFactory

from .conftest import Do, totals_of

pytestmark = pytest.mark.django_db
MARCH_1, MARCH_2 = date(2026, 3, 1), date(2026, 3, 2)


@pytest.fixture
def ceiling() -> GrantCeiling:
    return ceiling_with(1_000_00)


@pytest.fixture
def change(actor: Actor, now: datetime) -> Any:
    """Publish another amount of a ceiling, by default on 1 March 2026."""

    def publish(ceiling: GrantCeiling, amount_cents: int, verb: str = "publish_ceiling", **rest: Any) -> GrantCeiling:
        rest = {"published_on": MARCH_1, "source": "Besluit van 1 maart", "key": a_key(verb)} | rest
        done: GrantCeiling = getattr(actions, verb)(
            ceiling=ceiling, amount_cents=amount_cents, by=actor, at=now, **rest
        )
        return done

    return publish


def test_opening_publishes_an_amount_and_records_it(actor: Actor, now: datetime) -> None:
    scheme = SchemeFactory()
    asked: dict[str, Any] = {
        "scheme": scheme,
        "year": 2026,
        "amount_cents": 30_000_00,
        "published_on": PUBLISHED,
        "source": "Besluit",
        "key": "open:1",
        "by": actor,
        "at": now,
    }
    ceiling = actions.open_ceiling(**asked)
    assert totals_of(ceiling) == (30_000, 0, 0, 0)
    assert amount_for(ceiling, MARCH_1) == 30_000_00
    assert [e.event for e in history_of(ceiling)] == ["budget.ceiling_opened"]
    assert actions.open_ceiling(**asked) == ceiling
    assert LedgerAct.objects.count() == 1


def test_a_ceiling_is_opened_once(ceiling: GrantCeiling) -> None:
    with pytest.raises(actions.UnableToPublish):
        ceiling_with(5_00, scheme=ceiling.scheme)
    assert GrantCeiling.objects.count() == 1
    ceiling_with(5_00, scheme=ceiling.scheme, year=2027)


def test_raising_brings_in_the_difference(ceiling: GrantCeiling, change: Any) -> None:
    change(ceiling, 1_500_00)
    assert totals_of(ceiling) == (1500, 0, 0, 0)
    change(ceiling, 500_00, "allocate")
    assert totals_of(ceiling) == (2000, 0, 0, 0)
    assert [e.event for e in history_of(ceiling)][1:] == ["budget.ceiling_published"] * 2


@pytest.mark.parametrize("verb", ["publish_ceiling", "allocate"])
def test_publishing_twice_with_one_key_counts_once(ceiling: GrantCeiling, change: Any, verb: str) -> None:
    change(ceiling, 1_500_00, verb, key="p:1")
    expected = totals_of(ceiling)
    change(ceiling, 1_500_00, verb, key="p:1")
    assert totals_of(ceiling) == expected
    assert ceiling.versions.count() == 2
    with pytest.raises(actions.KeyUsedForOtherAct):
        change(ceiling, 1_600_00, verb, key="p:1")


def test_lowered_money_stays_until_it_is_taken_out(
    ceiling: GrantCeiling, change: Any, do: Do, actor: Actor, now: datetime
) -> None:
    change(ceiling, 600_00)
    assert totals_of(ceiling) == (1000, 0, 0, 0)
    do("commit_grant", [ceiling], 700_00, filed_on=date(2026, 2, 1))
    act = actions.take_out_lowered_money(ceiling=ceiling, key="take:1", by=actor, at=now)
    assert actions.take_out_lowered_money(ceiling=ceiling, key="take:1", by=actor, at=now) == act
    assert totals_of(ceiling) == (700, 0, 700, 0)
    with pytest.raises(actions.UnableToPublish):
        actions.take_out_lowered_money(ceiling=ceiling, key="take:2", by=actor, at=now)


def test_raising_again_uses_the_money_that_stayed(ceiling: GrantCeiling, change: Any) -> None:
    change(ceiling, 600_00)
    change(ceiling, 800_00)
    assert totals_of(ceiling) == (1000, 0, 0, 0)
    change(ceiling, 1_100_00)
    assert totals_of(ceiling) == (1100, 0, 0, 0)


@pytest.mark.parametrize(
    ("steps", "filed_on", "expected"),
    [
        ([], date(2025, 12, 14), None),
        ([], PUBLISHED, 1_000_00),
        ([(date(2026, 2, 1), 600_00)], date(2026, 1, 31), 1_000_00),
        ([(date(2026, 2, 1), 600_00)], date(2026, 2, 1), 1_000_00),
        ([(date(2026, 2, 1), 600_00)], date(2026, 2, 2), 600_00),
        ([(date(2026, 2, 1), 1_400_00)], date(2026, 1, 31), 1_400_00),
        ([(date(2026, 2, 1), 1_400_00), (date(2026, 2, 20), 500_00)], date(2026, 1, 31), 1_400_00),
        ([(date(2026, 2, 1), 1_400_00), (date(2026, 2, 20), 500_00)], date(2026, 2, 10), 1_400_00),
        ([(date(2026, 2, 1), 1_400_00), (date(2026, 2, 20), 500_00)], date(2026, 2, 21), 500_00),
        ([(date(2026, 2, 1), 300_00), (date(2026, 2, 20), 500_00)], date(2026, 2, 10), 500_00),
    ],
)
def test_the_amount_that_counts_follows_the_day_of_filing(
    ceiling: GrantCeiling, change: Any, steps: list[tuple[date, int]], filed_on: date, expected: int | None
) -> None:
    """Awb 4:27: a later or lower ceiling has no effect on a case that was filed before."""
    for day, cents in steps:
        change(ceiling, cents, published_on=day)
    assert amount_for(ceiling, filed_on) == expected


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"published_on": date(2026, 3, 3)}, "toekomst"),
        ({"published_on": date(2025, 12, 14)}, "15-12-2025"),
        ({"source": "  "}, "besluit"),
        ({"source": "x" * 201}, "200"),
        ({"amount_cents": -1}, "bedrag"),
    ],
)
def test_a_wrong_publication_changes_nothing(
    ceiling: GrantCeiling, change: Any, asked: dict[str, Any], words: str
) -> None:
    with pytest.raises(actions.UnableToPublish, match=words):
        change(ceiling, asked.pop("amount_cents", 2_000_00), **asked)
    assert totals_of(ceiling) == (1000, 0, 0, 0)
    assert ceiling.versions.count() == 1


def test_the_day_of_publication_is_a_dutch_day(ceiling: GrantCeiling, actor: Actor) -> None:
    late = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)  # half past twelve at night, 2 July, in Amsterdam
    ceiling = actions.publish_ceiling(
        ceiling=ceiling,
        amount_cents=2_000_00,
        published_on=date(2026, 7, 2),
        source="Besluit",
        key="late",
        by=actor,
        at=late,
    )
    assert published_amount(ceiling) == 2_000_00


# Villages are slices


def test_villages_together_never_get_more_than_the_scheme(ceiling: GrantCeiling, change: Any) -> None:
    first = ceiling_with(600_00, scheme=ceiling.scheme, village=VillageFactory())
    with pytest.raises(actions.UnableToPublish, match="samen"):
        ceiling_with(400_01, scheme=ceiling.scheme, village=VillageFactory())
    second = ceiling_with(400_00, scheme=ceiling.scheme, village=VillageFactory())
    with pytest.raises(actions.UnableToPublish):
        change(first, 600_01)
    change(ceiling, 1_000_01)
    change(first, 600_01)
    assert totals_of(second) == (400, 0, 0, 0)


def test_taking_out_lowered_money_leaves_the_slices_whole(
    ceiling: GrantCeiling, change: Any, actor: Actor, now: datetime
) -> None:
    ceiling_with(900_00, scheme=ceiling.scheme, village=VillageFactory())
    change(ceiling, 500_00)
    actions.take_out_lowered_money(ceiling=ceiling, key="take", by=actor, at=now)
    assert totals_of(ceiling) == (900, 0, 0, 0)


def test_a_scheme_wide_ceiling_comes_before_money_moves_in_the_villages(do: Do) -> None:
    village = ceiling_with(500_00, village=VillageFactory())
    do("reserve", [village], 100_00)
    with pytest.raises(actions.UnableToPublish, match="dorpen"):
        ceiling_with(5_000_00, scheme=village.scheme)
    other = ceiling_with(500_00, village=VillageFactory())
    with pytest.raises(actions.UnableToPublish, match="samen"):
        ceiling_with(499_99, scheme=other.scheme)
    ceiling_with(500_00, scheme=other.scheme)


# Several schemes out of one council budget


@pytest.fixture
def council_budget() -> CouncilBudget:
    budget: CouncilBudget = CouncilBudgetFactory(amount_cents=50_000_00)
    return budget


def test_ceilings_never_draw_more_than_the_council_gave(council_budget: CouncilBudget, change: Any) -> None:
    """R162–R164: € 50.000 from the council, most of it through applications, the rest at a festival."""
    applications = ceiling_with(35_000_00, council_budget=council_budget)
    with pytest.raises(actions.UnableToPublish, match=r"50\.000"):
        ceiling_with(15_000_01, council_budget=council_budget)
    festival = ceiling_with(15_000_00, council_budget=council_budget)
    with pytest.raises(actions.UnableToPublish):
        change(applications, 35_000_01)
    assert totals_of(applications) == (35_000, 0, 0, 0)
    assert totals_of(festival) == (15_000, 0, 0, 0)


def test_slices_do_not_count_twice(council_budget: CouncilBudget) -> None:
    wide = ceiling_with(50_000_00, council_budget=council_budget)
    ceiling_with(30_000_00, scheme=wide.scheme, village=VillageFactory())
    assert council_budgets(2026).get().drawn_cents == 50_000_00
    with pytest.raises(actions.UnableToPublish, match="alle dorpen"):
        ceiling_with(1_00, scheme=wide.scheme, village=VillageFactory(), council_budget=council_budget)


def test_village_ceilings_on_their_own_draw_on_the_budget(council_budget: CouncilBudget) -> None:
    scheme = SchemeFactory()
    ceiling_with(30_000_00, scheme=scheme, village=VillageFactory(), council_budget=council_budget)
    with pytest.raises(actions.UnableToPublish):
        ceiling_with(20_000_01, scheme=scheme, village=VillageFactory(), council_budget=council_budget)
    assert council_budgets(2026).get().drawn_cents == 30_000_00


def test_a_council_budget_is_for_its_year(council_budget: CouncilBudget) -> None:
    with pytest.raises(actions.UnableToPublish, match="2026"):
        ceiling_with(1_00, year=2027, council_budget=council_budget)


def test_a_council_budget_is_made_once_and_not_cut_below_what_is_drawn(actor: Actor, now: datetime) -> None:
    asked: dict[str, Any] = {"decision": "Raadsbesluit", "decided_on": None, "by": actor, "at": now}
    budget = actions.make_council_budget(year=2026, name="Kernen", amount_cents=10_00, **asked)
    with pytest.raises(actions.UnableToPublish, match="2026"):
        actions.make_council_budget(year=2026, name="Kernen", amount_cents=20_00, **asked)
    ceiling_with(9_00, council_budget=budget)
    with pytest.raises(actions.UnableToPublish):
        actions.change_council_budget(budget=budget, amount_cents=8_99, **asked)
    assert actions.change_council_budget(budget=budget, amount_cents=9_00, **asked).amount_cents == 9_00
    events = [e.event for e in history_of(budget)]
    assert events == ["budget.council_budget_made", "budget.council_budget_changed"]


def test_a_ceiling_moves_to_a_budget_only_when_it_fits(
    ceiling: GrantCeiling, council_budget: CouncilBudget, actor: Actor, now: datetime
) -> None:
    asked: dict[str, Any] = {"council_budget": council_budget, "is_hard": False, "by": actor, "at": now}
    large = ceiling_with(50_000_01)
    with pytest.raises(actions.UnableToPublish):
        actions.change_settings(ceiling=large, **asked)
    large.refresh_from_db()
    assert large.council_budget is None
    assert large.is_hard, "nothing changes half-way"
    assert actions.change_settings(ceiling=ceiling, **asked).council_budget == council_budget
    assert actions.change_settings(ceiling=ceiling, **asked | {"council_budget": None}).council_budget is None
    events = [e.event.removeprefix("budget.") for e in history_of(ceiling)]
    assert events[1:] == ["placed_under_council_budget", "ceiling_warns", "placed_under_council_budget"]


# Stop or warning


def test_a_warning_becomes_a_stop_only_when_nothing_is_overspent(
    council_budget: CouncilBudget, do: Do, actor: Actor, now: datetime
) -> None:
    soft = ceiling_with(100_00, is_hard=False)
    do("reserve", [soft], 150_00)
    asked: dict[str, Any] = {"council_budget": council_budget, "is_hard": True, "by": actor, "at": now}
    with pytest.raises(actions.UnableToPublish, match=r"50"):
        actions.change_settings(ceiling=soft, **asked)
    soft.refresh_from_db()
    assert soft.council_budget is None, "nothing changes half-way"
    do("release", [soft], 50_00)
    assert actions.change_settings(ceiling=soft, **asked).is_hard
