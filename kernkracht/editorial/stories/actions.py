"""Telling a story, with both names beside it and the consent of who is in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kernkracht.community.people.models import User
from kernkracht.community.villages.models import Village
from kernkracht.editorial.pages.actions import (
    PageFacts,
    UnableToPublish,
    add_version,
    begin_page,
    require_writer,
)
from kernkracht.editorial.pages.models import Audience, PageKind, Publication
from kernkracht.foundation.audit.models import Actor

from .models import VillageStory


@dataclass(frozen=True)
class StoryFacts:
    """A text with what makes it a story. `people_agree`: everybody recognisable in it agrees with exactly this text."""

    text: PageFacts
    villages: tuple[Village, ...] = ()
    coordinator: User | None = None
    officer: User | None = None
    shows_people: bool = True
    people_agree: bool = False
    audience: str = Audience.PUBLIC


def save_story(
    *, facts: StoryFacts, by: Actor, at: datetime, story: VillageStory | None = None, seen: int | None = None
) -> VillageStory:
    """Begin a story, or save its next version. Consent is recorded anew with each version that has it.

    Raises `UnableToSave` and `NotAllowedToWrite`.
    """
    with transaction.atomic(durable=True):
        before = tuple(story.villages.order_by("pk")) if story else ()
        require_writer(by, at, {*before, *facts.villages})
        if story is None:
            page = begin_page(kind=PageKind.STORY, facts=facts.text, audience=facts.audience, by=by, at=at)
            story = VillageStory(page=page)
        else:
            add_version(page=story.page, facts=facts.text, seen=seen, audience=facts.audience, by=by, at=at)
        story.coordinator, story.officer, story.shows_people = facts.coordinator, facts.officer, facts.shows_people
        agreed = facts.shows_people and facts.people_agree
        number = story.page.versions.order_by("-number").values_list("number", flat=True)[0]
        story.consent_version = number if agreed else None
        story.consent_recorded_by, story.consent_recorded_at = (by, at) if agreed else (None, None)
        story.save()
        story.villages.set(facts.villages)
        return story


def require_consent(publication: Publication, by: Actor, at: datetime) -> None:
    """No version is read before its people agreed with it, and none without both names (R338).

    Raises `UnableToPublish`.
    """
    story = VillageStory.objects.filter(page=publication.page_id).first()
    if story is None or (story.shows_people and story.consent_version != publication.version.number):
        raise UnableToPublish(
            _("Leg eerst vast dat iedereen die herkenbaar is, deze versie goedvindt. Dat doet u bij het schrijven.")
        )
    if story.coordinator_id is None or story.officer_id is None:
        raise UnableToPublish(_("Noem bij het verhaal de contactpersoon van het dorp en de collega die het uitvoerde."))
