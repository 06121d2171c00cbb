"""The handler's proposal: what the decision-maker gets to decide on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kernkracht.community.gatherings.models import Gathering
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import may
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.money import format_euro
from kernkracht.grants.applications.days import day_of
from kernkracht.grants.applications.models import ApplicationState, GrantDecision
from kernkracht.grants.applications.penalties import rates_on
from kernkracht.grants.applications.refusal_grounds import general_ground
from kernkracht.grants.settlements.models import Recovery, Settlement

from ..models import CostsOutcome, Objection, ObjectionProposal, Outcome, PenaltyDecision, SubjectKind
from ..subjects import contested_by, subject_of
from .gate import ObjectionRefusal, handled_by, keep, lock, step, text_of
from .telling import tell_office

FOUNDED = (Outcome.FOUNDED, Outcome.PARTLY)
New = ObjectionProposal.New


class UnableToProposeOutcome(ObjectionRefusal):
    """The objection is not ready for a proposal, or the proposal does not hold."""


class UnableToReturnOutcome(ObjectionRefusal):
    """There is no proposal to return, or no reason was given."""


@dataclass(frozen=True)
class OutcomeProposal:
    """What is proposed. Amounts in euro cents; what does not belong to the outcome stays empty."""

    outcome: str
    reason: str
    new_outcome: str = ""
    amount_cents: int | None = None
    refusal_ground: str = ""
    obligations: str = ""
    carry_out_by: date | None = None
    costs: str = CostsOutcome.NOT_ASKED
    costs_cents: int | None = None
    costs_reason: str = ""


def propose_outcome(*, objection: Objection, proposal: OutcomeProposal, by: Actor, at: datetime) -> ObjectionProposal:
    """Lay a proposal before who decides. Needs a hearing or a waiver, and a judgement on lateness."""
    with transaction.atomic(durable=True):
        row = handled_by(objection, UnableToProposeOutcome, by=by, at=at)
        step(row, "propose", UnableToProposeOutcome)
        _require_ready(row, proposal)
        reason = text_of(
            proposal.reason, UnableToProposeOutcome, _("Schrijf op waarom. Dit komt in de brief."), "reason"
        )
        _check_new(row, proposal, day_of(at))
        _check_costs(proposal)
        founded = proposal.outcome in FOUNDED
        award = founded and proposal.new_outcome == New.GRANT
        amounts = founded and proposal.new_outcome != New.REFUSE
        refusal = founded and proposal.new_outcome == New.REFUSE
        repaid = proposal.costs == CostsOutcome.GRANTED
        stored = ObjectionProposal.objects.create(
            objection=row,
            outcome=proposal.outcome,
            reason=reason,
            new_outcome=proposal.new_outcome if founded else "",
            amount_cents=proposal.amount_cents if amounts else None,
            refusal_ground=proposal.refusal_ground if refusal else "",
            obligations=proposal.obligations.strip() if award else "",
            carry_out_by=proposal.carry_out_by if award else None,
            costs=proposal.costs,
            costs_cents=proposal.costs_cents if repaid else None,
            costs_reason=proposal.costs_reason.strip(),
            by=by,
            at=at,
        )
        keep(row, at)
        record("objection.proposed", row, by=by, at=at, data={"outcome": Outcome(stored.outcome).label})
        what = _("Er ligt een voorstel om te besluiten.")
        tell_office(row, what, f"proposed:{stored.pk}", at=at, permission=Permission.DECIDE_OBJECTION)
        return stored


def return_outcome(*, objection: Objection, reason: str, by: Actor, at: datetime) -> Objection:
    """Give the proposal back to the handler with a reason. Raises `UnableToReturnOutcome`."""
    with transaction.atomic(durable=True):
        row = lock(objection)
        if not may(by, Permission.DECIDE_OBJECTION, day_of(at), row.application.village):
            raise UnableToReturnOutcome(_("U heeft hier geen recht om op bezwaren te besluiten."))
        reason = text_of(reason, UnableToReturnOutcome, _("Schrijf op wat er anders moet."), "reason")
        step(row, "return_proposal", UnableToReturnOutcome)
        row.proposals.filter(returned_at__isnull=True, decision__isnull=True).update(
            returned_at=at, returned_reason=reason
        )
        keep(row, at)
        record("objection.proposal_returned", row, by=by, at=at)
        tell_office(row, _("Het voorstel is teruggegeven."), f"returned:{at.isoformat()}", at=at)
        return row


def open_outcome(objection: Objection) -> ObjectionProposal | None:
    """The proposal that waits for a decision."""
    waiting = objection.proposals.filter(returned_at__isnull=True, decision__isnull=True)
    return waiting.order_by("-at", "-pk").first()


def _require_ready(row: Objection, proposal: OutcomeProposal) -> None:
    if proposal.outcome not in Outcome.values:
        raise UnableToProposeOutcome(_("Kies wat u voorstelt."), field="outcome")
    heard = row.hearings.filter(gathering__state=Gathering.State.HELD).exists()
    if not heard and not row.waiver_ground:
        raise UnableToProposeOutcome(_("Hoor eerst de indiener, of leg vast waarom dat niet hoeft (Awb 7:2 en 7:3)."))
    if row.is_late and row.is_excused is None:
        raise UnableToProposeOutcome(_("Dit bezwaar kwam te laat. Oordeel eerst of dat verschoonbaar is (Awb 6:11)."))
    if row.is_late and row.is_excused is False and proposal.outcome != Outcome.INADMISSIBLE:
        raise UnableToProposeOutcome(
            _("Het bezwaar kwam te laat en dat is niet verschoonbaar. Dan is het niet-ontvankelijk."), field="outcome"
        )
    if row.signed_at is None and proposal.outcome != Outcome.INADMISSIBLE:
        raise UnableToProposeOutcome(
            _("Het bezwaar is nog niet ondertekend. Vraag dat eerst aan de indiener (Awb 6:6).")
        )
    if proposal.outcome == Outcome.INADMISSIBLE and not row.is_late and not row.pauses.filter(ground="repair").exists():
        raise UnableToProposeOutcome(
            _("Niet-ontvankelijk kan pas nadat de indiener de kans kreeg om aan te vullen (Awb 6:6)."), field="outcome"
        )


def _check_new(row: Objection, proposal: OutcomeProposal, today: date) -> None:
    """The new decision fits the outcome, and never leaves the objector worse off (Awb 7:11)."""
    if proposal.outcome not in FOUNDED:
        return
    if proposal.new_outcome not in possible_outcomes(row):
        raise UnableToProposeOutcome(_("Kies wat het nieuwe besluit is."), field="new_outcome")
    contested = contested_by(row)
    if isinstance(contested, Settlement):
        _check_between(proposal.amount_cents, contested.settled_cents + 1, contested.awarded_cents)
    elif isinstance(contested, Recovery):
        _check_between(proposal.amount_cents, 0, contested.asked_cents - 1)
    elif isinstance(contested, PenaltyDecision):
        most = rates_on(contested.notice.received_on).most_cents
        _check_between(proposal.amount_cents, contested.total_cents + 1, most)
    elif proposal.new_outcome == New.REFUSE:
        _check_other_ground(row, contested, proposal)
    else:
        _check_award(row, proposal, today)


def possible_outcomes(objection: Objection) -> tuple[ObjectionProposal.New, ...]:
    """The new decisions that can take the place of what this objection is about."""
    return {
        SubjectKind.DECISION: (New.GRANT, New.REFUSE),
        SubjectKind.SETTLEMENT: (New.SETTLE,),
        SubjectKind.RECOVERY: (New.ASK_LESS,),
        SubjectKind.PENALTY: (New.RAISE,),
    }[subject_of(objection).kind]


def _check_between(amount: int | None, lowest: int, highest: int) -> None:
    """An amount that is better for the objector, and that the law still allows (Awb 7:11)."""
    if lowest > highest:
        raise UnableToProposeOutcome(
            _("Beter dan dit kan niet voor de indiener. Kies ‘ongegrond’ of ‘niet-ontvankelijk’."), field="outcome"
        )
    if amount is None or not lowest <= amount <= highest:
        raise UnableToProposeOutcome(
            _("Vul een bedrag in van %(lowest)s tot en met %(highest)s. Wie bezwaar maakt, wordt er niet slechter van.")
            % {"lowest": format_euro(lowest), "highest": format_euro(highest)},
            field="amount",
        )


def _check_other_ground(row: Objection, contested: GrantDecision, proposal: OutcomeProposal) -> None:
    if row.application.state == ApplicationState.GRANTED:
        raise UnableToProposeOutcome(
            _("Wie bezwaar maakt, mag er niet slechter van worden. Afwijzen kan hier niet (Awb 7:11)."),
            field="new_outcome",
        )
    if general_ground(proposal.refusal_ground) is None and not _is_a_rule(row, proposal.refusal_ground):
        raise UnableToProposeOutcome(_("Kies de andere grond om af te wijzen."), field="ground")
    if proposal.refusal_ground == contested.refusal_ground:
        raise UnableToProposeOutcome(_("Dit is dezelfde grond. Kies dan ‘ongegrond’."), field="ground")


def _is_a_rule(row: Objection, ground: str) -> bool:
    return row.application.version.criteria.filter(kind=ground).exists()


def _check_award(row: Objection, proposal: OutcomeProposal, today: date) -> None:
    case = row.application
    highest, before = case.requested_cents or 0, case.granted_cents or 0
    amount = proposal.amount_cents
    if amount is None or not before < amount <= highest:
        raise UnableToProposeOutcome(
            _("Vul een bedrag in van meer dan %(before)s tot en met %(highest)s.")
            % {"before": format_euro(before), "highest": format_euro(highest)},
            field="amount",
        )
    if proposal.carry_out_by is None or proposal.carry_out_by <= today:
        raise UnableToProposeOutcome(_("Vul in wanneer het plan klaar moet zijn, na vandaag."), field="carry_out_by")


def _check_costs(proposal: OutcomeProposal) -> None:
    """Costs are repaid on request, when the decision is revoked because it was unlawful (Awb 7:15)."""
    if proposal.costs not in CostsOutcome.values:
        raise UnableToProposeOutcome(_("Kies of de indiener om een vergoeding van kosten vroeg."), field="costs")
    if proposal.costs == CostsOutcome.GRANTED:
        if proposal.outcome not in FOUNDED:
            raise UnableToProposeOutcome(_("Kosten vergoeden kan alleen als het bezwaar gegrond is."), field="costs")
        if proposal.costs_cents is None or proposal.costs_cents <= 0:
            raise UnableToProposeOutcome(_("Vul in welk bedrag u vergoedt."), field="costs_cents")
    if proposal.costs != CostsOutcome.NOT_ASKED and not proposal.costs_reason.strip():
        raise UnableToProposeOutcome(_("Schrijf op waarom u de kosten wel of niet vergoedt."), field="costs_reason")
