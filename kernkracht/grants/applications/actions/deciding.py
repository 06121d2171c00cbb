"""Deciding: by somebody with a mandate who had no hand in the case and declares no interest (Awb 2:4, 10:3).

Each verb says what its decision holds; `settling.py` checks the right to decide and does the rest.
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
from kernkracht.grants.budgets.models import GrantCeiling
from kernkracht.grants.budgets.queries import largest_award

from ..models import DecisionProposal, GrantApplication, GrantDecision, Outcome
from ..queries.findings import current_findings
from ..refusal_grounds import general_ground
from .gate import UnableToAct, lock_case, move, require, require_text
from .proposing import require_untreated_in_time
from .reservation import let_go, lock_money_of
from .settling import Ruling, UnableToDecide, open_proposal, settle


class UnableToReturn(UnableToAct):
    """There is no proposal to return, or no reason was given."""


def award_grant(
    *,
    application: GrantApplication,
    no_interest: bool,
    by: Actor,
    at: datetime,
    amount_cents: int | None = None,
    up_to_room: bool = False,
    reason: str = "",
) -> GrantDecision:
    """Grant what was proposed, less (`amount_cents`, with a reason), or what is left under the ceilings now.

    `up_to_room` gives the proposed amount, raised to what may be paid as far as money came free (Awb 4:25 lid 2).
    Raises `UnableToDecide`.
    """

    def choose(case: GrantApplication, proposal: DecisionProposal, ceilings: list[GrantCeiling], on: date) -> Ruling:
        proposed = proposal.amount_cents
        if proposal.outcome != Outcome.GRANT or proposed is None:
            raise UnableToDecide(_("Er is niet voorgesteld om toe te kennen. Geef het voorstel terug."))
        amount = proposed if amount_cents is None else amount_cents
        if up_to_room:
            payable = current_findings(case, on=on).payable_cents
            amount = largest_award(ceilings, payable, filed_on=case.received_on, case_number=case.number or "")
        elif not 0 < amount <= proposed:
            raise UnableToDecide(
                _("Vul een bedrag in tot en met %(highest)s. Meer is niet voorgesteld.")
                % {"highest": format_euro(proposed)},
                field="amount",
            )
        if amount <= 0:
            raise UnableToDecide(_("Er is geen geld meer over."), field="amount")
        if amount < proposed and not up_to_room and not reason.strip():
            raise UnableToDecide(_("Schrijf op waarom u minder toekent."), field="reason")
        return replace(
            _as_proposed(proposal),
            amount_cents=amount,
            reason=reason.strip() or proposal.reason,
            obligations=proposal.obligations,
            carry_out_by=proposal.carry_out_by,
        )

    return settle(application, choose, no_interest=no_interest, by=by, at=at)


def refuse_grant(
    *,
    application: GrantApplication,
    no_interest: bool,
    by: Actor,
    at: datetime,
    ground: str = "",
    reason: str = "",
) -> GrantDecision:
    """Refuse, on the proposed ground or on another coded one with a reason of one's own. Raises `UnableToDecide`."""

    def choose(case: GrantApplication, proposal: DecisionProposal, ceilings: list[GrantCeiling], on: date) -> Ruling:
        chosen = ground or proposal.refusal_ground
        own_reason = reason.strip()
        if not chosen:
            raise UnableToDecide(_("Kies een grond om af te wijzen."), field="ground")
        if chosen != proposal.refusal_ground:
            allowed = {row.finding.kind for row in current_findings(case, on=on).not_met}
            if chosen not in allowed and general_ground(chosen) is None:
                raise UnableToDecide(_("Deze grond geldt niet voor deze aanvraag."), field="ground")
        if not own_reason and (proposal.outcome != Outcome.REFUSE or chosen != proposal.refusal_ground):
            raise UnableToDecide(_("Schrijf op waarom u afwijst."), field="reason")
        return Ruling(Outcome.REFUSE, proposal.pk, own_reason or proposal.reason, refusal_ground=chosen)

    return settle(application, choose, no_interest=no_interest, by=by, at=at)


def carry_over(*, application: GrantApplication, no_interest: bool, by: Actor, at: datetime) -> GrantDecision:
    """Move the case to the next budget year, as proposed: the same case, counted once (R152). Raises `UnableToDecide`.

    The term stands still until that year begins; the applicant agreed, and the reason says how (Awb 4:15 lid 2).
    """

    def choose(case: GrantApplication, proposal: DecisionProposal, ceilings: list[GrantCeiling], on: date) -> Ruling:
        _require_outcome(proposal, Outcome.CARRY_OVER)
        return replace(_as_proposed(proposal), carried_to_year=(case.budget_year or on.year) + 1)

    return settle(application, choose, no_interest=no_interest, by=by, at=at)


