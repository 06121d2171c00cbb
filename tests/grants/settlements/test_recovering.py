"""What was paid too much: asked back in time, paid, set off within the law, or written off."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.utils.html import strip_tags
from hypothesis import given, settings
from hypothesis import strategies as st

from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.applications.models import GrantApplication
from kernkracht.grants.budgets.queries import positions_of
from kernkracht.grants.settlements.actions import (
    UnableToRecover,
    last_day_to_recover,
    recover,
    register_repayment,
    set_off,
    settle_grant,
    write_off,
)
from kernkracht.grants.settlements.models import Recovery, Repayment, Settlement
from kernkracht.grants.settlements.permissions import may_recover_on, may_set_off
from tests.factories.payments import owed
from tests.factories.settlements import AFTERWARDS, LIGHT, Granted

pytestmark = pytest.mark.django_db


TODAY = AFTERWARDS.date()


class Overpaid(Granted):
    """€ 500 paid, settled at € 400."""

    def __init__(self, settled_cents: int = 400_00) -> None:
        super().__init__(LIGHT)
        self.pay()
        self.hand_in()
        self.settlement: Settlement = settle_grant(
            settlement=self.propose(settled_cents), by=self.desk.decider.actor, at=AFTERWARDS
        )

    def recover(self, at: datetime = AFTERWARDS) -> Recovery:
        return recover(
            settlement=self.settlement, reason="Dit geld is niet gebruikt.", by=self.desk.decider.actor, at=at
        )

    def repay(self, recovery: Recovery, cents: int, on: date = TODAY) -> Repayment:
        return register_repayment(
            recovery=recovery, amount_cents=cents, received_on=on, by=self.settler.actor, at=AFTERWARDS
        )

    def ledger(self) -> tuple[int, int]:
        (own,) = positions_of(self.desk.case.number or "").values()
        return own.granted_cents, own.paid_cents


def test_the_letter_names_amount_and_six_weeks() -> None:
    overpaid = Overpaid()
    recovery = overpaid.recover()
    text = " ".join(strip_tags(recovery.letter.html).replace("\u00a0", " ").split())
    assert (recovery.amount_cents, recovery.due_on) == (100_00, date(2026, 12, 1))
    assert "€ 100 van u terug" in text
    assert "1 december 2026" in text
    assert "bezwaar" in text
    assert recovery.steps


def test_repaid_in_two_parts_frees_the_money() -> None:
    overpaid = Overpaid()
    recovery = overpaid.recover()
    overpaid.repay(recovery, 40_00)
    assert overpaid.ledger() == (460_00, 460_00)
    overpaid.repay(recovery, 60_00)
    recovery.refresh_from_db()
    assert (recovery.state, overpaid.ledger()) == ("repaid", (400_00, 400_00))
    with pytest.raises(UnableToRecover, match="afgesloten"):
        overpaid.repay(recovery, 1)


@pytest.mark.parametrize("cents", [0, -1, 100_01])
def test_a_wrong_amount_is_refused(cents: int) -> None:
    overpaid = Overpaid()
    recovery = overpaid.recover()
    with pytest.raises(UnableToRecover) as refusal:
        overpaid.repay(recovery, cents)
    assert refusal.value.field == "amount"
    assert overpaid.ledger() == (500_00, 500_00)


@pytest.mark.parametrize("day", [date(2026, 10, 19), date(2026, 10, 21)])
def test_a_day_before_the_letter_or_ahead_is_refused(day: date) -> None:
    overpaid = Overpaid()
    recovery = overpaid.recover()
    with pytest.raises(UnableToRecover) as refusal:
        overpaid.repay(recovery, 1_00, on=day)
    assert refusal.value.field == "received_on"


def test_nothing_is_recovered_twice_or_without_overpayment() -> None:
    overpaid = Overpaid()
    overpaid.recover()
    with pytest.raises(UnableToRecover, match="al teruggevorderd"):
        overpaid.recover()
    whole = Granted(LIGHT)
    whole.hand_in()
    settlement = settle_grant(settlement=whole.propose(), by=whole.desk.decider.actor, at=AFTERWARDS)
    with pytest.raises(UnableToRecover, match="niets te veel"):
        recover(settlement=settlement, reason="Toch", by=whole.desk.decider.actor, at=AFTERWARDS)


def test_an_officer_without_mandate_does_not_recover() -> None:
    overpaid = Overpaid()
    with pytest.raises(UnableToRecover, match="mandaat"):
        recover(settlement=overpaid.settlement, reason="Ja", by=overpaid.settler.actor, at=AFTERWARDS)
    assert not Recovery.objects.exists()


def test_after_five_years_it_is_too_late() -> None:
    overpaid = Overpaid()
    assert last_day_to_recover(AFTERWARDS.date()).due_on == date(2031, 10, 20)
    with pytest.raises(UnableToRecover, match="20 oktober 2031"):
        overpaid.recover(at=AFTERWARDS.replace(year=2031, day=21))
    assert overpaid.recover(at=AFTERWARDS.replace(year=2031)).amount_cents == 100_00


def test_written_off_with_a_reason_stays_paid() -> None:
    overpaid = Overpaid()
    recovery = overpaid.recover()
    by = overpaid.desk.decider.actor
    with pytest.raises(UnableToRecover):
        write_off(recovery=recovery, reason=" ", by=by, at=AFTERWARDS)
    write_off(recovery=recovery, reason="De vereniging bestaat niet meer.", by=by, at=AFTERWARDS)
    assert overpaid.ledger() == (500_00, 500_00)
    with pytest.raises(UnableToRecover):
        overpaid.repay(recovery, 1_00)


def next_year(overpaid: Overpaid, cents: int = 80_00, **fields: object) -> GrantApplication:
    case = overpaid.desk.another_case(budget_year=2027, **fields)
    owed(cents, case_number=case.number)
    return case


def test_set_off_uses_the_other_payment() -> None:
    overpaid = Overpaid()
    recovery = overpaid.recover()
    other = next_year(overpaid)
    set_off(
        recovery=recovery, obligation=other.payment_obligations.get(), same_activity=True, by=overpaid.settler.actor,
        at=AFTERWARDS,
    )  # fmt: skip
    recovery.refresh_from_db()
    assert (recovery.repaid_cents, overpaid.ledger()) == (80_00, (420_00, 420_00))
    assert other.payment_obligations.get().state == "cancelled"
    (own,) = positions_of(other.number or "").values()
    assert (own.granted_cents, own.paid_cents) == (80_00, 80_00)


@pytest.mark.parametrize(
    ("fields", "same_activity"),
    [({"contact_email": "ander@example.org"}, True), ({"budget_year": 2026}, True), ({}, False)],
)
def test_set_off_outside_the_law_is_refused(fields: dict[str, object], same_activity: bool) -> None:
    overpaid = Overpaid()
    recovery = overpaid.recover()
    other = next_year(overpaid)
    GrantApplication.objects.filter(pk=other.pk).update(**fields)
    with pytest.raises(UnableToRecover, match="4:57 lid 3"):
        set_off(
            recovery=recovery, obligation=other.payment_obligations.get(), same_activity=same_activity,
            by=overpaid.settler.actor, at=AFTERWARDS,
        )  # fmt: skip
    assert other.payment_obligations.get().state == "open"


def test_a_payment_above_what_is_open_is_not_set_off() -> None:
    overpaid = Overpaid()
    recovery = overpaid.recover()
    other = next_year(overpaid, 100_01)
    with pytest.raises(UnableToRecover, match="Kies een betaling"):
        set_off(
            recovery=recovery, obligation=other.payment_obligations.get(), same_activity=True,
            by=Actor.objects.get(pk=overpaid.settler.actor.pk), at=AFTERWARDS,
        )  # fmt: skip


@given(st.tuples(st.booleans(), st.booleans(), st.booleans()))
def test_only_all_three_together_allow_set_off(facts: tuple[bool, bool, bool]) -> None:
    same_receiver, same_activity, other_period = facts
    allowed = may_set_off(same_receiver=same_receiver, same_activity=same_activity, other_period=other_period)
    assert allowed == all(facts)


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(-10, 4000))
def test_recovering_is_possible_up_to_and_including_the_last_day(settled_on: date, days: int) -> None:
    on = date.fromordinal(settled_on.toordinal() + days)
    last = settled_on.replace(year=settled_on.year + 5, day=min(settled_on.day, 28))
    assert may_recover_on(settled_on=settled_on, last_on=last, on=on) == (settled_on <= on <= last)


@settings(max_examples=6, deadline=None)
@given(settled=st.integers(0, 499_99), parts=st.lists(st.integers(1, 499_99), max_size=2), is_paid=st.booleans())
def test_awarded_is_settled_plus_lowered(settled: int, parts: list[int], is_paid: bool) -> None:
    """Whatever was paid and came back: ledger and settlement tell the same, to the cent."""
    granted = Granted(LIGHT)
    if is_paid:
        granted.pay()
    granted.hand_in()
    by = granted.desk.decider.actor
    settlement = settle_grant(settlement=granted.propose(settled), by=by, at=AFTERWARDS)
    assert settlement.awarded_cents == settlement.settled_cents + settlement.lowered_cents == 500_00
    back = 0
    if settlement.overpaid_cents:
        recovery = recover(settlement=settlement, reason="Te veel.", by=by, at=AFTERWARDS)
        for part in parts:
            cents = min(part, recovery.amount_cents - back)
            if cents:
                register_repayment(
                    recovery=recovery, amount_cents=cents, received_on=AFTERWARDS.date(), by=granted.settler.actor,
                    at=AFTERWARDS,
                )  # fmt: skip
                back += cents
    (own,) = positions_of(granted.desk.case.number or "").values()
    if is_paid:
        assert (own.granted_cents, own.paid_cents) == (500_00 - back, 500_00 - back)
        assert own.granted_cents == settled + settlement.overpaid_cents - back
    else:
        assert (own.granted_cents, own.paid_cents) == (settled, 0)
        assert sum(row.amount_cents for row in granted.obligations if row.state == "open") == settled
