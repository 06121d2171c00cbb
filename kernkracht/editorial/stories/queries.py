"""Stories of the editors that may be read."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from kernkracht.editorial.pages.models import Audience, PageKind, Publication
from kernkracht.editorial.pages.queries import live_pages


def village_stories(at: datetime, *, audience: str = Audience.PUBLIC) -> QuerySet[Publication]:
    """What may be read now, newest first, each with both names and its villages."""
    rows = live_pages(at, PageKind.STORY, audience=audience).filter(page__village_story__isnull=False)
    return rows.select_related(
        "page__village_story__coordinator__contact_card", "page__village_story__officer__contact_card"
    ).prefetch_related("page__village_story__villages")
