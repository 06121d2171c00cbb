"""In which parts, and by when, an award of a case is paid."""

from __future__ import annotations

from datetime import date

from kernkracht.foundation.deadlines.queries import equated_days
from kernkracht.foundation.legal_settings.queries import number_on
from kernkracht.grants.schemes.evaluation import rules_for
from kernkracht.grants.schemes.payment_plan import PaymentPlan, plan_payments
from kernkracht.grants.schemes.queries import rules_of
from kernkracht.grants.schemes.rules import RuleSet

from ..facts import facts_of
from ..models import GrantApplication

PAYMENT_TERM_WEEKS = "payment.term_weeks"


def payment_plan(
    case: GrantApplication, amount_cents: int, announced_on: date, rules: RuleSet | None = None
) -> PaymentPlan:
    """The plan that the award letter states (Awb 4:86) and the payments room carries out; amounts in euro cents.

    `rules` are the rules as they hold for this case, when the caller has them already.
    """
    if rules is None:
        rules = rules_for(rules_of(case.version), facts_of(case))
    asked = case.answers.get("advance_pct")
    return plan_payments(
        rules,
        amount_cents,
        announced_on,
        term_weeks=number_on(PAYMENT_TERM_WEEKS, announced_on),
        advance_pct=asked if isinstance(asked, int) else None,
        equated=equated_days(),
    )
