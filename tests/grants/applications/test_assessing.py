"""Judging, completion, advice, talks and the proposal."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from kernkracht.community.people.models import Membership, Role
from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.queries import history_of
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.grants.applications import actions
from kernkracht.grants.applications.models import (
    ApplicationState,
    Assessment,
    CompletionRequest,
    Judgement,
    Outcome,
    Suspension,
)
from kernkracht.grants.applications.queries import current_findings
from kernkracht.grants.budgets.queries import positions_of
from tests.factories.applications import NOON
from tests.factories.people import officer_with

from .desk import HUMAN, READY_BY, RULES, TODAY, Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return Desk()


def act(desk: Desk, **more: Any) -> dict[str, Any]:
    return {"application": desk.case, "by": desk.assessor.actor, "at": NOON, **more}


def events(desk: Desk) -> list[str]:
    return [event.event for event in history_of(desk.case)]


class TestJudging:
    def test_a_tick_with_a_reason_counts_and_starts_the_assessment(self, desk: Desk) -> None:
        desk.judge()
        case = desk.fresh()
        assert case.state == ApplicationState.ASSESSING
        assert case.handler == desk.assessor
        row = current_findings(case, on=TODAY).row(HUMAN)
        assert row is not None
        assert row.outcome == "met"
        assert events(desk) == ["application.criterion_judged"]

    def test_the_newest_tick_counts_and_the_older_stays(self, desk: Desk) -> None:
        desk.judge(verdict="met")
        desk.judge(verdict="not_met", at=NOON + timedelta(hours=1))
        row = current_findings(desk.fresh(), on=TODAY).row(HUMAN)
        assert row is not None
        assert row.outcome == "not_met"
        assert Judgement.objects.count() == 2

    def test_a_finding_of_the_machine_can_be_overruled_with_a_reason(self) -> None:
        desk = Desk(rules=[*RULES[:2], ("applicant_type", {"allowed_types": ["association"]})])
        assert [row.key for row in current_findings(desk.case, on=TODAY).not_met] == ["applicant-type"]
        desk.judge(criterion="applicant-type")
        row = current_findings(desk.fresh(), on=TODAY).row("applicant-type")
        assert row is not None
        assert row.is_overruled
        assert not current_findings(desk.fresh(), on=TODAY).not_met
        assert events(desk) == ["application.finding_overruled"]

    @pytest.mark.parametrize(
        ("change", "field"),
        [({"reason": "  "}, "reason"), ({"verdict": "perhaps"}, "verdict"), ({"criterion": "nowhere"}, "")],
    )
    def test_nonsense_is_refused_and_changes_nothing(self, desk: Desk, change: dict[str, str], field: str) -> None:
        given = {"criterion": HUMAN, "verdict": "met", "reason": "Goed plan.", **change}
        with pytest.raises(actions.UnableToAssess) as refusal:
            actions.judge_criterion(**act(desk), **given)
        assert refusal.value.field == field
        assert desk.fresh().state == ApplicationState.SUBMITTED
        assert not Judgement.objects.exists()

    def test_a_cap_is_arithmetic_and_has_no_verdict(self, desk: Desk) -> None:
        with pytest.raises(actions.UnableToAssess):
            desk.judge(criterion="max-per-application")

    def test_without_the_right_nobody_judges(self, desk: Desk) -> None:
        reader = officer_with(Permission.READ_OFFICE, code=Role.Code.AUDITOR)
        with pytest.raises(actions.UnableToAssess):
            actions.judge_criterion(
                **act(desk, by=reader.actor), criterion=HUMAN, verdict="met", reason="Ik vind het goed."
            )

    def test_somebody_of_the_applicants_association_may_not_judge(self, desk: Desk) -> None:
        desk.case.organisation = "Dorpsbelangen Voorbeeld"
        desk.case.save()
        Membership.objects.create(
            user=desk.assessor, organisation="dorpsbelangen voorbeeld", valid_from=date(2020, 1, 1)
        )
        with pytest.raises(actions.UnableToAssess, match="verbonden"):
            desk.judge()

    def test_a_membership_that_ended_is_no_bar(self, desk: Desk) -> None:
        desk.case.organisation = "Dorpsbelangen Voorbeeld"
        desk.case.save()
        Membership.objects.create(
            user=desk.assessor,
            organisation="Dorpsbelangen Voorbeeld",
            valid_from=date(2020, 1, 1),
            valid_until=date(2025, 12, 31),
        )
        desk.judge()
        assert desk.fresh().state == ApplicationState.ASSESSING


class TestCompletion:
    def test_asking_stops_the_clock_and_tells_the_applicant(self, desk: Desk) -> None:
        before = desk.case.due_on
        actions.request_completion(**act(desk), question="Stuur een offerte.", days=14)
        case = desk.fresh()
        assert case.state == ApplicationState.AWAITING_COMPLETION
        assert before is not None
        assert case.due_on == before + timedelta(days=14)
        assert Suspension.objects.get().until_on == TODAY + timedelta(days=14)
        mail = OutboxMessage.objects.get(kind="completion_request")
        assert mail.recipient_email == "robin@example.org"
        assert "Stuur een offerte." in mail.body_text
        assert f"/mijn/aanvragen/{case.token}/" in mail.body_text
        assert "16 maart 2026" in mail.body_text

    def test_who_wants_paper_gets_a_letter_in_the_print_queue(self, desk: Desk) -> None:
        desk.case.wants_paper = True
        desk.case.save()
        actions.request_completion(**act(desk), question="Stuur een offerte.", days=14)
        message = OutboxMessage.objects.get(kind="completion_request")
        assert message.channel == OutboxMessage.Channel.PRINT
        assert message.letter is not None
        assert "Stuur een offerte." in message.letter.html

    @pytest.mark.parametrize("days", [0, -1, 91])
    def test_without_a_sane_term_there_is_no_suspension(self, desk: Desk, days: int) -> None:
        with pytest.raises(actions.UnableToRequestCompletion) as refusal:
            actions.request_completion(**act(desk), question="Stuur een offerte.", days=days)
        assert refusal.value.field == "days"
        assert not Suspension.objects.exists()
        assert not OutboxMessage.objects.exists()
        assert desk.fresh().state == ApplicationState.SUBMITTED

    def test_an_answer_by_phone_makes_the_clock_run_again(self, desk: Desk) -> None:
        before = desk.case.due_on
        actions.request_completion(**act(desk), question="Stuur een offerte.", days=14)
        actions.record_completion(**act(desk, at=NOON + timedelta(days=4)), answer="De offerte is € 400.")
        case = desk.fresh()
        assert case.state == ApplicationState.ASSESSING
        assert before is not None
        # Away: 3, 4 and 5 March; the day of the answer counts again.
        assert case.due_on == before + timedelta(days=3)
        assert CompletionRequest.objects.get().answer == "De offerte is € 400."

    def test_going_on_without_an_answer_waits_for_the_end_of_the_term(self, desk: Desk) -> None:
        actions.request_completion(**act(desk), question="Stuur een offerte.", days=14)
        with pytest.raises(actions.UnableToResume, match="16 maart 2026"):
            actions.resume_after_unused_term(**act(desk, at=NOON + timedelta(days=14)))
        actions.resume_after_unused_term(**act(desk, at=NOON + timedelta(days=15)))
        assert desk.fresh().state == ApplicationState.ASSESSING

    def test_leaving_untreated_is_for_four_weeks_after_the_term(self, desk: Desk) -> None:
        actions.request_completion(**act(desk), question="Stuur een offerte.", days=14)
        actions.resume_after_unused_term(**act(desk, at=NOON + timedelta(days=15)))
        with pytest.raises(actions.UnableToPropose, match="13 april 2026"):
            desk.propose(outcome=Outcome.NOT_TREAT, at=NOON + timedelta(days=43))
        desk.propose(outcome=Outcome.NOT_TREAT, at=NOON + timedelta(days=42))
        assert desk.fresh().state == ApplicationState.PROPOSED

    def test_leaving_untreated_needs_a_chance_to_complete(self, desk: Desk) -> None:
        desk.judge()
        with pytest.raises(actions.UnableToPropose, match="kans"):
            desk.propose(outcome=Outcome.NOT_TREAT)


class TestAdvice:
    def test_a_colleague_is_asked_by_mail_and_answers(self, desk: Desk) -> None:
        adviser = officer_with(Permission.ADVISE_APPLICATION, name="Karim Bakker")
        advice = actions.ask_advice(**act(desk), of=adviser, question="Past dit bij het groen?")
        assert OutboxMessage.objects.get(kind="advice_asked").recipient_email == adviser.email
        actions.give_advice(advice=advice, answer="Ja, prima plek.", by=adviser.actor, at=NOON)
        advice.refresh_from_db()
        assert advice.answer == "Ja, prima plek."
        assert OutboxMessage.objects.get(kind="advice_given").recipient_email == desk.assessor.email

    def test_only_who_was_asked_answers_and_only_once(self, desk: Desk) -> None:
        adviser = officer_with(Permission.ADVISE_APPLICATION)
        advice = actions.ask_advice(**act(desk), of=adviser, question="Past dit?")
        with pytest.raises(actions.UnableToAdvise):
            actions.give_advice(advice=advice, answer="Ja.", by=desk.assessor.actor, at=NOON)
        actions.give_advice(advice=advice, answer="Ja.", by=adviser.actor, at=NOON)
        with pytest.raises(actions.UnableToAdvise):
            actions.give_advice(advice=advice, answer="Nee.", by=adviser.actor, at=NOON)
        advice.refresh_from_db()
        assert advice.answer == "Ja."

    def test_oneself_a_stranger_or_twice_is_refused(self, desk: Desk) -> None:
        stranger = officer_with(Permission.READ_OFFICE, code=Role.Code.AUDITOR)
        adviser = officer_with(Permission.ADVISE_APPLICATION)
        actions.ask_advice(**act(desk), of=adviser, question="Past dit?")
        for somebody in (desk.assessor, stranger, adviser):
            with pytest.raises(actions.UnableToAdvise):
                actions.ask_advice(**act(desk), of=somebody, question="Past dit?")


class TestTalks:
    def test_a_talk_is_noted_but_not_one_of_tomorrow(self, desk: Desk) -> None:
        actions.note_talk(**act(desk), held_on=TODAY, how="telefonisch", summary="Wij spraken over de plek.")
        with pytest.raises(actions.UnableToNoteTalk) as refusal:
            actions.note_talk(**act(desk), held_on=TODAY + timedelta(days=1), how="", summary="Morgen.")
        assert refusal.value.field == "held_on"
        assert desk.case.talks.count() == 1

    def test_a_mandatory_talk_comes_before_the_proposal(self) -> None:
        desk = Desk(rules=[*RULES, ("mandatory_talk", {"when": "during"})])
        desk.judge()
        with pytest.raises(actions.UnableToPropose, match="gesprek"):
            desk.propose()
        actions.note_talk(**act(desk), held_on=TODAY, how="", summary="Besproken.")
        desk.propose()
        assert desk.fresh().state == ApplicationState.PROPOSED

    def test_an_offered_talk_is_no_duty(self) -> None:
        desk = Desk(rules=[*RULES, ("mandatory_talk", {"when": "offered"})])
        desk.judged_and_proposed()
        assert desk.fresh().state == ApplicationState.PROPOSED


class TestProposing:
    def test_an_award_is_reserved_at_once_and_the_sheet_is_kept(self, desk: Desk) -> None:
        proposal = desk.judged_and_proposed()
        assert desk.ceiling_now().reserved_cents == 500_00
        assert proposal.carry_out_by == READY_BY
        kept = Assessment.objects.get()
        assert kept.payable_cents == 500_00
        assert {row["criterion"]: row["counts"] for row in kept.findings}[HUMAN] == "met"

    def test_every_human_criterion_is_judged_first(self, desk: Desk) -> None:
        actions.start_assessment(**act(desk))
        with pytest.raises(actions.UnableToPropose, match="Beoordeel eerst"):
            desk.propose()
        assert desk.ceiling_now().reserved_cents == 0
        assert desk.fresh().state == ApplicationState.ASSESSING

    @pytest.mark.parametrize("amount", [None, 0, -1, 500_01, 10**9])
    def test_never_more_than_may_be_paid(self, desk: Desk, amount: int | None) -> None:
        desk.judge()
        with pytest.raises(actions.UnableToPropose) as refusal:
            desk.propose(amount_cents=amount)
        assert refusal.value.field == "amount"
        assert desk.ceiling_now().reserved_cents == 0

    def test_the_cap_of_the_scheme_bounds_the_award(self) -> None:
        desk = Desk(requested_cents=4_000_00)
        desk.judge()
        with pytest.raises(actions.UnableToPropose, match="750"):
            desk.propose(amount_cents=4_000_00)
        assert desk.propose(amount_cents=750_00).amount_cents == 750_00

    def test_up_to_what_is_left_takes_the_rest_of_the_ceiling(self) -> None:
        desk = Desk(money_cents=620_00)
        desk.judged_and_proposed()
        other = desk.another_case()
        desk.judge(other)
        proposal = desk.propose(other, amount_cents=None, up_to_room=True)
        assert proposal.amount_cents == 120_00
        assert desk.ceiling_now().free_cents == 0

    def test_two_proposals_never_promise_the_same_money(self) -> None:
        desk = Desk(money_cents=900_00)
        desk.judged_and_proposed()
        other = desk.another_case()
        desk.judge(other)
        with pytest.raises(actions.UnableToPropose, match="400"):
            desk.propose(other, amount_cents=500_00)
        assert desk.fresh(other).state == ApplicationState.ASSESSING

    @pytest.mark.parametrize("day", [None, TODAY])
    def test_an_award_names_a_day_ahead_on_which_the_plan_is_ready(self, desk: Desk, day: date | None) -> None:
        desk.judge()
        with pytest.raises(actions.UnableToPropose) as refusal:
            desk.propose(carry_out_by=day)
        assert refusal.value.field == "carry_out_by"

    def test_an_unmet_rule_stands_in_the_way_of_an_award(self, desk: Desk) -> None:
        desk.judge(verdict="not_met")
        with pytest.raises(actions.UnableToPropose, match="Niet gehaald"):
            desk.propose()

    def test_a_refusal_rests_on_an_unmet_rule_or_a_ground_of_the_law(self, desk: Desk) -> None:
        desk.judge(verdict="not_met")
        for ground in ("", "applicant_type", "because"):
            with pytest.raises(actions.UnableToPropose) as refusal:
                desk.propose(outcome=Outcome.REFUSE, refusal_ground=ground)
            assert refusal.value.field == "ground"
        assert desk.propose(outcome=Outcome.REFUSE, refusal_ground="open_access").refusal_ground == "open_access"

    def test_a_general_ground_needs_no_unmet_rule(self, desk: Desk) -> None:
        desk.judge()
        assert desk.propose(outcome=Outcome.REFUSE, refusal_ground="insolvent").outcome == Outcome.REFUSE

    def test_the_ceiling_is_no_ground_while_there_is_money(self, desk: Desk) -> None:
        desk.judge()
        with pytest.raises(actions.UnableToPropose, match="niet op"):
            desk.propose(outcome=Outcome.REFUSE, refusal_ground="ceiling")

    def test_the_ceiling_is_a_ground_when_it_is_empty(self) -> None:
        desk = Desk(money_cents=500_00)
        desk.judged_and_proposed()
        other = desk.another_case()
        desk.judge(other)
        assert desk.propose(other, outcome=Outcome.REFUSE, refusal_ground="ceiling").refusal_ground == "ceiling"

    def test_a_referral_names_where_to(self, desk: Desk) -> None:
        desk.judge()
        with pytest.raises(actions.UnableToPropose) as refusal:
            desk.propose(outcome=Outcome.REFER)
        assert refusal.value.field == "refer_to"
        assert desk.propose(outcome=Outcome.REFER, refer_to="Fonds Voorbeeld").refer_to == "Fonds Voorbeeld"

    @pytest.mark.parametrize("change", [{"reason": ""}, {"outcome": "perhaps"}])
    def test_a_proposal_says_what_and_why(self, desk: Desk, change: dict[str, str]) -> None:
        desk.judge()
        with pytest.raises(actions.UnableToPropose):
            desk.propose(**change)
        assert desk.fresh().state == ApplicationState.ASSESSING

    def test_a_returned_proposal_frees_the_money(self, desk: Desk) -> None:
        proposal = desk.judged_and_proposed()
        with pytest.raises(actions.UnableToReturn) as refusal:
            actions.return_proposal(application=desk.case, reason=" ", by=desk.decider.actor, at=NOON)
        assert refusal.value.field == "reason"
        actions.return_proposal(application=desk.case, reason="Vraag een offerte.", by=desk.decider.actor, at=NOON)
        proposal.refresh_from_db()
        assert proposal.returned_reason == "Vraag een offerte."
        assert desk.fresh().state == ApplicationState.ASSESSING
        assert desk.ceiling_now().free_cents == 30_000_00
        desk.propose(amount_cents=400_00)
        assert desk.ceiling_now().reserved_cents == 400_00

    def test_withdrawing_frees_the_money(self, desk: Desk) -> None:
        desk.case.applicant = desk.assessor.__class__.objects.create_user("inwoner@example.org")
        desk.case.save()
        desk.judged_and_proposed()
        actions.withdraw_application(application=desk.case, reason="", by=desk.case.applicant.actor, at=NOON)
        assert desk.fresh().state == ApplicationState.WITHDRAWN
        assert desk.ceiling_now().reserved_cents == 0
        assert all(p.reserved_cents == 0 for p in positions_of(desk.case.number or "").values())
