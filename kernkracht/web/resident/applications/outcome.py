"""What the rules say of a plan so far, put in words for the applicant. The check page and the live outcome share it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from kernkracht.foundation.money import format_euro
from kernkracht.grants.applications.actions import CostEntry, IncomeEntry
from kernkracht.grants.applications.facts import facts_of
from kernkracht.grants.applications.models import GrantApplication, IncomeLine
from kernkracht.grants.applications.rules import RuleSet, evaluation_of
from kernkracht.grants.schemes.facts import CostLine, Facts
from kernkracht.grants.schemes.findings import Evaluation, Finding


@dataclass(frozen=True)
class Shown:
    """The outcome on a page: the amount and why, what leaves it, and what the rules say."""

    evaluation: Evaluation
    total_cents: int
    requested_cents: int | None
    bound_sentence: str

    @property
    def removed(self) -> Sequence[str]:
        return [line.sentence for line in self.evaluation.removed_lines]

    @property
    def not_met(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.evaluation.not_met if f.cap_cents is None)

    @property
    def not_known(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.evaluation.needs_judgement if f.not_yet_known)

    @property
    def judged_later(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.evaluation.needs_judgement if not f.not_yet_known)

    @property
    def has_amount(self) -> bool:
        return self.evaluation.bound_by is not None


def outcome_of(case: GrantApplication, rules: RuleSet, on: date) -> Shown:
    """The outcome of what the case holds."""
    return shown(case, rules, facts_of(case), on)


def outcome_with(
    case: GrantApplication,
    rules: RuleSet,
    on: date,
    *,
    costs: Sequence[CostEntry],
    incomes: Sequence[IncomeEntry],
    requested_cents: int | None,
) -> Shown:
    """The outcome with a budget as it is being typed, nothing saved."""
    amounts = {kind: sum(i.amount_cents for i in incomes if i.kind == kind) for kind in IncomeLine.Kind.values}
    facts = replace(
        facts_of(case),
        cost_lines=tuple(CostLine(cost.description, cost.cost_kind, cost.amount_cents) for cost in costs),
        own_share_cents=amounts[IncomeLine.Kind.OWN],
        other_public_contribution_cents=amounts[IncomeLine.Kind.PUBLIC],
        income_cents=amounts[IncomeLine.Kind.OTHER],
        requested_cents=requested_cents,
    )
    return shown(case, rules, facts, on)


def shown(case: GrantApplication, rules: RuleSet, facts: Facts, on: date) -> Shown:
    evaluation = evaluation_of(case, facts, on, rules)
    total = sum(line.cents for line in facts.cost_lines)
    return Shown(evaluation, total, facts.requested_cents, _bound_sentence(evaluation, facts))


def _bound_sentence(evaluation: Evaluation, facts: Facts) -> str:
    """Which limit set the amount, in words; empty when the applicant simply gets what was asked."""
    bound, amount = evaluation.bound_by or "", format_euro(evaluation.payable_cents)
    if bound in ("", "requested"):
        return ""
    if bound == "eligible_costs":
        return _("Wij betalen nooit meer dan de kosten die meetellen: %(amount)s.") % {"amount": amount}
    if bound.startswith("ceiling:"):
        return _("Er is dit jaar nog %(amount)s over voor deze regeling.") % {"amount": amount}
    try:
        return evaluation.finding(bound).sentence
    except KeyError:
        return ""
