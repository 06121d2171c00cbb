"""The assessor's proposal: what the decision-maker gets to decide on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.money import format_euro
from kernkracht.grants.budgets.actions import UnableToReserve
from kernkracht.grants.budgets.models import GrantCeiling
from kernkracht.grants.budgets.queries import largest_award

from ..days import day_of
from ..models import Assessment, DecisionProposal, GrantApplication, Outcome
from ..queries.findings import Sheet, current_findings
from ..queries.terms import untreated_until
from ..refusal_grounds import CEILING, general_ground
from .gate import UnableToAct, lock_case, move, require, require_no_interest, require_text
from .reservation import lock_money_of, promise


class UnableToPropose(UnableToAct):
    """The case is not ready for a proposal, or the proposal does not hold."""


@dataclass(frozen=True)
class Proposal:
    """What is proposed. Amounts in euro cents; fields that do not belong to the outcome stay empty.

    `up_to_room`: not a fixed amount but what is left under the ceilings, at most what may be paid (Awb 4:25 lid 2).
    """

    outcome: str
    reason: str
    amount_cents: int | None = None
    up_to_room: bool = False
    refusal_ground: str = ""
    obligations: str = ""
    carry_out_by: date | None = None
    refer_to: str = ""
    refer_url: str = ""


def propose_decision(*, application: GrantApplication, proposal: Proposal, by: Actor, at: datetime) -> DecisionProposal:
    """Lay a proposal before the decision-makers. An award is reserved under the ceilings at once.

    Reserving here, not at the decision, keeps two proposals from promising the same money. It is released when the
    proposal is returned, decided otherwise, or the case is withdrawn. Raises `UnableToPropose`.
    """
    with transaction.atomic(durable=True):
        ceilings = lock_money_of(application)
        case = lock_case(application)
        require(case, Permission.ASSESS_APPLICATION, UnableToPropose, by=by, at=at)
        require_no_interest(case, UnableToPropose, by=by, at=at)
        if case.budget_year != application.budget_year:
            raise UnableToPropose(_("De aanvraag is intussen veranderd. Ververs de pagina."))
        move(case, "propose", UnableToPropose)
        sheet = current_findings(case, on=day_of(at))
        reason = require_text(proposal.reason, UnableToPropose, _("Schrijf op waarom u dit voorstelt."), "reason")
        amount = _checked(case, sheet, proposal, ceilings, on=day_of(at))
        stored = DecisionProposal.objects.create(
            application=case,
            outcome=proposal.outcome,
            amount_cents=amount,
            refusal_ground=proposal.refusal_ground if proposal.outcome == Outcome.REFUSE else "",
            reason=reason,
            obligations=proposal.obligations.strip() if amount else "",
            carry_out_by=proposal.carry_out_by if amount else None,
            refer_to=proposal.refer_to.strip() if proposal.outcome == Outcome.REFER else "",
            refer_url=proposal.refer_url.strip() if proposal.outcome == Outcome.REFER else "",
            by=by,
            at=at,
        )
        _reserve(case, stored, ceilings, by=by, at=at)
        store_sheet(case, sheet, by=by, at=at)
        case.save(update_fields=["state"])
        said = f" {format_euro(amount)}" if amount else ""
        data = {"outcome": Outcome(stored.outcome).label, "amount": said, "amount_cents": amount}
        record("application.proposed", case, by=by, at=at, ground=stored.refusal_ground, data=data)
        return stored


def _reserve(
    case: GrantApplication, stored: DecisionProposal, ceilings: list[GrantCeiling], *, by: Actor, at: datetime
) -> None:
    try:
        promise(case, stored, ceilings, by=by, at=at)
    except UnableToReserve as error:
        raise UnableToPropose(
            str(error), _("Stel een lager bedrag voor, of kies ‘wat er over is’."), field="amount"
        ) from error


def store_sheet(case: GrantApplication, sheet: Sheet, *, by: Actor, at: datetime) -> Assessment:
    """Keep what the rules and the judgements said at this moment, so that the proposal can be replayed."""
    return Assessment.objects.create(
        application=case,
        version=case.version,
        facts=sheet.facts.to_dict(),
        findings=sheet.stored_rows(),
        eligible_cents=sheet.evaluation.eligible_cents,
        payable_cents=sheet.payable_cents,
        bound_by=sheet.evaluation.bound_by or "",
        made_by=by,
        made_at=at,
    )


def _checked(
    case: GrantApplication, sheet: Sheet, proposal: Proposal, ceilings: list[GrantCeiling], *, on: date
) -> int | None:
    """Check the proposal against the sheet; the amount of an award, None for every other outcome."""
    if proposal.outcome not in Outcome.values:
        raise UnableToPropose(_("Kies wat u voorstelt."), field="outcome")
    if proposal.outcome in (Outcome.GRANT, Outcome.REFUSE):
        _require_complete_assessment(case, sheet)
    if proposal.outcome == Outcome.GRANT:
        return _checked_award(sheet, proposal, on=on)
    if proposal.outcome == Outcome.REFUSE:
        _check_ground(case, sheet, proposal, ceilings)
    elif proposal.outcome == Outcome.REFER:
        require_text(proposal.refer_to, UnableToPropose, _("Schrijf op naar wie u doorverwijst."), "refer_to")
    elif proposal.outcome == Outcome.NOT_TREAT:
        require_untreated_in_time(case, UnableToPropose, on=on)
    return None


def _require_complete_assessment(case: GrantApplication, sheet: Sheet) -> None:
    """Every criterion judged, and the talk and advice that the rules demand noted (R118)."""
    if sheet.unjudged:
        raise UnableToPropose(
            _("Beoordeel eerst alle voorwaarden. Nog te doen:"), *(row.statement for row in sheet.unjudged)
        )
    talked = case.talks.exists()
    if sheet.needs_talk and not talked:
        raise UnableToPropose(_("Deze regeling vraagt een gesprek met de aanvrager. Leg eerst het gesprek vast."))
    if sheet.needs_advice and not talked and not case.advices.filter(answered_at__isnull=False).exists():
        raise UnableToPropose(
            _("Deze regeling vraagt advies. Vraag een collega om advies, of leg het advies vast als gesprek.")
        )


def _checked_award(sheet: Sheet, proposal: Proposal, *, on: date) -> int:
    if sheet.not_met:
        raise UnableToPropose(
            _("Toekennen kan alleen als aan alle voorwaarden is voldaan. Niet gehaald:"),
            *(row.statement for row in sheet.not_met),
            field="outcome",
        )
    highest = sheet.payable_cents
    amount = highest if proposal.up_to_room else proposal.amount_cents
    if highest <= 0:
        raise UnableToPropose(_("Er is nu geen geld dat u kunt toekennen. Wijs af of schuif door."), field="outcome")
    if amount is None or not 0 < amount <= highest:
        raise UnableToPropose(
            _("Vul een bedrag in tot en met %(highest)s.") % {"highest": format_euro(highest)}, field="amount"
        )
    if proposal.carry_out_by is None:
        raise UnableToPropose(
            _("Vul in wanneer het plan klaar moet zijn. Die dag staat in de brief."), field="carry_out_by"
        )
    if proposal.carry_out_by <= on:
        raise UnableToPropose(_("Kies een dag na vandaag."), field="carry_out_by")
    return amount


def _check_ground(case: GrantApplication, sheet: Sheet, proposal: Proposal, ceilings: list[GrantCeiling]) -> None:
    """A refusal rests on a criterion that is not met, or on a general ground (Awb 4:25 and 4:35)."""
    ground = proposal.refusal_ground
    if ground in {row.finding.kind for row in sheet.not_met}:
        return
    if general_ground(ground) is None:
        raise UnableToPropose(
            _("Kies een grond: een voorwaarde die niet is gehaald, of een grond uit de wet."), field="ground"
        )
    if ground == CEILING:
        wanted = case.requested_cents or 0
        left = largest_award(ceilings, wanted, filed_on=case.received_on, case_number=case.number or "")
        if left > 0:
            raise UnableToPropose(
                _("Het geld is niet op: er is nog %(left)s. Stel voor om dat toe te kennen.")
                % {"left": format_euro(left)},
                field="ground",
            )


def require_untreated_in_time(case: GrantApplication, refusal: type[UnableToAct], *, on: date) -> None:
    """Leaving untreated needs a repair term that went by, and a letter within four weeks after it (Awb 4:5 lid 4)."""
    until = untreated_until(case)
    if until is None:
        raise refusal(_("Dit kan alleen nadat u de aanvrager de kans gaf om aan te vullen."), field="outcome")
    if on > until:
        raise refusal(
            _("Buiten behandeling laten kon tot en met %(day)s. Neem nu een besluit over de aanvraag zelf.")
            % {"day": date_format(until, "j F Y")},
            field="outcome",
        )
