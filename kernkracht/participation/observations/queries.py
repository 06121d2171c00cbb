"""Counts of partners per kind and month, the trends of a village, and notes of visits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from kernkracht.community.gatherings.models import Gathering
from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import villages_where
from kernkracht.community.presence.models import Presence
from kernkracht.community.themes.models import Theme
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor

from .models import PartnerCount, ReportKind, TrendNote, VisitNote

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


@dataclass(frozen=True)
class VisitFilter:
    """Which notes somebody wants: of a village, a theme, one writer, since a day."""

    village: Village | None = None
    theme: Theme | None = None
    writer: Actor | None = None
    since: date | None = None
    unused: bool = False


def visible_visit_notes(user: User, on: date) -> QuerySet[VisitNote]:
    """Notes of the villages that the reader visits or whose questions the reader handles; one’s own always."""
    visited = villages_where(user.actor, Permission.VISIT_VILLAGES, on)
    handled = villages_where(user.actor, Permission.HANDLE_QUESTION, on)
    mine = Q(village__in=visited) | Q(village__in=handled) | Q(written_by=user.actor)
    rows = VisitNote.objects.filter(mine).select_related(
        "village", "written_by__user", "presence", "gathering", "question", "trend"
    )
    return rows.prefetch_related("themes")


def visit_notes(user: User, wanted: VisitFilter, on: date) -> QuerySet[VisitNote]:
    """The notes that a reader asks for, the latest visit first."""
    rows = visible_visit_notes(user, on)
    narrowed = {"village": wanted.village, "themes": wanted.theme, "written_by": wanted.writer}
    rows = rows.filter(**{name: value for name, value in narrowed.items() if value is not None})
    if wanted.since:
        rows = rows.filter(visited_on__gte=wanted.since)
    if wanted.unused:
        rows = rows.filter(question__isnull=True, trend__isnull=True)
    return rows.order_by("-visited_on", "-received_at", "-pk")


RECENT = timedelta(days=7)
"""Moments of so long ago are offered on the form."""


def presences_to_note(user: User, at: datetime) -> QuerySet[Presence]:
    """The reader’s own moments in a village that began in the last week, the latest first; with `has_note`."""
    noted = VisitNote.objects.filter(presence=OuterRef("pk"), written_by=user.actor).order_by()
    rows = Presence.objects.filter(user=user, cancelled_at=None, starts_at__lte=at, starts_at__gt=at - RECENT)
    return rows.annotate(has_note=Exists(noted)).select_related("village").order_by("-starts_at", "-pk")


def gatherings_to_note(villages: QuerySet[Village], at: datetime) -> QuerySet[Gathering]:
    """Gatherings in these villages that began in the last week and went on, the latest first."""
    rows = Gathering.objects.filter(villages__in=villages, starts_at__lte=at, starts_at__gt=at - RECENT)
    rows = rows.exclude(state=Gathering.State.CANCELLED).distinct()
    return rows.prefetch_related("villages").order_by("-starts_at", "-pk")
