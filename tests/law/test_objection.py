"""Row 17 and the third paragraph of row 2: objecting, and what the municipality then has to do."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction

from kernkracht.foundation.legal_settings.models import LegalSetting
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.grants.budgets.actions import commit_grant
from kernkracht.grants.objections import actions
from kernkracht.grants.objections.terms import Clock, Stop, decision_term, is_late, objection_term
from tests.factories.settlements import AFTERWARDS
from tests.grants.applications.desk import DECIDED_AT, Desk
from tests.grants.applications.test_letters import decided, letter_text
from tests.grants.objections.bench import FILED_AT, RULED_AT, Bench
from tests.grants.objections.settled import Settled

pytestmark = pytest.mark.django_db
SENT, LAST = date(2026, 3, 9), date(2026, 4, 20)


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_the_day_in_the_letter_is_the_day_that_counts_also_when_the_term_changes() -> None:
    """Awb 3:45 and 6:7: a decision names the term to object, and it is the term by which an objection is late."""
    LegalSetting.objects.create(key="objections.term_weeks", value=8, valid_from=date(2026, 1, 1), source="Wet")
    desk = Desk()
    desk.judged_and_proposed()
    text = letter_text(decided(desk))
    last = objection_term(DECIDED_AT.date()).due_on
    assert last == date(2026, 5, 4)
    assert "binnen 8 weken" in text
    assert "Uw bezwaar moet er uiterlijk zijn op 4 mei 2026." in text


class TestTerm:
    def test_six_weeks_from_the_day_after_announcement(self) -> None:
        """Awb 6:7 and 6:8: the term is six weeks; it starts on the day after the decision was announced."""
        assert objection_term(SENT).due_on == LAST

    def test_it_counts_from_the_day_the_letter_was_really_sent(self, bench: Bench) -> None:
        """Awb 6:8 with 3:41: announced is sent; a letter that lay in the print queue for a week starts it later.

        The last day would be 27 April, King's Day, so it is the day after (Algemene termijnenwet, article 1).
        """
        OutboxMessage.objects.filter(letter=bench.decision.letter).update(sent_at=DECIDED_AT + timedelta(days=7))
        assert bench.on_paper().term_ends_on == LAST + timedelta(days=8)

    def test_posted_in_time_and_here_within_a_week_is_in_time(self) -> None:
        """Awb 6:9 lid 2."""
        assert not is_late(LAST + timedelta(days=7), LAST, postmark_on=LAST)
        assert is_late(LAST + timedelta(days=8), LAST, postmark_on=LAST)
        assert is_late(LAST + timedelta(days=1), LAST)

    def test_late_without_fault_is_heard_all_the_same(self, bench: Bench) -> None:
        """Awb 6:11: not inadmissible when the objector can reasonably not be said to have been in default."""
        at = DECIDED_AT + timedelta(weeks=8)
        objection = bench.taken(at, late_reason="De brief kwam nooit aan.")
        actions.judge_lateness(**bench.by_handler(objection, at), excused=True, reason="De post was zoek.")
        actions.waive_hearing(**bench.by_handler(objection, at), ground="waived", reason="Belde af.")
        bench.proposed(objection)


class TestForm:
    def test_it_is_signed_and_says_who_when_what_and_why(self, bench: Bench) -> None:
        """Awb 6:5 lid 1."""
        with pytest.raises(actions.UnableToFile):
            bench.file(grounds="")
        with pytest.raises(actions.UnableToFile):
            bench.file(address="")
        assert bench.file().signed_at is None, "it waits for its signature"

    def test_what_is_missing_can_be_mended_first(self, bench: Bench) -> None:
        """Awb 6:6: inadmissible only after a chance to mend within a term."""
        objection = bench.taken(grounds="")
        actions.waive_hearing(**bench.by_handler(objection), ground="inadmissible", reason="Geen gronden.")
        with pytest.raises(actions.UnableToProposeOutcome, match="6:6"):
            bench.proposed(objection, outcome="inadmissible", reason="Geen gronden.")
        actions.request_repair(**bench.by_handler(objection), question="Waarom?", days=14)
        late = FILED_AT + timedelta(days=15)
        actions.resume_after_unused_repair(**bench.by_handler(objection, late))
        bench.proposed(objection, outcome="inadmissible", reason="Geen gronden.")

    def test_receipt_is_confirmed(self, bench: Bench) -> None:
        """Awb 6:14."""
        bench.on_paper()
        assert "19 maart 2026" in OutboxMessage.objects.get(kind="objection_received").body_text


class TestDecidingInTime:
    """Awb 7:10: within six weeks, or twelve with a committee, counted from the day after the term to object ended."""

    def test_six_weeks(self) -> None:
        assert decision_term(Clock(LAST)).due_on == date(2026, 6, 1)

    def test_twelve_only_when_the_committee_was_told_in_time(self) -> None:
        """RvS 2016:2233: not told within the six weeks, then six weeks it is."""
        assert decision_term(Clock(LAST, date(2026, 5, 1))).due_on == date(2026, 7, 13)
        assert decision_term(Clock(LAST, date(2026, 6, 2))).due_on == date(2026, 6, 1)

    def test_suspended_while_something_is_mended(self) -> None:
        """Awb 7:10 lid 2: from the day after the request until it is mended or its term passed unused."""
        stop = Stop(date(2026, 5, 1), date(2026, 5, 15), None, "")
        assert decision_term(Clock(LAST, stops=(stop,))).due_on == date(2026, 6, 15)

    def test_put_off_once_by_six_weeks_at_most(self, bench: Bench) -> None:
        """Awb 7:10 lid 3."""
        objection = bench.taken()
        with pytest.raises(actions.UnableToHandle):
            actions.extend_term(**bench.by_handler(objection), weeks=7, reason="Druk.")
        actions.extend_term(**bench.by_handler(objection), weeks=6, reason="Druk.")
        assert bench.fresh(objection).due_on == date(2026, 7, 13)


class TestOthers:
    def test_who_prepared_it_does_not_hear(self, bench: Bench) -> None:
        """Awb 7:5 lid 1: hearing by somebody who was not involved in preparing the decision."""
        objection = bench.on_paper()
        bench.desk.assessor.assignments.update(role=bench.handler.assignments.get().role)
        with pytest.raises(actions.UnableToHandle, match="7:5"):
            actions.take_objection(objection=objection, by=bench.desk.assessor.actor, at=FILED_AT)

    def test_who_took_it_has_no_mandate_to_decide_again(self, bench: Bench) -> None:
        """Awb 10:3 lid 3: no mandate on objection for who took the contested decision."""
        objection = bench.proposed()
        bench.desk.decider.assignments.update(role=bench.decider.assignments.get().role)
        with pytest.raises(actions.UnableToDecideObjection, match="10:3"):
            bench.decide(objection, by=bench.desk.decider)

    def test_no_decision_without_hearing_unless_the_law_says_so(self, bench: Bench) -> None:
        """Awb 7:2 and 7:3."""
        with pytest.raises(actions.UnableToProposeOutcome, match="7:2"):
            bench.proposed(bench.taken())


class TestDeciding:
    def test_nobody_is_worse_off_for_objecting(self) -> None:
        """Awb 7:11: a new decision as far as the reconsideration gives reason to; never against the objector."""
        bench = Bench(award_cents=300_00)
        with pytest.raises(actions.UnableToProposeOutcome):
            bench.proposed(**bench.award(200_00))

    def test_the_letter_gives_reasons_hearing_costs_and_the_court(self, bench: Bench) -> None:
        """Awb 7:12, 7:15 and 3:45."""
        letter = bench.decide(bench.proposed()).letter
        assert letter is not None
        for said in ("Het feest was alleen voor leden.", "Alle buren zijn uitgenodigd.", "7:15", "rechtbank"):
            assert said in letter.html


class TestAboveTheCeiling:
    """Awb 4:25 lid 3: on objection the duty to refuse counts only as far as it counted at the first decision, or at the
    moment at which that should have been taken."""

    def spend(self, desk: Desk) -> None:
        with transaction.atomic():
            commit_grant(
                ceilings=[desk.ceiling_now()],
                amount_cents=desk.ceiling_now().free_cents,
                case_number="A-OTHER",
                key="other",
                by=desk.decider.actor,
                at=FILED_AT,
            )

    def test_money_that_was_there_then_is_given_although_it_went_to_others(self, bench: Bench) -> None:
        self.spend(bench.desk)
        assert bench.decide(bench.proposed(**bench.award()), at=RULED_AT).beyond_cents == 500_00

    def test_a_ceiling_that_was_reached_then_still_forces_refusal(self) -> None:
        desk = Desk(money_cents=500_00)
        self.spend(desk)
        bench = Bench(desk=desk, ground="ceiling")
        with pytest.raises(actions.UnableToDecideObjection, match="4:25 lid 3"):
            bench.decide(bench.proposed(**bench.award()))
        assert desk.ceiling_now().beyond_cents == 0


class TestSettlementAndRecovery:
    """A settlement (Awb 4:46) and a recovery (Awb 4:57) are decisions too: one may object to them (Awb 7:1, 8:1)."""

    def test_six_weeks_from_its_own_announcement(self) -> None:
        """Awb 6:8: each decision has its own term, which the letter states with the way to object (Awb 3:45)."""
        scene = Settled(recovered=True)
        objection = scene.object(scene.recovery)
        assert (objection.announced_on, objection.term_ends_on) == (AFTERWARDS.date(), date(2026, 12, 1))
        assert "1 december 2026" in scene.recovery.letter.html
        assert "/terugvordering/" in scene.recovery.letter.html

    def test_an_objection_suspends_nothing(self) -> None:
        """Awb 6:16: objecting does not stop the effect of the decision; the last day to pay stays, and one can pay."""
        scene = Settled(recovered=True)
        before = scene.recovery.due_on
        scene.object(scene.recovery)
        scene.repay(100_00)
        assert (scene.recovery.due_on, scene.recovery.state) == (before, "repaid")

    def test_a_founded_one_changes_the_decision_and_its_money(self) -> None:
        """Awb 7:11 lid 2: the contested decision goes as far as needed, and another comes in its place."""
        scene = Settled(recovered=True)
        scene.judged(**scene.higher(500_00))
        assert (scene.live.settled_cents, scene.recovery.state) == (500_00, "annulled")

    def test_after_that_comes_the_court(self) -> None:
        """Awb 7:1 lid 1 under a: no second objection to what was decided on an objection."""
        scene = Settled()
        scene.judged(**scene.higher(450_00))
        with pytest.raises(actions.UnableToFile):
            scene.object(scene.live)