def refer_elsewhere(*, application: GrantApplication, no_interest: bool, by: Actor, at: datetime) -> GrantDecision:
    """End the case with a reference to where the applicant should be (R145). Raises `UnableToDecide`."""

    def choose(case: GrantApplication, proposal: DecisionProposal, ceilings: list[GrantCeiling], on: date) -> Ruling:
        _require_outcome(proposal, Outcome.REFER)
        return replace(_as_proposed(proposal), refer_to=proposal.refer_to, refer_url=proposal.refer_url)

    return settle(application, choose, no_interest=no_interest, by=by, at=at)


def leave_untreated(*, application: GrantApplication, no_interest: bool, by: Actor, at: datetime) -> GrantDecision:
    """Leave an incomplete application untreated, within four weeks after the repair term (Awb 4:5 lid 4)."""

    def choose(case: GrantApplication, proposal: DecisionProposal, ceilings: list[GrantCeiling], on: date) -> Ruling:
        _require_outcome(proposal, Outcome.NOT_TREAT)
        require_untreated_in_time(case, UnableToDecide, on=on)
        return _as_proposed(proposal)

    return settle(application, choose, no_interest=no_interest, by=by, at=at)


def decide_as_proposed(*, application: GrantApplication, no_interest: bool, by: Actor, at: datetime) -> GrantDecision:
    """Take over the proposal unchanged, whatever it is. Raises `UnableToDecide`."""
    proposal = open_proposal(application)
    if proposal is None:
        raise UnableToDecide(_("Er ligt geen voorstel meer. Ververs de pagina."))
    acts: dict[str, Callable[..., GrantDecision]] = {
        Outcome.GRANT: award_grant,
        Outcome.REFUSE: refuse_grant,
        Outcome.CARRY_OVER: carry_over,
        Outcome.REFER: refer_elsewhere,
        Outcome.NOT_TREAT: leave_untreated,
    }
    return acts[proposal.outcome](application=application, no_interest=no_interest, by=by, at=at)


@dataclass(frozen=True)
class StackResult:
    """What came of one case of a stack: its decision, or why there is none."""

    application: GrantApplication
    decision: GrantDecision | None
    sentences: tuple[str, ...] = ()


def decide_stack(
    *, applications: list[GrantApplication], no_interest: bool, by: Actor, at: datetime
) -> list[StackResult]:
    """Take over several proposals. Each is an act and a transaction of its own; a refused one stops no other."""
    results = []
    for application in applications:
        try:
            decision = decide_as_proposed(application=application, no_interest=no_interest, by=by, at=at)
            results.append(StackResult(decision.application, decision))
        except UnableToAct as refusal:
            results.append(StackResult(application, None, tuple(refusal.sentences)))
    return results


def return_proposal(*, application: GrantApplication, reason: str, by: Actor, at: datetime) -> GrantApplication:
    """Give a proposal back to the assessor with a reason; the reserved money is free again. Raises `UnableToReturn`."""
    with transaction.atomic(durable=True):
        lock_money_of(application)
        case = lock_case(application)
        require(case, Permission.DECIDE_APPLICATION, UnableToReturn, by=by, at=at)
        reason = require_text(reason, UnableToReturn, _("Schrijf op wat er anders moet."), "reason")
        move(case, "return_proposal", UnableToReturn)
        proposal = open_proposal(case)
        if proposal is not None:
            proposal.returned_at, proposal.returned_reason = at, reason
            proposal.save(update_fields=["returned_at", "returned_reason"])
        let_go(case, f"returned:{proposal.pk if proposal else 0}", by=by, at=at)
        case.save(update_fields=["state"])
        record("application.proposal_returned", case, by=by, at=at)
        return case


def _as_proposed(proposal: DecisionProposal) -> Ruling:
    return Ruling(Outcome(proposal.outcome), proposal.pk, proposal.reason)


def _require_outcome(proposal: DecisionProposal, outcome: Outcome) -> None:
    if proposal.outcome != outcome:
        raise UnableToDecide(
            _("Voorgesteld is: %(proposed)s. Geef het voorstel terug als u iets anders wilt.")
            % {"proposed": Outcome(proposal.outcome).label}
        )


__all__ = [
    "StackResult",
    "UnableToDecide",
    "UnableToReturn",
    "award_grant",
    "carry_over",
    "decide_as_proposed",
    "decide_stack",
    "leave_untreated",
    "open_proposal",
    "refer_elsewhere",
    "refuse_grant",
    "return_proposal",
]
