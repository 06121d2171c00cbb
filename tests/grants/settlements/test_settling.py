"""Settling: as awarded by one, lower by two, with the ledger and the payments following exactly."""

from __future__ import annotations

import pytest
from django.utils.html import strip_tags

from kernkracht.grants.budgets.queries import positions_of
from kernkracht.grants.settlements.actions import (
    UnableToSettle,
    call_off,
    return_proposal,
    settle_as_awarded,
    settle_grant,
)
from kernkracht.grants.settlements.models import ReportState, Settlement, SettlementState
from tests.factories.settlements import AFTERWARDS, LIGHT, RECEIPTS, Granted
from tests.grants.applications.desk import decider
from tests.grants.payments.scene import Finance

pytestmark = pytest.mark.django_db
AFTER_RECEIPTS = [("pay_after_receipts", {"term_weeks": 13})]


def ledger(granted: Granted) -> tuple[int, int]:
    """Granted and paid, in cents."""
    (own,) = positions_of(granted.desk.case.number or "").values()
    return own.granted_cents, own.paid_cents


def letter_of(settlement: Settlement) -> str:
    assert settlement.letter
    return " ".join(strip_tags(settlement.letter.html).replace("\u00a0", " ").split())


def decide(granted: Granted, settlement: Settlement) -> Settlement:
    return settle_grant(settlement=settlement, by=granted.desk.decider.actor, at=AFTERWARDS)


def test_as_awarded_makes_what_waited_due() -> None:
    granted = Granted(AFTER_RECEIPTS)
    granted.receipt(500_00)
    granted.hand_in()
    settlement = settle_as_awarded(report=granted.report, by=granted.settler.actor, at=AFTERWARDS)
    (row,) = granted.obligations
    assert (row.state, row.amount_cents, row.counted_from) == ("open", 500_00, AFTERWARDS.date())
    assert ledger(granted) == (500_00, 0)
    assert (settlement.spent_cents, granted.report.state) == (500_00, ReportState.APPROVED)
    assert "vast op € 500" in letter_of(settlement)


def test_lower_makes_less_due_and_frees_the_rest() -> None:
    granted = Granted(AFTER_RECEIPTS)
    granted.receipt()
    granted.hand_in()
    settlement = decide(granted, granted.propose(400_00))
    (row,) = granted.obligations
    assert (row.state, row.amount_cents) == ("open", 400_00)
    assert ledger(granted) == (400_00, 0)
    assert "Vier bomen zijn niet geplant" in letter_of(settlement)
    assert "U krijgt nog € 400" in letter_of(settlement)


def test_an_open_payment_lapses_and_the_lower_amount_is_owed_anew() -> None:
    granted = Granted(LIGHT)
    granted.hand_in()
    decide(granted, granted.propose(300_00))
    assert [(row.state, row.amount_cents) for row in granted.obligations] == [("cancelled", 500_00), ("open", 300_00)]
    assert ledger(granted) == (300_00, 0)


def test_what_was_paid_too_much_stays_in_the_ledger_until_it_comes_back() -> None:
    granted = Granted(RECEIPTS)
    granted.pay()
    granted.receipt()
    granted.hand_in()
    settlement = decide(granted, granted.propose(400_00))
    assert ledger(granted) == (500_00, 500_00)
    assert (settlement.overpaid_cents, settlement.lowered_cents) == (100_00, 100_00)
    assert "€ 100 te veel" in letter_of(settlement)


def test_settled_at_nothing_pays_nothing() -> None:
    granted = Granted(LIGHT)
    call_off(report=granted.report, reason="Het gaat niet door.", by=granted.receiver, at=AFTERWARDS)
    decide(granted, granted.propose(0))
    assert [row.state for row in granted.obligations] == ["cancelled"]
    assert ledger(granted) == (0, 0)


def test_nothing_is_lowered_by_itself() -> None:
    """Receipts below the award leave the award as it is until somebody weighs (Awb 4:46 lid 2)."""
    granted = Granted(RECEIPTS)
    granted.receipt(1_00)
    granted.hand_in()
    assert not Settlement.objects.exists()
    assert ledger(granted) == (500_00, 0)


@pytest.mark.parametrize(
    ("fault", "field"),
    [
        ({"ground": ""}, "ground"),
        ({"ground": "because"}, "ground"),
        ({"weighing": " "}, "weighing"),
        ({"settled_cents": 500_00}, "settled"),
        ({"settled_cents": -1}, "settled"),
    ],
)
def test_lower_needs_a_ground_a_weighing_and_a_lower_amount(fault: dict[str, object], field: str) -> None:
    granted = Granted(LIGHT)
    granted.hand_in()
    with pytest.raises(UnableToSettle) as refusal:
        granted.propose(**fault)  # type: ignore[arg-type] # the fault is the point
    assert refusal.value.field == field
    assert not Settlement.objects.exists()


def test_who_proposed_does_not_decide() -> None:
    granted = Granted(LIGHT)
    granted.hand_in()
    granted.settler = granted.desk.decider
    from kernkracht.community.people.permission_codes import Permission
    from tests.factories.people import role_with

    role_with("decision_maker", Permission.SETTLE_GRANT)
    settlement = granted.propose()
    with pytest.raises(UnableToSettle, match="zelf voorgesteld"):
        decide(granted, settlement)
    settlement.refresh_from_db()
    assert settlement.state == SettlementState.PROPOSED


def test_without_mandate_nobody_decides_lower() -> None:
    granted = Granted(LIGHT)
    granted.hand_in()
    settlement = granted.propose(300_00)
    low = decider(granted.desk.version, name="Laag Mandaat", max_amount_cents=100_00)
    with pytest.raises(UnableToSettle, match="hoger dan uw mandaat"):
        settle_grant(settlement=settlement, by=low.actor, at=AFTERWARDS)
    assert ledger(granted) == (500_00, 0)


def test_money_in_a_batch_is_first_released_or_taken_out() -> None:
    granted = Granted(LIGHT)
    granted.hand_in()
    settlement = granted.propose(300_00)
    Finance().propose(*granted.obligations, at=AFTERWARDS)
    with pytest.raises(UnableToSettle, match="betaalpartij"):
        decide(granted, settlement)
    settlement.refresh_from_db()
    assert (settlement.state, ledger(granted)) == (SettlementState.PROPOSED, (500_00, 0))


def test_before_the_report_and_before_the_last_day_nothing_is_proposed() -> None:
    granted = Granted(LIGHT)
    with pytest.raises(UnableToSettle, match="Wacht op het verslag"):
        granted.propose()
    granted.propose(ground="duties_broken", at=granted.later(60))


def test_settled_once() -> None:
    granted = Granted(LIGHT)
    granted.hand_in()
    settle_as_awarded(report=granted.report, by=granted.settler.actor, at=AFTERWARDS)
    with pytest.raises(UnableToSettle):
        settle_as_awarded(report=granted.report, by=granted.settler.actor, at=AFTERWARDS)
    assert Settlement.objects.count() == 1


def test_a_returned_proposal_makes_room_for_another() -> None:
    granted = Granted(LIGHT)
    granted.hand_in()
    settlement = granted.propose()
    with pytest.raises(UnableToSettle):
        granted.propose()
    return_proposal(settlement=settlement, reason="Te streng.", by=granted.desk.decider.actor, at=AFTERWARDS)
    assert granted.propose(450_00).settled_cents == 450_00
