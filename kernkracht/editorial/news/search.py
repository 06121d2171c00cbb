"""What can be found of news."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kernkracht.editorial.pages.models import PageKind
from kernkracht.editorial.pages.queries import text_entries
from kernkracht.foundation.search.declarations import Entry, SearchKind, Source, Watch, declare_kind, declare_source

from .models import NewsPost

NEWS = SearchKind("news", _("Nieuws"))


def entries(keys: Sequence[int], at: datetime) -> Iterable[Entry]:
    """Posts for as long as they are on the website, also those that begin later."""
    facts = {row.page_id: row for row in NewsPost.objects.filter(page__in=keys).prefetch_related("villages")}
    for entry in text_entries(keys, at, NEWS.code, [PageKind.NEWS]):
        if row := facts.get(entry.object_id):
            villages = tuple(village.pk for village in row.villages.all())
            yield replace(entry, villages=villages)


declare_kind(NEWS)
declare_source(
    Source(
        "news",
        "pages.Page",
        entries,
        (
            Watch("pages.Page", columns=("slug", "language", "kind", "audience")),
            Watch("pages.Publication", "page"),
            Watch("news.NewsPost", "page"),
            Watch("news.NewsPost.villages.through", "newspost__page"),
        ),
    )
)
