"""Asking from a village's page, following by link, and the quick poll (R227, R232, R235, R236)."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents.models import StoredDocument
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.participation.questions import actions
from kernkracht.participation.questions.models import PollVote, Question, QuestionState
from tests.factories.questions import asked
from tests.factories.themes import ThemeFactory
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db
RING = [[5.36, 51.89], [5.4, 51.89], [5.4, 51.92], [5.36, 51.91], [5.36, 51.89]]
OUTLINE = {"type": "Polygon", "coordinates": [RING]}
ASK = {"text": "Waarom ligt er glas?", "name": "Robin", "reach": "robin@example.org"}


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    cache.clear()


@pytest.fixture
def village() -> Village:
    return VillageFactory(name="Lienden", slug="lienden", outline=OUTLINE)


@pytest.fixture
def url(village: Village) -> str:
    return reverse("resident:ask", args=[village.slug])


def system() -> dict[str, Any]:
    return {"by": Actor.system("test"), "at": timezone.now()}


def test_three_answers_are_enough_and_the_receipt_stands_on_the_screen(client: Client, url: str) -> None:
    page = client.get(url).content.decode()
    answer = client.post(url, ASK | {"key": str(uuid4())}, follow=True)
    question = Question.objects.get()
    page = answer.content.decode()
    for words in ("Wij hebben uw vraag", question.number, "Waarom ligt er glas?"):
        assert words in page
    assert OutboxMessage.objects.filter(kind="question_received").count() == 1


def test_the_same_form_twice_asks_once(client: Client, url: str) -> None:
    data = ASK | {"key": str(uuid4())}
    first, second = client.post(url, data), client.post(url, data)
    assert first.headers["Location"] == second.headers["Location"]
    assert Question.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"text": ""}, "Wat is uw vraag?"),
        ({"name": ""}, "Uw naam"),
        ({"reach": "robin@"}, "naam@voorbeeld.nl"),
        ({"reach": "12"}, "telefoonnummer"),
        ({"theme": "999999"}, "Waar gaat het over?"),
        ({"website": "http://spam.example"}, "Dit lukt nu niet"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    client: Client, url: str, changes: dict[str, str], reason: str
) -> None:
    sent = ASK | {"street": "Dorpsstraat"} | changes
    answer = client.post(url, sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert reason in page
    assert 'value="Dorpsstraat"' in page
    assert sent["text"] in page
    assert not Question.objects.exists()


def test_more_is_told_with_a_theme_a_place_and_a_photo(client: Client, url: str) -> None:
    picture = BytesIO()
    Image.new("RGB", (20, 20), "green").save(picture, "JPEG")
    theme = ThemeFactory()
    photo = SimpleUploadedFile("glas.jpg", picture.getvalue(), "image/jpeg")
    assert client.post(url, ASK | {"theme": theme.pk, "street": "Kade", "photo": photo}).status_code == 302
    question = Question.objects.get()
    assert (question.theme, question.street, question.photo is not None) == (theme, "Kade", True)
    broken = SimpleUploadedFile("glas.jpg", b"geen foto", "image/jpeg")
    answer = client.post(url, ASK | {"photo": broken})
    assert answer.status_code == 422
    assert '<details class="kk-more" open>' in answer.content.decode(), "the fault is in sight"


def test_a_photo_of_forty_megabytes_is_refused_with_its_size_and_the_question_stays_typed(
    client: Client, url: str
) -> None:
    picture = BytesIO()
    Image.new("RGB", (20, 20), "green").save(picture, "JPEG")
    huge = SimpleUploadedFile("glas.jpg", picture.getvalue() + b"\0" * 40_000_000, "image/jpeg")
    answer = client.post(url, ASK | {"photo": huge})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "groter dan 10 MB" in page
    assert ASK["text"] in page
    assert f'value="{ASK["name"]}"' in page
    assert not Question.objects.exists()
    assert not StoredDocument.objects.exists()
    assert not OutboxMessage.objects.exists()


def test_an_answered_question_that_looks_like_it_is_offered_first(client: Client, village: Village, url: str) -> None:
    earlier = asked(village=village, text="Wie ruimt het glas bij de glasbak op?", may_publish=True)
    actions.answer_in_content(question=earlier, facts=actions.AnswerFacts("De Avri."), **system())
    actions.publish_answer(question=earlier, question_text="Wie ruimt glas op?", answer_text="De Avri.", **system())
    words = ASK | {"text": "Er ligt glas bij de glasbak"}
    page = client.post(url, words).content.decode()
    assert "Misschien is uw vraag al beantwoord" in page
    assert "De Avri." in page
    assert "Er ligt glas bij de glasbak" in page
    assert Question.objects.count() == 1
    assert client.post(url, words | {"seen": "on"}).status_code == 302
    part = client.get(reverse("resident:ask_alike", args=[village.slug]), {"text": "glas bij de glasbak"})
    assert "De Avri." in part.content.decode()
    shown = client.get(reverse("answered_questions"), {"zoek": "glasbak"}).content.decode()
    assert "Wie ruimt glas op?" in shown
    assert "Robin" not in shown


def test_a_click_on_the_map_sets_a_pin_and_keeps_what_was_typed(client: Client, village: Village, url: str) -> None:
    page = client.post(url, ASK | {"pin.x": "140", "pin.y": "140"}).content.decode()
    assert "De plek staat op de kaart." in page
    assert "Waarom ligt er glas?" in page
    assert not Question.objects.exists(), "pointing does not send"
    place = {"longitude": str(village.centre_longitude), "latitude": str(village.centre_latitude)}
    assert client.post(url, ASK | place | {"pin.x": "0", "pin.y": "0"}).status_code == 302, "Enter sends"
    assert Question.objects.get().longitude == village.centre_longitude
    picture = reverse("resident:ask_pin", args=[village.slug])
    assert b"<circle" in client.get(picture, {"lon": "5.38", "lat": "51.9"}).content
    for wrong in ({}, {"lon": "<script>", "lat": "1"}, {"lon": "nan", "lat": "nan"}):
        assert b"<circle" not in client.get(picture, wrong).content
    assert client.post(url, ASK | {"pin.x": "9999", "pin.y": "1"}).status_code == 200
    Village.objects.update(outline=None)
    assert 'name="pin"' not in client.get(url).content.decode(), "an empty square shows nobody a place"


def test_too_many_from_one_address_are_held_back(client: Client, url: str) -> None:
    for n in range(15):
        assert client.post(url, ASK | {"reach": f"{n}@example.org"}).status_code == 302
    assert client.post(url, ASK | {"reach": "x@example.org"}).status_code == 422


class TestFollowing:
    @pytest.fixture
    def question(self, village: Village) -> Question:
        return asked(timezone.now(), village=village)

    @pytest.fixture
    def page(self, question: Question) -> str:
        return reverse("resident:question", args=[question.token])

    def test_from_promise_to_answer_to_no_to_yes(self, client: Client, question: Question, page: str) -> None:
        assert "Wij hebben uw vraag" in client.get(page).content.decode()
        assert client.post(page, {"act": "yes"}).status_code == 422
        next_on = timezone.localdate() + timedelta(days=20)
        facts = actions.AnswerFacts("Wij zoeken het uit.", to_find_out="Wie betaalt.")
        actions.answer_in_process(question=question, facts=facts, next_on=next_on, **system())
        assert "Dit zoeken wij nog uit" in client.get(page).content.decode()
        actions.answer_in_content(question=question, facts=actions.AnswerFacts("Wij ruimen het op."), **system())
        text = client.get(page).content.decode()
        assert "Wij ruimen het op." in text
        assert "Bent u hiermee geholpen?" in text
        question.refresh_from_db()
        assert question.helped is None, "looking says nothing"
        assert client.post(page, {"act": "no", "why": "Het ligt er nog."}, follow=True).status_code == 200
        question.refresh_from_db()
        assert question.state == QuestionState.REOPENED
        actions.answer_in_content(question=question, facts=actions.AnswerFacts("Nu echt."), **system())
        client.post(page, {"act": "yes"})
        question.refresh_from_db()
        assert question.helped is True

    def test_late_is_said(self, client: Client, question: Question, page: str) -> None:
        Question.objects.update(promised_on=timezone.localdate() - timedelta(days=1))
        assert "Het antwoord is te laat" in client.get(page).content.decode()

    def test_adding_and_consent(self, client: Client, question: Question, page: str) -> None:
        assert client.post(page, {"act": "add", "text": ""}).status_code == 422
        client.post(page, {"act": "add", "text": "Ook bij de school."})
        assert "Ook bij de school." in client.get(page).content.decode()
        client.post(page, {"act": "show"})
        question.refresh_from_db()
        assert question.may_publish
        assert client.post(page, {"act": "onzin"}).status_code == 404

    def test_a_link_that_leads_nowhere(self, client: Client, db: None) -> None:
        answer = client.get("/vraag/onzin/")
        assert answer.status_code == 404
        assert "niet (meer)" in answer.content.decode()


class TestPoll:
    def test_one_vote_per_browser(self, client: Client, village: Village) -> None:
        facts = actions.PollFacts(village, "Extra bak?", ("Ja", "Nee"), timezone.localdate() + timedelta(days=9))
        poll = actions.open_poll(facts=facts, **system())
        assert "Extra bak?" in client.get(reverse("village", args=[village.slug])).content.decode()
        page = reverse("resident:poll", args=[poll.pk])
        choice = {"option": poll.options.get(label="Ja").pk}
        assert client.post(page, {}).status_code == 422
        assert client.post(page, choice).status_code == 302
        again = client.post(page, choice)
        assert again.status_code == 422
        assert "gaf uw mening al" in again.content.decode()
        for _n in range(4):
            Client().post(page, choice)
        assert PollVote.objects.count() == 5
        assert "5 meningen" in client.get(page).content.decode()
        actions.stop_poll(poll=poll, **system())
        assert "gesloten" in client.get(page).content.decode()
