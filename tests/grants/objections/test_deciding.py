"""Deciding on an objection: outcome, new decision, money, letter; who may; and that a refused act leaves nothing."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pdfua
import pytest
from django.db import IntegrityError, transaction

from kernkracht.community.people.models import Assignment
from kernkracht.foundation.audit.queries import history_of
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.grants.applications import actions as cases
from kernkracht.grants.applications.models import GrantDecision
from kernkracht.grants.applications.queries import Granted, granted_rows
from kernkracht.grants.budgets.actions import commit_grant
from kernkracht.grants.budgets.models import LedgerEntry
from kernkracht.grants.budgets.queries import differences
from kernkracht.grants.objections import actions
from kernkracht.grants.objections.models import Objection, ObjectionDecision
from tests.grants.applications.desk import READY_BY, Desk, give_mandate

from .bench import FILED_AT, HEARD_AT, RULED_AT, Bench

pytestmark = pytest.mark.django_db


@pytest.fixture
def bench() -> Bench:
    return Bench()


def spend_the_rest(bench: Bench) -> None:
    """Somebody else gets what was left, after the first decision."""
    left = bench.desk.ceiling_now().free_cents
    with transaction.atomic():
        commit_grant(
            ceilings=[bench.desk.ceiling_now()],
            amount_cents=left,
            case_number="A-OTHER",
            key="other",
            by=bench.desk.decider.actor,
            at=FILED_AT,
        )


class TestOutcomes:
    def test_unfounded_leaves_the_decision(self, bench: Bench) -> None:
        objection = bench.proposed()
        decided = bench.decide(objection)
        assert (decided.outcome, decided.new_decision) == ("unfounded", None)
        assert bench.fresh(objection).state == "decided"
        assert bench.desk.fresh().state == "refused"
        assert GrantDecision.objects.count() == 1

    def test_founded_grants_from_the_ceiling(self, bench: Bench) -> None:
        decided = bench.decide(bench.proposed(**bench.award()))
        case, ceiling = bench.desk.fresh(), bench.desk.ceiling_now()
        assert (case.state, case.granted_cents, case.refusal_ground) == ("granted", 500_00, "")
        assert case.decided_on == RULED_AT.date()
        assert (ceiling.granted_cents, ceiling.beyond_cents) == (500_00, 0)
        new = decided.new_decision
        assert new is not None
        assert (new.outcome, new.amount_cents, new.carry_out_by, new.proposal) == ("grant", 500_00, READY_BY, None)
        assert new.letter == decided.letter
        assert "application.granted_on_objection" in [event.event for event in history_of(case)]
        assert [row.granted for row in granted_rows()] == [Granted(1, 500_00)]

    def test_refusal_on_another_ground(self, bench: Bench) -> None:
        proposal = {
            "outcome": "partly",
            "reason": "Open voor iedereen, maar de offerte klopt niet.",
            "new_outcome": "refuse",
            "refusal_ground": "wrong_information",
        }
        decided = bench.decide(bench.proposed(**proposal))
        case = bench.desk.fresh()
        assert (case.state, case.refusal_ground) == ("refused", "wrong_information")
        assert decided.new_decision is not None
        assert decided.letter is not None
        assert "De gegevens in de aanvraag kloppen niet" in decided.letter.html

    def test_more_on_top_of_a_partial_award(self) -> None:
        bench = Bench(award_cents=300_00)
        bench.decide(bench.proposed(**bench.award()))
        case, ceiling = bench.desk.fresh(), bench.desk.ceiling_now()
        assert (case.granted_cents, case.decided_on) == (500_00, bench.decision.decided_on)
        assert ceiling.granted_cents == 500_00
        owed = case_obligations(case.number or "")
        assert sum(owed) == 500_00, "the first award and what came on top, never the first part twice"

    @pytest.mark.parametrize("amount", [0, 300_00, 500_01])
    def test_never_worse_off_and_never_more_than_asked(self, amount: int) -> None:
        bench = Bench(award_cents=300_00)
        with pytest.raises(actions.UnableToProposeOutcome) as refused:
            bench.proposed(**bench.award(amount))
        assert refused.value.field == "amount"

    def test_a_granted_case_is_never_refused_on_objection(self) -> None:
        bench = Bench(award_cents=300_00)
        with pytest.raises(actions.UnableToProposeOutcome, match="7:11"):
            bench.proposed(outcome="founded", reason="Nee.", new_outcome="refuse", refusal_ground="insolvent")

    def test_an_award_makes_what_it_owes(self, bench: Bench) -> None:
        bench.decide(bench.proposed(**bench.award()))
        assert case_obligations(bench.desk.case.number or "") == [500_00]


def case_obligations(number: str) -> list[int]:
    from kernkracht.grants.payments.models import PaymentObligation

    rows = PaymentObligation.objects.filter(case_number=number).order_by("pk")
    return list(rows.values_list("amount_cents", flat=True))


class TestAboveTheCeiling:
    def test_what_was_free_then_may_be_given_now(self, bench: Bench) -> None:
        spend_the_rest(bench)
        decided = bench.decide(bench.proposed(**bench.award()))
        ceiling = bench.desk.ceiling_now()
        assert (decided.beyond_cents, ceiling.beyond_cents) == (500_00, 500_00)
        assert ceiling.granted_cents == 30_500_00
        assert "4:25 lid 3" in decided.ceiling_reason
        assert LedgerEntry.objects.get(kind="beyond").act.explanation["reason"] == decided.ceiling_reason
        assert "application.granted_beyond_ceiling" in [e.event for e in history_of(bench.desk.fresh())]
        assert differences() == []

    def test_not_when_the_ceiling_forced_the_refusal(self) -> None:
        desk = Desk(money_cents=500_00)
        with transaction.atomic():
            commit_grant(
                ceilings=[desk.ceiling],
                amount_cents=500_00,
                case_number="A-FIRST",
                key="first",
                by=desk.decider.actor,
                at=FILED_AT,
            )
        bench = Bench(desk=desk, ground="ceiling")
        objection = bench.proposed(**bench.award())
        with pytest.raises(actions.UnableToDecideObjection, match="al op"):
            bench.decide(objection)
        assert not ObjectionDecision.objects.exists()
        assert bench.desk.fresh().state == "refused"
        assert bench.desk.ceiling_now().granted_cents == 500_00

    def test_not_more_than_was_free_then(self) -> None:
        bench = Bench(desk=Desk(money_cents=400_00))
        objection = bench.proposed(**bench.award())
        with pytest.raises(actions.UnableToDecideObjection, match="eerste besluit nog over"):
            bench.decide(objection)

    def test_a_late_first_decision_is_judged_at_its_last_day(self, bench: Bench) -> None:
        """What counts is when the decision should have been taken: the ledger of that day says what was free."""
        desk = bench.desk
        desk.case.refresh_from_db()
        desk.case.due_on = bench.decision.decided_on.replace(day=1)
        desk.case.save()
        GrantDecision.objects.filter(pk=bench.decision.pk).update(
            ceiling_snapshot={"ceilings": [{"id": desk.ceiling.pk, "free_cents": 0}]}
        )
        spend_the_rest(bench)
        assert bench.decide(bench.proposed(**bench.award())).beyond_cents == 500_00


class TestWhoMay:
    def test_who_took_the_decision_does_not_decide_again(self, bench: Bench) -> None:
        objection = bench.proposed()
        first = bench.desk.decider
        role = Assignment.objects.get(user=bench.decider).role
        Assignment.objects.filter(user=first).update(role=role)
        with pytest.raises(actions.UnableToDecideObjection, match="10:3"):
            bench.decide(objection, by=first)
        assert bench.fresh(objection).state == "proposed"

    def test_nor_who_assessed_it(self, bench: Bench) -> None:
        objection = bench.proposed()
        assessor = bench.desk.assessor
        Assignment.objects.filter(user=assessor).update(role=Assignment.objects.get(user=bench.decider).role)
        with pytest.raises(actions.UnableToDecideObjection, match="7:5"):
            bench.decide(objection, by=assessor)

    def test_nor_the_handler(self, bench: Bench) -> None:
        objection = bench.proposed()
        Assignment.objects.filter(user=bench.handler).update(role=Assignment.objects.get(user=bench.decider).role)
        give_mandate(bench.handler, bench.desk.version, reference="Mandaat 15")
        with pytest.raises(actions.UnableToDecideObjection, match="zelf behandeld"):
            bench.decide(objection, by=bench.handler)

    def test_nor_without_the_right_or_the_declaration(self, bench: Bench) -> None:
        objection = bench.proposed()
        with pytest.raises(actions.UnableToDecideObjection):
            bench.decide(objection, by=bench.desk.decider)
        with pytest.raises(actions.UnableToDecideObjection) as refused:
            actions.decide_objection(objection=objection, no_interest=False, by=bench.decider.actor, at=RULED_AT)
        assert refused.value.field == "no_interest"

    def test_nor_with_an_interest_of_ones_own(self, bench: Bench) -> None:
        objection = bench.proposed()
        cases.declare_interest(
            application=bench.desk.case, kind="family", explanation="Mijn broer.", by=bench.decider.actor, at=HEARD_AT
        )
        with pytest.raises(actions.UnableToDecideObjection, match="eigen belang"):
            bench.decide(objection)

    def test_the_mandate_covers_the_amount(self, bench: Bench) -> None:
        bench.decider.assignments.get().mandates.update(max_amount_cents=499_99)
        with pytest.raises(actions.UnableToDecideObjection, match="mandaat"):
            bench.decide(bench.proposed(**bench.award()))

    @pytest.mark.parametrize("same", ["contested_decider", "handled_by"])
    def test_the_database_refuses_it_too(self, bench: Bench, same: str) -> None:
        decided = bench.decide(bench.proposed())
        with pytest.raises(IntegrityError), transaction.atomic():
            ObjectionDecision.objects.filter(pk=decided.pk).update(decided_by=getattr(decided, same))

    def test_the_database_refuses_the_first_decider_as_handler(self, bench: Bench) -> None:
        objection = bench.taken()
        with pytest.raises(IntegrityError), transaction.atomic():
            Objection.objects.filter(pk=objection.pk).update(handler=bench.decision.decided_by)


class TestProposing:
    def test_needs_a_hearing_or_a_reason_why_not(self, bench: Bench) -> None:
        objection = bench.taken()
        with pytest.raises(actions.UnableToProposeOutcome, match="7:2"):
            bench.proposed(objection)
        actions.waive_hearing(
            **bench.by_handler(objection), ground="waived", reason="De indiener belde en wil niet komen."
        )
        bench.proposed(objection)
        letter = bench.decide(objection).letter
        assert letter is not None
        assert "De indiener belde en wil niet komen." in letter.html

    def test_inadmissible_only_after_the_chance_to_mend(self, bench: Bench) -> None:
        with pytest.raises(actions.UnableToProposeOutcome, match="6:6"):
            bench.proposed(outcome="inadmissible", reason="Te vaag.")

    def test_a_returned_proposal_comes_back(self, bench: Bench) -> None:
        objection = bench.proposed()
        actions.return_outcome(objection=objection, reason="Noem de wet.", by=bench.decider.actor, at=HEARD_AT)
        assert bench.fresh(objection).state == "handling"
        with pytest.raises(actions.UnableToDecideObjection):
            bench.decide(objection)
        bench.proposed(objection)
        bench.decide(objection)

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"outcome": "?"}, "outcome"),
            ({"reason": " "}, "reason"),
            ({"outcome": "founded", "new_outcome": ""}, "new_outcome"),
            ({"outcome": "founded", "new_outcome": "refuse", "refusal_ground": "zomaar"}, "ground"),
            ({"outcome": "founded", "new_outcome": "refuse", "refusal_ground": "open_access"}, "ground"),
            ({"costs": "refused"}, "costs_reason"),
            ({"costs": "granted", "costs_cents": 100}, "costs"),
        ],
    )
    def test_what_does_not_hold_is_refused(self, bench: Bench, changes: dict[str, object], field: str) -> None:
        objection = bench.heard()
        with pytest.raises(actions.UnableToProposeOutcome) as refused:
            bench.proposed(objection, **changes)
        assert refused.value.field == field
        assert bench.fresh(objection).state == "handling"


class TestLetter:
    def test_it_names_court_term_hearing_and_costs(self, bench: Bench, tmp_path: Path) -> None:
        decided = bench.decide(bench.proposed(**bench.award(costs="refused", costs_reason="U maakte geen kosten.")))
        letter = decided.letter
        assert letter is not None
        for text in (
            "rechtbank",
            "26 mei 2026",
            "Alle buren zijn uitgenodigd.",
            "7:15",
            "U maakte geen kosten.",
            "€\u00a0500",
        ):
            assert text in letter.html, text
        assert "bezwaar maken" not in letter.html
        path = tmp_path / "letter.pdf"
        path.write_bytes(bytes(letter.pdf))
        assert not [f for f in pdfua.validate(str(path)).findings if f.severity == pdfua.Severity.ERROR]
        if shutil.which("qpdf"):
            check = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)  # noqa: S607
            assert check.returncode == 0, check.stdout

    def test_it_is_mailed_once(self, bench: Bench) -> None:
        decided = bench.decide(bench.proposed())
        assert OutboxMessage.objects.get(kind="objection_decided").letter == decided.letter
        with pytest.raises(actions.UnableToDecideObjection):
            bench.decide(decided.objection)
