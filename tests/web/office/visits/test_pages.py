"""`/werk/bezoek/`: the ordinary form, the list, and what a note becomes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.participation.observations.models import TrendNote, VisitNote
from kernkracht.participation.questions.models import Question
from tests.factories.observations import VisitNoteFactory
from tests.factories.people import officer_with, sign_in
from tests.factories.presence import PresenceFactory
from tests.factories.themes import ThemeFactory
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return officer_with(Permission.READ_OFFICE, Permission.VISIT_VILLAGES, Permission.HANDLE_QUESTION)


@pytest.fixture
def page(client: Client, officer: User) -> Client:
    return sign_in(client, officer)


def answers(**changes: Any) -> dict[str, Any]:
    today = timezone.localdate()
    said = {
        "where": "v-asch",
        "people_spoken": "7",
        "text": "Men wil een bankje bij het water.",
        "visited_on_day": today.day,
        "visited_on_month": today.month,
        "visited_on_year": today.year,
        "key": str(uuid4()),
    }
    return said | changes


def test_the_form_knows_todays_moment_and_the_day(page: Client, officer: User) -> None:
    village, now = VillageFactory(slug="asch"), timezone.now()
    moment = PresenceFactory(
        user=officer, village=village, starts_at=now - timedelta(minutes=5), ends_at=now + timedelta(hours=1)
    )
    form = page.get("/werk/bezoek/nieuw/").context["form"]
    today = timezone.localdate()
    wanted = f"p{moment.pk}" if timezone.localdate(moment.starts_at) == today else ""
    assert (form["where"].value(), form["visited_on"].value()) == (wanted, today)
    answer = page.post("/werk/bezoek/nieuw/", answers(where=f"p{moment.pk}"))
    assert answer.status_code == 302
    note = VisitNote.objects.get()
    assert (note.village, note.presence) == (village, moment)


def test_the_next_note_begins_where_the_last_one_was(page: Client, officer: User) -> None:
    VillageFactory(slug="asch", sort_order=9)
    VillageFactory(slug="buren", sort_order=1)
    page.post("/werk/bezoek/nieuw/", answers())
    assert page.get("/werk/bezoek/nieuw/").context["form"]["where"].value() == "v-asch"


def test_sent_twice_it_is_one(page: Client) -> None:
    VillageFactory(slug="asch")
    said = answers()
    assert [page.post("/werk/bezoek/nieuw/", said).status_code for _ in range(2)] == [302, 302]
    assert VisitNote.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"where": "v-elders"}, "Kies waar u was."),
        ({"where": ""}, "Kies waar u was."),
        ({"people_spoken": ""}, "Vul dan 0 in."),
        ({"people_spoken": "veel"}, "bijvoorbeeld 7"),
        ({"text": "Bel 06 12 34 56 78"}, "een telefoonnummer"),
        ({"visited_on_year": "2090"}, "eerdere dag"),
        ({"key": "geen"}, "Laad de pagina opnieuw"),
        ({"themes": ["bestaat-niet"]}, "is er niet meer"),
    ],
)
def test_a_refusal_stands_beside_its_answer_and_keeps_the_text(
    page: Client, changes: dict[str, Any], sentence: str
) -> None:
    VillageFactory(slug="asch")
    answer = page.post("/werk/bezoek/nieuw/", answers(**changes))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in shown
    assert changes.get("text", "Men wil een bankje") in shown
    assert not VisitNote.objects.exists()


def test_the_list_is_narrowed_and_says_when_there_is_nothing(page: Client, officer: User) -> None:
    theme = ThemeFactory(code="afval")
    mine = VisitNoteFactory(written_by=officer.actor, text="Over het bankje.", visited_on=timezone.localdate())
    mine.themes.add(theme)
    VisitNoteFactory(text="Over de bus.", village__slug="zoelen")
    assert {"bankje", "bus"} <= set(page.get("/werk/bezoek/").content.decode().replace(".", " ").split())
    for query, shown in (
        ("wie=ik", "bankje"),
        ("thema=afval", "bankje"),
        ("periode=maand&wie=ik", "bankje"),
        ("dorp=zoelen", "bus"),
    ):
        text = page.get(f"/werk/bezoek/?{query}").content.decode()
        assert [word in text for word in ("bankje.", "bus.")] == [shown == "bankje", shown == "bus"]
    assert "Geen notities gevonden" in page.get("/werk/bezoek/?dorp=zoelen&wie=ik").content.decode()


def test_a_note_becomes_a_question_with_what_it_already_says(page: Client) -> None:
    note = VisitNoteFactory(text="Wanneer komt de speelplek?", visited_on=timezone.localdate())
    url = f"/werk/vragen/nieuw/?bezoek={note.pk}"
    form = page.get(url).context["form"]
    assert [form[name].value() for name in ("channel", "village", "text")] == ["hall", note.village_id, note.text]
    day = timezone.localdate()
    said = {
        "channel": "hall",
        "village": note.village_id,
        "text": note.text,
        "name": "Robin Voorbeeld",
        "phone": "0344 00 00 00",
        "asked_on_day": day.day,
        "asked_on_month": day.month,
        "asked_on_year": day.year,
        "key": str(uuid4()),
    }
    assert page.post(url, said).status_code == 302
    note.refresh_from_db()
    assert note.question == Question.objects.get()
    assert page.get(url).context["form"]["text"].value() is None  # it was used already


@pytest.mark.parametrize("wanted", ["0", "x", "999999999999999999999", "-1"])
def test_a_note_that_is_not_there_leaves_an_empty_form(page: Client, wanted: str) -> None:
    assert page.get(f"/werk/vragen/nieuw/?bezoek={wanted}").context["form"]["text"].value() is None


def test_a_note_becomes_a_trend_once(page: Client) -> None:
    note = VisitNoteFactory()
    url = f"/werk/bezoek/{note.pk}/trend/"
    assert page.post(url, {"text": "Steeds meer vraag naar bankjes."}).status_code == 302
    note.refresh_from_db()
    assert note.trend == TrendNote.objects.get()
    assert page.get(url).status_code == 404


def test_only_the_writer_reaches_the_pages_that_change_a_note(page: Client, officer: User) -> None:
    own, other = VisitNoteFactory(written_by=officer.actor, village__slug="asch"), VisitNoteFactory()
    for act in ("wijzigen", "weghalen"):
        assert page.get(f"/werk/bezoek/{own.pk}/{act}/").status_code == 200
        assert page.get(f"/werk/bezoek/{other.pk}/{act}/").status_code == 404
    assert page.post(f"/werk/bezoek/{own.pk}/wijzigen/", answers(text="Twee bankjes.")).status_code == 302
    own.refresh_from_db()
    assert own.text == "Twee bankjes."
    page.post(f"/werk/bezoek/{own.pk}/weghalen/", {"sure": "on"})
    assert not VisitNote.objects.filter(pk=own.pk).exists()
