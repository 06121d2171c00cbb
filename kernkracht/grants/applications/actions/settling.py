"""How any decision is settled: the letter first, then one transaction with locks, checks, money, state and record.

The letter is rendered before any lock is taken, from what the decision will be; under the locks everything it rests on
is checked again. When something moved meanwhile, it is made anew. So locks are short, and a letter that cannot be made
leaves nothing half-way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.money import format_euro
from kernkracht.grants.budgets.actions import UnableToCommit, commit_grant
from kernkracht.grants.budgets.models import GrantCeiling

from .. import hooks
from ..days import day_of
from ..letter_facts import prepare_decision_letter
from ..letters import LetterFailed, MissingBlock, PreparedLetter, keep_and_send
from ..models import (
    ApplicationState,
    DecisionProposal,
    GrantApplication,
    GrantDecision,
    Outcome,
    Suspension,
)
from ..queries.rights import decision_right_of
from ..queries.terms import deadline_of
from .declaring import keep_declaration
from .gate import UnableToAct, lock_case, move, require
from .reservation import ceilings_of, let_go, lock_money_of

TRANSITIONS = {
    Outcome.GRANT: "grant",
    Outcome.REFUSE: "refuse",
    Outcome.CARRY_OVER: "carry_over",
    Outcome.REFER: "refer",
    Outcome.NOT_TREAT: "not_treat",
}
EVENTS = {
    Outcome.GRANT: "application.granted",
    Outcome.REFUSE: "application.refused",
    Outcome.CARRY_OVER: "application.carried_over",
    Outcome.REFER: "application.referred",
    Outcome.NOT_TREAT: "application.left_untreated",
}
ATTEMPTS = 3


class UnableToDecide(UnableToAct):
    """The case is not up for decision, this person may not decide it, or the decision does not hold."""


@dataclass(frozen=True)
class Ruling:
    """What the decision says; also what the letter is made from. Amounts in euro cents."""

    outcome: Outcome
    proposal_id: int
    reason: str
    amount_cents: int | None = None
    refusal_ground: str = ""
    obligations: str = ""
    carry_out_by: date | None = None
    carried_to_year: int | None = None
    refer_to: str = ""
    refer_url: str = ""
    mandate_id: int | None = None
    mandate_reference: str = ""


Choice = Callable[[GrantApplication, DecisionProposal, list[GrantCeiling], date], Ruling]
"""Turns the proposal, and what is free under the ceilings, into a ruling; or raises `UnableToDecide`."""


class _Moved(Exception):
    """Between making the letter and taking the locks something changed that the letter rests on."""


def settle(
    application: GrantApplication, choose: Choice, *, no_interest: bool, by: Actor, at: datetime
) -> GrantDecision:
    if not no_interest:
        raise UnableToDecide(_("Verklaar eerst dat u geen eigen belang heeft bij deze aanvraag."), field="no_interest")
    for _attempt in range(ATTEMPTS):
        case = GrantApplication.objects.select_related("scheme", "village", "version").get(pk=application.pk)
        ruling = _rule(case, ceilings_of(case), choose, by=by, at=at)
        try:
            letter = prepare_decision_letter(case, ruling, by=by, at=at)
        except MissingBlock as error:
            raise UnableToDecide(str(error)) from error
        except LetterFailed as error:
            raise UnableToDecide(
                _("De brief kon niet worden gemaakt. Er is nog niets besloten. Probeer het later opnieuw.")
            ) from error
        try:
            return _settle(case, choose, ruling, letter, by=by, at=at)
        except _Moved:
            continue
    raise UnableToDecide(_("Er veranderde intussen iets aan deze aanvraag of het budget. Probeer het opnieuw."))


def _rule(case: GrantApplication, ceilings: list[GrantCeiling], choose: Choice, *, by: Actor, at: datetime) -> Ruling:
    """Every check of a decision, in one place: it runs before the letter is made and again under the locks."""
    require(case, Permission.DECIDE_APPLICATION, UnableToDecide, by=by, at=at)
    proposal = open_proposal(case)
    if proposal is None or not proposal_waits(case):
        move(case, "grant", UnableToDecide)
        raise UnableToDecide(_("Er ligt geen voorstel meer. Ververs de pagina."))
    ruling = choose(case, proposal, ceilings, day_of(at))
    right = decision_right_of(by, case, amount_cents=ruling.amount_cents or 0, on=day_of(at))
    if right.mandate is None or not right.allowed:
        raise UnableToDecide(*right.sentences)
    return replace(ruling, mandate_id=right.mandate.pk, mandate_reference=right.mandate.reference)


def proposal_waits(case: GrantApplication) -> bool:
    """Whether the case is in the state in which somebody may decide."""
    return case.state == ApplicationState.PROPOSED


def _settle(
    seen: GrantApplication, choose: Choice, ruling: Ruling, letter: PreparedLetter, *, by: Actor, at: datetime
) -> GrantDecision:
    """One transaction: locks (ceilings before the case), checks, money, state, decision, record, letter."""
    with transaction.atomic(durable=True):
        ceilings = lock_money_of(seen)
        case = lock_case(seen)
        if case.budget_year != seen.budget_year:
            raise _Moved
        if _rule(case, ceilings, choose, by=by, at=at) != ruling or not letter.still_fits(case):
            raise _Moved
        _move_money(case, ruling, ceilings, by=by, at=at)
        decision = _store(case, ruling, ceilings, by=by, at=at)
        keep_declaration(case, by=by, at=at)
        ground = ruling.refusal_ground or ruling.mandate_reference
        data = {
            "amount": format_euro(ruling.amount_cents or 0),
            "amount_cents": ruling.amount_cents,
            "year": ruling.carried_to_year,
        }
        record(EVENTS[ruling.outcome], case, by=by, at=at, ground=ground, data=data)
        decision.letter = keep_and_send(case, letter, key=f"decision:{decision.pk}", by=by, at=at)
        decision.save(update_fields=["letter"])
        hooks.announce(decision, by, at)
        return decision


def _move_money(
    case: GrantApplication, ruling: Ruling, ceilings: list[GrantCeiling], *, by: Actor, at: datetime
) -> None:
    if ruling.amount_cents is None:
        let_go(case, f"decided:{ruling.proposal_id}", by=by, at=at)
    elif ceilings:
        try:
            commit_grant(
                ceilings=ceilings,
                amount_cents=ruling.amount_cents,
                case_number=case.number or "",
                key=f"proposal:{ruling.proposal_id}:commit",
                by=by,
                at=at,
                filed_on=case.received_on,
            )
        except UnableToCommit as error:
            raise UnableToDecide(str(error), field="amount") from error


def _store(
    case: GrantApplication, ruling: Ruling, ceilings: list[GrantCeiling], *, by: Actor, at: datetime
) -> GrantDecision:
    today = day_of(at)
    decided_in = case.budget_year or today.year
    move(case, TRANSITIONS[ruling.outcome], UnableToDecide)
    if ruling.outcome == Outcome.CARRY_OVER:
        _start_next_year(case, ruling, today)
    else:
        case.decided_on = today
        case.granted_cents = ruling.amount_cents
        case.refusal_ground = ruling.refusal_ground
        case.ceiling = own_ceiling(ceilings) if ruling.outcome == Outcome.GRANT else None
    case.save()
    return GrantDecision.objects.create(
        application=case,
        proposal_id=ruling.proposal_id,
        outcome=ruling.outcome,
        amount_cents=ruling.amount_cents,
        refusal_ground=ruling.refusal_ground,
        reason=ruling.reason,
        obligations=ruling.obligations,
        carry_out_by=ruling.carry_out_by,
        budget_year=decided_in,
        carried_to_year=ruling.carried_to_year,
        refer_to=ruling.refer_to,
        refer_url=ruling.refer_url,
        ceiling_snapshot=snapshot(ceilings),
        mandate_id=ruling.mandate_id,
        declared_no_interest=True,
        decided_by=by,
        decided_at=at,
        decided_on=today,
    )


def own_ceiling(ceilings: list[GrantCeiling]) -> GrantCeiling | None:
    """The ceiling a grant is shown under: the village's own where there is one."""
    return next((c for c in ceilings if c.village_id), ceilings[0] if ceilings else None)


