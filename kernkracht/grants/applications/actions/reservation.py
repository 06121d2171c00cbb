"""The money promised to a case while somebody decides. Ceilings are locked before the case, by primary key."""

from __future__ import annotations

from datetime import datetime

from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.budgets.actions import lock_ceilings, release, reserve
from kernkracht.grants.budgets.models import GrantCeiling
from kernkracht.grants.budgets.queries import ceilings_for
from kernkracht.grants.schemes.models import Scheme

from ..models import DecisionProposal, GrantApplication


def ceilings_of(application: GrantApplication) -> list[GrantCeiling]:
    """The ceilings a case falls under in its budget year; none for a draft."""
    if application.budget_year is None:
        return []
    return ceilings_for(application.scheme, application.budget_year, application.village)


def lock_money_of(application: GrantApplication) -> list[GrantCeiling]:
    """Lock the money of a case. Call it before the case itself is locked, and always in that order.

    Caps on parts of the year, kinds of plans or the number of grants reach over villages and need no ceiling, so the
    row of the scheme is locked first: who counts what others have, counts alone.
    """
    Scheme.objects.select_for_update(no_key=True).get(pk=application.scheme_id)
    return lock_ceilings(ceilings_of(application))


def promise(
    case: GrantApplication, proposal: DecisionProposal, ceilings: list[GrantCeiling], *, by: Actor, at: datetime
) -> None:
    """Reserve the proposed amount, so that two proposals cannot promise the same money. Raises `UnableToReserve`."""
    if ceilings and proposal.amount_cents:
        reserve(
            ceilings=ceilings,
            amount_cents=proposal.amount_cents,
            case_number=case.number or "",
            key=f"proposal:{proposal.pk}:reserve",
            by=by,
            at=at,
            filed_on=case.received_on,
        )


def let_go(case: GrantApplication, reason: str, *, by: Actor, at: datetime) -> None:
    """Give back what is reserved for a case, if anything. `reason` is part of the key: “returned:12”, “withdrawn”.

    Composable: the caller locked the money (`lock_money_of`) before the case.
    """
    if case.number:
        release(case_number=case.number, key=f"case:{case.pk}:release:{reason}", by=by, at=at)
