"""Similar earlier questions, by rare trigrams; and quick polls."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from kernkracht.community.people.models import User
from kernkracht.community.villages.models import Village
from kernkracht.participation.questions import actions
from kernkracht.participation.questions.actions import PollFacts, UnableToPoll
from kernkracht.participation.questions.grams import grams_of, weights
from kernkracht.participation.questions.models import PollVote, Question, QuestionGram
from kernkracht.participation.questions.queries import (
    open_polls,
    poll_results,
    published_answers,
    similar_published,
    similar_questions,
)
from tests.factories.people import UserFactory
from tests.factories.questions import MONDAY, asked

TODAY = date(2026, 11, 23)
TEXTS = (
    "Er ligt zwerfafval rond de containers in onze straat.",
    "Auto’s rijden te hard door de Dorpsstraat, kan er een drempel komen?",
    "De lantaarnpaal bij het voetbalveld is stuk.",
    "Mag ik een geveltuin aanleggen op de stoep?",
    "Wanneer wordt de sloot achter de school gebaggerd?",
)


@pytest.mark.parametrize(
    ("text", "grams"), [("Café!", {"caf", "afe"}), ("de het een van", set()), ("", set()), ("😀 \x00", set())]
)
def test_trigrams_of_words_that_say_something(text: str, grams: set[str]) -> None:
    assert grams_of(text) == grams


def test_rare_grams_weigh_more() -> None:
    weight = weights({"afv": 1, "ing": 90}, 100)
    assert weight["afv"] > weight["ing"] > 0


@pytest.mark.django_db
class TestSimilar:
    @pytest.fixture
    def earlier(self, village: Village) -> list[Question]:
        return [asked(village=village, text=text, email=f"{n}@example.org") for n, text in enumerate(TEXTS)]

    @pytest.mark.parametrize(
        ("words", "place"),
        [
            ("Veel afval naast de container", 0),
            ("Drempels in de dorpsstraat tegen te hard rijden", 1),
            ("Straatlantaarn stuk bij voetbal", 2),
            ("geveltuintje", 3),
            ("Baggeren van sloten", 4),
        ],
    )
    def test_compounds_are_found(self, earlier: list[Question], coordinator: User, words: str, place: int) -> None:
        assert similar_questions(words, coordinator, TODAY)[:1] == [earlier[place]]

    def test_what_is_not_alike_is_not_offered(self, earlier: list[Question], coordinator: User) -> None:
        for words in ("Hoe vraag ik een paspoort aan?", "", "xyz", "' OR 1=1 --"):
            assert similar_questions(words, coordinator, TODAY) == []

    def test_a_stranger_finds_nothing_and_the_public_only_what_is_shown(
        self, earlier: list[Question], coordinator: User
    ) -> None:
        assert similar_questions("zwerfafval rond de containers", UserFactory(), TODAY) == []
        assert similar_published("zwerfafval rond de containers") == []
        question, who = earlier[0], {"by": coordinator.actor, "at": MONDAY}
        actions.change_consent(question=question, may_publish=True, at=MONDAY)
        actions.answer_in_content(question=question, facts=actions.AnswerFacts("Een bak."), **who)
        shown = actions.publish_answer(question=question, question_text="Afval?", answer_text="Een bak.", **who)
        assert similar_published("zwerfafval rond de containers") == [shown]
        assert list(published_answers("zwerfafval containers")) == [shown]
        assert not published_answers("paspoort aanvragen").exists()

    def test_the_index_goes_with_the_question(self, earlier: list[Question]) -> None:
        key = earlier[0].pk
        earlier[0].delete()
        assert not QuestionGram.objects.filter(question_id=key).exists()


@pytest.mark.django_db
class TestPoll:
    """R236."""

    @pytest.fixture
    def facts(self, village: Village) -> PollFacts:
        return PollFacts(village, "Wilt u een extra bak?", ("Ja", "Nee", "Maakt niet uit"), date(2026, 12, 24))

    @pytest.fixture
    def who(self, coordinator: User) -> dict[str, Any]:
        return {"by": coordinator.actor, "at": MONDAY}

    def test_one_vote_per_browser_and_a_result_from_the_minimum_on(
        self, facts: PollFacts, who: dict[str, Any], village: Village
    ) -> None:
        poll = actions.open_poll(facts=facts, about=[asked(village=village)], **who)
        assert list(open_polls(village, TODAY)) == [poll]
        yes, no, _either = poll.options.all()
        for n in range(4):
            actions.vote(poll=poll, option=yes, voter=f"browser {n}", at=MONDAY)
        assert not poll_results(poll, TODAY).is_shown
        with pytest.raises(UnableToPoll, match="gaf uw mening al"):
            actions.vote(poll=poll, option=no, voter="browser 0", at=MONDAY)
        actions.vote(poll=poll, option=no, voter="browser 9", at=MONDAY)
        result = poll_results(poll, TODAY)
        assert (result.is_shown, result.rows) == (True, (("Ja", 4), ("Nee", 1), ("Maakt niet uit", 0)))
        assert not PollVote.objects.filter(voter="browser 0").exists(), "only a fingerprint is kept"

    def test_no_vote_after_the_last_day_or_after_the_stop(self, facts: PollFacts, who: dict[str, Any]) -> None:
        poll = actions.open_poll(facts=facts, **who)
        option = poll.options.get(sort_order=1)
        other = actions.open_poll(facts=replace(facts, text="Anders?"), **who)
        with pytest.raises(UnableToPoll):
            actions.vote(poll=other, option=option, voter="x", at=MONDAY)
        with pytest.raises(UnableToPoll):
            actions.vote(poll=poll, option=option, voter="x", at=MONDAY + timedelta(days=40))
        poll = actions.stop_poll(poll=poll, **who)
        with pytest.raises(UnableToPoll):
            actions.vote(poll=poll, option=option, voter="x", at=MONDAY)
        with pytest.raises(UnableToPoll):
            actions.stop_poll(poll=poll, **who)

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"options": ("Ja",)}, "options"),
            ({"options": ("Ja", "ja ", "Nee")}, "options"),
            ({"options": tuple("abcdefg")}, "options"),
            ({"text": ""}, "text"),
            ({"text": "Wat vindt u van mevrouw De Vries?"}, "text"),
            ({"closes_on": TODAY}, "closes_on"),
            ({"closes_on": date(2027, 6, 1)}, "closes_on"),
        ],
    )
    def test_what_is_no_poll_is_refused(
        self, facts: PollFacts, who: dict[str, Any], changes: dict[str, Any], field: str
    ) -> None:
        with pytest.raises(UnableToPoll) as refusal:
            actions.open_poll(facts=replace(facts, **changes), **who)
        assert refusal.value.field == field
