"""A question comes in, with a number, a promise and a receipt (R227, R232, R235)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image

from kernkracht.community.people.models import Team, User
from kernkracht.community.villages.models import Village
from kernkracht.foundation.documents.refusals import UnacceptableFile
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.participation.questions.actions import (
    NotAllowedToHandleQuestions,
    QuestionFacts,
    UnableToAsk,
    ask_question,
    enter_question,
)
from kernkracht.participation.questions.models import Promise, Question, QuestionState
from tests.factories.people import UserFactory
from tests.factories.questions import MONDAY, ThemeOwnerFactory, asked
from tests.factories.themes import ThemeFactory
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db


def test_a_question_gets_a_number_a_promise_and_a_receipt_with_the_contact(village: Village, coordinator: User) -> None:
    question = asked(village=village)
    assert question.number == "V-2026-0001"
    assert question.promised_on == date(2026, 11, 30)
    promise = Promise.objects.get()
    assert (promise.promised_on, promise.kept, promise.village) == (question.promised_on, None, village)
    receipt = OutboxMessage.objects.get(kind="question_received")
    assert receipt.recipient_email == "robin@example.org"
    for words in ("V-2026-0001", "30 november 2026", "Fenna Voorbeeld", f"/vraag/{question.token}/"):
        assert words in receipt.body_text
    told = OutboxMessage.objects.get(kind="question_work")
    assert told.recipient_email == coordinator.email
    for secret in ("Robin", "robin@", "rommel", question.token):
        assert secret not in told.body_text + told.subject, "a colleague's mailbox holds nothing of the asker"
    assert asked(village=village).number == "V-2026-0002"


def test_the_day_moves_off_a_holiday(village: Village) -> None:
    """Seven days after 18 December 2026 is Christmas Day, then Boxing Day and a Sunday."""
    assert asked(datetime(2026, 12, 18, 10, tzinfo=UTC), village=village).promised_on == date(2026, 12, 28)


def test_while_the_post_is_empty_the_receipt_names_the_team(village: Village, team: Team) -> None:
    Team.objects.update(is_default=True)
    asked(village=village)
    assert "tijdelijk via Team Dorpen" in OutboxMessage.objects.get(kind="question_received").body_text
    assert OutboxMessage.objects.get(kind="question_work").recipient_email == "dorpen@example.org"


def test_a_telephone_number_is_enough_and_one_form_asks_once(village: Village) -> None:
    key = uuid4()
    facts = QuestionFacts("Wie maait het gras?", " Sam   Voorbeeld ", village, phone="0344 12 34 56")
    first = ask_question(facts=facts, at=MONDAY, submission_key=key)
    assert ask_question(facts=facts, at=MONDAY, submission_key=key) == first
    assert (Question.objects.count(), first.name) == (1, "Sam Voorbeeld")
    assert not OutboxMessage.objects.filter(kind="question_received").exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": "  "}, "text"),
        ({"text": "x" * 4001}, "text"),
        ({"name": ""}, "name"),
        ({"email": ""}, "reach"),
        ({"email": "geen adres"}, "reach"),
        ({"email": "", "phone": "bel mij"}, "reach"),
        ({"photo": (BytesIO(b"x"), "brief.pdf")}, "photo"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_kept(village: Village, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(UnableToAsk) as refusal:
        asked(village=village, **changes)
    assert refusal.value.field == field
    assert not Question.objects.exists()


def test_a_photo_goes_along_and_a_broken_one_keeps_nothing(village: Village) -> None:
    picture = BytesIO()
    Image.new("RGB", (20, 20), "green").save(picture, "JPEG")
    assert asked(village=village, photo=(picture, "bak.jpg")).photo is not None
    with pytest.raises(UnacceptableFile):
        asked(village=village, photo=(BytesIO(b"geen foto"), "bak.jpg"))
    assert asked(village=village).number == "V-2026-0002", "a refused question uses up no number"


def test_nobody_fills_somebody_elses_mailbox(village: Village) -> None:
    for _time in range(5):
        asked(village=village)
    with pytest.raises(UnableToAsk, match="veel vragen"):
        asked(village=village)
    assert asked(MONDAY + timedelta(days=2), village=village)


def test_a_theme_leads_at_once_to_who_answers_it(village: Village, coordinator: User, officer: User) -> None:
    theme = ThemeFactory(label="Afval")
    ThemeOwnerFactory(theme=theme, officer=officer)
    question = asked(village=village, theme=theme)
    assert (question.state, question.content_owner) == (QuestionState.ROUTED, officer)
    assert OutboxMessage.objects.get(kind="question_work").recipient_email == officer.email


class TestEntered:
    """R235: by telephone, in the village or at the counter."""

    def test_the_term_runs_from_the_day_it_was_asked(self, village: Village, coordinator: User) -> None:
        question = self._enter(village, coordinator, date(2026, 11, 20), email="", phone="0344 12 34 56")
        assert question.promised_on == date(2026, 11, 27)
        assert not OutboxMessage.objects.exists(), "the officer who typed it knows"

    @pytest.mark.parametrize("asked_on", [date(2026, 11, 24), date(2026, 10, 1)])
    def test_not_in_the_future_and_not_long_ago(self, village: Village, coordinator: User, asked_on: date) -> None:
        with pytest.raises(UnableToAsk) as refusal:
            self._enter(village, coordinator, asked_on)
        assert refusal.value.field == "asked_on"

    def test_only_in_ones_own_village(self, village: Village, coordinator: User) -> None:
        for place, who in ((VillageFactory(), coordinator), (village, UserFactory())):
            with pytest.raises(NotAllowedToHandleQuestions):
                self._enter(place, who, date(2026, 11, 23))

    def _enter(self, village: Village, by: User, asked_on: date, **reach: str) -> Question:
        facts = QuestionFacts("Mag ik een boom planten?", "Sam", village, **({"email": "sam@example.org"} | reach))
        return enter_question(facts=facts, channel=Question.Channel.HALL, asked_on=asked_on, by=by.actor, at=MONDAY)
