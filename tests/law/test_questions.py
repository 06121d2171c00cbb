"""Row 25 of the law table: what residents ask is theirs (AVG)."""

from __future__ import annotations

import pytest

from kernkracht.community.people.actions import remove_account
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.participation.questions import actions
from kernkracht.participation.questions.models import Answer, Promise, PublishedAnswer, Question, QuestionGram
from tests.factories.people import UserFactory, officer_with, with_password
from tests.factories.questions import MONDAY, asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def question() -> Question:
    found = asked(may_publish=True)
    facts = actions.AnswerFacts("Er komt een bak.")
    actions.answer_in_content(question=found, facts=facts, by=Actor.system("test"), at=MONDAY)
    return found


def test_shown_only_with_consent_that_is_taken_back_as_easily(question: Question) -> None:
    """AVG art. 6 lid 1 onder a and art. 7 lid 3: publication rests on consent, and ends with it at once."""
    texts = {"question_text": "Waarom ligt er rommel?", "answer_text": "Er komt een bak."}
    by = Actor.system("test")
    actions.publish_answer(question=question, **texts, by=by, at=MONDAY)
    actions.change_consent(question=question, may_publish=False, at=MONDAY)
    assert not PublishedAnswer.objects.exists()
    with pytest.raises(actions.UnableToPublish):
        actions.publish_answer(question=question, **texts, by=by, at=MONDAY)


def test_no_mail_to_colleagues_or_partners_holds_the_asker(question: Question) -> None:
    """AVG art. 5 lid 1 onder c: no more than needed; a number leads to the page that asks who reads it."""
    actions.reopen_question(question=question, why="De bak is vol.", by=Actor.system("test"), at=MONDAY)
    colleague = officer_with()
    actions.draw_in(question=question, asked="Kan dit?", colleague=colleague, by=Actor.system("test"), at=MONDAY)
    mails = OutboxMessage.objects.exclude(recipient_email=question.email)
    for mail in mails:
        for secret in (question.name, question.email, question.text, question.token, "De bak is vol."):
            assert secret not in mail.subject + mail.body_text + mail.body_html


def test_the_asker_erases_what_is_held(question: Question) -> None:
    """AVG art. 17: no law keeps a question, so it goes when asked, with all that was made from it."""
    user = with_password(UserFactory(email=question.email))
    remove_account(user=user, at=MONDAY)
    for model in (Question, Answer, QuestionGram, Promise):
        assert not model._default_manager.exists()
