"""Answers, promises kept, and no closing without an answer that went out (R102, R228, R233)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from kernkracht.community.people.models import User
from kernkracht.community.villages.models import Village
from kernkracht.foundation.legal_settings.models import LegalSetting
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.foundation.workflow import IllegalTransition
from kernkracht.participation.questions import actions
from kernkracht.participation.questions.actions import AnswerFacts, UnableToAnswer, UnableToFollowUp
from kernkracht.participation.questions.models import Answer, Promise, PublishedAnswer, Question, QuestionState
from kernkracht.participation.questions.queries import asked_in, half_year_of, kept_promises, promise_figure_of
from kernkracht.participation.questions.workflow import QUESTION_WORKFLOW
from tests.factories.people import UserFactory
from tests.factories.questions import MONDAY, asked

CONTENT = AnswerFacts("Er komt een bak bij.", possible="Een extra bak.", not_possible="Elke dag legen.")
S = QuestionState
OPEN = {S.RECEIVED, S.ROUTED, S.PROMISED, S.REOPENED}
STARTS = {
    "route": {S.RECEIVED, S.ROUTED, S.REOPENED},
    "hand_over": {S.PROMISED},
    "answer_in_process": OPEN,
    "answer_in_content": OPEN,
    "reopen": {S.ANSWERED},
}


@pytest.mark.parametrize("state", list(S))
@pytest.mark.parametrize("name", list(STARTS))
def test_every_pair_of_state_and_transition(name: str, state: QuestionState) -> None:
    question = Question(state=state)
    if state in STARTS[name]:
        assert QUESTION_WORKFLOW.move(question, name) == state
        return
    with pytest.raises(IllegalTransition):
        QUESTION_WORKFLOW.move(question, name)
    assert question.state == state


def test_every_transition_is_in_the_table() -> None:
    assert set(STARTS) == set(QUESTION_WORKFLOW.transitions)


@pytest.fixture
def question(village: Village, coordinator: User) -> Question:
    return asked(village=village)


@pytest.fixture
def who(coordinator: User) -> dict[str, Any]:
    return {"by": coordinator.actor, "at": MONDAY + timedelta(days=2)}


@pytest.mark.django_db
class TestAnswers:
    def test_a_content_answer_closes_and_keeps_the_promise(self, question: Question, who: dict[str, Any]) -> None:
        actions.answer_in_content(question=question, facts=CONTENT, **who)
        question.refresh_from_db()
        assert (question.state, question.closed_at) == (S.ANSWERED, who["at"])
        assert question.content_owner is not None, "who answers owns the content"
        promise = Promise.objects.get()
        assert (promise.kept, promise.settled_on) == (True, date(2026, 11, 25))
        mail = OutboxMessage.objects.get(kind="question_answered")
        for words in ("Er komt een bak bij.", "Dit kan wel:", "Een extra bak.", "Dit kan niet:", question.token):
            assert words in mail.body_text
        assert "uitzoeken" not in mail.body_text

    def test_a_process_answer_meets_the_term_and_stays_open(self, question: Question, who: dict[str, Any]) -> None:
        facts = AnswerFacts("Uw vraag is bekend.", to_find_out="Of de ODR meebetaalt.")
        actions.answer_in_process(question=question, facts=facts, next_on=date(2026, 12, 10), **who)
        question.refresh_from_db()
        assert (question.state, question.promised_on) == (S.PROMISED, date(2026, 12, 10))
        met, running = Promise.objects.order_by("pk")
        assert (met.kept, running.kept, running.promised_on) == (True, None, date(2026, 12, 10))
        assert "10 december 2026" in OutboxMessage.objects.get(kind="question_process").body_text
        late = who | {"at": MONDAY + timedelta(days=30)}
        actions.answer_in_content(question=question, facts=CONTENT, **late)
        running.refresh_from_db()
        assert running.kept is False, "the second promise was missed and stays missed"
        assert [answer.kind for answer in Answer.objects.order_by("pk")] == ["process", "content"]

    @pytest.mark.parametrize("next_on", [date(2026, 11, 25), date(2026, 11, 1), date(2028, 1, 1)])
    def test_a_process_answer_names_a_day_ahead(self, question: Question, who: dict[str, Any], next_on: date) -> None:
        with pytest.raises(UnableToAnswer) as refusal:
            actions.answer_in_process(question=question, facts=CONTENT, next_on=next_on, **who)
        assert refusal.value.field == "next_on"
        assert not Answer.objects.exists()

    @pytest.mark.parametrize(
        ("facts", "field"),
        [(AnswerFacts(" "), "text"), (AnswerFacts("Bijna.", to_find_out="Wie betaalt."), "to_find_out")],
    )
    def test_nothing_closes_without_a_whole_answer(
        self, question: Question, who: dict[str, Any], facts: AnswerFacts, field: str
    ) -> None:
        with pytest.raises(UnableToAnswer) as refusal:
            actions.answer_in_content(question=question, facts=facts, **who)
        assert refusal.value.field == field
        question.refresh_from_db()
        assert question.state == S.RECEIVED

    def test_without_an_address_the_answer_must_have_been_told(self, village: Village, coordinator: User) -> None:
        question = asked(village=village, email="", phone="0344 12 34 56")
        who = {"by": coordinator.actor, "at": MONDAY}
        with pytest.raises(UnableToAnswer, match="0344 12 34 56"):
            actions.answer_in_content(question=question, facts=CONTENT, **who)
        facts = AnswerFacts("Er komt een bak.", told_by_voice=True)
        [answer] = actions.answer_in_content(question=question, facts=facts, **who)
        assert answer.told == Answer.Told.PHONE
        assert not OutboxMessage.objects.filter(kind="question_answered").exists()

    def test_a_stranger_answers_nothing(self, question: Question) -> None:
        with pytest.raises(actions.NotAllowedToHandleQuestions):
            actions.answer_in_content(question=question, facts=CONTENT, by=UserFactory().actor, at=MONDAY)


@pytest.mark.django_db
class TestAsker:
    """What the holder of the link does."""

    def test_yes_is_kept_and_no_opens_again_with_a_new_promise(
        self, question: Question, who: dict[str, Any], coordinator: User
    ) -> None:
        with pytest.raises(UnableToFollowUp):
            actions.say_whether_it_helped(question=question, helped=True, at=MONDAY)
        actions.answer_in_content(question=question, facts=CONTENT, **who)
        assert actions.say_whether_it_helped(question=question, helped=True, at=who["at"]).helped is True
        later = MONDAY + timedelta(days=9)
        row = actions.say_whether_it_helped(question=question, helped=False, why="De bak is weer vol.", at=later)
        assert (row.state, row.promised_on, row.closed_at) == (S.REOPENED, date(2026, 12, 9), None)
        assert Promise.objects.count() == 2
        assert row.notes.get().is_from_asker
        assert "9 december 2026" in OutboxMessage.objects.get(kind="question_reopened").body_text
        reopened = OutboxMessage.objects.filter(kind="question_work", body_text__contains="weer open").get()
        assert reopened.recipient_email == coordinator.email

    def test_an_answer_of_long_ago_stays_closed(self, question: Question, who: dict[str, Any]) -> None:
        actions.answer_in_content(question=question, facts=CONTENT, **who)
        with pytest.raises(UnableToFollowUp, match="te lang geleden"):
            actions.say_whether_it_helped(question=question, helped=False, at=MONDAY + timedelta(days=70))

    def test_something_is_added_and_the_colleague_hears(self, question: Question) -> None:
        actions.add_to_question(question=question, text="Er lag ook glas.", at=MONDAY)
        assert OutboxMessage.objects.filter(kind="question_work", body_text__contains="voegde iets toe").exists()
        for text in ("", "x" * 4001):
            with pytest.raises(UnableToFollowUp):
                actions.add_to_question(question=question, text=text, at=MONDAY)


@pytest.mark.django_db
class TestPublishing:
    def test_only_with_consent_and_gone_when_that_is_taken_back(self, question: Question, who: dict[str, Any]) -> None:
        texts = {"question_text": "Waarom ligt er rommel?", "answer_text": "Er komt een bak bij."}
        actions.answer_in_content(question=question, facts=CONTENT, **who)
        with pytest.raises(actions.UnableToPublish):
            actions.publish_answer(question=question, **texts, **who)
        actions.change_consent(question=question, may_publish=True, at=MONDAY)
        actions.publish_answer(question=question, **texts, **who)
        assert PublishedAnswer.objects.exists()
        actions.change_consent(question=question, may_publish=False, at=MONDAY)
        assert not PublishedAnswer.objects.exists()

    @pytest.mark.parametrize("text", ["Robin Voorbeeld vroeg dit.", "Bel 06 12 34 56 78.", "Zie mevrouw De Vries."])
    def test_no_text_that_points_at_a_person(self, village: Village, coordinator: User, text: str) -> None:
        question, who = asked(village=village, may_publish=True), {"by": coordinator.actor, "at": MONDAY}
        actions.answer_in_content(question=question, facts=CONTENT, **who)
        with pytest.raises(actions.UnableToPublish) as refusal:
            actions.publish_answer(question=question, question_text=text, answer_text="Ja.", **who)
        assert refusal.value.field == "question_text"


@pytest.mark.django_db
def test_the_figure_counts_promises_of_this_half_year_from_a_lower_limit_on(
    village: Village, coordinator: User
) -> None:
    who = {"by": coordinator.actor, "at": MONDAY}
    for n in range(4):
        actions.answer_in_content(question=asked(village=village, email=f"a{n}@example.org"), facts=CONTENT, **who)
    late = asked(MONDAY - timedelta(days=20), village=village, email="b@example.org")
    asked(village=village, email="c@example.org")
    asked(MONDAY - timedelta(days=200), village=village, email="d@example.org")
    figure = kept_promises(village, date(2026, 11, 23))
    assert (figure.total, figure.kept, figure.percent, figure.is_shown) == (5, 4, 80, True)
    shown = asked_in(Village.objects.all(), date(2026, 11, 23)).get()
    assert promise_figure_of(shown, date(2026, 11, 23)) == figure, "a page counts the same in one query"
    setting: dict[str, Any] = {"key": "question.public_minimum", "valid_from": date(2026, 1, 1), "source": "Besluit"}
    LegalSetting.objects.create(value=9, **setting)
    stricter = asked_in(Village.objects.all(), date(2026, 11, 23)).get()
    assert not promise_figure_of(stricter, date(2026, 11, 23)).is_shown
    LegalSetting.objects.all().delete()
    Promise.objects.filter(question=late).delete()
    assert not kept_promises(village, date(2026, 11, 23)).is_shown


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2026, 6, 30), date(2026, 1, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), date(2026, 7, 1), date(2026, 12, 31)),
    ],
)
def test_half_years(day: date, first: date, last: date) -> None:
    assert half_year_of(day) == (first, last)
