"""Counts of partners per kind and month, and the trends of a village."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, Sum

from kernkracht.community.villages.models import Village

from .models import PartnerCount, ReportKind, TrendNote

MONTHS = 6


@dataclass(frozen=True)
class KindRow:
    """One kind of report: each month with its number, None where nobody counted."""

    kind: str
    cells: tuple[tuple[date, int | None], ...]

    @property
    def total(self) -> int:
        return sum(count or 0 for _month, count in self.cells)


@dataclass(frozen=True)
class CountTable:
    months: tuple[date, ...]
    rows: tuple[KindRow, ...]


def last_months(today: date, count: int = MONTHS) -> tuple[date, ...]:
    """The first days of the last months up to and including this one, the oldest first."""
    ends = [today.year * 12 + today.month - 1 - back for back in range(count)]
    return tuple(date(month // 12, month % 12 + 1, 1) for month in reversed(ends))


def counts_of(village: Village, today: date) -> CountTable:
    """What partners counted in a village in the last months, per kind (R196)."""
    months = last_months(today)
    rows = PartnerCount.objects.filter(village=village, month__gte=months[0]).values("kind", "month").order_by("kind")
    found = {(row["kind"], row["month"]): row["n"] for row in rows.annotate(n=Sum("count"))}
    kinds = ReportKind.objects.filter(pk__in={kind for kind, _month in found})
    cells = {kind: tuple((month, found.get((kind.pk, month))) for month in months) for kind in kinds}
    return CountTable(months, tuple(KindRow(kind.label, cells[kind]) for kind in kinds))


def trends_of(village: Village) -> QuerySet[TrendNote]:
    return TrendNote.objects.filter(village=village).select_related("kind", "written_by__user")
