"""What can be found of the editors’ stories; those of plans stand in `grants.settlements`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kernkracht.editorial.pages.models import PageKind
from kernkracht.editorial.pages.queries import text_entries
from kernkracht.foundation.search.declarations import Entry, SearchKind, Source, Watch, declare_kind, declare_source

from .models import VillageStory

VILLAGESTORY = SearchKind("villagestory", _("Verhalen"))


def entries(keys: Sequence[int], at: datetime) -> Iterable[Entry]:
    """Stories that people agreed with; an internal one for colleagues."""
    facts = {row.page_id: row for row in VillageStory.objects.filter(page__in=keys).prefetch_related("villages")}
    for entry in text_entries(keys, at, VILLAGESTORY.code, [PageKind.STORY]):
        if row := facts.get(entry.object_id):
            villages = tuple(village.pk for village in row.villages.all())
            yield replace(entry, villages=villages)


declare_kind(VILLAGESTORY)
declare_source(
    Source(
        "villagestory",
        "pages.Page",
        entries,
        (
            Watch("pages.Page", columns=("slug", "language", "kind", "audience")),
            Watch("pages.Publication", "page"),
            Watch("stories.VillageStory", "page"),
            Watch("stories.VillageStory.villages.through", "villagestory__page"),
        ),
    )
)
