"""Handling: who may, the clock with its stops, the hearing, withdrawing, and handing on after an interest."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernkracht.community.gatherings.models import Gathering
from kernkracht.foundation.audit.queries import history_of
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.grants.applications import actions as cases
from kernkracht.grants.objections import actions
from kernkracht.grants.objections.ceiling_rule import FirstMoment, may_go_beyond
from kernkracht.grants.objections.models import ObjectionState
from kernkracht.grants.objections.permissions import Bar, Hands, bars_to_decide, bars_to_handle
from kernkracht.grants.objections.queries import right_to_handle
from kernkracht.grants.objections.terms import Clock, Stop, decision_term
from kernkracht.grants.objections.workflow import OBJECTION_WORKFLOW

from .bench import FILED_AT, HEARD_AT, Bench

TERM = date(2026, 4, 20)
RUNNING = FILED_AT + timedelta(days=40)
"""After the term to object: the term to decide runs."""


class TestWorkflow:
    ALLOWED = {
        "take": {"received"},
        "hand_on": {"handling"},
        "request_repair": {"handling"},
        "repair": {"awaiting_repair"},
        "repair_unhandled": {"awaiting_repair"},
        "propose": {"handling"},
        "return_proposal": {"proposed"},
        "decide": {"proposed"},
        "withdraw": {"received", "handling", "awaiting_repair", "proposed"},
    }

    @pytest.mark.parametrize("name", list(ALLOWED))
    @pytest.mark.parametrize("state", ObjectionState.values)
    def test_every_pair(self, name: str, state: str) -> None:
        assert set(OBJECTION_WORKFLOW.transitions) == set(self.ALLOWED)
        assert OBJECTION_WORKFLOW.allows(name, state) is (state in self.ALLOWED[name])


@pytest.mark.django_db
class TestClock:
    def test_six_weeks_from_the_day_after_the_term(self) -> None:
        assert decision_term(Clock(TERM)).due_on == date(2026, 6, 1)

    def test_twelve_with_a_committee_announced_in_time(self) -> None:
        assert decision_term(Clock(TERM, date(2026, 6, 1))).due_on == date(2026, 7, 13)

    def test_six_when_it_was_announced_too_late(self) -> None:
        deadline = decision_term(Clock(TERM, date(2026, 6, 2)))
        assert deadline.due_on == date(2026, 6, 1)
        assert any("RvS 2016:2233" in step for step in deadline.steps)

    def test_one_extension_on_top(self) -> None:
        assert decision_term(Clock(TERM, extension_weeks=6)).due_on == date(2026, 7, 13)
        assert decision_term(Clock(TERM, TERM, 6)).due_on == date(2026, 8, 24)

    def test_it_stands_still_while_something_is_missing(self) -> None:
        stop = Stop(date(2026, 5, 1), date(2026, 5, 15), date(2026, 5, 11), "Aanvulling.")
        assert decision_term(Clock(TERM, stops=(stop,))).due_on == date(2026, 6, 10)

    @given(
        asked=st.dates(date(2026, 4, 21), date(2026, 5, 31)),
        days=st.integers(1, 60),
        weeks=st.integers(0, 6),
        committee=st.booleans(),
    )
    def test_no_stop_and_no_extension_ever_brings_the_day_forward(
        self, asked: date, days: int, weeks: int, committee: bool
    ) -> None:
        announced = TERM if committee else None
        plain = decision_term(Clock(TERM, announced)).due_on
        stop = Stop(asked, asked + timedelta(days=days), None, "")
        assert decision_term(Clock(TERM, announced, weeks, (stop,))).due_on >= plain


class TestCeilingRule:
    @given(amount=st.integers(1, 10_000), free=st.integers(0, 10_000), short=st.integers(1, 10_000))
    def test_never_above_what_was_free_then(self, amount: int, free: int, short: int) -> None:
        judged = may_go_beyond(amount, FirstMoment("open_access", {1: free}), {1: min(short, amount)})
        assert judged.allowed is (free >= amount)

    def test_a_ceiling_refusal_never(self) -> None:
        assert not may_go_beyond(1, FirstMoment("ceiling", {1: 10_000}), {1: 1}).allowed

    def test_nothing_known_is_no(self) -> None:
        assert not may_go_beyond(1, FirstMoment("open_access", {}), {1: 1}).allowed


class TestHands:
    @pytest.mark.parametrize(
        ("hands", "bar"),
        [
            (Hands(decided=frozenset({1})), Bar.DECIDED),
            (Hands(proposed=frozenset({1})), Bar.PROPOSED),
            (Hands(assessed=frozenset({1})), Bar.ASSESSED),
            (Hands(advised=frozenset({1})), Bar.ADVISED),
            (Hands(filed=frozenset({1})), Bar.FILED),
        ],
    )
    def test_any_part_bars_from_both(self, hands: Hands, bar: Bar) -> None:
        assert bars_to_handle(1, hands) == bars_to_decide(1, hands) == (bar,)
        assert bars_to_handle(2, hands) == bars_to_decide(2, hands) == ()

    def test_handling_bars_only_from_deciding(self) -> None:
        assert bars_to_handle(1, Hands(handled=frozenset({1}))) == ()
        assert bars_to_decide(1, Hands(handled=frozenset({1}))) == (Bar.HANDLED,)


@pytest.fixture
def bench() -> Bench:
    return Bench()


@pytest.mark.django_db
class TestTaking:
    def test_nobody_with_a_part_in_the_decision(self, bench: Bench) -> None:
        objection = bench.on_paper()
        for user in (bench.desk.assessor, bench.desk.decider):
            post = bench.handler.assignments.get()
            user.assignments.update(role=post.role)
            reasons = right_to_handle(user.actor, objection, FILED_AT.date()).reasons
            assert any("7:5" in reason or "10:3" in reason for reason in reasons)
            with pytest.raises(actions.UnableToHandle):
                actions.take_objection(objection=objection, by=user.actor, at=FILED_AT)
        assert bench.fresh(objection).handler is None

    def test_one_handler_at_a_time(self, bench: Bench) -> None:
        objection = bench.taken()
        assert (objection.state, objection.handler) == ("handling", bench.handler.actor)
        with pytest.raises(actions.UnableToHandle):
            actions.request_repair(objection=objection, question="?", days=14, by=bench.decider.actor, at=FILED_AT)

    def test_an_interest_hands_it_on(self, bench: Bench) -> None:
        objection = bench.proposed()
        OutboxMessage.objects.all().delete()
        cases.declare_interest(
            application=bench.desk.case, kind="friend", explanation="Ken ik.", by=bench.handler.actor, at=HEARD_AT
        )
        fresh = bench.fresh(objection)
        assert (fresh.state, fresh.handler) == ("received", None)
        assert objection.proposals.get().returned_at == HEARD_AT
        assert "objection.handed_on" in [event.event for event in history_of(objection)]
        assert OutboxMessage.objects.filter(kind="work_objection").exists()
        with pytest.raises(actions.UnableToHandle, match="eigen belang"):
            actions.take_objection(objection=objection, by=bench.handler.actor, at=HEARD_AT)


@pytest.mark.django_db
class TestRepair:
    def test_the_clock_stops_and_runs_again(self, bench: Bench) -> None:
        objection = bench.taken(grounds="")
        before = objection.due_on
        actions.request_repair(**bench.by_handler(objection, RUNNING), question="Waarom?", days=14)
        waiting = bench.fresh(objection)
        assert (waiting.state, waiting.due_on) == ("awaiting_repair", before + timedelta(days=14))
        later = RUNNING + timedelta(days=5)
        actions.answer_repair(objection=objection, answer="Omdat het mag.", by=bench.visitor, at=later)
        done = bench.fresh(objection)
        assert (done.state, done.grounds) == ("handling", "Omdat het mag.")
        assert done.due_on == before + timedelta(days=4)

    def test_before_the_term_runs_nothing_stands_still(self, bench: Bench) -> None:
        objection = bench.taken()
        actions.request_repair(**bench.by_handler(objection), question="Waarom?", days=14)
        assert bench.fresh(objection).due_on == objection.due_on

    def test_not_further_before_the_term_is_over(self, bench: Bench) -> None:
        objection = bench.taken()
        actions.request_repair(**bench.by_handler(objection), question="Waarom?", days=14)
        with pytest.raises(actions.UnableToHandle, match="nog tijd"):
            actions.resume_after_unused_repair(**bench.by_handler(objection, FILED_AT + timedelta(days=14)))
        actions.resume_after_unused_repair(**bench.by_handler(objection, FILED_AT + timedelta(days=15)))
        assert bench.fresh(objection).state == "handling"

    @pytest.mark.parametrize(
        ("question", "days", "field"), [(" ", 14, "question"), ("?", 0, "days"), ("?", 91, "days")]
    )
    def test_bad_questions(self, bench: Bench, question: str, days: int, field: str) -> None:
        objection = bench.taken()
        with pytest.raises(actions.UnableToHandle) as refused:
            actions.request_repair(**bench.by_handler(objection), question=question, days=days)
        assert refused.value.field == field
        assert bench.fresh(objection).state == "handling"


@pytest.mark.django_db
class TestTermActs:
    def test_a_committee_once_and_in_time(self, bench: Bench) -> None:
        objection = bench.taken()
        actions.announce_committee(**bench.by_handler(objection))
        assert bench.fresh(objection).due_on == date(2026, 7, 13)
        assert OutboxMessage.objects.filter(kind="objection_term").count() == 1
        with pytest.raises(actions.UnableToHandle, match="al gemeld"):
            actions.announce_committee(**bench.by_handler(objection))

    def test_too_late_it_changes_nothing(self, bench: Bench) -> None:
        objection = bench.taken()
        with pytest.raises(actions.UnableToHandle, match="2233"):
            actions.announce_committee(**bench.by_handler(objection, FILED_AT + timedelta(weeks=12)))

    def test_one_extension_of_six_weeks_at_most(self, bench: Bench) -> None:
        objection = bench.taken()
        with pytest.raises(actions.UnableToHandle) as refused:
            actions.extend_term(**bench.by_handler(objection), weeks=7, reason="Druk.")
        assert refused.value.field == "weeks"
        actions.extend_term(**bench.by_handler(objection), weeks=6, reason="Wij wachten op de commissie.")
        assert bench.fresh(objection).due_on == date(2026, 7, 13)
        with pytest.raises(actions.UnableToHandle, match="al een keer"):
            actions.extend_term(**bench.by_handler(objection), weeks=1, reason="Nog eens.")

    def test_longer_with_consent(self, bench: Bench) -> None:
        objection = bench.taken()
        before = objection.due_on
        until = RUNNING.date() + timedelta(days=10)
        actions.adjourn_with_consent(**bench.by_handler(objection, RUNNING), until=until, how="Mail van vandaag.")
        assert bench.fresh(objection).due_on >= before + timedelta(days=10)


@pytest.mark.django_db
class TestHearing:
    def test_invited_moved_and_reported(self, bench: Bench) -> None:
        objection = bench.taken()
        start = FILED_AT + timedelta(days=18)
        hour = timedelta(hours=1)
        plan = {"starts_at": start, "ends_at": start + hour, "place": "Gemeentehuis"}
        hearing = actions.plan_hearing(**bench.by_handler(objection), **plan)
        mail = OutboxMessage.objects.get(kind="objection_hearing")
        assert "Gemeentehuis" in mail.body_text
        assert f"/bijeenkomst/{hearing.gathering.invitees.get().token}/afspraak.ics" in mail.body_text
        moved = {
            "starts_at": start + timedelta(days=1),
            "ends_at": start + timedelta(days=1) + hour,
            "place": "Dorpshuis",
        }
        actions.move_hearing(**bench.by_handler(objection), **moved)
        assert OutboxMessage.objects.filter(kind="objection_hearing").count() == 2
        with pytest.raises(actions.UnableToHear):
            actions.record_hearing(**bench.by_handler(objection), report="Te vroeg.")
        actions.record_hearing(**bench.by_handler(objection, HEARD_AT), report="Alles is gezegd.")
        assert Gathering.objects.get().outcome == "Alles is gezegd."

    def test_not_before_the_papers_can_be_read(self, bench: Bench) -> None:
        objection = bench.taken()
        soon = FILED_AT + timedelta(days=13)
        with pytest.raises(actions.UnableToHear, match="7:4"):
            actions.plan_hearing(
                **bench.by_handler(objection), starts_at=soon, ends_at=soon + timedelta(hours=1), place="Gemeentehuis"
            )
        assert not Gathering.objects.exists()

    def test_leaving_it_out_needs_a_ground_and_a_reason(self, bench: Bench) -> None:
        objection = bench.taken()
        for ground, reason, field in (("zomaar", "x", "ground"), ("waived", " ", "reason")):
            with pytest.raises(actions.UnableToHear) as refused:
                actions.waive_hearing(**bench.by_handler(objection), ground=ground, reason=reason)
            assert refused.value.field == field


@pytest.mark.django_db
class TestWithdrawing:
    def test_it_stops_and_the_decision_stands(self, bench: Bench) -> None:
        objection = bench.taken()
        actions.withdraw_objection(objection=objection, reason="", by=bench.visitor, at=HEARD_AT)
        assert bench.fresh(objection).state == "withdrawn"
        assert bench.desk.fresh().state == "refused"
        assert OutboxMessage.objects.filter(kind="objection_withdrawn").exists()
        with pytest.raises(actions.UnableToFollow):
            actions.withdraw_objection(objection=objection, reason="", by=bench.visitor, at=HEARD_AT)
        assert bench.file(at=HEARD_AT).number == "BZ-2026-0002", "one can object again"
