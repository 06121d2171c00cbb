"""Stories of plans and stories of the editors as one list: where each is told is the only difference."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from kernkracht.community.people.models import User
from kernkracht.community.villages.models import Village
from kernkracht.editorial.pages.models import Audience, Publication
from kernkracht.editorial.stories.queries import village_stories
from kernkracht.foundation.rich_text import as_words
from kernkracht.grants.settlements.models import Story
from kernkracht.grants.settlements.queries import stories_for

LONGEST_TEXT = 220


@dataclass(frozen=True)
class Told:
    """One story in a list. `photo` is the address of a picture; `is_internal`: only colleagues read it."""

    title: str
    url: str
    moment: datetime
    places: str
    text: str
    photo: str
    is_internal: bool


def told_to(audience: str, at: datetime, village: Village | None = None) -> list[Told]:
    """Every story that these readers may read, newest first; with `village` only those about it."""
    plans, others = stories_for(audience), village_stories(at, audience=audience)
    if village is not None:
        plans = plans.filter(application__village=village)
        others = others.filter(page__village_story__villages=village)
    found = [_of_plan(story) for story in plans] + [_of_editors(row) for row in others]
    return sorted(found, key=lambda told: told.moment, reverse=True)


def told_of_stories(villages: QuerySet[Village], at: datetime) -> QuerySet[Village]:
    """Each with `has_stories`, so that a page without any asks nothing more."""
    plans = Story.objects.public().filter(application__village=OuterRef("pk"))
    others = village_stories(at).filter(page__village_story__villages=OuterRef("pk"))
    return villages.annotate(has_stories=Exists(plans.order_by()) | Exists(others.order_by()))


def _of_plan(story: Story) -> Told:
    photos = list(story.photos.all())
    is_internal = story.audience == Audience.INTERNAL
    return Told(
        title=story.title,
        url=reverse("office_read_story" if is_internal else "story", args=[story.slug]),
        moment=story.published_at or story.proposed_at,
        places=story.application.village.name if story.application.village else "",
        text=_short(story.text),
        photo=reverse("story_photo", args=[story.slug, photos[0].pk]) if photos else "",
        is_internal=is_internal,
    )


def _of_editors(row: Publication) -> Told:
    is_internal = row.page.audience == Audience.INTERNAL
    picture = row.version.picture
    return Told(
        title=row.version.title,
        url=reverse("office_read" if is_internal else "story", args=[row.page.slug]),
        moment=row.live_from,
        places=", ".join(village.name for village in row.page.village_story.villages.all()),
        text=row.version.summary or _short(as_words(row.version.body)),
        photo=reverse("picture", args=[picture.key]) if picture else "",
        is_internal=is_internal,
    )


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT].rsplit(' ', 1)[0]} …"


def names_of(story: Any) -> list[str]:
    """Both names as their cards give them (R338); somebody who left is not named."""
    return [_public_name(user) for user in (story.coordinator, story.officer) if user is not None]


def _public_name(user: User) -> str:
    card = getattr(user, "contact_card", None)
    return str(card.public_name if card else user.name)
