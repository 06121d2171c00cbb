"""Stories of the editors: nobody is shown without a yes to exactly this version, and both names stand beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kernkracht.community.people.permission_codes import Permission
from kernkracht.editorial.pages.actions import PageFacts, UnableToPublish, publish, restore_version
from kernkracht.editorial.pages.models import Audience
from kernkracht.editorial.stories.actions import StoryFacts, save_story
from kernkracht.editorial.stories.models import VillageStory
from kernkracht.foundation.audit.models import Actor
from tests.factories.pages import MOMENT
from tests.factories.people import officer_with, sign_in
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db


def _facts(**more: Any) -> StoryFacts:
    names = {
        "coordinator": officer_with(Permission.READ_OFFICE, name="Noor Voorbeeld"),
        "officer": officer_with(Permission.READ_OFFICE, name="Bo Voorbeeld"),
    }
    return StoryFacts(PageFacts("Het plein", "Iedereen hielp."), **(names | {"people_agree": True} | more))


def _save(facts: StoryFacts, story: VillageStory | None = None) -> VillageStory:
    return save_story(facts=facts, story=story, by=Actor.system("test"), at=MOMENT)


def _publish(story: VillageStory, number: int) -> None:
    publish(page=story.page, number=number, by=Actor.system("test"), at=MOMENT)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"people_agree": False}, "herkenbaar"),
        ({"coordinator": None}, "contactpersoon"),
        ({"officer": None}, "contactpersoon"),
    ],
)
def test_without_consent_or_a_name_it_is_not_published(more: dict[str, Any], words: str) -> None:
    story = _save(_facts(**more))
    with pytest.raises(UnableToPublish, match=words):
        _publish(story, 1)


def test_without_people_nobody_needs_to_agree() -> None:
    _publish(_save(_facts(shows_people=False, people_agree=False)), 1)


def test_agreement_is_with_one_version() -> None:
    facts = _facts()
    story = _save(facts)
    other = replace(facts, text=PageFacts("Het plein", "Iedereen hielp, ook Kim."), people_agree=False)
    story = _save(other, story)
    with pytest.raises(UnableToPublish):
        _publish(story, 2)
    story = _save(facts, story)
    assert story.consent_version == 3
    _publish(story, 3)
    restore_version(version=story.page.versions.get(number=2), by=Actor.system("test"), at=MOMENT)
    with pytest.raises(UnableToPublish):
        _publish(story, 4)


def test_stories_of_the_editors_stand_between_those_of_plans(client: Client) -> None:
    at = timezone.now()
    village = VillageFactory(name="Lienden", slug="lienden")
    for title, audience in (("Voor iedereen", Audience.PUBLIC), ("Voor ons", Audience.INTERNAL)):
        story = save_story(
            facts=replace(_facts(villages=(village,), audience=audience), text=PageFacts(title, "Iedereen hielp.")),
            by=Actor.system("test"),
            at=at,
        )
        publish(page=story.page, number=1, by=Actor.system("test"), at=at)
    shown = client.get("/verhalen/").content.decode()
    assert "Voor iedereen" in shown
    assert "Voor ons" not in shown
    page = client.get("/verhalen/voor-iedereen/").content.decode()
    assert "Noor Voorbeeld" in page
    assert "Bo Voorbeeld" in page
    assert client.get("/verhalen/voor-ons/").status_code == 404
    colleague = sign_in(client, officer_with(Permission.READ_OFFICE))
    assert "Voor ons" in colleague.get("/werk/redactie/leren/").content.decode()
    assert "Noor Voorbeeld" in colleague.get("/werk/redactie/lezen/voor-ons/").content.decode()


def test_a_story_is_written_at_the_desk(client: Client) -> None:
    desk = sign_in(client, officer_with(Permission.WRITE_PAGES, Permission.PUBLISH_PAGES))
    data = {"title": "Het plein", "body": "Iedereen hielp.", "shows_people": "on", "audience": "public"}
    desk.post("/werk/redactie/nieuw/story/", data)
    story = VillageStory.objects.get()
    refused = desk.post(f"/werk/redactie/{story.page_id}/publiceren/", {})
    assert refused.status_code == 422
    assert "herkenbaar" in refused.content.decode()
