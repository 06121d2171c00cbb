"""Stories that anybody may read."""

from __future__ import annotations

from django.db.models import QuerySet

from kernkracht.foundation.documents.models import StoredDocument
from kernkracht.grants.applications.models import GrantApplication

from ..models import Story, StoryState


def public_stories() -> QuerySet[Story]:
    """What is on the website, newest first."""
    rows = Story.objects.public().select_related("application__village").prefetch_related("photos__document")
    return rows.order_by("-published_at", "-pk")


def public_story(slug: str) -> Story | None:
    return public_stories().filter(slug=slug).first()


def public_story_photo(slug: str, pk: int) -> StoredDocument | None:
    """A picture of a story that is public now."""
    rows = StoredDocument.objects.filter(
        story_photos__pk=pk, story_photos__story__slug=slug, story_photos__story__state=StoryState.PUBLISHED
    )
    return rows.first()


def story_of(case: GrantApplication) -> Story | None:
    """The public story of a plan."""
    return public_stories().filter(application=case).first()
