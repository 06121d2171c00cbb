"""What can be found of lessons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kernkracht.editorial.pages.models import PageKind
from kernkracht.editorial.pages.queries import text_entries
from kernkracht.foundation.search.declarations import Entry, SearchKind, Source, Watch, declare_kind, declare_source

from .models import Lesson

LESSON = SearchKind("lesson", _("Lessen"))


def entries(keys: Sequence[int], at: datetime) -> Iterable[Entry]:
    """Lessons with how it went and why; an internal one for colleagues."""
    lessons = Lesson.objects.filter(page__in=keys).select_related("approach").prefetch_related("villages")
    facts = {row.page_id: row for row in lessons}
    for entry in text_entries(keys, at, LESSON.code, [PageKind.LESSON]):
        if row := facts.get(entry.object_id):
            villages = tuple(village.pk for village in row.villages.all())
            text = f"{entry.text} {row.approach.label} {row.why}"
            yield replace(entry, villages=villages, text=text)


declare_kind(LESSON)
declare_source(
    Source(
        "lesson",
        "pages.Page",
        entries,
        (
            Watch("pages.Page", columns=("slug", "language", "kind", "audience")),
            Watch("pages.Publication", "page"),
            Watch("lessons.Lesson", "page"),
            Watch("lessons.Lesson.villages.through", "lesson__page"),
            Watch("lessons.Approach", "lessons__page", columns=("label",)),
        ),
    )
)
