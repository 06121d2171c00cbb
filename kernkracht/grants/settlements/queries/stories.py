"""Stories that anybody may read."""

from __future__ import annotations

from django.db.models import QuerySet

from kernkracht.foundation.documents.models import StoredDocument
from kernkracht.grants.applications.models import GrantApplication

from ..models import Story, StoryPhoto, StoryState


def public_stories() -> QuerySet[Story]:
    """What is on the website, newest first."""
    rows = Story.objects.public().select_related("application__village").prefetch_related("photos__photo")
    return rows.order_by("-published_at", "-pk")


def public_story(slug: str) -> Story | None:
    return public_stories().filter(slug=slug).first()


def public_story_photo(slug: str, pk: int) -> StoredDocument | None:
    """A picture of a story that is public now."""
    rows = StoryPhoto.objects.filter(pk=pk, story__slug=slug, story__state=StoryState.PUBLISHED)
    found = rows.select_related("photo__document").first()
    return found.photo.document if found else None


def story_of(case: GrantApplication) -> Story | None:
    """The public story of a plan."""
    return public_stories().filter(application=case).first()


def story_of_number(number: str) -> Story | None:
    """The same, by the number of the case."""
    return public_stories().filter(application__number=number).first()
