"""What can be found of stories of plans: those that were agreed with, by whom they may be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kernkracht.editorial.pages.models import Audience
from kernkracht.foundation.search.declarations import Entry, SearchKind, Source, declare_kind, declare_source

from .models import Story

STORY = SearchKind("story", _("Verhalen van plannen"))
INTERNAL = "internal"


def entries(keys: Sequence[int], at: datetime) -> Iterable[Entry]:
    """Stories that are told; one for colleagues only is found by colleagues only."""
    for row in Story.objects.told().filter(pk__in=keys).select_related("application"):
        village = row.application.village_id
        is_public = row.audience == Audience.PUBLIC
        yield Entry(
            row.pk,
            STORY.code if is_public else INTERNAL,
            row.title,
            row.slug if is_public else f"plan/{row.slug}",
            text=row.text,
            villages=(village,) if village else (),
            moment=row.published_at or row.proposed_at,
        )


declare_kind(STORY)
declare_source(Source("planstory", "settlements.Story", entries))
