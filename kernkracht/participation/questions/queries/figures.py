"""Promises kept per village and half-year, and overdue answers per department (R227, R231)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from kernkracht.community.people.models import Team
from kernkracht.community.villages.models import Village
from kernkracht.foundation.legal_settings.models import LegalSetting

from .. import legal
from ..models import Promise, Question, QuickPoll


@dataclass(frozen=True)
class PromiseFigure:
    """Promises whose day lies in a half-year: how many, how many kept. `is_shown` from the lower limit on."""

    first: date
    last: date
    total: int
    kept: int
    minimum: int

    @property
    def is_shown(self) -> bool:
        return self.total >= self.minimum

    @property
    def percent(self) -> int:
        return round(100 * self.kept / self.total) if self.total else 0


def half_year_of(day: date) -> tuple[date, date]:
    """The first and last day of the half-year of a day."""
    if day.month <= 6:
        return date(day.year, 1, 1), date(day.year, 6, 30)
    return date(day.year, 7, 1), date(day.year, 12, 31)


def kept_promises(village: Village, on: date) -> PromiseFigure:
    """The figure of a village for the half-year of `on`, counted up to that day.

    A promise counts when its answer was sent, or when its day has passed without one; then it was not kept.
    """
    done, (first, last) = _counted_on(on)
    rows = Promise.objects.filter(done, village=village, promised_on__range=(first, last))
    counted = rows.aggregate(total=Count("pk"), kept=Count("pk", filter=Q(kept=True)))
    return PromiseFigure(first, last, counted["total"], counted["kept"], legal.public_minimum(on))


def _counted_on(on: date) -> tuple[Q, tuple[date, date]]:
    """Which promises of a half-year count by a day."""
    return Q(kept__isnull=False) | Q(promised_on__lt=on), half_year_of(on)


def asked_in(villages: QuerySet[Village], on: date) -> QuerySet[Village]:
    """The villages with what their page says about questions, in the same query: figures, an open poll, the limit.

    Read them with `promise_figure_of` and `promised_days_in`, and as `poll_pk` and `poll_text` (None without a poll).
    """
    done, half_year = _counted_on(on)
    mine = Promise.objects.filter(done, village=OuterRef("pk"), promised_on__range=half_year).order_by()
    counted = mine.values("village")
    poll = QuickPoll.objects.filter(village=OuterRef("pk"), state=QuickPoll.State.OPEN, closes_on__gte=on)
    poll = poll.order_by("closes_on", "pk")
    return villages.annotate(
        promises_made=Coalesce(Subquery(counted.annotate(n=Count("pk")).values("n")), 0),
        promises_kept=Coalesce(Subquery(counted.annotate(n=Count("pk", filter=Q(kept=True))).values("n")), 0),
        promise_minimum=_setting("question.public_minimum", on),
        promise_days=_setting("question.answer_days", on),
        poll_pk=Subquery(poll.values("pk")[:1]),
        poll_text=Subquery(poll.values("text")[:1]),
    )


def _setting(key: str, on: date) -> Subquery:
    """The value that the municipality set for a day, as part of another query; NULL where the default counts."""
    rows = LegalSetting.objects.filter(key=key, valid_from__lte=on).order_by("-valid_from")
    return Subquery(rows.values("value")[:1])


def promised_days_in(village: Village) -> int:
    """Within how many days an answer is promised, from a village that came with `asked_in`; no query."""
    row: Any = village
    return legal.DEFAULT_ANSWER_DAYS if row.promise_days is None else int(row.promise_days)


def promise_figure_of(village: Village, on: date) -> PromiseFigure:
    """The figure of a village that came with `asked_in`; no query."""
    first, last = half_year_of(on)
    row: Any = village
    minimum = legal.DEFAULT_MINIMUM if row.promise_minimum is None else int(row.promise_minimum)
    return PromiseFigure(first, last, row.promises_made, row.promises_kept, minimum)


@dataclass(frozen=True)
class DepartmentRow:
    """What lies with one department; `department` is None for what was given to nobody. `longest` is in days."""

    department: Team | None
    open: int
    late: int
    longest: int


def overdue_by_department(on: date) -> list[DepartmentRow]:
    """Open and overdue questions per department, the most overdue first (R231)."""
    teams = {team.pk: team for team in Team.objects.all()}
    found: dict[int | None, list[date]] = {}
    for department, promised_on in Question.objects.open().values_list("department", "promised_on").order_by("pk"):
        found.setdefault(department, []).append(promised_on)
    rows = [
        DepartmentRow(
            department=teams.get(key) if key else None,
            open=len(days),
            late=sum(day < on for day in days),
            longest=max(((on - day) // timedelta(days=1) for day in days if day < on), default=0),
        )
        for key, days in found.items()
    ]
    return sorted(rows, key=lambda row: (-row.late, -row.open, row.department.name if row.department else ""))
