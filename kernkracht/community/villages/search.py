"""What can be found of villages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.search.declarations import Entry, SearchKind, Source, Watch, declare_kind, declare_source

from .models import Village

VILLAGE = SearchKind("village", _("Dorpen"))


def entries(keys: Sequence[int], at: datetime) -> Iterable[Entry]:
    """Villages that are, with their area."""
    for row in Village.objects.active().filter(pk__in=keys).select_related("area"):
        text = f"{row.introduction} {row.area.name}"
        yield Entry(row.pk, VILLAGE.code, row.name, row.slug, text=text, villages=(row.pk,))


declare_kind(VILLAGE)
declare_source(
    Source(
        "village",
        "villages.Village",
        entries,
        (
            Watch("villages.Village", columns=("name", "slug", "status", "introduction", "area")),
            Watch("villages.Area", "villages", columns=("name",)),
        ),
    )
)
