"""The new decision after an objection: the state of the application and its money (Awb 7:11, 4:25 lid 3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.money import format_euro
from kernkracht.grants.applications.actions.settling import own_ceiling, snapshot
from kernkracht.grants.applications.days import day_of
from kernkracht.grants.applications.models import ApplicationState, GrantApplication, GrantDecision, Mandate
from kernkracht.grants.applications.models import Outcome as Decided
from kernkracht.grants.applications.workflow import APPLICATION_WORKFLOW
from kernkracht.grants.budgets.actions import commit_beyond, commit_grant
from kernkracht.grants.budgets.models import GrantCeiling
from kernkracht.grants.budgets.queries import room_at, room_under

from ..ceiling_rule import FirstMoment, may_go_beyond
from ..models import Objection, ObjectionProposal
from .gate import ObjectionRefusal


class UnableToGrant(ObjectionRefusal):
    """There is no room under a ceiling, and the law allows nothing above it here."""


@dataclass(frozen=True)
class Money:
    """What an award did to the ledger: cents above a ceiling, and why that was allowed."""

    beyond_cents: int = 0
    reason: str = ""


def grant_money(
    row: Objection,
    case: GrantApplication,
    proposal: ObjectionProposal,
    ceilings: list[GrantCeiling],
    *,
    by: Actor,
    at: datetime,
) -> Money:
    """Commit what is new in an award: normally when there is room, else above the ceiling where the law allows it.

    Raises `UnableToGrant` with the sentence. Refusals and cases without ceilings move nothing.
    """
    if not proposal.amount_cents or not ceilings:
        return Money()
    more = proposal.amount_cents - (case.granted_cents or 0)
    common = {
        "ceilings": ceilings,
        "amount_cents": more,
        "case_number": case.number or "",
        "key": f"objection:{proposal.pk}:commit",
        "by": by,
        "at": at,
        "filed_on": case.received_on,
    }
    room = room_under(ceilings, filed_on=case.received_on, case_number=case.number or "")
    short = {c.pk: more - max(room[c.pk], 0) for c in ceilings if c.is_hard and room[c.pk] < more}
    if not short:
        commit_grant(**common)  # type: ignore[arg-type]  # the arguments both verbs share
        return Money()
    judged = may_go_beyond(more, first_moment(row, ceilings), short)
    if not judged.allowed:
        raise UnableToGrant(_("Onder het plafond is niet genoeg geld over."), judged.sentence)
    commit_beyond(reason=judged.sentence, **common)  # type: ignore[arg-type]  # the arguments both verbs share
    record(
        "application.granted_beyond_ceiling",
        case,
        by=by,
        at=at,
        ground="Awb 4:25 lid 3",
        data={"amount": format_euro(max(short.values())), "amount_cents": max(short.values())},
    )
    return Money(max(short.values()), judged.sentence)


def first_moment(row: Objection, ceilings: list[GrantCeiling]) -> FirstMoment:
    """What was free when the first decision was taken, or should have been taken if that was earlier.

    From the snapshot kept with a decision in time; from the ledger of then for one that came late. What the case
    itself had then counts as free for it.
    """
    decision, case = row.decision, row.application
    if decision is None:
        raise RuntimeError("an award on objection needs the decision on the application")
    due_on = case.due_on
    if due_on is not None and decision.decided_on > due_on:
        last = timezone.make_aware(datetime.combine(due_on + timedelta(days=1), time.min))
        free = room_at(ceilings, last, without_case=case.number or "")
        return FirstMoment(decision.refusal_ground, free, was_due_earlier=True)
    kept = decision.ceiling_snapshot.get("ceilings", [])
    own = decision.amount_cents or 0
    free = {entry["id"]: entry["free_cents"] + own for entry in kept}
    return FirstMoment(decision.refusal_ground, free)


def take_new_decision(
    case: GrantApplication,
    proposal: ObjectionProposal,
    mandate: Mandate,
    ceilings: list[GrantCeiling],
    money: Money,
    *,
    by: Actor,
    at: datetime,
) -> GrantDecision:
    """Move the application's state and keep the decision that takes the place of the contested one."""
    award = proposal.new_outcome == ObjectionProposal.New.GRANT
    was_granted = case.state == ApplicationState.GRANTED
    APPLICATION_WORKFLOW.move(case, "grant_on_objection" if award else "refuse_on_objection")
    if not was_granted:
        case.decided_on = day_of(at)
    case.granted_cents = proposal.amount_cents
    case.refusal_ground = proposal.refusal_ground
    case.ceiling = (case.ceiling or own_ceiling(ceilings)) if award else None
    case.save()
    data = {"amount": format_euro(proposal.amount_cents or 0), "amount_cents": proposal.amount_cents}
    event = "application.granted_on_objection" if award else "application.refused_on_objection"
    record(event, case, by=by, at=at, ground=proposal.refusal_ground or mandate.reference, data=data)
    return GrantDecision.objects.create(
        application=case,
        outcome=Decided.GRANT if award else Decided.REFUSE,
        amount_cents=proposal.amount_cents,
        refusal_ground=proposal.refusal_ground,
        reason=proposal.reason,
        obligations=proposal.obligations,
        carry_out_by=proposal.carry_out_by,
        budget_year=case.budget_year or day_of(at).year,
        ceiling_snapshot=snapshot(ceilings),
        mandate=mandate,
        declared_no_interest=True,
        decided_by=by,
        decided_at=at,
        decided_on=day_of(at),
    )
