"""What an award says about paying and carrying out, and by when the money goes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.deadlines.models import EquatedDay
from kernkracht.foundation.legal_settings.models import LegalSetting
from kernkracht.grants.applications.actions import Proposal, UnableToPropose, propose_decision
from kernkracht.grants.payments.actions import make_due
from kernkracht.grants.payments.models import PaymentObligation
from kernkracht.grants.payments.queries import late_on, obligations_in
from tests.factories.applications import NOON
from tests.factories.payments import owed
from tests.grants.applications.desk import READY_BY, RULES, Desk
from tests.grants.applications.test_letters import decided, letter_text

pytestmark = pytest.mark.django_db


def test_an_award_names_the_last_day_to_carry_the_plan_out() -> None:
    """RvS 2021:2172: without a term for carrying out in the award, revoking it for not carrying out fails (4:48)."""
    desk = Desk()
    desk.judged_and_proposed()
    assert "uiterlijk klaar zijn op 1 oktober 2026" in letter_text(decided(desk))
    assert date(2026, 10, 1) == READY_BY


def test_without_that_day_no_award_can_be_proposed() -> None:
    desk = Desk()
    desk.judge()
    with pytest.raises(UnableToPropose) as refused:
        propose_decision(
            application=desk.case,
            proposal=Proposal(outcome="grant", reason="Goed plan.", amount_cents=500_00),
            by=desk.assessor.actor,
            at=NOON,
        )
    assert refused.value.field == "carry_out_by"


class TestAmountAndTerm:
    """Awb 4:86: a decision to pay states the amount and the term within which it is paid.

    Awb 4:87 lid 1: payment is made within six weeks after announcement, unless the decision or a regulation names
    another moment.
    """

    def test_the_letter_and_the_obligation_say_the_same(self) -> None:
        desk = Desk()
        desk.judged_and_proposed()
        text = letter_text(decided(desk))
        row = PaymentObligation.objects.get()
        assert row.amount_cents == 500_00
        assert "€ 500" in text
        assert row.due_on == date(2026, 4, 20)
        assert "U heeft het geld uiterlijk op 20 april 2026." in text

    def test_a_day_equated_by_decree_moves_letter_and_obligation_alike(self) -> None:
        """Algemene termijnenwet, article 3, third paragraph: such a day counts as a holiday."""
        EquatedDay.objects.create(day=date(2026, 4, 20), name="vrije dag", decree="Besluit gelijkstelling 2026")
        desk = Desk()
        desk.judged_and_proposed()
        assert "U heeft het geld uiterlijk op 21 april 2026." in letter_text(decided(desk))
        assert PaymentObligation.objects.get().due_on == date(2026, 4, 21)

    def test_a_term_of_the_municipality_is_in_both(self) -> None:
        LegalSetting.objects.create(
            key="payment.term_weeks", value=4, valid_from=date(2026, 1, 1), source="Verordening, artikel 9"
        )
        desk = Desk()
        desk.judged_and_proposed()
        assert "uiterlijk op 7 april 2026" in letter_text(decided(desk))  # 6 April is Easter Monday
        assert PaymentObligation.objects.get().due_on == date(2026, 4, 7)

    def test_what_waits_for_receipts_states_its_condition_and_then_has_six_weeks(self) -> None:
        desk = Desk(rules=[*RULES, ("pay_after_receipts", {})])
        desk.judged_and_proposed()
        assert "Dan betalen wij binnen 6 weken." in letter_text(decided(desk))
        row = make_due(
            obligation=PaymentObligation.objects.get(), counted_from=date(2026, 9, 1), by=Actor.system(), at=NOON
        )
        assert row.due_on == date(2026, 10, 13)

    def test_what_is_late_is_on_a_list_from_the_day_after(self) -> None:
        """Awb 4:97: in default when it was not paid within the term."""
        row = owed(due_on=date(2026, 4, 20))
        assert row not in late_on(date(2026, 4, 20))
        assert row in late_on(date(2026, 4, 21))
        assert row in obligations_in("overdue", date(2026, 4, 20) + timedelta(days=1))

    def test_what_is_late_and_blocked_is_not_forgotten(self) -> None:
        row = owed(due_on=date(2026, 4, 20), iban="")
        assert row in late_on(date(2026, 4, 21))
        assert row in obligations_in("blocked", date(2026, 4, 21))
