"""What takes the place of the contested decision: a new decision, a higher settlement, a lower recovery (Awb 7:11).

For each kind of subject: what is locked, what the letter says about the money, and the act of the room it belongs to.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents.models import Letter
from kernkracht.grants.applications.actions.gate import lock_case
from kernkracht.grants.applications.actions.reservation import ceilings_of
from kernkracht.grants.applications.models import GrantApplication, GrantDecision, Mandate
from kernkracht.grants.budgets.actions import lock_ceilings
from kernkracht.grants.budgets.models import GrantCeiling
from kernkracht.grants.settlements import actions as settling
from kernkracht.grants.settlements.models import Settlement

from ..models import Objection, ObjectionProposal, PenaltyDecision, SubjectKind
from ..subjects import subject_of
from .gate import ObjectionRefusal
from .new_decision import Money, UnableToGrant, grant_money, take_new_decision
from .penalties import UnableToEstablishPenalty, raise_on_objection


class UnableToRenew(ObjectionRefusal):
    """There is no room, or what is contested is no longer as it was."""


@dataclass(frozen=True)
class Locked:
    """The case under lock, and the ceilings of its award when that moves money."""

    case: GrantApplication
    ceilings: list[GrantCeiling]


@dataclass(frozen=True)
class Renewal:
    """What came in the place of the contested decision, and what it took above a ceiling."""

    money: Money
    decision: GrantDecision | None = None
    settlement: Settlement | None = None


def lock_money_of(objection: Objection, proposal: ObjectionProposal) -> Locked:
    """Ceilings before the case, by primary key; only what moves money locks a ceiling."""
    if subject_of(objection).kind != SubjectKind.DECISION:
        return Locked(settling.lock_money(objection.application), [])
    ceilings = lock_ceilings(ceilings_of(objection.application)) if proposal.amount_cents else []
    return Locked(lock_case(objection.application), ceilings)


def renew(
    row: Objection,
    proposal: ObjectionProposal,
    mandate: Mandate,
    locked: Locked,
    letter: Letter,
    *,
    by: Actor,
    at: datetime,
) -> Renewal:
    """Carry out the new decision of a founded objection; nothing for another outcome. Raises `UnableToRenew`."""
    if not proposal.new_outcome:
        return Renewal(Money())
    contested = subject_of(row).row
    try:
        if isinstance(contested, GrantDecision):
            money = grant_money(row, locked.case, proposal, locked.ceilings, by=by, at=at)
            new = take_new_decision(locked.case, proposal, mandate, locked.ceilings, money, by=by, at=at)
            new.letter = letter
            new.save(update_fields=["letter"])
            return Renewal(money, decision=new)
        ground = settling.Ground(
            proposal.reason, letter, proposal.by, proposal.at, mandate, key=f"objection:{proposal.pk}"
        )
        cents = proposal.amount_cents or 0
        contested.application = locked.case
        if isinstance(contested, PenaltyDecision):
            raise_on_objection(
                penalty=contested, amount_cents=cents, reason=ground.reason, key=ground.key, by=by, at=at
            )
            return Renewal(Money())
        if isinstance(contested, Settlement):
            settled, beyond = settling.settle_on_objection(
                settlement=contested, settled_cents=cents, ground=ground, by=by, at=at
            )
            return Renewal(_money(beyond), settlement=settled)
        _recovery, beyond = settling.ask_less_on_objection(
            recovery=contested, asked_cents=cents, ground=ground, by=by, at=at
        )
        return Renewal(_money(beyond))
    except (UnableToGrant, UnableToEstablishPenalty, settling.UnableToChange) as refused:
        raise UnableToRenew(*refused.sentences) from refused


def _money(beyond_cents: int) -> Money:
    return Money(beyond_cents, settling.beyond_reason() if beyond_cents else "")
