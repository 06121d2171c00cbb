"""The numbers beside the entries of the office menu, each from the query that lists."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from kernkracht.community.people.models import User
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.grants.applications.models import OPEN_STATES, ApplicationState, GrantApplication
from kernkracht.grants.applications.queries import own_villages, visible_cases
from kernkracht.web.context import OFFICE_COUNTS

UNSENT = (OutboxMessage.State.FAILED, OutboxMessage.State.BOUNCED)


def register() -> None:
    """Called once, when the application is ready."""
    OFFICE_COUNTS["/werk/"] = open_cases
    OFFICE_COUNTS["/werk/besluiten/"] = waiting_for_decision
    OFFICE_COUNTS["/werk/post/"] = unsent_messages


def open_cases(request: HttpRequest) -> int:
    """Open cases in the villages of the reader's own posts: the first view of the work list."""
    return _own(request).filter(state__in=OPEN_STATES).count()


def waiting_for_decision(request: HttpRequest) -> int:
    return visible_cases(_user(request), timezone.localdate()).filter(state=ApplicationState.PROPOSED).count()


def unsent_messages(request: HttpRequest) -> int:
    """Messages that need a person: they failed or came back."""
    return OutboxMessage.objects.filter(state__in=UNSENT).count()


def _own(request: HttpRequest) -> QuerySet[GrantApplication]:
    user, today = _user(request), timezone.localdate()
    villages = own_villages(user, today)
    cases = visible_cases(user, today)
    return cases if villages is None else cases.filter(village__in=villages)


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101  (the menu is drawn for officers only)
    return request.user
