"""Lists of objections, and one by number or link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from kernkracht.community.people.models import User
from kernkracht.foundation.deadlines import Deadline
from kernkracht.grants.applications.models import GrantApplication, GrantDecision

from ..models import Objection
from ..subjects import CONTESTABLE, announced_on
from ..terms import Clock, Stop, decision_term, is_late, objection_term
from ..workflow import OPEN_STATES


def objections_in_office() -> QuerySet[Objection]:
    """All objections with what a list shows, the most urgent first."""
    return Objection.objects.select_related(
        "application__scheme", "application__village", "decision", "handler__user"
    ).order_by("due_on", "pk")


def open_objections() -> QuerySet[Objection]:
    return objections_in_office().filter(state__in=OPEN_STATES)


def objection_by_number(number: str) -> Objection | None:
    return objections_in_office().filter(number=number).first()


def objection_by_token(token: str) -> Objection | None:
    """The objection behind a mailed link."""
    return objections_in_office().filter(token=token).first()


def my_objections(user: User, proved_emails: list[str]) -> QuerySet[Objection]:
    """Objections of an account: filed with it, or with an address that it proved to own."""
    return objections_in_office().filter(Q(filed_by=user) | Q(email__in=proved_emails)).order_by("-received_at", "-pk")


@dataclass(frozen=True)
class Contestable:
    """A decision one can object to, with the last day and how it was found."""

    decision: GrantDecision
    deadline: Deadline
    is_late: bool
    running: Objection | None


def contestable(application: GrantApplication, today: date) -> list[Contestable]:
    """The newest decisions of a case that carry an objection, newest first; one that was replaced carries none.

    A decision on an objection carries appeal to the court, not objection again (Awb 7:1).
    """
    newest = (
        application.decisions.filter(outcome__in=CONTESTABLE, on_objection__isnull=True)
        .select_related("letter", "decided_by")
        .order_by("-decided_at", "-pk")
    )
    if application.decisions.filter(on_objection__isnull=False).exists():
        return []
    found = []
    for decision in newest[:1]:
        deadline = objection_term(announced_on(decision))
        running = decision.objections.exclude(state="withdrawn").order_by("-received_at", "-pk").first()
        found.append(Contestable(decision, deadline, is_late(today, deadline.due_on), running))
    return found


def clock_of(objection: Objection) -> Clock:
    """What the term to decide is made of now."""
    return Clock(
        term_ends_on=objection.term_ends_on,
        committee_announced_on=objection.committee_announced_on,
        extension_weeks=objection.extension_weeks,
        stops=tuple(
            Stop(pause.asked_on, pause.until_on, pause.ended_on, str(pause.get_ground_display()) + ".")
            for pause in objection.pauses.order_by("asked_on", "pk")
        ),
    )


def due_of(objection: Objection) -> Deadline:
    """Until when we decide, with every step."""
    return decision_term(clock_of(objection))
