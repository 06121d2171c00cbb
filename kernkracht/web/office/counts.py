"""The numbers beside the entries of the office menu, asked of the database in one question however many there are.

An entry is only shown to who may read it. What needs a right to be counted at all asks for it here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from django.db.models import CharField, Count, Q, QuerySet, Value
from django.http import HttpRequest
from django.utils import timezone

from kernkracht.community.gatherings.queries import action_points
from kernkracht.community.groups.queries import overdue_duties
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import villages_where
from kernkracht.community.volunteers.queries import new_offers
from kernkracht.editorial.pages.queries import waiting_pages
from kernkracht.foundation.notices.queries import unsent_messages
from kernkracht.grants.applications.models import OPEN_STATES, ApplicationState, GrantApplication
from kernkracht.grants.applications.queries import own_villages
from kernkracht.participation.questions.queries import questions_waiting
from kernkracht.web.context import OFFICE_COUNTS
from kernkracht.web.office.access import officer, rights_of
from kernkracht.web.office.groups.waiting import waiting_rows

Rows = QuerySet[Any]
Counted = Callable[[HttpRequest, date], Sequence[Rows]]


def register() -> None:
    """Called once, when the application is ready."""
    for url in WORK:
        OFFICE_COUNTS[url] = partial(_number, url)


def open_cases(request: HttpRequest, today: date) -> Sequence[Rows]:
    """Open cases of the reader's own villages, as the work list counts them."""
    villages = own_villages(officer(request), today)
    own = Q() if villages is None else Q(village__in=villages)
    return [GrantApplication.objects.filter(own, state__in=OPEN_STATES)]


def proposals(_request: HttpRequest, _today: date) -> Sequence[Rows]:
    """Proposals that wait for a decision, anywhere."""
    return [GrantApplication.objects.filter(state=ApplicationState.PROPOSED)]


def unsent(_request: HttpRequest, _today: date) -> Sequence[Rows]:
    """Messages that need a person: they failed or came back."""
    return [unsent_messages()]


def group_work(request: HttpRequest, today: date) -> Sequence[Rows]:
    """What groups of the reader's villages wait for."""
    if Permission.MANAGE_GROUPS not in rights_of(request):
        return []
    return waiting_rows(officer(request).actor, today)


def offers(request: HttpRequest, today: date) -> Sequence[Rows]:
    """Offers of volunteers that nobody handed over yet, in the reader's villages."""
    allowed = Permission.MANAGE_VOLUNTEERS in rights_of(request)
    return [new_offers(officer(request), today)] if allowed else []


def questions(request: HttpRequest, today: date) -> Sequence[Rows]:
    """Open questions of the reader's villages."""
    allowed = Permission.HANDLE_QUESTION in rights_of(request)
    return [questions_waiting(officer(request), today)] if allowed else []


def late_points(request: HttpRequest, today: date) -> Sequence[Rows]:
    """The reader's own action points of gatherings whose day passed."""
    return [action_points(today, officer(request), "late")]


def texts(request: HttpRequest, _today: date) -> Sequence[Rows]:
    """Texts that somebody handed over, for who may publish them."""
    return [waiting_pages()] if Permission.PUBLISH_PAGES in rights_of(request) else []


WORK: dict[str, Counted] = {
    "/werk/": open_cases,
    "/werk/besluiten/": proposals,
    "/werk/post/": unsent,
    "/werk/groepen/": group_work,
    "/werk/vrijwilligers/": offers,
    "/werk/vragen/": questions,
    "/werk/bijeenkomsten/": late_points,
    "/werk/redactie/": texts,
}
"""Which rows are counted beside which entry; their lists are added up."""


def _number(url: str, request: HttpRequest) -> int:
    if not hasattr(request, "office_numbers"):
        request.office_numbers = _counted(request, timezone.localdate())  # type: ignore[attr-defined] # ours
    found: Counter[str] = request.office_numbers  # type: ignore[attr-defined] # ours
    return found[url]


def _counted(request: HttpRequest, today: date) -> Counter[str]:
    """The number of every entry: one query, and one more for duties of covenants, whose days are computed."""
    parts = [_part(url, rows) for url, counted in WORK.items() for rows in counted(request, today)]
    found = Counter[str]()
    for url, number in parts[0].union(*parts[1:], all=True):
        found[url] += number
    if Permission.MANAGE_GROUPS in rights_of(request):
        mine = villages_where(officer(request).actor, Permission.MANAGE_GROUPS, today)
        found["/werk/groepen/"] += len(overdue_duties(today, villages=mine))
    return found


def _part(url: str, rows: Rows) -> Rows:
    plain = rows.model._default_manager.filter(pk__in=rows.order_by().values("pk")).order_by()
    part: Rows = plain.values(url=Value(url, CharField())).annotate(number=Count("pk")).values_list("url", "number")
    return part
