"""Deciding: by somebody with a mandate who had no hand in the case and declares no interest (Awb 2:4, 10:3).

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
from kernkracht.grants.budgets.queries import largest_award

from ..days import day_of
from ..letter_facts import prepare_decision_letter
from ..letters import LetterFailed, MissingBlock, PreparedLetter, keep_and_send
from ..models import ApplicationState, DecisionProposal, GrantApplication, GrantDecision, Outcome, Suspension
from ..queries.findings import current_findings
from ..queries.rights import decision_right_of
from ..queries.terms import deadline_of
from ..refusal_grounds import general_ground
from .gate import UnableToAct, lock_case, move, require, require_text
from .proposing import require_untreated_in_time
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


class UnableToReturn(UnableToAct):
    """There is no proposal to return, or no reason was given."""


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

    return _decide(application, choose, no_interest=no_interest, by=by, at=at)


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

    return _decide(application, choose, no_interest=no_interest, by=by, at=at)


def carry_over(*, application: GrantApplication, no_interest: bool, by: Actor, at: datetime) -> GrantDecision:
    """Move the case to the next budget year, as proposed: the same case, counted once (R152). Raises `UnableToDecide`.

    The term stands still until that year begins; the applicant agreed, and the reason says how (Awb 4:15 lid 2).
    """

    def choose(case: GrantApplication, proposal: DecisionProposal, ceilings: list[GrantCeiling], on: date) -> Ruling:
        _require_outcome(proposal, Outcome.CARRY_OVER)
        return replace(_as_proposed(proposal), carried_to_year=(case.budget_year or on.year) + 1)

    return _decide(application, choose, no_interest=no_interest, by=by, at=at)


def refer_elsewhere(*, application: GrantApplication, no_interest: bool, by: Actor, at: datetime) -> GrantDecision:
    """End the case with a reference to where the applicant should be (R145). Raises `UnableToDecide`."""

    def choose(case: GrantApplication, proposal: DecisionProposal, ceilings: list[GrantCeiling], on: date) -> Ruling:
        _require_outcome(proposal, Outcome.REFER)
        return replace(_as_proposed(proposal), refer_to=proposal.refer_to, refer_url=proposal.refer_url)

    return _decide(application, choose, no_interest=no_interest, by=by, at=at)


def leave_untreated(*, application: GrantApplication, no_interest: bool, by: Actor, at: datetime) -> GrantDecision:
    """Leave an incomplete application untreated, within four weeks after the repair term (Awb 4:5 lid 4)."""

    def choose(case: GrantApplication, proposal: DecisionProposal, ceilings: list[GrantCeiling], on: date) -> Ruling:
        _require_outcome(proposal, Outcome.NOT_TREAT)
        require_untreated_in_time(case, UnableToDecide, on=on)
        return _as_proposed(proposal)

    return _decide(application, choose, no_interest=no_interest, by=by, at=at)


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


def open_proposal(application: GrantApplication) -> DecisionProposal | None:
    """The proposal that waits for a decision: the newest one that was neither returned nor decided."""
    open_ones = application.proposals.filter(returned_at__isnull=True, decisions__isnull=True)
    return open_ones.order_by("-at", "-pk").first()


def _as_proposed(proposal: DecisionProposal) -> Ruling:
    return Ruling(Outcome(proposal.outcome), proposal.pk, proposal.reason)


def _require_outcome(proposal: DecisionProposal, outcome: Outcome) -> None:
    if proposal.outcome != outcome:
        raise UnableToDecide(
            _("Voorgesteld is: %(proposed)s. Geef het voorstel terug als u iets anders wilt.")
            % {"proposed": Outcome(proposal.outcome).label}
        )


def _decide(
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
        ground = ruling.refusal_ground or ruling.mandate_reference
        data = {
            "amount": format_euro(ruling.amount_cents or 0),
            "amount_cents": ruling.amount_cents,
            "year": ruling.carried_to_year,
        }
        record(EVENTS[ruling.outcome], case, by=by, at=at, ground=ground, data=data)
        decision.letter = keep_and_send(case, letter, key=f"decision:{decision.pk}", by=by, at=at)
        decision.save(update_fields=["letter"])
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
        case.ceiling = _own_ceiling(ceilings) if ruling.outcome == Outcome.GRANT else None
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
        ceiling_snapshot=_snapshot(ceilings),
        mandate_id=ruling.mandate_id,
        declared_no_interest=True,
        decided_by=by,
        decided_at=at,
        decided_on=today,
    )


def _own_ceiling(ceilings: list[GrantCeiling]) -> GrantCeiling | None:
    """The ceiling a grant is shown under: the village's own where there is one."""
    return next((c for c in ceilings if c.village_id), ceilings[0] if ceilings else None)


def _start_next_year(case: GrantApplication, ruling: Ruling, today: date) -> None:
    last_day = date((ruling.carried_to_year or today.year + 1) - 1, 12, 31)
    case.budget_year = ruling.carried_to_year
    if today <= last_day:
        Suspension.objects.create(
            application=case, ground=Suspension.Ground.CONSENT, invited_on=today, until_on=last_day
        )
    case.due_on = deadline_of(case).due_on


def _snapshot(ceilings: list[GrantCeiling]) -> dict[str, object]:
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
