"""Which approach works in which village, and which village taught us what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from kernkracht.community.villages.models import Village
from kernkracht.editorial.pages.models import Audience, PageKind, Publication
from kernkracht.editorial.pages.queries import live_pages

from .models import Approach, Lesson


def lessons(
    at: datetime,
    *,
    village: Village | None = None,
    approach: Approach | None = None,
    audience: str = Audience.PUBLIC,
) -> QuerySet[Publication]:
    """Lessons that may be read now, newest first, of a village, of an approach, or both (R267)."""
    rows = live_pages(at, PageKind.LESSON, audience=audience).filter(page__lesson__isnull=False)
    if village is not None:
        rows = rows.filter(page__lesson__villages=village)
    if approach is not None:
        rows = rows.filter(page__lesson__approach=approach)
    return rows.select_related("page__lesson__approach").prefetch_related("page__lesson__villages")


@dataclass(frozen=True)
class Tally:
    """How often an approach was tried, in the lessons that may be read, and how it went."""

    approach: str
    outcomes: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.outcomes.values())


def approaches_compared(rows: QuerySet[Publication]) -> list[Tally]:
    """The lessons of `rows` counted by approach and outcome, the most tried first."""
    found: dict[str, dict[str, int]] = {}
    shown = Lesson.objects.filter(page__in=rows.order_by().values("page"))
    counted = shown.values_list("approach__label", "outcome").annotate(n=Count("pk")).order_by("approach__label")
    for label, outcome, number in counted:
        found.setdefault(label, {})[outcome] = number
    return sorted(
        (Tally(label, outcomes) for label, outcomes in found.items()), key=lambda row: (-row.total, row.approach)
    )
