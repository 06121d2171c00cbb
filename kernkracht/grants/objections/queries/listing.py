"""Lists of objections, and one by number or link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kernkracht.community.people.models import User
from kernkracht.foundation.deadlines import Deadline
from kernkracht.grants.applications.models import GrantApplication
from kernkracht.grants.settlements.models import Settlement, SettlementState

from ..models import Objection, SubjectKind
from ..subjects import CONTESTABLE, Contested, Subject, announced_on, subject_from
from ..terms import Clock, Stop, decision_term, is_late, objection_term
from ..workflow import OPEN_STATES


def objections_in_office() -> QuerySet[Objection]:
    """All objections with what a list shows, the most urgent first."""
    return Objection.objects.select_related(
        "application__scheme", "application__village", "decision", "settlement", "recovery", "penalty", "handler__user"
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

    subject: Subject
    deadline: Deadline
    is_late: bool
    running: Objection | None


def contestable(application: GrantApplication, today: date) -> list[Contestable]:
    """The decisions in a case that carry an objection, newest first; one that was replaced carries none.

    Of each kind at most one: the decision on the application, the settlement, the recovery, the penalty. What was
    decided on an objection carries appeal to the court, not objection again (Awb 7:1).
    """
    found = [_contestable(row, today) for row in _contested_rows(application)]
    return sorted(found, key=lambda one: one.subject.decided_at, reverse=True)


def contestable_of(application: GrantApplication, kind: SubjectKind, today: date) -> Contestable | None:
    """The one of this kind, when there is one."""
    return next((one for one in contestable(application, today) if one.subject.kind == kind), None)


def _contested_rows(application: GrantApplication) -> list[Contested]:
    rows: list[Contested] = []
    if not application.decisions.filter(on_objection__isnull=False).exists():
        decisions = application.decisions.filter(outcome__in=CONTESTABLE).select_related("letter", "decided_by")
        rows += decisions.order_by("-decided_at", "-pk")[:1]
    settled = application.settlements.filter(state=SettlementState.DECIDED, on_objection__isnull=True)
    rows += settled.select_related("letter", "decided_by").order_by("pk")
    recoveries = application.recoveries.exclude(objections__state="decided").exclude(state="annulled")
    rows += recoveries.select_related("letter", "decided_by").order_by("pk")
    penalties = application.penalty_decisions.exclude(objections__state="decided")
    rows += penalties.select_related("letter", "decided_by").order_by("pk")
    return rows


def _contestable(row: Contested, today: date) -> Contestable:
    subject = subject_from(row)
    deadline = objection_term(announced_on(subject))
    running = row.objections.exclude(state="withdrawn").order_by("-received_at", "-pk").first()
    return Contestable(subject, deadline, is_late(today, deadline.due_on), running)


def running_objections(application: GrantApplication, *kinds: SubjectKind) -> list[Objection]:
    """Open objections in a case against these kinds of decision, the most urgent first."""
    rows = open_objections().filter(application=application)
    return [row for row in rows if any(getattr(row, f"{kind}_id") for kind in kinds)]


def hindrance_to_change(settlement: Settlement) -> str:
    """Why a settlement is not changed now: an objection to it, or to its recovery, is decided first."""
    running = running_objections(settlement.application, SubjectKind.SETTLEMENT, SubjectKind.RECOVERY)
    if not running:
        return ""
    return _("Er loopt een bezwaar (%(number)s). Beslis daar eerst op.") % {"number": running[0].number}


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
