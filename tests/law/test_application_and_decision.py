"""What an application holds, on which grounds it is refused, and what a decision tells whoever gets it."""

from __future__ import annotations

from typing import Any

import pytest

from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.grants.applications import actions
from kernkracht.grants.applications.actions import UnableToSubmit
from kernkracht.grants.applications.models import Outcome
from kernkracht.grants.applications.refusal_grounds import GENERAL_GROUNDS
from tests.factories.applications import NOON
from tests.grants.applications.desk import DECIDED_AT, HUMAN, Desk, act, decider
from tests.grants.applications.scene import full_draft, send
from tests.grants.applications.test_letters import decided, letter_text

pytestmark = pytest.mark.django_db


class TestApplication:
    """Awb 4:2 lid 1: it is signed and holds name and address, the date, and which decision is asked for."""

    @pytest.mark.parametrize("missing", [{"contact_name": ""}, {"contact_address": ""}])
    def test_without_what_the_law_asks_it_is_not_taken(self, missing: dict[str, Any]) -> None:
        with pytest.raises(UnableToSubmit) as refusal:
            send(full_draft(**missing))
        assert refusal.value.missing

    def test_it_keeps_the_day_of_receipt_for_good(self) -> None:
        case = send(full_draft())
        assert case.received_on is not None
        assert case.submitted_at is not None

    def test_receipt_is_confirmed_with_its_time(self) -> None:
        """Awb 4:3a: who applies electronically gets a confirmation of receipt."""
        send(full_draft())
        mail = OutboxMessage.objects.get(kind="application_received")
        assert "3 maart 2026 om 10.00 uur" in mail.body_text


class TestGroundsOfRefusal:
    """Awb 4:35: the grounds on which a grant may be refused besides those of the regulation."""

    def test_the_grounds_of_the_law_are_there_with_their_article(self) -> None:
        articles = " ".join(str(ground.article) for ground in GENERAL_GROUNDS)
        assert "4:25" in articles
        assert "4:35" in articles

    def test_a_refusal_names_its_ground_and_gives_its_reason(self) -> None:
        """Awb 3:46 and 3:47: a decision rests on a reason that is told."""
        desk = Desk()
        desk.judged_and_proposed(outcome=Outcome.REFUSE, refusal_ground="open_access", reason="Alleen voor leden.")
        decision = decided(desk)
        assert decision.refusal_ground == "open_access"
        assert "Alleen voor leden." in letter_text(decision)

    def test_a_refusal_without_a_ground_does_not_exist(self) -> None:
        desk = Desk()
        desk.judge(verdict="not_met")
        with pytest.raises(actions.UnableToPropose):
            desk.propose(outcome=Outcome.REFUSE, refusal_ground="")


class TestAnnouncing:
    """Awb 3:41 and 3:45: a decision is sent to whoever it is for, and says how and where to object."""

    @pytest.mark.parametrize("outcome", [Outcome.GRANT, Outcome.REFUSE])
    def test_each_letter_says_how_to_object(self, outcome: str) -> None:
        desk = Desk()
        more: dict[str, Any] = {"refusal_ground": "open_access"} if outcome == Outcome.REFUSE else {}
        desk.judged_and_proposed(outcome=outcome, **more)
        text = letter_text(decided(desk))
        assert "bezwaar" in text
        assert "6 weken" in text
        assert "Postbus 1" in text
        assert OutboxMessage.objects.filter(kind__startswith="decision_").count() == 1


class TestMandate:
    """Awb 10:3 and 10:10: who decides for the executive has a mandate, and the decision says so."""

    def test_without_a_mandate_nobody_decides(self) -> None:
        desk = Desk()
        desk.judged_and_proposed()
        desk.decider.assignments.get().mandates.all().delete()
        with pytest.raises(actions.UnableToDecide, match="mandaat"):
            actions.award_grant(**act(desk))

    def test_above_the_amount_of_the_mandate_neither(self) -> None:
        desk = Desk()
        desk.judged_and_proposed()
        small = decider(desk.version, "Kim Klein", 100_00)
        with pytest.raises(actions.UnableToDecide, match="mandaat"):
            actions.award_grant(**act(desk, by=small))

    def test_the_letter_names_the_executive_and_who_signs(self) -> None:
        desk = Desk()
        desk.judged_and_proposed()
        text = letter_text(decided(desk))
        assert "burgemeester en wethouders van Voorbeeld" in text
        assert "Sam Besluit" in text


class TestReason:
    """Awb 3:46: each criterion that a person judges has a reason, or it is not judged."""

    def test_a_judgement_without_a_reason_is_refused(self) -> None:
        desk = Desk()
        with pytest.raises(actions.UnableToAssess):
            actions.judge_criterion(
                application=desk.case, criterion=HUMAN, verdict="met", reason=" ", by=desk.assessor.actor, at=NOON
            )

    def test_the_reason_reaches_the_letter(self) -> None:
        desk = Desk()
        desk.judged_and_proposed(reason="Het plan brengt buren bij elkaar.")
        decision = actions.award_grant(**act(desk, at=DECIDED_AT))
        assert "Het plan brengt buren bij elkaar." in letter_text(decision)
