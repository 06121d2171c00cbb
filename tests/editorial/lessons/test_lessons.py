"""Lessons: which approach works in which village and why, asked both ways (R267)."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from kernkracht.community.people.permission_codes import Permission
from kernkracht.editorial.lessons.actions import LessonFacts, UnableToTeach, save_approach, save_lesson
from kernkracht.editorial.lessons.models import Approach, Lesson
from kernkracht.editorial.lessons.queries import approaches_compared, lessons
from kernkracht.editorial.pages.actions import PageFacts, UnableToSave
from kernkracht.editorial.pages.models import Audience, Page
from kernkracht.foundation.audit.models import Actor
from tests.factories.lessons import a_lesson
from tests.factories.pages import MOMENT
from tests.factories.people import UserFactory, officer_with, sign_in
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db


def _titles(**asked: object) -> set[str]:
    rows = lessons(MOMENT, audience=Audience.INTERNAL, **asked)  # type: ignore[arg-type] # the filter of a test
    return {row.version.title for row in rows}


def test_asked_both_ways() -> None:
    lienden, maurik = VillageFactory(name="Lienden"), VillageFactory(name="Maurik")
    a_lesson("Deuren Lienden", lienden, "langs de deuren")
    a_lesson("Deuren Maurik", maurik, "langs de deuren", outcome=Lesson.Outcome.FAILED)
    a_lesson("Brief Lienden", lienden, "brief", outcome=Lesson.Outcome.PARTLY)
    doors = Approach.objects.get(label="langs de deuren")
    assert _titles(village=lienden) == {"Deuren Lienden", "Brief Lienden"}
    assert _titles(approach=doors) == {"Deuren Lienden", "Deuren Maurik"}
    assert _titles(village=maurik, approach=doors) == {"Deuren Maurik"}
    compared = approaches_compared(lessons(MOMENT, audience=Audience.INTERNAL))
    assert [(row.approach, row.total, row.outcomes) for row in compared] == [
        ("langs de deuren", 2, {"worked": 1, "failed": 1}),
        ("brief", 1, {"partly": 1}),
    ]


def test_a_lesson_for_colleagues_is_not_public(client: Client) -> None:
    village = VillageFactory(slug="lienden")
    inside = a_lesson("Voor ons", village, "brief", at=timezone.now())
    outside = a_lesson("Voor iedereen", village, "brief", at=timezone.now(), audience=Audience.PUBLIC)
    shown = client.get("/lessen/").content.decode()
    assert "Voor iedereen" in shown
    assert "Voor ons" not in shown
    assert client.get(f"/lessen/{inside.page.slug}/").status_code == 404
    assert "Iedereen was thuis." in client.get(f"/lessen/{outside.page.slug}/").content.decode()
    colleague = sign_in(Client(), officer_with(Permission.READ_OFFICE))
    feed = colleague.get("/werk/redactie/leren/?dorp=lienden&aanpak=x").content.decode()
    assert "Voor ons" in feed
    assert "Voor iedereen" in feed
    assert "Iedereen was thuis." in colleague.get(f"/werk/redactie/lezen/{inside.page.slug}/").content.decode()
    assert sign_in(Client(), UserFactory(), "password").get("/werk/redactie/leren/").status_code == 404


@pytest.mark.parametrize(
    ("change", "field"),
    [({"villages": ()}, "villages"), ({"why": " "}, "why"), ({"why": "Bel 0612345678, die weet het."}, "why")],
)
def test_a_lesson_without_village_or_reason_is_refused(change: dict[str, object], field: str) -> None:
    village, approach = VillageFactory(), Approach.objects.create(label="brief")
    facts = {"villages": (village,), "approach": approach, "outcome": "worked", "why": "Daarom.", **change}
    with pytest.raises(UnableToTeach) as refusal:
        save_lesson(facts=LessonFacts(PageFacts("T", "B"), **facts), by=Actor.system(), at=MOMENT)  # type: ignore[arg-type]
    assert refusal.value.field == field
    assert not Page.objects.exists()


def test_only_a_publisher_gives_a_published_text_other_readers() -> None:
    """A writer cannot make public what a publisher published for colleagues."""
    village = VillageFactory()
    lesson = a_lesson("Voor ons", village, "brief")
    facts = LessonFacts(
        PageFacts("Voor ons", "Zo ging het."), (village,), lesson.approach, "worked", "Daarom.", Audience.PUBLIC
    )
    writer = officer_with(Permission.WRITE_PAGES, code="village_coordinator").actor
    with pytest.raises(UnableToSave, match="Wie mag publiceren"):
        save_lesson(facts=facts, lesson=lesson, by=writer, at=MOMENT)
    publisher = officer_with(Permission.WRITE_PAGES, Permission.PUBLISH_PAGES, code="team_manager").actor
    save_lesson(facts=facts, lesson=lesson, by=publisher, at=MOMENT)
    assert lessons(MOMENT).count() == 1


def test_an_approach_has_one_name() -> None:
    made = save_approach(label="Langs de deuren", by=Actor.system(), at=MOMENT)
    for label in ("langs de DEUREN", " ", "x" * 81):
        with pytest.raises(UnableToTeach):
            save_approach(label=label, by=Actor.system(), at=MOMENT)
    assert save_approach(label="Huis aan huis", approach=made, by=Actor.system(), at=MOMENT).pk == made.pk


def test_a_lesson_is_written_at_the_desk(client: Client) -> None:
    village, approach = VillageFactory(), Approach.objects.create(label="brief")
    desk = sign_in(client, officer_with(Permission.WRITE_PAGES, Permission.PUBLISH_PAGES))
    data = {
        "title": "Een brief werkte",
        "body": "Zo ging het.",
        "villages": [village.pk],
        "approach": approach.pk,
        "outcome": "worked",
        "why": "Iedereen las hem.",
        "audience": "internal",
    }
    desk.post("/werk/redactie/nieuw/lesson/", data)
    lesson = Lesson.objects.get()
    assert (lesson.outcome, lesson.page.audience) == ("worked", "internal")
    form = desk.get(f"/werk/redactie/{lesson.page_id}/schrijven/").context["form"]
    assert (form["approach"].value(), form["villages"].value()) == (approach.pk, [village.pk])
    wrong = desk.post("/werk/redactie/nieuw/lesson/", data | {"why": "Vraag het 0612345678."})
    assert wrong.status_code == 422
