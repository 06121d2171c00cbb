"""Deciding on an objection: by somebody with a mandate who had no part in the decision and did not handle this.

The letter is made before any lock; under the locks (ceilings, case, objection) everything it rests on is checked again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents.models import Letter
from kernkracht.grants.applications import hooks
from kernkracht.grants.applications.actions.declaring import keep_declaration
from kernkracht.grants.applications.days import day_of
from kernkracht.grants.applications.letters import LetterFailed, MissingBlock
from kernkracht.grants.applications.models import Mandate
from kernkracht.grants.settlements.actions import Effect

from ..letters import MadeLetter, addressee_of, keep_and_send
from ..models import Objection, ObjectionDecision, ObjectionProposal, Outcome
from ..money import effect_of
from ..outcome_letter import make_outcome_letter
from ..queries.rights import right_to_decide
from ..subjects import contested_by
from .gate import ObjectionRefusal, keep, lock, step
from .proposing import open_outcome
from .renewing import Locked, Renewal, UnableToRenew, lock_money_of, renew
from .telling import tell_office


class UnableToDecideObjection(ObjectionRefusal):
    """It is not up for decision, this person may not decide it, or the decision does not hold."""


@dataclass(frozen=True)
class _Seen:
    """What the letter rests on, as seen before the locks."""

    proposal: ObjectionProposal
    mandate: Mandate
    letter: MadeLetter
    granted_cents: int | None
    effect: Effect | None


def decide_objection(*, objection: Objection, no_interest: bool, by: Actor, at: datetime) -> ObjectionDecision:
    """Take over the proposal: state, new decision, money, letter and record succeed or vanish together.

    An award that does not fit under a ceiling goes above it only where Awb 4:25 lid 3 allows; otherwise it is refused
    with the sentence why. Raises `UnableToDecideObjection`.
    """
    if not no_interest:
        raise UnableToDecideObjection(_("Verklaar eerst dat u geen eigen belang heeft."), field="no_interest")
    seen = _look(objection, by=by, at=at)
    with transaction.atomic(durable=True):
        locked = lock_money_of(objection, seen.proposal)
        row = lock(objection)
        row.application = locked.case
        _check_again(row, seen, by=by, at=at)
        step(row, "decide", UnableToDecideObjection)
        letter = keep_and_send(row, seen.letter, key=f"objection_decided:{seen.proposal.pk}", by=by, at=at)
        new = _renew(row, seen, locked, letter, by=by, at=at)
        decision = ObjectionDecision.objects.create(
            objection=row,
            proposal=seen.proposal,
            outcome=seen.proposal.outcome,
            new_decision=new.decision,
            new_settlement=new.settlement,
            beyond_cents=new.money.beyond_cents,
            ceiling_reason=new.money.reason,
            mandate=seen.mandate,
            contested_decider=row.contested_decider,
            handled_by=seen.proposal.by,
            decided_by=by,
            decided_at=at,
            decided_on=day_of(at),
            letter=letter,
        )
        row.decided_on = day_of(at)
        keep(row, at)
        keep_declaration(locked.case, by=by, at=at)
        label = Outcome(decision.outcome).label
        record("objection.decided", row, by=by, at=at, ground=seen.mandate.reference, data={"outcome": label})
        tell_office(row, _("Er is besloten op het bezwaar."), "decided", at=at)
        if new.decision is not None:
            hooks.announce(new.decision, by, at)
        return decision


def _look(objection: Objection, *, by: Actor, at: datetime) -> _Seen:
    rows = Objection.objects.select_related(
        "application__scheme", "application__village", "decision", "settlement", "recovery", "penalty"
    )
    row = rows.get(pk=objection.pk)
    proposal = open_outcome(row)
    if proposal is None:
        raise UnableToDecideObjection(_("Er ligt geen voorstel meer. Ververs de pagina."))
    mandate = _mandate(row, proposal, by=by, at=at)
    effect = effect_of(contested_by(row), proposal)
    try:
        letter = make_outcome_letter(row, proposal, mandate_id=mandate.pk, by=by, at=at)
    except MissingBlock as error:
        raise UnableToDecideObjection(str(error)) from error
    except LetterFailed as error:
        raise UnableToDecideObjection(
            _("De brief kon niet worden gemaakt. Er is nog niets besloten. Probeer het later opnieuw.")
        ) from error
    return _Seen(proposal, mandate, letter, row.application.granted_cents, effect)


def _mandate(row: Objection, proposal: ObjectionProposal, *, by: Actor, at: datetime) -> Mandate:
    right = right_to_decide(by, row, proposal.amount_cents or 0, day_of(at))
    if right.mandate is None or not right.allowed:
        raise UnableToDecideObjection(*right.reasons)
    return right.mandate


def _check_again(row: Objection, seen: _Seen, *, by: Actor, at: datetime) -> None:
    """Between making the letter and taking the locks nothing it rests on may have moved."""
    waiting = open_outcome(row)
    same = waiting is not None and waiting.pk == seen.proposal.pk
    same = same and addressee_of(row) == seen.letter.addressee
    same = same and row.application.granted_cents == seen.granted_cents
    same = same and effect_of(contested_by(row), seen.proposal) == seen.effect
    if not same or _mandate(row, seen.proposal, by=by, at=at) != seen.mandate:
        raise UnableToDecideObjection(_("Er veranderde intussen iets. Ververs de pagina en probeer het opnieuw."))


def _renew(row: Objection, seen: _Seen, locked: Locked, letter: Letter, *, by: Actor, at: datetime) -> Renewal:
    try:
        return renew(row, seen.proposal, seen.mandate, locked, letter, by=by, at=at)
    except UnableToRenew as refused:
        raise UnableToDecideObjection(*refused.sentences) from refused
