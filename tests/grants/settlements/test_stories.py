"""A story is public only with the agreement of who made the plan, and only as it was read."""

from __future__ import annotations

import pytest

from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.grants.settlements.actions import (
    UnableToTell,
    add_photo,
    ask_story,
    decline_story,
    publish_story,
    withdraw_story,
)
from kernkracht.grants.settlements.models import Story, StoryPhoto
from kernkracht.grants.settlements.queries import public_stories, public_story, public_story_photo, story_of
from tests.factories.settlements import AFTERWARDS, LIGHT, Granted, picture

pytestmark = pytest.mark.django_db


def asked(granted: Granted, **more: object) -> Story:
    fields = {"title": "Twaalf bomen", "text": "Buren plantten bomen.", "photos": [], **more}
    return ask_story(report=granted.report, by=granted.settler.actor, at=AFTERWARDS, **fields)  # type: ignore[arg-type]


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
