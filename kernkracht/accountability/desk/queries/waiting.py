"""Who owes whom what, and since when: colleagues and partners who were asked something."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.timezone import localdate

from kernkracht.community.people.permission_codes import Permission
from kernkracht.grants.applications.models import OPEN_STATES as OPEN_CASES
from kernkracht.grants.applications.models import Advice
from kernkracht.participation.questions.models import OPEN_STATES, DrawnIn

from .posts import Focus, Posts
from .promises import MOST, away


@dataclass(frozen=True)
class WaitingRow:
    """Somebody was asked something and did not answer. `pk` is that of what was asked."""

    kind: str
    key: str
    pk: int
    asked: str
    whom: str
    is_partner: bool
    is_away: bool
    is_me: bool
    since: date
    days: int


def waiting_rows(posts: Posts, focus: Focus, on: date) -> list[WaitingRow]:
    """What others owe on the work in focus, and what the reader owes to others; the longest first."""
    rows = [*_drawn_in(posts, focus, on), *_advices(posts, focus, on)]
    return sorted(rows, key=lambda row: (row.since, row.key))


def _drawn_in(posts: Posts, focus: Focus, on: date) -> list[WaitingRow]:
    if Permission.READ_OFFICE not in posts.rights() and Permission.HANDLE_QUESTION not in posts.rights():
        return []
    handled = posts.villages_with(Permission.HANDLE_QUESTION)
    seen = Q() if handled is None else Q(question__village__in=handled)
    wanted = Q(colleague=posts.user) | seen & focus.about("question__village", "question__content_owner")
    rows = DrawnIn.objects.filter(wanted, replied_at=None, question__state__in=OPEN_STATES)
    rows = rows.select_related("question", "colleague", "partner").annotate(whom_is_away=away("colleague_id", on))
    return [
        WaitingRow(
            kind="question",
            key=row.question.number,
            pk=row.pk,
            asked=row.asked,
            whom=str(row.partner or row.colleague),
            is_partner=row.partner_id is not None,
            is_away=row.whom_is_away,
            is_me=row.colleague_id == posts.user.pk,
            since=localdate(row.asked_at),
            days=(on - localdate(row.asked_at)).days,
        )
        for row in rows.order_by("asked_at", "pk")[:MOST]
    ]


def _advices(posts: Posts, focus: Focus, on: date) -> list[WaitingRow]:
    if Permission.READ_OFFICE not in posts.rights():
        return []
    wanted = Q(asked_of=posts.user) | focus.about("application__village", "application__handler")
    rows = Advice.objects.filter(wanted, answered_at=None, application__state__in=OPEN_CASES)
    rows = rows.select_related("application", "asked_of").annotate(whom_is_away=away("asked_of_id", on))
    return [
        WaitingRow(
            kind="case",
            key=row.application.number or "",
            pk=row.pk,
            asked=row.question,
            whom=str(row.asked_of),
            is_partner=False,
            is_away=row.whom_is_away,
            is_me=row.asked_of_id == posts.user.pk,
            since=localdate(row.asked_at),
            days=(on - localdate(row.asked_at)).days,
        )
        for row in rows.order_by("asked_at", "pk")[:MOST]
    ]
