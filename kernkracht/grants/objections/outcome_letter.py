"""What the letter of a decision on an objection says (Awb 3:46, 7:12, 7:15)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import translation
from django.utils.translation import gettext as _

from kernkracht.community.gatherings.models import Gathering
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.money import format_euro
from kernkracht.grants.applications.days import day_of
from kernkracht.grants.applications.letter_payment import payment_words
from kernkracht.grants.applications.models import GrantApplication
from kernkracht.grants.applications.queries import payment_plan
from kernkracht.grants.applications.refusal_grounds import general_ground

from .letters import MadeLetter, facts_for, make_letter
from .messages import DECIDED, OutcomeNotice
from .models import CostsOutcome, Objection, ObjectionProposal, Outcome, WaiverGround
from .money import sentences_of
from .subjects import subject_of


def make_outcome_letter(
    objection: Objection, proposal: ObjectionProposal, *, mandate_id: int, by: Actor, at: datetime
) -> MadeLetter:
    """The letter of this proposal as decision, not kept yet. Raises `LetterFailed`."""
    with translation.override(objection.language):
        context = _context(objection, proposal, day_of(at))
    return make_letter(objection, DECIDED, context, by=by, at=at, mandate_id=mandate_id)


def _context(objection: Objection, proposal: ObjectionProposal, today: date) -> OutcomeNotice:
    case, subject = objection.application, subject_of(objection)
    payment, pay_by = _payment(case, proposal, today)
    ground, article = _ground(case, proposal)
    is_award = proposal.new_outcome == ObjectionProposal.New.GRANT
    held = objection.hearings.filter(gathering__state=Gathering.State.HELD).select_related("gathering")
    hearing = held.order_by("-gathering__starts_at", "-pk").first()
    return OutcomeNotice(
        **facts_for(objection),  # type: ignore[arg-type]  # facts by their own names
        contested=str(subject.kind),
        contested_on=subject.decided_on,
        changed=sentences_of(subject.row, proposal, today),
        outcome_sentence=_sentence(proposal),
        reason=proposal.reason,
        amount_cents=(proposal.amount_cents or 0) if is_award else 0,
        carry_out_by=proposal.carry_out_by,
        obligations=tuple(line.strip(" -•\t") for line in proposal.obligations.splitlines() if line.strip()),
        payment=payment,
        pay_by=pay_by,
        ground=ground,
        ground_article=article,
        hearing_on=day_of(hearing.gathering.starts_at) if hearing else None,
        hearing_report=hearing.gathering.outcome if hearing else "",
        waiver_sentence="" if hearing else _waiver(objection),
        waiver_reason="" if hearing else objection.waiver_reason,
        lateness=objection.late_judgement if objection.is_late else "",
        costs_sentence=_costs(proposal),
        costs_reason=proposal.costs_reason,
    )


def _sentence(proposal: ObjectionProposal) -> str:
    said = {
        Outcome.UNFOUNDED: _("Uw bezwaar is ongegrond. Ons besluit blijft zoals het was."),
        Outcome.FOUNDED: _("Uw bezwaar is gegrond. Wij trekken ons besluit in en nemen een nieuw besluit."),
        Outcome.PARTLY: _("Uw bezwaar is deels gegrond. Wij trekken ons besluit in en nemen een nieuw besluit."),
        Outcome.INADMISSIBLE: _("Uw bezwaar is niet-ontvankelijk. Daarom kijken wij niet naar de inhoud."),
    }
    return said[Outcome(proposal.outcome)]


def _payment(case: GrantApplication, proposal: ObjectionProposal, today: date) -> tuple[str, date | None]:
    """Of what comes on top of an earlier award, when there was one."""
    if not proposal.amount_cents or proposal.new_outcome != ObjectionProposal.New.GRANT:
        return "", None
    more = proposal.amount_cents - (case.granted_cents or 0)
    sentence, pay_by = payment_words(payment_plan(case, more, today))
    if case.granted_cents:
        before = _("%(before)s kreeg u al toegekend. Er komt %(more)s bij.") % {
            "before": format_euro(case.granted_cents),
            "more": format_euro(more),
        }
        sentence = f"{before} {sentence}"
    return sentence, pay_by


def _ground(case: GrantApplication, proposal: ObjectionProposal) -> tuple[str, str]:
    if not proposal.refusal_ground:
        return "", ""
    general = general_ground(proposal.refusal_ground)
    if general is not None:
        return str(general.sentence), general.article
    rule = case.version.criteria.filter(kind=proposal.refusal_ground).order_by("pk").first()
    return (rule.refusal_ground or rule.kind, rule.article) if rule else (proposal.refusal_ground, "")


def _waiver(objection: Objection) -> str:
    return str(WaiverGround(objection.waiver_ground).label) + "." if objection.waiver_ground else ""


def _costs(proposal: ObjectionProposal) -> str:
    if proposal.costs == CostsOutcome.GRANTED:
        return _("U vroeg om een vergoeding van uw kosten. U krijgt %(amount)s (Awb 7:15).") % {
            "amount": format_euro(proposal.costs_cents or 0)
        }
    if proposal.costs == CostsOutcome.REFUSED:
        return _("U vroeg om een vergoeding van uw kosten. Die krijgt u niet (Awb 7:15).")
    return _("U vroeg niet om een vergoeding van uw kosten (Awb 7:15).")