def _start_next_year(case: GrantApplication, ruling: Ruling, today: date) -> None:
    last_day = date((ruling.carried_to_year or today.year + 1) - 1, 12, 31)
    case.budget_year = ruling.carried_to_year
    if today <= last_day:
        Suspension.objects.create(
            application=case, ground=Suspension.Ground.CARRIED_OVER, invited_on=today, until_on=last_day
        )
    case.due_on = deadline_of(case, today).due_on


def snapshot(ceilings: list[GrantCeiling]) -> dict[str, object]:
    """The totals just after this decision, so that an objection can see what was left (Awb 4:25 lid 3)."""
    rows = GrantCeiling.objects.filter(pk__in=[c.pk for c in ceilings]).order_by("pk")
    return {
        "ceilings": [
            {
                "id": row.pk,
                "year": row.year,
                "village": row.village_id,
                "allocated_cents": row.allocated_cents,
                "reserved_cents": row.reserved_cents,
                "granted_cents": row.granted_cents,
                "free_cents": row.free_cents,
            }
            for row in rows
        ]
    }


def open_proposal(application: GrantApplication) -> DecisionProposal | None:
    """The proposal that waits for a decision: the newest one that was neither returned nor decided."""
    open_ones = application.proposals.filter(returned_at__isnull=True, decisions__isnull=True)
    return open_ones.order_by("-at", "-pk").first()
