"""Days that were promised: of questions, of decisions, and of action points; with who keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q

from kernkracht.community.gatherings.models import ActionPointOfGathering
from kernkracht.community.people.models import Absence
from kernkracht.community.people.permission_codes import Permission
from kernkracht.grants.applications.models import GrantApplication
from kernkracht.participation.questions.models import DrawnIn, Question

from .posts import Focus, Posts

AHEAD = timedelta(days=14)
"""Promises of so far ahead stand on the desk; later ones wait in their own lists."""
MOST = 200
"""So many rows of one kind are read at most; the pages of the kinds themselves show all."""


@dataclass(frozen=True)
class DueRow:
    """One promise. `owner` is who does the work, "" for nobody; `is_alone`: nobody who is there has it."""

    kind: str
    key: str
    title: str
    village: str
    due_on: date
    owner: str
    owner_is_away: bool
    is_mine: bool
    is_alone: bool
    is_new: bool
    came_at: datetime | None
    asked: str = ""

    def is_late(self, on: date) -> bool:
        return self.due_on < on


def question_rows(posts: Posts, focus: Focus, on: date, since: datetime) -> list[DueRow]:
    """Open questions that come due or are new, that the reader may see; the nearest promise first."""
    if Permission.HANDLE_QUESTION not in posts.rights():
        return []
    drawn = DrawnIn.objects.filter(question=OuterRef("pk"), colleague=posts.user).order_by()
    handled = posts.villages_with(Permission.HANDLE_QUESTION)
    seen = Q() if handled is None else Q(village__in=handled) | Q(Exists(drawn))
    wanted = Q(promised_on__lte=on + AHEAD) | Q(asked_at__gt=since)
    rows = Question.objects.open().filter(seen, wanted, focus.about("village", "content_owner"))
    rows = rows.select_related("village", "theme", "content_owner").annotate(owner_is_away=away("content_owner_id", on))
    return [_of_question(row, posts, since) for row in rows.order_by("promised_on", "pk")[:MOST]]


def case_rows(posts: Posts, focus: Focus, on: date, since: datetime) -> list[DueRow]:
    """Open cases whose decision comes due or that are new; the first to end first."""
    if Permission.READ_OFFICE not in posts.rights():
        return []
    wanted = Q(due_on__lte=on + AHEAD) | Q(submitted_at__gt=since)
    rows = GrantApplication.objects.open().filter(wanted, focus.about("village", "handler"), due_on__isnull=False)
    rows = rows.select_related("village", "scheme", "handler").annotate(owner_is_away=away("handler_id", on))
    return [_of_case(row, posts, since) for row in rows.order_by("due_on", "pk")[:MOST]]


def point_rows(posts: Posts, focus: Focus, on: date) -> list[DueRow]:
    """Open action points of gatherings that come due: those of the people in focus, or everybody's."""
    owned = Q() if focus.villages is None else Q(owner__in=focus.people)
    rows = ActionPointOfGathering.objects.filter(owned, done_at=None, due_on__lte=on + AHEAD)
    rows = rows.select_related("gathering", "owner").annotate(owner_is_away=away("owner_id", on))
    return [_of_point(row, posts) for row in rows.order_by("due_on", "pk")[:MOST]]


def away(field: str, on: date) -> Exists:
    """Whether the person in this field is marked absent that day."""
    return Exists(Absence.objects.on(on).filter(user=OuterRef(field)).order_by())


def _of_question(row: Any, posts: Posts, since: datetime) -> DueRow:
    return DueRow(
        kind="question",
        key=row.number,
        title=row.text,
        village=row.village.name,
        due_on=row.promised_on,
        owner=str(row.content_owner or ""),
        owner_is_away=_is_away(row.content_owner, row),
        is_mine=row.content_owner_id == posts.user.pk,
        is_alone=_is_alone(row.content_owner, row, row.village_id, posts),
        is_new=row.asked_at > since,
        came_at=row.asked_at,
        asked=row.theme.label if row.theme else "",
    )


def _of_case(row: Any, posts: Posts, since: datetime) -> DueRow:
    return DueRow(
        kind="case",
        key=row.number,
        title=row.title or row.scheme.name,
        village=row.village.name if row.village else "",
        due_on=row.due_on,
        owner=str(row.handler or ""),
        owner_is_away=_is_away(row.handler, row),
        is_mine=row.handler_id == posts.user.pk,
        is_alone=_is_alone(row.handler, row, row.village_id, posts),
        is_new=row.submitted_at is not None and row.submitted_at > since,
        came_at=row.submitted_at,
        asked=row.scheme.name,
    )


def _of_point(row: Any, posts: Posts) -> DueRow:
    return DueRow(
        kind="point",
        key=str(row.gathering_id),
        title=row.text,
        village="",
        due_on=row.due_on,
        owner=str(row.owner),
        owner_is_away=_is_away(row.owner, row),
        is_mine=row.owner_id == posts.user.pk,
        is_alone=_is_away(row.owner, row),
        is_new=False,
        came_at=None,
        asked=row.gathering.title,
    )


def _is_away(owner: Any, row: Any) -> bool:
    return owner is not None and (row.owner_is_away or not owner.is_active)


def _is_alone(owner: Any, row: Any, village: int | None, posts: Posts) -> bool:
    """Nobody who is there does it, and nobody who is there serves the village."""
    if owner is not None and not _is_away(owner, row):
        return False
    return village is None or posts.server_of(village) is None
