"""What an objection is about: which decision, when it was announced, and who had a part in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.money import format_euro
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.grants.applications.days import day_of
from kernkracht.grants.applications.models import GrantApplication, GrantDecision
from kernkracht.grants.applications.models import Outcome as Decided
from kernkracht.grants.settlements.models import Recovery, Settlement

from .models import Objection, PenaltyDecision, SubjectKind
from .permissions import Hands

CONTESTABLE = (Decided.GRANT, Decided.REFUSE, Decided.REFER, Decided.NOT_TREAT)
"""Carrying over is a step on the way to the decision; it carries no objection of its own (Awb 6:3)."""

Contested = GrantDecision | Settlement | Recovery | PenaltyDecision


@dataclass(frozen=True)
class Subject:
    """A decision one can object to, of whatever kind."""

    kind: SubjectKind
    row: Contested
    application: GrantApplication
    decided_by: Actor
    decided_at: datetime
    decided_on: date

    @property
    def key(self) -> str:
        """Names it in a form: “settlement:12”."""
        return f"{self.kind}:{self.row.pk}"

    @property
    def named(self) -> str:
        """In a sentence: “uw bezwaar tegen … van 3 maart”."""
        names = {
            SubjectKind.DECISION: _("ons besluit"),
            SubjectKind.SETTLEMENT: _("de vaststelling"),
            SubjectKind.RECOVERY: _("de terugvordering"),
            SubjectKind.PENALTY: _("het besluit over de dwangsom"),
        }
        return names[self.kind]

    @property
    def label(self) -> str:
        """In a list: what was decided and when."""
        row = self.row
        if isinstance(row, GrantDecision):
            what = _decided(row.outcome)
        elif isinstance(row, Settlement):
            what = _("Vaststelling op %(amount)s") % {"amount": format_euro(row.settled_cents)}
        elif isinstance(row, PenaltyDecision):
            what = _("Dwangsom van %(amount)s") % {"amount": format_euro(row.amount_cents)}
        else:
            what = _("Terugvordering van %(amount)s") % {"amount": format_euro(row.amount_cents)}
        return _("%(what)s van %(day)s") % {"what": what, "day": date_format(self.decided_on, "j F Y")}


def _decided(outcome: str) -> str:
    names = {
        Decided.GRANT: _("Toekenning"),
        Decided.REFUSE: _("Afwijzing"),
        Decided.REFER: _("Doorverwijzing"),
        Decided.NOT_TREAT: _("Buiten behandeling laten"),
        Decided.CARRY_OVER: _("Doorschuiven"),
    }
    return names[Decided(outcome)]


def subject_from(row: Contested) -> Subject:
    """The subject that a decision is. A settlement that was not decided is none: `ValueError`."""
    kinds: dict[type, SubjectKind] = {
        GrantDecision: SubjectKind.DECISION,
        Settlement: SubjectKind.SETTLEMENT,
        Recovery: SubjectKind.RECOVERY,
        PenaltyDecision: SubjectKind.PENALTY,
    }
    by, at, on = row.decided_by, row.decided_at, row.decided_on
    if by is None or at is None or on is None:
        raise ValueError(f"{row} is not decided")
    return Subject(kinds[type(row)], row, row.application, by, at, on)


def contested_by(objection: Objection) -> Contested:
    """The row an objection is about."""
    for row in (objection.decision, objection.settlement, objection.recovery, objection.penalty):
        if row is not None:
            return row
    raise ValueError(f"{objection} is about nothing")


def subject_of(objection: Objection) -> Subject:
    """What an objection is about."""
    return subject_from(contested_by(objection))


def announced_on(subject: Subject) -> date:
    """The day on which the letter was sent, else the day of the decision (Awb 3:41, 6:8)."""
    if subject.row.letter_id is None:
        return subject.decided_on
    sent = OutboxMessage.objects.filter(letter=subject.row.letter_id, sent_at__isnull=False).order_by("sent_at", "pk")
    first = sent.first()
    return max(day_of(first.sent_at), subject.decided_on) if first and first.sent_at else subject.decided_on


def hands_in(objection: Objection) -> Hands:
    """Who had which part, from the rows themselves: decisions, proposals, judgements, requests, advice."""
    subject = subject_of(objection)
    parts = {SubjectKind.DECISION: _hands_in_decision, SubjectKind.PENALTY: _hands_in_penalty}
    decided, proposed, assessed, advised = parts.get(subject.kind, _hands_in_settling)(subject)
    filed = {objection.filed_by.actor_id} if objection.filed_by else set()
    handled = {objection.handler_id} if objection.handler_id else set()
    handled |= set(objection.proposals.values_list("by_id", flat=True).order_by())
    return Hands(
        decided=frozenset(decided),
        proposed=frozenset(proposed),
        assessed=frozenset(assessed),
        advised=frozenset(advised),
        filed=frozenset(filed),
        handled=frozenset(handled),
    )


Parts = tuple[set[int], set[int], set[int], set[int]]
"""Actors who decided, proposed, assessed and advised."""


def _hands_in_decision(subject: Subject) -> Parts:
    case, until = subject.application, subject.decided_at
    assessed = set(case.judgements.filter(at__lte=until).values_list("by_id", flat=True).order_by())
    asked = case.completion_requests.filter(asked_at__lte=until)
    assessed |= set(asked.values_list("asked_by_id", flat=True).order_by())
    made = case.assessments.filter(made_at__lte=until, made_by__user__is_staff=True)
    assessed |= set(made.values_list("made_by_id", flat=True).order_by())
    if case.handler is not None:
        assessed.add(case.handler.actor_id)
    decided = set(case.decisions.values_list("decided_by_id", flat=True).order_by())
    proposed = set(case.proposals.values_list("by_id", flat=True).order_by())
    advised = case.advices.filter(answered_at__isnull=False).values_list("asked_of__actor_id", flat=True).order_by()
    return decided, proposed, assessed, set(advised)


def _hands_in_penalty(subject: Subject) -> Parts:
    return {subject.decided_by.pk}, set(), set(), set()


def _hands_in_settling(subject: Subject) -> Parts:
    """A recovery rests on its settlement: whoever had a part in either, had a part in both."""
    case = subject.application
    decided = {subject.decided_by.pk}
    decided |= set(case.settlements.values_list("decided_by_id", flat=True).order_by())
    decided |= set(case.recoveries.values_list("decided_by_id", flat=True).order_by())
    proposed = set(case.settlements.values_list("proposed_by_id", flat=True).order_by())
    judged = set(case.settlements.values_list("report__judged_by_id", flat=True).order_by())
    return decided - {None}, proposed, judged - {None}, set()
