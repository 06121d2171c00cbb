"""The obligations of an award, made in the transaction of the decision itself."""

from __future__ import annotations

from datetime import datetime

from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.applications.models import GrantApplication, GrantDecision, Outcome
from kernkracht.grants.applications.queries import facts_of, payment_plan
from kernkracht.grants.schemes.accessors import payment_of
from kernkracht.grants.schemes.evaluation import rules_for
from kernkracht.grants.schemes.queries import rules_of

from .. import notices
from ..models import AccountChange, Block, ObligationKind
from ..payee import Claimant, Payee, payee_of
from .owing import owe

KINDS = {"whole": ObligationKind.AWARD, "advance": ObligationKind.ADVANCE, "rest": ObligationKind.REST}


def owe_award(decision: GrantDecision, by: Actor, at: datetime) -> None:
    """Make what an award owes: the parts of its payment plan. Other outcomes owe nothing.

    An award on objection in the place of a lower one owes what comes on top of that.
    """
    if decision.outcome != Outcome.GRANT or not decision.amount_cents:
        return
    case = decision.application
    amount_cents = decision.amount_cents - _awarded_before(decision)
    if amount_cents <= 0:
        return
    payee = payee_for(case)
    plan = payment_plan(case, amount_cents, decision.decided_on)
    for place, part in enumerate(plan.parts, start=1):
        owe(
            source_key=f"decision:{decision.pk}:{place}",
            case_number=case.number or "",
            amount_cents=part.amount_cents,
            due_on=part.due_on,
            payee_name=payee.name or str(case.number),
            iban=payee.iban,
            kind=KINDS[part.kind],
            description=f"{case.number} {case.title}",
            by=by,
            at=at,
            condition=part.condition,
            counted_from=plan.announced_on if part.due_on else None,
            term_weeks=plan.term_weeks,
            block=payee.block,
        )
    if payee.block:
        notices.ask_account(case, payee.block, f"decision:{decision.pk}", at=at)


def _awarded_before(decision: GrantDecision) -> int:
    """Cents of the newest earlier award of the same case; each award states its whole amount."""
    earlier = decision.application.decisions.filter(outcome=Outcome.GRANT, decided_at__lt=decision.decided_at)
    newest = earlier.exclude(pk=decision.pk).order_by("decided_at", "pk").last()
    return (newest.amount_cents or 0) if newest else 0


def payee_for(case: GrantApplication) -> Payee:
    """Who is paid for a case, by its rules; an account confirmed later goes before the one in the application."""
    changes = AccountChange.objects.filter(application=case, state=AccountChange.State.CONFIRMED)
    newest = changes.order_by("-checked_at", "-pk").first()
    if newest is not None:
        return Payee(newest.account_holder, newest.iban, Block.NONE)
    rules = rules_for(rules_of(case.version), facts_of(case))
    claimant = Claimant(
        applicant_kind=case.applicant_kind,
        contact_name=case.contact_name,
        organisation=case.organisation,
        account_holder=case.account_holder,
        iban=case.iban,
    )
    return payee_of(claimant, payment_of(rules).payees)
