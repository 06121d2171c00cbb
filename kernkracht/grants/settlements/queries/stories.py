"""Stories that anybody may read."""

from __future__ import annotations

from django.db.models import QuerySet

from kernkracht.editorial.pages.models import Audience
from kernkracht.foundation.documents.models import StoredDocument
from kernkracht.grants.applications.models import GrantApplication

from ..models import Story, StoryPhoto


def public_stories() -> QuerySet[Story]:
    """What is on the website, newest first."""
    return stories_for(Audience.PUBLIC)


def stories_for(audience: str) -> QuerySet[Story]:
    """What these readers may read, newest first: colleagues read what everybody reads and what is told to them."""
    rows = Story.objects.public() if audience == Audience.PUBLIC else Story.objects.told()
    names = ("coordinator__contact_card", "officer__contact_card")
    return (
        rows.select_related("application__village", *names)
        .prefetch_related("photos__photo")
        .order_by("-published_at", "-pk")
    )


def public_story(slug: str) -> Story | None:
    return public_stories().filter(slug=slug).first()


def public_story_photo(slug: str, pk: int) -> StoredDocument | None:
    """A picture of a story that is public now."""
    return story_photo_for(Audience.PUBLIC, slug, pk)


def story_photo_for(audience: str, slug: str, pk: int) -> StoredDocument | None:
    """A picture of a story that these readers may read."""
    rows = StoryPhoto.objects.filter(pk=pk, story__slug=slug, story__in=stories_for(audience))
    found = rows.select_related("photo__document").first()
    return found.photo.document if found else None


def story_of(case: GrantApplication) -> Story | None:
    """The public story of a plan."""
    return public_stories().filter(application=case).first()


def story_of_number(number: str) -> Story | None:
    """The same, by the number of the case."""
    return public_stories().filter(application__number=number).first()
