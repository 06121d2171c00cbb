"""The office's side of a question, from entering to publishing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.models import Actor
from kernkracht.participation.questions import actions
from kernkracht.participation.questions.models import Question, QuestionState, ThemeOwner
from tests.factories.partners import PartnerFactory
from tests.factories.people import TeamFactory, officer_with, sign_in
from tests.factories.questions import ThemeOwnerFactory, asked
from tests.factories.themes import ThemeFactory
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return officer_with(Permission.HANDLE_QUESTION, Permission.MANAGE_QUESTIONS, Permission.READ_OFFICE, name="Lotte")


@pytest.fixture
def office(client: Client, officer: User) -> Client:
    return sign_in(client, officer)


@pytest.fixture
def question() -> Question:
    return asked(timezone.now(), village=VillageFactory(name="Lienden", slug="lienden"))


def day(name: str, days: int) -> dict[str, int]:
    """A day from today in three boxes."""
    chosen = timezone.localdate() + timedelta(days=days)
    return {f"{name}_day": chosen.day, f"{name}_month": chosen.month, f"{name}_year": chosen.year}


def do(office: Client, name: str, question: Question, data: dict[str, Any]) -> int:
    url = reverse(f"office_question_{name}", args=[question.number])
    assert office.get(url).status_code == 200
    answer = office.post(url, data)
    question.refresh_from_db()
    return answer.status_code


def test_a_question_from_the_hall_is_entered(office: Client) -> None:
    url, village = reverse("office_question_new"), VillageFactory()
    data = {"channel": "hall", "village": village.pk, "text": "Mag het hek open?", "name": "Sam"} | day("asked_on", 0)
    refused = office.post(url, data)
    assert refused.status_code == 422
    assert "e-mailadres of telefoonnummer" in refused.content.decode()
    assert office.post(url, data | {"phone": "0344 12 34 56"}).status_code == 302
    assert Question.objects.get().channel == Question.Channel.HALL


def test_the_list_narrows_and_says_what_to_do_when_empty(office: Client, officer: User) -> None:
    url = reverse("office_questions")
    assert "Er staat geen vraag open" in office.get(url).content.decode()
    mine = asked(timezone.now(), village=VillageFactory(slug="a"), text="Mijn vraag over bomen", theme=ThemeFactory())
    Question.objects.filter(pk=mine.pk).update(content_owner=officer, promised_on=timezone.localdate())
    asked(timezone.now(), village=VillageFactory(slug="b"), text="Andere vraag over lampen")
    assert "Vandaag" in office.get(url).content.decode()
    for query in ("?van=mij", "?dorp=a", f"?thema={mine.theme.code}" if mine.theme else ""):
        page = office.get(url + query).content.decode()
        assert "bomen" in page
        assert "lampen" not in page
    assert "lampen" in office.get(f"{url}?van=niemand").content.decode()
    assert "Geen vragen gevonden" in office.get(f"{url}?staat=laat").content.decode()
    assert office.get(f"{url}?staat=onzin&dorp=onzin&pagina=onzin").status_code == 200


def test_from_routing_to_an_answer_on_the_website(office: Client, officer: User, question: Question) -> None:
    theme = ThemeFactory()
    assert do(office, "route", question, {"theme": theme.pk}) == 422
    ThemeOwnerFactory(theme=theme, officer=officer)
    assert do(office, "route", question, {"theme": theme.pk}) == 302
    assert (question.state, question.content_owner) == (QuestionState.ROUTED, officer)
    assert do(office, "note", question, {"text": "Eerder gebeld."}) == 302
    partner = PartnerFactory(email="loket@example.org")
    assert do(office, "draw_in", question, {"partner": partner.pk, "asked": "Hoe vaak leegt u?"}) == 302
    drawn = question.drawn_in.get()
    reply = reverse("office_question_reply", args=[question.number, drawn.pk])
    assert office.post(reply, {"text": "Elke week."}).status_code == 302
    assert do(office, "progress", question, {"text": "Bekend."} | day("next_on", 0)) == 422
    assert do(office, "progress", question, {"text": "Bekend."} | day("next_on", 14)) == 302
    assert question.state == QuestionState.PROMISED
    assert do(office, "answer", question, {"text": ""}) == 422
    assert do(office, "answer", question, {"text": "Er komt een bak.", "possible": "Een bak"}) == 302
    assert question.state == QuestionState.ANSWERED
    texts = {"question_text": "Waarom ligt er rommel?", "answer_text": "Er komt een bak."}
    assert do(office, "publish", question, texts) == 422
    actions.change_consent(question=question, may_publish=True, at=timezone.now())
    assert do(office, "publish", question, texts) == 302
    page = office.get(reverse("office_question", args=[question.number])).content.decode()
    for words in ("Elke week.", "Eerder gebeld.", "Een bak", "Gehaald", "Staat op de website", "Robin Voorbeeld"):
        assert words in page
    assert do(office, "unpublish", question, {}) == 302
    assert do(office, "reopen", question, {"text": "Ze belde."}) == 302
    assert question.state == QuestionState.REOPENED


def test_merging_and_separating(office: Client, question: Question) -> None:
    twin = asked(timezone.now(), village=question.village, email="sam@example.org")
    assert do(office, "merge", twin, {"into": question.pk}) == 302
    page = office.get(reverse("office_question", args=[twin.number])).content.decode()
    assert "Maak los" in page
    assert "Geef antwoord" not in page
    assert do(office, "separate", twin, {}) == 302
    assert do(office, "separate", twin, {}) == 422


def test_who_was_drawn_in_reads_no_name_and_acts_on_nothing(client: Client, question: Question) -> None:
    colleague = officer_with(Permission.READ_OFFICE, code="finance_officer")
    sign_in(client, colleague)
    url = reverse("office_question", args=[question.number])
    assert client.get(url).status_code == 404
    actions.note_question(question=question, text="Geheim", by=Actor.system("test"), at=timezone.now())
    drawn = actions.draw_in(
        question=question, asked="Wat kost dit?", colleague=colleague, by=Actor.system("test"), at=timezone.now()
    )
    page = client.get(url).content.decode()
    for hidden in ("Robin", "robin@example.org", "Geheim", "Geef antwoord"):
        assert hidden not in page
    assert client.get(reverse("office_question_answer", args=[question.number])).status_code == 404
    reply = reverse("office_question_reply", args=[question.number, drawn.pk])
    assert client.post(reply, {"text": "€ 400."}).status_code == 302


def test_who_answers_and_what_is_late_for_the_manager(office: Client, officer: User, question: Question) -> None:
    Question.objects.update(promised_on=timezone.localdate() - timedelta(days=3))
    page = office.get(reverse("office_questions_overdue")).content.decode()
    assert "3 dagen" in page
    assert "Nog aan niemand gegeven" in page
    url = reverse("office_theme_owner_add")
    data = {"theme": ThemeFactory().pk, "officer": officer.pk, "department": TeamFactory().pk} | day("valid_from", 0)
    assert office.post(url, {}).status_code == 422
    assert office.post(url, data).status_code == 302
    assert office.post(url, data).status_code == 422
    row = ThemeOwner.objects.get()
    assert office.get(reverse("office_theme_owner", args=[row.pk])).status_code == 200
    assert "Lotte" in office.get(reverse("office_theme_owners")).content.decode()


def test_a_poll_about_a_question_is_opened_and_stopped(office: Client, question: Question) -> None:
    url = reverse("office_poll_add") + f"?vraag={question.number}"
    data = {"village": question.village_id, "text": "Extra bak?", "options": "Ja\nNee\n"} | day("closes_on", 20)
    assert office.post(url, data | {"options": "Ja"}).status_code == 422
    assert office.post(url, data).status_code == 302
    poll = question.polls.get()
    assert "Nog geen 5 meningen" in office.get(reverse("office_polls")).content.decode()
    assert office.post(reverse("office_poll_stop", args=[poll.pk]), {}).status_code == 302
    assert "Gesloten" in office.get(reverse("office_polls")).content.decode()
