"""A story is public only with the agreement of who made the plan, and only as it was read."""

from __future__ import annotations

import pytest

from kernkracht.editorial.pages.models import Audience
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.grants.settlements.actions import (
    Telling,
    UnableToTell,
    add_photo,
    ask_story,
    decline_story,
    publish_story,
    withdraw_story,
)
from kernkracht.grants.settlements.models import Story, StoryPhoto
from kernkracht.grants.settlements.queries import (
    public_stories,
    public_story,
    public_story_photo,
    stories_for,
    story_of,
    story_photo_for,
)
from tests.factories.settlements import AFTERWARDS, LIGHT, Granted, picture

pytestmark = pytest.mark.django_db


def asked(granted: Granted, **more: object) -> Story:
    names = {"coordinator": granted.settler, "officer": granted.desk.decider}
    fields = {"title": "Twaalf bomen", "text": "Buren plantten bomen.", "photos": [], **names, **more}
    telling = Telling(**fields)  # type: ignore[arg-type] # fields of a test
    return ask_story(report=granted.report, telling=telling, by=granted.settler.actor, at=AFTERWARDS)


def told() -> Granted:
    granted = Granted(LIGHT)
    add_photo(report=granted.report, file=(picture(), "f.jpg"), caption="Bomen", by=granted.receiver, at=AFTERWARDS)
    granted.hand_in()
    return granted


def test_asked_is_not_public_and_agreed_is() -> None:
    granted = told()
    story = asked(granted, photos=[granted.report.photos.get().pk])
    photo = StoryPhoto.objects.get()
    assert public_story(story.slug) is None
    assert public_story_photo(story.slug, photo.pk) is None
    assert "verhaal/" in OutboxMessage.objects.get(kind="report_story").body_text
    publish_story(story=story, seen=story.proposed_at, by=granted.receiver, at=AFTERWARDS)
    assert public_story(story.slug) == story_of(granted.desk.case) == story
    assert public_story_photo(story.slug, photo.pk) == photo.photo.document


def test_a_story_for_colleagues_is_not_public() -> None:
    """R266: internal or public; both need the maker's yes."""
    granted = told()
    story = asked(granted, photos=[granted.report.photos.get().pk], audience=Audience.INTERNAL)
    assert "aan onze collega’s" in OutboxMessage.objects.get(kind="report_story").body_text
    assert not stories_for(Audience.INTERNAL).exists()
    publish_story(story=story, seen=story.proposed_at, by=granted.receiver, at=AFTERWARDS)
    photo = StoryPhoto.objects.get()
    assert public_story(story.slug) is None
    assert story_of(granted.desk.case) is None
    assert public_story_photo(story.slug, photo.pk) is None
    assert list(stories_for(Audience.INTERNAL)) == [story]
    assert story_photo_for(Audience.INTERNAL, story.slug, photo.pk) == photo.photo.document


@pytest.mark.parametrize("missing", ["coordinator", "officer"])
def test_both_names_stand_beside_a_story(missing: str) -> None:
    """R338."""
    with pytest.raises(UnableToTell, match="Noem de contactpersoon"):
        asked(told(), **{missing: None})
    assert not Story.objects.exists()


def test_another_text_than_was_read_is_not_published() -> None:
    granted = told()
    story = asked(granted)
    with pytest.raises(UnableToTell, match="intussen veranderd"):
        publish_story(story=story, seen=granted.later(-1), by=granted.receiver, at=AFTERWARDS)
    assert not public_stories().exists()


def test_no_is_no_and_may_be_asked_again() -> None:
    granted = told()
    decline_story(story=asked(granted), by=granted.receiver, at=AFTERWARDS)
    assert not public_stories().exists()
    assert asked(granted, title="Anders").state == "asked"


def test_withdrawn_is_gone_at_once() -> None:
    granted = told()
    story = asked(granted)
    publish_story(story=story, seen=story.proposed_at, by=granted.receiver, at=AFTERWARDS)
    withdraw_story(story=story, by=granted.receiver, at=granted.later(400))
    assert not public_stories().exists()
    with pytest.raises(UnableToTell):
        withdraw_story(story=story, by=granted.receiver, at=granted.later(401))


def test_without_a_report_there_is_no_story() -> None:
    with pytest.raises(UnableToTell, match="als het verslag binnen is"):
        asked(Granted(LIGHT))
