"""The work list: what there is to do, counted by the very query that lists it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import duties_of, permissions_of
from kernkracht.community.villages.models import Village

from ..models import OPEN_STATES, Advice, ApplicationState, GrantApplication

PAGE_SIZE = 25
SOON = timedelta(days=7)
VIEWS = ("all", "mine", "unassigned", "late", "waiting", "to_decide", "advice")
TERMS = ("late", "week", "later")
SORTS: Mapping[str, tuple[Any, ...]] = {
    "term": (F("due_on").asc(nulls_last=True), "pk"),
    "-term": (F("due_on").desc(nulls_last=True), "-pk"),
    "received": ("received_on", "pk"),
    "-received": ("-received_on", "-pk"),
}


@dataclass(frozen=True)
class CaseFilter:
    """What somebody wants to see. Codes that do not exist count as not chosen, so an old link still works.

    `villages` is "own" (the villages of one's posts), "all", or a slug.
    """

    view: str = "all"
    text: str = ""
    villages: str = "own"
    scheme: str = ""
    term: str = ""
    state: str = ""
    sort: str = "term"
    page: int = 1

    def clean(self) -> CaseFilter:
        return CaseFilter(
            view=self.view if self.view in VIEWS else "all",
            text=" ".join(self.text.replace("\x00", "").split())[:100],
            villages=self.villages or "own",
            scheme=self.scheme,
            term=self.term if self.term in TERMS else "",
            state=self.state if self.state in ApplicationState.values and self.state != "draft" else "",
            sort=self.sort if self.sort in SORTS else "term",
            page=max(1, self.page),
        )


@dataclass(frozen=True)
class CaseList:
    """One page of the work list, with the number of cases in every view under the same filters."""

    filter: CaseFilter
    page: Page[GrantApplication]
    counts: Mapping[str, int] = field(default_factory=dict)
    own_villages: tuple[str, ...] = ()
    """Names of the villages that “own” stands for; empty when the person serves them all."""


def visible_cases(user: User, on: date) -> QuerySet[GrantApplication]:
    """Every received case, for somebody who may read the office's files; else none, as if they did not exist."""
    if Permission.READ_OFFICE not in permissions_of(user, on):
        return GrantApplication.objects.none()
    return GrantApplication.objects.received()


def own_villages(user: User, on: date) -> list[Village] | None:
    """The villages of somebody's posts; None when a post serves all of them, or when no post names any.

    Remembered on the account object, which lives as long as a request: menu and list ask the same.
    """
    known: dict[date, list[Village] | None] = user.__dict__.setdefault("_own_villages", {})
    if on not in known:
        known[on] = _villages_of_posts(user, on)
    return known[on]


def _villages_of_posts(user: User, on: date) -> list[Village] | None:
    duties = duties_of(user, on).order_by("pk").values_list("all_villages", "villages")
    served = [village for _everywhere, village in duties if village is not None]
    if not served or any(everywhere for everywhere, _village in duties):
        return None
    return list(Village.objects.filter(pk__in=served).order_by("sort_order", "name"))


def case_list(user: User, wanted: CaseFilter, *, on: date) -> CaseList:
    """The work list for somebody on a day: one query counts every view, one fetches the page."""
    wanted = wanted.clean()
    own = own_villages(user, on)
    if own is None and wanted.villages == "all":
        wanted = replace(wanted, villages="own")  # who serves every village has all of them as their own
    cases = _narrowed(visible_cases(user, on), wanted, own, on)
    views = _views(user, on)
    counts = cases.order_by().aggregate(**{name: Count("pk", filter=views[name]) for name in VIEWS})
    rows = (
        cases.filter(views[wanted.view])
        .select_related("village", "scheme", "version__scheme", "handler", "team")
        .order_by(*SORTS[wanted.sort])
    )
    paginator = _CountedPaginator(rows, PAGE_SIZE, counted=counts[wanted.view])
    return CaseList(
        filter=wanted,
        page=paginator.get_page(wanted.page),
        counts=counts,
        own_villages=tuple(village.name for village in own or ()),
    )


class _CountedPaginator(Paginator[GrantApplication]):
    """Takes the number of rows from the query that counted all views."""

    def __init__(self, rows: QuerySet[GrantApplication], size: int, *, counted: int) -> None:
        super().__init__(rows, size)
        self._counted = counted

    @property
    def count(self) -> int:
        return self._counted


def _views(user: User, on: date) -> dict[str, Q]:
    asked = Advice.objects.filter(application=OuterRef("pk"), asked_of=user, answered_at__isnull=True)
    return {
        "all": Q(),
        "mine": Q(handler=user),
        "unassigned": Q(handler__isnull=True),
        "late": Q(due_on__lt=on),
        "waiting": Q(state=ApplicationState.AWAITING_COMPLETION),
        "to_decide": Q(state=ApplicationState.PROPOSED),
        "advice": Q(Exists(asked)),
    }


def _narrowed(
    cases: QuerySet[GrantApplication], wanted: CaseFilter, own: list[Village] | None, on: date
) -> QuerySet[GrantApplication]:
    cases = cases.filter(state=wanted.state) if wanted.state else cases.filter(state__in=OPEN_STATES)
    if wanted.villages not in ("own", "all"):
        cases = cases.filter(village__slug=wanted.villages)
    elif wanted.villages == "own" and own is not None:
        cases = cases.filter(village__in=own)
    if wanted.scheme:
        cases = cases.filter(scheme__slug=wanted.scheme)
    if wanted.term:
        cases = cases.filter(_term(wanted.term, on))
    for word in wanted.text.split():
        cases = cases.filter(
            Q(number__icontains=word)
            | Q(title__icontains=word)
            | Q(contact_name__icontains=word)
            | Q(organisation__icontains=word)
        )
    return cases


def _term(term: str, on: date) -> Q:
    if term == "late":
        return Q(due_on__lt=on)
    if term == "week":
        return Q(due_on__gte=on, due_on__lte=on + SOON)
    return Q(due_on__gt=on + SOON)
