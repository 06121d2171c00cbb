"""Deciding: who may, what happens to money, state and letter, and that a refused act leaves nothing behind."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from kernkracht.foundation.audit.queries import history_of
from kernkracht.foundation.documents.models import Letter
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.grants.applications import actions, letters
from kernkracht.grants.applications.models import (
    ApplicationState,
    GrantApplication,
    GrantDecision,
    Outcome,
)
from tests.factories.applications import NOON
from tests.factories.budgets import ceiling_with

from .desk import DECIDED_AT, READY_BY, Desk, act, assert_nothing_happened, give_mandate

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def proposed(desk: Desk) -> Desk:
    desk.judged_and_proposed()
    return desk


class TestAwarding:
    def test_an_award_moves_everything_in_one_act(self, proposed: Desk) -> None:
        decision = actions.award_grant(**act(proposed))
        case, ceiling = proposed.fresh(), proposed.ceiling_now()
        assert (case.state, case.granted_cents, case.decided_on) == ("granted", 500_00, DECIDED_AT.date())
        assert case.ceiling == ceiling
        assert (ceiling.granted_cents, ceiling.reserved_cents) == (500_00, 0)
        assert (decision.amount_cents, decision.carry_out_by) == (500_00, READY_BY)
        assert decision.declared_no_interest
        assert decision.mandate is not None
        assert decision.ceiling_snapshot["ceilings"][0]["granted_cents"] == 500_00
        assert [e.event for e in history_of(case)][-2:] == ["application.granted", "application.letter_made"]
        mail = OutboxMessage.objects.get(kind="decision_award")
        assert mail.letter == decision.letter
        assert f"/mijn/aanvragen/{case.token}/" in mail.body_text

    def test_a_lower_amount_needs_a_reason_and_frees_the_rest(self, proposed: Desk) -> None:
        with pytest.raises(actions.UnableToDecide) as refusal:
            actions.award_grant(**act(proposed), amount_cents=300_00)
        assert refusal.value.field == "reason"
        assert_nothing_happened(proposed)
        decision = actions.award_grant(**act(proposed), amount_cents=300_00, reason="De bank kan goedkoper.")
        assert decision.amount_cents == 300_00
        assert proposed.ceiling_now().free_cents == 30_000_00 - 300_00
        assert decision.letter is not None
        assert decision.letter.kind == "decision_partial_award"

    @pytest.mark.parametrize("amount", [0, -1, 500_01])
    def test_never_more_than_proposed_or_nothing(self, proposed: Desk, amount: int) -> None:
        with pytest.raises(actions.UnableToDecide) as refusal:
            actions.award_grant(**act(proposed), amount_cents=amount, reason="Zomaar.")
        assert refusal.value.field == "amount"
        assert_nothing_happened(proposed)

    def test_up_to_what_is_left_takes_money_that_came_free(self) -> None:
        desk = Desk(money_cents=620_00)
        desk.judged_and_proposed()
        other = desk.another_case()
        desk.judge(other)
        desk.propose(other, amount_cents=None, up_to_room=True)
        actions.return_proposal(application=desk.case, reason="Later.", by=desk.decider.actor, at=NOON)
        decision = actions.award_grant(**act(desk, application=other), up_to_room=True)
        assert decision.amount_cents == 500_00
        assert desk.ceiling_now().free_cents == 120_00

    def test_without_any_ceiling_money_is_granted_all_the_same(self) -> None:
        desk = Desk()
        case = desk.another_case(budget_year=2031)
        desk.judged_and_proposed(case)
        assert actions.award_grant(**act(desk, application=case)).ceiling_snapshot == {"ceilings": []}
        assert desk.fresh(case).granted_cents == 500_00

    def test_both_the_villages_and_the_schemes_ceiling_move(self, desk: Desk) -> None:
        own = ceiling_with(2_000_00, desk.version.scheme, desk.village)
        desk.judged_and_proposed()
        actions.award_grant(**act(desk))
        own.refresh_from_db()
        assert own.granted_cents == desk.ceiling_now().granted_cents == 500_00
        assert desk.fresh().ceiling == own

    def test_who_wants_paper_is_put_in_the_print_queue(self, proposed: Desk) -> None:
        GrantApplication.objects.filter(pk=proposed.case.pk).update(wants_paper=True)
        decision = actions.award_grant(**act(proposed))
        message = OutboxMessage.objects.get(kind="decision_award")
        assert (message.channel, message.letter) == (OutboxMessage.Channel.PRINT, decision.letter)
        assert "Dorpsstraat 1" in message.recipient_address


class TestOtherOutcomes:
    def test_a_refusal_keeps_its_ground_and_frees_the_money(self, proposed: Desk) -> None:
        with pytest.raises(actions.UnableToDecide) as refusal:
            actions.refuse_grant(**act(proposed), ground="wrong_information")
        assert refusal.value.field == "reason"
        assert_nothing_happened(proposed)
        decision = actions.refuse_grant(**act(proposed), ground="wrong_information", reason="De offerte is vals.")
        case = proposed.fresh()
        assert (case.state, case.refusal_ground, case.granted_cents) == ("refused", "wrong_information", None)
        assert decision.letter is not None
        assert "De offerte is vals." in decision.letter.html
        assert proposed.ceiling_now().free_cents == 30_000_00

    @pytest.mark.parametrize("ground", ["", "open_access", "because"])
    def test_a_refusal_needs_a_ground_that_holds(self, proposed: Desk, ground: str) -> None:
        with pytest.raises(actions.UnableToDecide) as refusal:
            actions.refuse_grant(**act(proposed), ground=ground, reason="Daarom.")
        assert refusal.value.field == "ground"
        assert_nothing_happened(proposed)

    def test_the_proposed_refusal_is_taken_over(self, desk: Desk) -> None:
        desk.judged_and_proposed(outcome=Outcome.REFUSE, refusal_ground="open_access", reason="Alleen voor leden.")
        decision = actions.decide_as_proposed(**act(desk))
        assert (decision.outcome, decision.refusal_ground) == (Outcome.REFUSE, "open_access")
        assert desk.fresh().state == ApplicationState.REFUSED

    def test_carrying_over_moves_the_same_case_to_next_year_and_stops_the_clock(self, desk: Desk) -> None:
        desk.judge()
        desk.propose(outcome=Outcome.CARRY_OVER, reason="De aanvrager stemde per mail in.")
        decision = actions.carry_over(**act(desk))
        case = desk.fresh()
        assert (case.state, case.budget_year, case.number) == ("assessing", 2027, desk.case.number)
        assert (decision.budget_year, decision.carried_to_year) == (2026, 2027)
        assert case.due_on is not None
        assert case.due_on > date(2027, 1, 1)
        assert case.received_on == desk.case.received_on
        assert GrantApplication.objects.count() == 1
        assert decision.letter is not None
        assert "bezwaar" not in decision.letter.html.lower()

    def test_a_carried_case_is_decided_under_next_years_ceiling(self, desk: Desk) -> None:
        next_year = ceiling_with(1_000_00, desk.version.scheme, year=2027)
        desk.judge()
        desk.propose(outcome=Outcome.CARRY_OVER)
        actions.carry_over(**act(desk))
        give_mandate(desk.decider, desk.version, valid_from=date(2027, 1, 1))
        later = DECIDED_AT + timedelta(days=330)
        desk.propose(desk.fresh(), at=later, carry_out_by=date(2027, 10, 1))
        actions.award_grant(**act(desk, application=desk.fresh(), at=later))
        next_year.refresh_from_db()
        assert (next_year.granted_cents, desk.ceiling_now().granted_cents) == (500_00, 0)

    def test_a_referral_tells_where_to(self, desk: Desk) -> None:
        desk.judge()
        desk.propose(outcome=Outcome.REFER, refer_to="Fonds Voorbeeld", refer_url="https://example.org/fonds")
        decision = actions.refer_elsewhere(**act(desk))
        assert desk.fresh().state == ApplicationState.REFERRED
        assert decision.letter is not None
        assert "Fonds Voorbeeld" in decision.letter.html
        assert "https://example.org/fonds" in decision.letter.html

    def test_leaving_untreated_is_too_late_after_four_weeks(self, desk: Desk) -> None:
        who = {"application": desk.case, "by": desk.assessor.actor}
        actions.request_completion(**who, question="Stuur een offerte.", days=7, at=NOON)
        actions.resume_after_unused_term(**who, at=NOON + timedelta(days=8))
        desk.propose(outcome=Outcome.NOT_TREAT, at=NOON + timedelta(days=9))
        with pytest.raises(actions.UnableToDecide, match="7 april 2026"):  # the 6th is Easter Monday
            actions.leave_untreated(**act(desk, at=NOON + timedelta(days=37)))
        actions.leave_untreated(**act(desk, at=NOON + timedelta(days=36)))
        assert desk.fresh().state == ApplicationState.NOT_TREATED

    @pytest.mark.parametrize("verb", [actions.carry_over, actions.refer_elsewhere, actions.leave_untreated])
    def test_what_was_not_proposed_cannot_be_decided(self, proposed: Desk, verb: Any) -> None:
        with pytest.raises(actions.UnableToDecide, match="Voorgesteld"):
            verb(**act(proposed))
        assert_nothing_happened(proposed)


class TestOnce:
    def test_deciding_twice_makes_one_decision(self, proposed: Desk) -> None:
        actions.award_grant(**act(proposed))
        with pytest.raises(actions.UnableToDecide, match="Toegekend"):
            actions.award_grant(**act(proposed))
        assert GrantDecision.objects.count() == Letter.objects.count() == 1
        assert proposed.ceiling_now().granted_cents == 500_00

    def test_a_letter_that_cannot_be_made_stops_the_decision(
        self, proposed: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(**_: object) -> bytes:
            raise OSError("no fonts")

        monkeypatch.setattr(letters, "letter_as_pdf", broken)
        with pytest.raises(actions.UnableToDecide, match="brief"):
            actions.award_grant(**act(proposed))
        assert_nothing_happened(proposed)

    def test_a_letter_made_for_an_old_address_is_made_again(
        self, proposed: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real, times = letters.letter_as_pdf, []

        def slow(**kwargs: Any) -> bytes:
            times.append(1)
            GrantApplication.objects.filter(pk=proposed.case.pk).update(contact_name="Robin de Nieuwe")
            return real(**kwargs)

        monkeypatch.setattr(letters, "letter_as_pdf", slow)
        decision = actions.award_grant(**act(proposed))
        assert len(times) == 2
        assert decision.letter is not None
        assert "Robin de Nieuwe" in decision.letter.html

    def test_a_case_that_keeps_changing_is_refused_in_the_end(
        self, proposed: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        names = iter(f"Robin {n}" for n in range(99))

        def restless(**_: object) -> bytes:
            GrantApplication.objects.filter(pk=proposed.case.pk).update(contact_name=next(names))
            return b"%PDF-"

        monkeypatch.setattr(letters, "letter_as_pdf", restless)
        with pytest.raises(actions.UnableToDecide, match="opnieuw"):
            actions.award_grant(**act(proposed))
        assert_nothing_happened(proposed)


class TestStack:
    def test_each_is_its_own_act_and_a_refused_one_stops_no_other(self, desk: Desk) -> None:
        desk.judged_and_proposed()
        typed_in = desk.another_case(entered_by=desk.decider.actor)
        desk.judged_and_proposed(typed_in)
        refused = desk.another_case()
        desk.judged_and_proposed(refused, outcome=Outcome.REFUSE, refusal_ground="open_access")
        results = actions.decide_stack(
            applications=[desk.case, typed_in, refused], no_interest=True, by=desk.decider.actor, at=DECIDED_AT
        )
        assert [bool(result.decision) for result in results] == [True, False, True]
        assert results[1].sentences == ("U heeft deze aanvraag zelf ingevoerd.",)
        assert desk.fresh().state == ApplicationState.GRANTED
        assert desk.fresh(typed_in).state == ApplicationState.PROPOSED
        assert desk.fresh(refused).state == ApplicationState.REFUSED

    def test_a_stack_sent_twice_decides_nothing_twice(self, proposed: Desk) -> None:
        stack = {"applications": [proposed.case], "no_interest": True, "by": proposed.decider.actor, "at": DECIDED_AT}
        assert actions.decide_stack(**stack)[0].decision is not None
        again = actions.decide_stack(**stack)[0]
        assert again.decision is None
        assert again.sentences
        assert GrantDecision.objects.count() == 1

    def test_without_the_declaration_a_stack_decides_nothing(self, proposed: Desk) -> None:
        results = actions.decide_stack(
            applications=[proposed.case], no_interest=False, by=proposed.decider.actor, at=DECIDED_AT
        )
        assert [r.decision for r in results] == [None]
        assert_nothing_happened(proposed)
