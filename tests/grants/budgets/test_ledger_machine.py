"""Random acts in random order; after each one, everything still adds up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.budgets import actions
from kernkracht.grants.budgets.models import CouncilBudget, GrantCeiling, LedgerAct, LedgerEntry
from kernkracht.grants.budgets.queries import amount_for, largest_award, positions_of, preview_redistribution
from kernkracht.grants.schemes.models import Scheme
from tests.factories.budgets import CouncilBudgetFactory, a_key, ceiling_with
from tests.factories.schemes import SchemeFactory
from tests.factories.villages import VillageFactory

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
CASES = [f"A-{n}" for n in range(5)]
euros = st.integers(min_value=1, max_value=400).map(lambda e: e * 100)
cases = st.sampled_from(CASES)
places = st.integers(min_value=0, max_value=2)
SIGNS = {  # written out again on purpose: the code's own table is under test
    "allocated_cents": {"allocate": 1, "deallocate": -1, "transfer_in": 1, "transfer_out": -1},
    "reserved_cents": {"reserve": 1, "release": -1},
    "granted_cents": {"commit": 1, "revoke": -1, "settle": -1},
    "paid_cents": {"pay": 1, "return": -1},
    "beyond_cents": {"beyond": 1, "within": -1},
}


class Ledger(RuleBasedStateMachine):
    """A council budget of € 3.000 over two schemes; one of them divides its ceiling over three villages."""

    wide: GrantCeiling
    villages: list[GrantCeiling]
    other: GrantCeiling

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.now = START
        self.done = self.refused = 0
        self.repeats: list[tuple[Callable[[], Any], LedgerAct]] = []

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.savepoint)

    @initialize()
    def open(self) -> None:
        self.by = Actor.system()
        self.budget: CouncilBudget = CouncilBudgetFactory(amount_cents=3_000_00)
        self.scheme: Scheme = SchemeFactory()
        self.wide = ceiling_with(1_500_00, scheme=self.scheme, council_budget=self.budget)
        self.villages = [
            ceiling_with(400_00, scheme=self.scheme, village=VillageFactory(sort_order=n)) for n in range(3)
        ]
        self.other = ceiling_with(500_00, council_budget=self.budget)

    def attempt(self, verb: str, **asked: Any) -> None:
        """Do one act; a refusal changes nothing, and a fault of the database or the code fails the test."""
        self.now += timedelta(hours=7)
        call = lambda: getattr(actions, verb)(by=self.by, at=self.now, **asked)  # noqa: E731
        before = self.stored()
        try:
            with transaction.atomic():  # only the acts on cases need it; the others bring their own
                result = call()
        except actions.MoneyRefusal:
            self.refused += 1
            assert self.stored() == before
        else:
            self.done += 1
            if isinstance(result, LedgerAct):
                self.repeats.append((call, result))

    def outer(self, verb: str, **asked: Any) -> None:
        self.attempt_outer(verb, asked | {"key": a_key(verb)})

    def attempt_outer(self, verb: str, asked: dict[str, Any]) -> None:
        self.now += timedelta(hours=7)
        before = self.stored()
        try:
            getattr(actions, verb)(by=self.by, at=self.now, **asked)
        except actions.MoneyRefusal:
            self.refused += 1
            assert self.stored() == before
        else:
            self.done += 1

    def on_case(self, verb: str, case: str, **asked: Any) -> None:
        place = CASES.index(case) % 3
        rows = None if verb in ("pay", "return_payment") else [self.villages[place], self.wide]
        self.attempt(verb, ceilings=rows, case_number=case, key=a_key(verb), **asked)

    def stored(self) -> list[tuple[int, ...]]:
        columns = ("pk", "allocated_cents", "reserved_cents", "granted_cents", "paid_cents", "beyond_cents")
        return list(GrantCeiling.objects.order_by("pk").values_list(*columns))

    @rule(case=cases, cents=euros, filed=st.none() | st.integers(0, 60))
    def reserve(self, case: str, cents: int, filed: int | None) -> None:
        day = None if filed is None else date(2026, 1, 5) + timedelta(days=filed)
        self.on_case("reserve", case, amount_cents=cents, filed_on=day)

    @rule(case=cases, cents=st.none() | euros)
    def release(self, case: str, cents: int | None) -> None:
        self.on_case("release", case, amount_cents=cents)

    @rule(case=cases, cents=euros)
    def commit(self, case: str, cents: int) -> None:
        self.on_case("commit_grant", case, amount_cents=cents)

    @rule(case=cases, cents=euros)
    def commit_on_objection(self, case: str, cents: int) -> None:
        self.on_case("commit_beyond", case, amount_cents=cents, reason="Bezwaar")

    @rule(case=cases)
    def commit_the_remainder(self, case: str) -> None:
        """What `largest_award` promises can always be granted."""
        with transaction.atomic():
            rows = actions.lock_ceilings([self.wide, self.villages[CASES.index(case) % 3]])
            if cents := largest_award(rows, 250_00, case_number=case):
                actions.commit_grant(
                    ceilings=rows, amount_cents=cents, case_number=case, key=a_key(), by=self.by, at=self.now
                )

    @rule(verb=st.sampled_from(["revoke", "settle_lower", "pay", "return_payment"]), case=cases, cents=euros)
    def afterwards(self, verb: str, case: str, cents: int) -> None:
        self.on_case(verb, case, amount_cents=cents)

    @rule(giver=places, receiver=places, cents=euros)
    def between_villages(self, giver: int, receiver: int, cents: int) -> None:
        self.outer(
            "transfer",
            giver=self.villages[giver],
            receiver=self.villages[receiver],
            amount_cents=cents,
            reason="Proef",
        )

    @rule(back=st.booleans(), cents=euros)
    def between_schemes(self, back: bool, cents: int) -> None:
        giver, receiver = (self.other, self.wide) if back else (self.wide, self.other)
        self.outer("transfer", giver=giver, receiver=receiver, amount_cents=cents, reason="Proef")

    @rule(place=st.integers(0, 4), cents=euros)
    def add(self, place: int, cents: int) -> None:
        self.outer("allocate", ceiling=self.any(place), amount_cents=cents, **self.published())

    @rule(place=st.integers(0, 4), cents=st.integers(0, 2_000).map(lambda e: e * 100))
    def publish(self, place: int, cents: int) -> None:
        self.outer("publish_ceiling", ceiling=self.any(place), amount_cents=cents, **self.published())

    @rule(place=st.integers(0, 4))
    def take_out(self, place: int) -> None:
        self.outer("take_out_lowered_money", ceiling=self.any(place))

    @rule(limit=st.integers(0, 100).map(lambda e: e * 100), claims=st.sets(places))
    def redistribute(self, limit: int, claims: set[int]) -> None:
        on = (self.now + timedelta(hours=7)).date()
        rest: dict[str, Any] = {
            "villages_with_claims": {self.villages[place].village_id for place in claims},
            "spent_up_to_cents": limit,
        }
        plan = preview_redistribution(self.scheme, 2026, on, **rest)
        before = sum(GrantCeiling.objects.values_list("allocated_cents", flat=True).order_by("pk"))
        self.outer(
            "redistribute",
            scheme=self.scheme,
            year=2026,
            on=on,
            expected=plan.fingerprint,
            reason="Artikel 5",
            **rest,
        )
        assert sum(GrantCeiling.objects.values_list("allocated_cents", flat=True).order_by("pk")) == before

    @rule(data=st.data())
    def repeat_an_earlier_act(self, data: st.DataObject) -> None:
        if self.repeats:
            again, first = data.draw(st.sampled_from(self.repeats))
            before = self.stored()
            with transaction.atomic():
                assert again() == first
            assert self.stored() == before

    def any(self, place: int) -> GrantCeiling:
        return [self.wide, self.other, *self.villages][place]

    def published(self) -> dict[str, Any]:
        return {"published_on": self.now.date(), "source": "Besluit"}

    @invariant()
    def stored_totals_are_what_the_ledger_says(self) -> None:
        for ceiling in GrantCeiling.objects.order_by("pk"):
            entries = list(LedgerEntry.objects.filter(ceiling=ceiling).values_list("kind", "amount_cents"))
            for column, signs in SIGNS.items():
                assert getattr(ceiling, column) == sum(signs.get(kind, 0) * cents for kind, cents in entries), column

    @invariant()
    def nothing_is_negative_or_overspent(self) -> None:
        for c in GrantCeiling.objects.order_by("pk"):
            assert min(c.reserved_cents, c.granted_cents, c.paid_cents, c.beyond_cents) >= 0
            assert c.free_cents + c.beyond_cents >= 0, "only an objection goes above"
            assert c.beyond_cents <= c.granted_cents
            assert c.allocated_cents == c.free_cents + c.reserved_cents + c.granted_cents
            assert c.paid_cents <= c.granted_cents

    @invariant()
    def frames_hold(self) -> None:
        rows = {c.pk: c for c in GrantCeiling.objects.order_by("pk")}
        if not rows:
            return
        wide, other = rows[self.wide.pk], rows[self.other.pk]
        slices = [rows[c.pk] for c in self.villages]
        assert sum(c.allocated_cents for c in slices) <= wide.allocated_cents
        assert wide.allocated_cents + other.allocated_cents <= 3_000_00
        for column in ("reserved_cents", "granted_cents", "paid_cents"):
            assert sum(getattr(c, column) for c in slices) == getattr(wide, column), "every euro counts under both"

    @invariant()
    def cases_add_up_to_their_ceiling(self) -> None:
        for c in GrantCeiling.objects.order_by("pk"):
            own = [positions_of(case).get(c.pk) for case in CASES]
            assert sum(p.reserved_cents for p in own if p) == c.reserved_cents
            assert sum(p.granted_cents for p in own if p) == c.granted_cents
            assert all(0 <= p.paid_cents <= p.granted_cents and p.reserved_cents >= 0 for p in own if p)

    @invariant()
    def the_published_amount_is_never_more_than_the_money(self) -> None:
        for c in GrantCeiling.objects.order_by("pk"):
            assert (amount_for(c, date(2030, 1, 1)) or 0) <= c.allocated_cents


@pytest.mark.django_db
def test_random_acts_always_add_up() -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Ledger,
        settings=settings(
            max_examples=25,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
