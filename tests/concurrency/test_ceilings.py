"""Money cannot be overspent, however many people ask at once. Real threads, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from random import Random
from threading import Barrier

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum

from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.budgets import actions
from kernkracht.grants.budgets.journal import Act, Line, post
from kernkracht.grants.budgets.models import GrantCeiling, LedgerAct, LedgerEntry
from kernkracht.grants.budgets.queries import council_budgets, differences
from tests.factories.budgets import CouncilBudgetFactory, a_key, ceiling_with
from tests.factories.schemes import SchemeFactory
from tests.factories.villages import VillageFactory

from .crowd import PATIENCE, all_at_once

pytestmark = [pytest.mark.concurrency, pytest.mark.usefixtures("committed_db")]

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
CROWD = 24
ROUNDS = 20


@pytest.fixture
def by(committed_db: None) -> Actor:
    return Actor.system()


def act_on_case(verb: str, ceilings: list[GrantCeiling], cents: int, case: str, key: str, by: Actor) -> LedgerAct:
    """One act in its own transaction, as an outer action would do."""
    with transaction.atomic():
        done: LedgerAct = getattr(actions, verb)(
            ceilings=ceilings, amount_cents=cents, case_number=case, key=key, by=by, at=NOON
        )
        return done


def crowd_reserving(ceiling: GrantCeiling, by: Actor) -> list[Callable[[], LedgerAct]]:
    def one(place: int) -> Callable[[], LedgerAct]:
        case = f"A-{ceiling.pk}-{place}"
        return lambda: act_on_case("reserve", [ceiling], 300_00, case, f"reserve:{case}", by)

    return [one(place) for place in range(CROWD)]


def test_24_people_ask_300_euros_of_1000_at_once(by: Actor) -> None:
    for _round in range(ROUNDS):
        ceiling = ceiling_with(1_000_00)
        results = all_at_once(crowd_reserving(ceiling, by))
        assert sum(isinstance(r, LedgerAct) for r in results) == 3
        assert sum(isinstance(r, actions.UnableToReserve) for r in results) == CROWD - 3, results
        ceiling.refresh_from_db()
        assert ceiling.reserved_cents == 900_00
    assert differences() == []


def test_the_constraint_alone_holds_too(by: Actor) -> None:
    """Nobody locks, nobody looks: each writes at once, and the database lets three through."""

    def without_looking(ceiling: GrantCeiling) -> LedgerAct:
        act = Act(key=a_key("blind"), verb=LedgerAct.Verb.RESERVE, by=by, at=NOON, content={})
        return post(act, [Line(ceiling, LedgerEntry.Kind.RESERVE, 300_00)])

    for _round in range(ROUNDS):
        ceiling = ceiling_with(1_000_00)
        results = all_at_once([partial(without_looking, ceiling)] * CROWD)
        assert sum(isinstance(r, LedgerAct) for r in results) == 3
        assert sum(isinstance(r, IntegrityError) for r in results) == CROWD - 3, results
        ceiling.refresh_from_db()
        assert ceiling.reserved_cents == 900_00
        assert ceiling.entries.filter(kind="reserve").aggregate(s=Sum("amount_cents"))["s"] == 900_00
    assert differences() == []


def test_reading_first_and_writing_later_overspends(by: Actor) -> None:
    """Why there is a lock and a constraint: the usual way, which sums what was given and then adds, goes wrong.

    This also shows that the crowd is a crowd: were its acts one after another, this test would fail.
    """
    ceiling = ceiling_with(1_000_00)
    all_have_read = Barrier(CROWD)

    def read_then_write() -> None:
        reserved = ceiling.entries.filter(kind="reserve").aggregate(s=Sum("amount_cents"))["s"] or 0
        all_have_read.wait(PATIENCE)
        if reserved + 300_00 <= 1_000_00:
            act = LedgerAct.objects.create(key=a_key("naive"), verb="reserve", actor=by, at=NOON)
            LedgerEntry.objects.create(act=act, ceiling=ceiling, kind="reserve", amount_cents=300_00)

    assert all_at_once([read_then_write] * CROWD) == [None] * CROWD
    assert ceiling.entries.filter(kind="reserve").aggregate(s=Sum("amount_cents"))["s"] == CROWD * 300_00
    assert differences(), "the ledger and the stored totals differ, and verify notices"


@pytest.mark.parametrize("ceilings", [1, 2, 0], ids=["one ceiling", "scheme and village", "no ceiling"])
def test_a_double_click_counts_once(by: Actor, ceilings: int) -> None:
    scheme = SchemeFactory()
    rows = [ceiling_with(1_000_00, scheme=scheme), ceiling_with(900_00, scheme=scheme, village=VillageFactory())]
    rows = rows[:ceilings]
    results = all_at_once([lambda: act_on_case("reserve", rows, 300_00, "A-1", "submit:A-1", by)] * 8)
    assert {r.pk if isinstance(r, LedgerAct) else r for r in results} == {LedgerAct.objects.get(key="submit:A-1").pk}
    assert LedgerEntry.objects.filter(kind="reserve").count() == ceilings
    assert differences() == []


def test_one_key_for_two_different_acts_at_once_lets_one_through(by: Actor) -> None:
    for turn in range(ROUNDS):
        first, second = ceiling_with(1_000_00), ceiling_with(1_000_00)
        act = partial(act_on_case, "reserve", cents=300_00, case="A-1", key=f"clash:{turn}", by=by)
        results = all_at_once([partial(act, ceilings=[ceiling]) for ceiling in (first, second)])
        kinds = sorted(type(r).__name__ for r in results)
        assert kinds == ["KeyUsedForOtherAct", "LedgerAct"]
    assert differences() == []


class Clerk:
    """Somebody who does random acts on a scheme with two villages, naming the ceilings in random order."""

    def __init__(self, seed: int, wide: GrantCeiling, villages: list[GrantCeiling], other: GrantCeiling, by: Actor):
        self.random, self.seed, self.by = Random(seed), seed, by
        self.wide, self.villages, self.other = wide, villages, other

    def work(self) -> int:
        refused = 0
        for number in range(12):
            try:
                self.one_act(number)
            except actions.MoneyRefusal:
                refused += 1
        return refused

    def one_act(self, number: int) -> None:
        key = f"clerk:{self.seed}:{number}"
        choice = self.random.random()
        if choice < 0.75:
            self.on_a_case(key)
        elif choice < 0.9:
            giver, receiver = self.random.choice(
                [tuple(self.villages), tuple(self.villages[::-1]), (self.wide, self.other), (self.other, self.wide)]
            )
            actions.transfer(
                giver=giver, receiver=receiver, amount_cents=20_00, reason="Proef", key=key, by=self.by, at=NOON
            )
        else:
            actions.allocate(
                ceiling=self.random.choice([self.wide, self.other, *self.villages]),
                amount_cents=10_00,
                published_on=date(2026, 3, 2),
                source="Proef",
                key=key,
                by=self.by,
                at=NOON,
            )

    def on_a_case(self, key: str) -> None:
        place = self.random.randrange(2)
        rows = [self.wide, self.villages[place]]
        self.random.shuffle(rows)
        verb = self.random.choice(["reserve", "commit_grant", "release", "pay"])
        case = f"A-{place}-{self.random.randrange(6)}"
        act_on_case(verb, rows, self.random.choice([10_00, 50_00, 120_00]), case, key, self.by)


def test_two_villages_and_a_scheme_never_wait_for_each_other_in_a_circle(by: Actor) -> None:
    scheme = SchemeFactory()
    council_budget = CouncilBudgetFactory(amount_cents=2_300_00)
    wide = ceiling_with(1_500_00, scheme=scheme, council_budget=council_budget)
    villages = [ceiling_with(600_00, scheme=scheme, village=VillageFactory()) for _ in range(2)]
    other = ceiling_with(500_00, council_budget=council_budget)
    clerks = [Clerk(seed, wide, villages, other, by) for seed in range(12)]
    results = all_at_once([clerk.work for clerk in clerks])
    assert all(isinstance(r, int) for r in results), results
    assert differences() == []
    assert council_budgets().get().drawn_cents <= 2_300_00  # type: ignore[attr-defined]
    assert GrantCeiling.objects.get(pk=wide.pk).granted_cents > 0, "the clerks did something"


def test_one_council_budget_is_not_given_out_twice(by: Actor) -> None:
    """Six schemes each want € 300 of the council's € 1.000 in the same moment (R163)."""
    for turn in range(5):
        budget = CouncilBudgetFactory(amount_cents=1_000_00)
        open_one = partial(ceiling_with, 300_00, council_budget=budget)
        results = all_at_once([partial(open_one, scheme=SchemeFactory()) for _ in range(6)])
        assert sum(isinstance(r, GrantCeiling) for r in results) == 3, (turn, results)
        assert sum(isinstance(r, actions.UnableToPublish) for r in results) == 3, (turn, results)
        assert council_budgets().get(pk=budget.pk).drawn_cents == 900_00  # type: ignore[attr-defined]


def test_two_additions_at_once_are_both_counted(by: Actor) -> None:
    ceiling = ceiling_with(100_00)

    def add(key: str) -> GrantCeiling:
        return actions.allocate(
            ceiling=ceiling,
            amount_cents=10_00,
            published_on=date(2026, 3, 2),
            source="Besluit",
            key=key,
            by=by,
            at=NOON,
        )

    all_at_once([partial(add, f"add:{number}") for number in range(8)])
    ceiling.refresh_from_db()
    assert ceiling.allocated_cents == 180_00
    assert differences() == []
