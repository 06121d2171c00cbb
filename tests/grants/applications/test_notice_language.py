"""In which language people are written to: that of their account, whatever stands on the screen of who acts."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.utils import translation

from kernkracht.community.people.models import User
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents.models import Letter
from kernkracht.foundation.notices.actions import change_text
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.grants.applications import actions, letters
from kernkracht.grants.applications.models import Companion, GrantDecision, Outcome
from kernkracht.grants.applications.receipts import send_receipt
from kernkracht.grants.applications.resident_notices import (
    confirm_withdrawal,
    language_of,
    mail_draft_link,
    notify_new_case,
    send_companion_invitation,
    send_removal_reminder,
)
from tests.factories.applications import NOON
from tests.factories.people import UserFactory

from .desk import DECIDED_AT, Desk
from .scene import scheme_version
from .test_letters import text_of

pytestmark = pytest.mark.django_db


def english_reader(desk: Desk) -> User:
    user: User = UserFactory(language="en")
    desk.case.applicant = user
    desk.case.save()
    return user


def decide(desk: Desk, outcome: str = Outcome.GRANT, **more: Any) -> GrantDecision:
    desk.judged_and_proposed(outcome=outcome, **more)
    return actions.decide_as_proposed(application=desk.case, no_interest=True, by=desk.decider.actor, at=DECIDED_AT)


def letter_of(decision: GrantDecision) -> Letter:
    assert decision.letter is not None
    return decision.letter


def last(kind: str) -> OutboxMessage:
    return OutboxMessage.objects.filter(kind=kind).latest("pk")


def test_a_decision_goes_out_in_the_language_of_the_account() -> None:
    desk = Desk()
    english_reader(desk)
    decision = decide(desk)
    letter, mail = letter_of(decision), last(letters.AWARD)
    text = text_of(letter.html)
    assert letter.subject == mail.subject == "You get €500 for Pluktuin bij de school"
    assert mail.language == "en"
    assert "Good news." in mail.body_text
    assert '<html lang="en">' in letter.html
    with pikepdf.open(BytesIO(letter.pdf)) as paper:
        assert paper.Root.Lang == "en"
    for block in (
        "We give you €500.",
        "Your plan must be ready by 1 October 2026.",
        "Your objection must reach us no later than 20 April 2026.",
        "Send your objection to: Postbus 1, 1234 AB Voorbeeld.",
        "On behalf of the municipal executive, burgemeester en wethouders van Voorbeeld,",
        "This decision was made on the basis of: Mandaatbesluit 2026, nummer 12.",
        "Het plan brengt buren bij elkaar.",
    ):
        assert block in text


def test_the_language_of_the_officers_screen_does_not_reach_the_letter() -> None:
    desk = Desk()
    desk.judged_and_proposed()
    with translation.override("en"):
        decision = actions.decide_as_proposed(
            application=desk.case, no_interest=True, by=desk.decider.actor, at=DECIDED_AT
        )
    text = text_of(letter_of(decision).html)
    assert "Uw bezwaar moet er uiterlijk zijn op 20 april 2026." in text
    assert "Wij hebben nog geen rekeningnummer van u." in text
    assert last(letters.AWARD).language == "nl"


def test_an_english_refusal_names_its_ground_and_the_remedy() -> None:
    desk = Desk()
    english_reader(desk)
    decision = decide(
        desk, Outcome.REFUSE, refusal_ground="open_access", reason="Het feest is voor leden.", amount_cents=None
    )
    text = text_of(letter_of(decision).html)
    assert "We refuse your application." in text
    assert "Not met." in text
    assert "Het feest is voor leden." in text
    assert "You can also make an objection." in text


def test_an_own_english_text_that_drops_a_mandatory_block_stops_the_decision() -> None:
    desk = Desk()
    english_reader(desk)
    change_text(
        kind=letters.AWARD, part="letter.html", language="en", body="<p>Well done!</p>", by=Actor.system(), at=NOON
    )
    with pytest.raises(actions.UnableToDecide, match="ontbreekt"):
        decide(desk)
    assert not GrantDecision.objects.exists()


def test_a_paper_letter_in_english_says_so_in_the_print_queue() -> None:
    desk = Desk()
    english_reader(desk)
    desk.case.wants_paper = True
    desk.case.save()
    decide(desk)
    assert last(letters.AWARD).channel == OutboxMessage.Channel.PRINT
    assert last(letters.AWARD).language == "en"


@pytest.mark.parametrize(("language", "greeting"), [("nl", "Beste"), ("en", "Dear")])
def test_messages_about_a_case_follow_the_account(language: str, greeting: str) -> None:
    desk = Desk()
    desk.case.applicant = UserFactory(language=language)
    desk.case.submitted_at, desk.case.wants_paper = NOON, True
    desk.case.save()
    send_receipt(desk.case, by=Actor.system(), at=NOON)
    confirm_withdrawal(desk.case, at=NOON)
    send_removal_reminder(desk.case, at=NOON)
    mail_draft_link(desk.case, email="robin@example.org", unique="1", at=NOON)
    sent = OutboxMessage.objects.filter(
        kind__in=["application_received", "application_withdrawn", "draft_removal", "draft_link"]
    )
    assert sent.count() == 5
    assert {message.language for message in sent} == {language}
    assert all(m.body_text.startswith(greeting) for m in sent if m.channel == OutboxMessage.Channel.EMAIL)
    paper = sent.get(channel=OutboxMessage.Channel.PRINT)
    assert paper.subject == sent.get(kind="application_received", channel=OutboxMessage.Channel.EMAIL).subject
    assert paper.letter is not None
    assert f"<p>{greeting} " in paper.letter.html


def test_who_has_no_account_is_written_to_in_dutch() -> None:
    desk = Desk()
    desk.case.submitted_at = NOON
    desk.case.save()
    with translation.override("en"):
        send_receipt(desk.case, by=Actor.system(), at=NOON)
    assert last("application_received").language == "nl"
    assert last("application_received").body_text.startswith("Beste")


@pytest.mark.parametrize(("account_language", "subject"), [("en", "Do you support"), (None, "Steunt u")])
def test_an_invited_person_reads_the_own_language_not_that_of_the_applicant(
    account_language: str | None, subject: str
) -> None:
    desk = Desk()
    desk.case.applicant = UserFactory(language="nl" if account_language else "en")
    desk.case.save()
    if account_language:
        UserFactory(email="kim@example.org", language=account_language)
    companion = Companion.objects.create(
        application=desk.case, kind=Companion.Kind.SUPPORTER, name="Kim", email="Kim@example.org", invited_at=NOON
    )
    send_companion_invitation(companion, at=NOON)
    assert last("companion_invitation").subject.startswith(subject)


def test_a_colleague_reads_the_own_language() -> None:
    desk = Desk()
    desk.assessor.language = "en"
    desk.assessor.save()
    desk.case.handler = desk.assessor
    desk.case.save()
    notify_new_case(desk.case, at=NOON)
    assert last("work_new_case").subject.startswith("New application")


def test_who_has_no_account_is_written_to_in_the_language_of_the_form() -> None:
    draft = actions.start_draft(scheme=scheme_version().scheme, by=None, at=NOON, language="en")
    assert language_of(draft) == "en"
    draft.applicant = UserFactory(language="nl")
    assert language_of(draft) == "nl"
