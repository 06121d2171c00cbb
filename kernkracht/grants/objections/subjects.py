"""What an objection is about: when it was announced, and who had a part in it."""

from __future__ import annotations

from datetime import date

from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.grants.applications.days import day_of
from kernkracht.grants.applications.models import GrantDecision
from kernkracht.grants.applications.models import Outcome as Decided

from .models import Objection
from .permissions import Hands

CONTESTABLE = (Decided.GRANT, Decided.REFUSE, Decided.REFER, Decided.NOT_TREAT)
"""Carrying over is a step on the way to the decision; it carries no objection of its own (Awb 6:3)."""


def announced_on(decision: GrantDecision) -> date:
    """The day on which the letter was sent, else the day of the decision (Awb 3:41, 6:8)."""
    if decision.letter_id is None:
        return decision.decided_on
    sent = OutboxMessage.objects.filter(letter=decision.letter_id, sent_at__isnull=False).order_by("sent_at", "pk")
    first = sent.first()
    return max(day_of(first.sent_at), decision.decided_on) if first and first.sent_at else decision.decided_on


def hands_in(objection: Objection) -> Hands:
    """Who had which part, from the rows themselves: decisions, proposals, judgements, requests, advice."""
    case, decision = objection.application, objection.decision
    before = {"at__lte": decision.decided_at}
    assessed = set(case.judgements.filter(**before).values_list("by_id", flat=True).order_by())
    assessed |= set(
        case.completion_requests.filter(asked_at__lte=decision.decided_at)
        .values_list("asked_by_id", flat=True)
        .order_by()
    )
    assessed |= set(
        case.assessments.filter(made_at__lte=decision.decided_at, made_by__user__is_staff=True)
        .values_list("made_by_id", flat=True)
        .order_by()
    )
    if case.handler is not None:
        assessed.add(case.handler.actor_id)
    advised = case.advices.filter(answered_at__isnull=False).values_list("asked_of__actor_id", flat=True)
    filed = {objection.filed_by.actor_id} if objection.filed_by else set()
    handled = {objection.handler_id} if objection.handler_id else set()
    handled |= set(objection.proposals.values_list("by_id", flat=True).order_by())
    return Hands(
        decided=frozenset(case.decisions.values_list("decided_by_id", flat=True).order_by()),
        proposed=frozenset(case.proposals.values_list("by_id", flat=True).order_by()),
        assessed=frozenset(assessed),
        advised=frozenset(advised.order_by()),
        filed=frozenset(filed),
        handled=frozenset(handled),
    )
