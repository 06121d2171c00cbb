"""All villages with what lies there and when anybody of the municipality last heard from them: one query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, DateField, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from kernkracht.community.gatherings.models import Gathering
from kernkracht.community.people.models import User
from kernkracht.community.presence.models import ContactMoment, Presence
from kernkracht.community.villages.models import Village
from kernkracht.grants.applications.models import GrantApplication
from kernkracht.participation.observations.models import VisitNote
from kernkracht.participation.questions.models import Question

from .posts import Posts

CONTACTS = ("visit", "presence", "gathering", "group", "question", "case")
"""What counts as contact with a village, the most telling first; a day that has more than one names the first."""


@dataclass(frozen=True)
class VillageRow:
    """One village: who serves it (None: nobody), what is open, and the last contact (None: none that we know of)."""

    village: Village
    server: User | None
    open_questions: int
    late_questions: int
    next_promise: date | None
    open_cases: int
    late_cases: int
    last_on: date | None
    last_kind: str
    days: int | None

    @property
    def is_served(self) -> bool:
        return self.server is not None

    @property
    def open(self) -> int:
        return self.open_questions + self.open_cases

    @property
    def late(self) -> int:
        return self.late_questions + self.late_cases


def village_rows(posts: Posts, on: date, at: datetime) -> list[VillageRow]:
    """Every active village in its own order."""
    rows = Village.objects.active().annotate(**_open(on), **_contacts(on, at))
    return [_row(village, posts, on) for village in rows]


def quiet_first(rows: list[VillageRow]) -> list[VillageRow]:
    """Villages of which we know no contact, then the longest ago."""
    return sorted(rows, key=lambda row: (row.last_on is not None, row.last_on, row.village.sort_order))


def _row(village: Any, posts: Posts, on: date) -> VillageRow:
    days = {kind: _day(getattr(village, f"last_{kind}")) for kind in CONTACTS}
    known = {kind: day for kind, day in days.items() if day is not None}
    last_kind = max(known, key=lambda kind: known[kind], default="")
    last_on = known.get(last_kind)
    return VillageRow(
        village=village,
        server=posts.server_of(village.pk),
        open_questions=village.open_questions,
        late_questions=village.late_questions,
        next_promise=village.next_promise,
        open_cases=village.open_cases,
        late_cases=village.late_cases,
        last_on=last_on,
        last_kind=last_kind,
        days=(on - last_on).days if last_on else None,
    )


def _day(moment: date | datetime | None) -> date | None:
    return localdate(moment) if isinstance(moment, datetime) else moment


def _count(rows: QuerySet[Any]) -> Coalesce:
    here = rows.filter(village=OuterRef("pk")).order_by().values("village")
    return Coalesce(Subquery(here.annotate(n=Count("pk")).values("n")), 0)


def _open(on: date) -> dict[str, Any]:
    questions, cases = Question.objects.open(), GrantApplication.objects.open()
    nearest = questions.filter(village=OuterRef("pk")).order_by().values("village")
    return {
        "open_questions": _count(questions),
        "late_questions": _count(questions.filter(promised_on__lt=on)),
        "next_promise": Subquery(nearest.annotate(day=Min("promised_on")).values("day"), output_field=DateField()),
        "open_cases": _count(cases),
        "late_cases": _count(cases.filter(due_on__lt=on)),
    }


def _last(rows: QuerySet[Any], field: str) -> Subquery:
    return Subquery(rows.exclude(**{field: None}).order_by(f"-{field}").values(field)[:1])


def _contacts(on: date, at: datetime) -> dict[str, Any]:
    here = {"village": OuterRef("pk")}
    gatherings = Gathering.objects.filter(villages=OuterRef("pk"), ends_at__lte=at)
    return {
        "last_visit": _last(VisitNote.objects.filter(**here, visited_on__lte=on), "visited_on"),
        "last_presence": _last(Presence.objects.filter(**here, cancelled_at=None, ends_at__lte=at), "ends_at"),
        "last_gathering": _last(gatherings.exclude(state=Gathering.State.CANCELLED), "ends_at"),
        "last_group": _last(ContactMoment.objects.filter(group__villages=OuterRef("pk")), "spoken_on"),
        "last_question": _last(Question.objects.filter(**here), "asked_at"),
        "last_case": _last(GrantApplication.objects.received().filter(**here), "received_on"),
    }
