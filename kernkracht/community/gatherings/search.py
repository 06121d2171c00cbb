"""What can be found of gatherings: those that everybody may know of, ahead or held."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.search.declarations import Entry, SearchKind, Source, Watch, declare_kind, declare_source

from .models import Gathering
from .queries import public_gatherings

GATHERING = SearchKind("gathering", _("Bijeenkomsten"))


def entries(keys: Sequence[int], at: datetime) -> Iterable[Entry]:
    """Title, description, place and outcome; never who hosts or comes."""
    rows = public_gatherings().filter(pk__in=keys).exclude(state=Gathering.State.CANCELLED)
    for row in rows.prefetch_related("villages"):
        yield Entry(
            row.pk,
            GATHERING.code,
            row.title,
            f"{row.pk}-{row.slug}",
            text=" · ".join(filter(None, (row.kind.name, row.description, row.agenda, row.place, row.outcome))),
            villages=tuple(village.pk for village in row.villages.all()),
            moment=row.starts_at,
        )


declare_kind(GATHERING)
declare_source(
    Source(
        "gathering",
        "gatherings.Gathering",
        entries,
        (Watch("gatherings.Gathering"), Watch("gatherings.Gathering.villages.through", "gathering")),
    )
)
