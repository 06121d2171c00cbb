"""`evaluate`: what the rules say about one case. Pure: the same rules, facts and day always give the same answer.

Money is in whole cents and every share is rounded down. The payable amount is the smallest of what was requested, the
eligible costs, every cap of a rule and every room left under a ceiling; it is never negative. A rule that is not met
does not change the amount: whether anything is granted follows from the findings, how much from the money.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from .facts import Facts
from .findings import Evaluation, Finding, Outcome, RemovedLine
from .kinds.base import Case, Check, HumanKind, met, not_met
from .kinds.budget import LeftoverReallocation, YearlyCeiling
from .kinds.costs import NonEligibleCosts, removed_sentence
from .kinds.money import FixedAmount, InKindOwnShare, StackingDeduction
from .kinds.tiers import Tier, Tiers
from .kinds.village_budgets import VillageBudget
from .rules import Rule, RuleSet


def tier_of(rules: RuleSet, facts: Facts) -> Tier | None:
    """The tier that these facts fall in, if the scheme has tiers and enough is known."""
    tiers = rules.first(Tiers)
    return tiers.tier_for(facts) if tiers else None


def rules_for(rules: RuleSet, facts: Facts) -> RuleSet:
    """The rules as they hold for these facts: of their village, and of their tier."""
    local = rules.in_village(facts.village)
    tier = tier_of(local, facts)
    return local.with_changes(tier.changes) if tier and tier.changes else local


def evaluate(rules: RuleSet, facts: Facts, on: date) -> Evaluation:
    """Judge one case on the day `on` (today, or the day of receipt when a decision is replayed).

    Unknown facts give “needs judgement” with what is missing. Process kinds shape the flow and have no finding.
    """
    tier = tier_of(rules.in_village(facts.village), facts)
    local = rules_for(rules, facts)
    case = _prepare(local, facts, on)
    removed = _removed_lines(local, case)
    removed_cents = sum(line.cents for line in removed)
    case = replace(case, eligible_cents=_eligible(local, facts, removed_cents))
    findings = tuple(finding for rule in local.rules if (finding := _finding(rule, case)))
    payable, bound_by = _payable(local, case, findings)
    return Evaluation(
        findings, case.eligible_cents, payable, bound_by, removed_cents, removed, tier.key if tier else ""
    )


def _prepare(rules: RuleSet, facts: Facts, on: date) -> Case:
    village = rules.first(VillageBudget)
    ceiling = rules.first(YearlyCeiling)
    leftover = rules.first(LeftoverReallocation)
    in_kind = next((r for r in rules.rules if isinstance(r.terms, InKindOwnShare)), None)
    accepted = in_kind is not None and facts.judgements.get(in_kind.key) != "not_met"
    return Case(
        facts=facts,
        on=on,
        scheme=rules.scheme,
        costs_known=bool(facts.cost_lines),
        in_kind_cents=_in_kind_cents(in_kind, facts) if accepted else 0,
        village_budget_cents=(
            village.village_cents(facts.village, facts.village_inhabitants) if village and facts.village else None
        ),
        scheme_budget_cents=ceiling.amount if ceiling else None,
        leftover_moved=bool(leftover and facts.room.village is not None and leftover.moved_by(on)),
        excluded_kinds=frozenset(code for rule in rules.all(NonEligibleCosts) for code in rule.cost_kinds),
        cost_labels=rules.cost_labels,
    )


def _in_kind_cents(rule: Rule | None, facts: Facts) -> int:
    return rule.terms.value_cents(facts) if rule and isinstance(rule.terms, InKindOwnShare) else 0


def _removed_lines(rules: RuleSet, case: Case) -> tuple[RemovedLine, ...]:
    """Lines that some rule takes out. With more rules for one line the first key names it, whatever their order."""
    by_key = sorted(rules.rules, key=lambda rule: rule.key)
    removed = []
    for line in case.facts.cost_lines:
        rule = next((r for r in by_key if r.terms.removes(line, replace(case, key=r.key))), None)
        if rule:
            removed.append(RemovedLine(line.description, line.kind, line.cents, rule.key, removed_sentence(line, case)))
    return tuple(removed)


def _eligible(rules: RuleSet, facts: Facts, removed_cents: int) -> int:
    """Eligible costs in cents. Without a budget the amount asked stands in for it; a fixed amount looks at no costs."""
    fixed = rules.first(FixedAmount)
    if fixed and fixed.amount is not None:
        return fixed.amount
    if not facts.cost_lines:
        return max(0, facts.requested_cents or 0)
    total = sum(line.cents for line in facts.cost_lines) - removed_cents
    return max(0, total - sum(rule.terms.deduction_cents(facts) for rule in rules.rules))


def _finding(rule: Rule, case: Case) -> Finding | None:
    here = replace(case, key=rule.key, statement=rule.statement)
    check = rule.terms.check(here)
    if check is None:
        return None
    check = _settled(rule, here, check)
    return Finding(
        criterion=rule.key,
        kind=rule.kind,
        outcome=check.outcome,
        sentence=check.sentence,
        article=rule.article,
        refusal_ground=rule.refusal_ground,
        cap_cents=check.cap_cents,
        missing=check.missing,
        repairable=check.repairable,
    )


def _settled(rule: Rule, case: Case, check: Check) -> Check:
    """What the machine could not know, an assessor may tick; what it does know stands."""
    verdict = case.facts.judgements.get(rule.key)
    if check.outcome != Outcome.NEEDS_JUDGEMENT or verdict is None or isinstance(rule.terms, HumanKind):
        return check
    if verdict == "met":
        return met(_("Akkoord: {rule}").format(rule=case.statement), cap=check.cap_cents)
    return not_met(_("Hieraan voldoet uw plan niet: {rule}").format(rule=case.statement), cap=check.cap_cents)


@dataclass(frozen=True, order=True)
class Limit:
    """One thing that limits the amount. Equal amounts are told apart by rank and name, never by order of criteria."""

    cents: int
    rank: int
    name: str


def _payable(rules: RuleSet, case: Case, findings: tuple[Finding, ...]) -> tuple[int, str | None]:
    facts = case.facts
    terms = rules.first(FixedAmount)
    fixed = terms is not None and terms.amount is not None
    if facts.requested_cents is None and not case.costs_known and not fixed:
        return 0, None
    limits = [Limit(f.cap_cents, 2, f.criterion) for f in findings if f.cap_cents is not None]
    if facts.requested_cents is not None:
        limits.append(Limit(facts.requested_cents, 0, "requested"))
    if not fixed:
        limits.append(Limit(case.eligible_cents, 1, "eligible_costs"))
    rooms = {"scheme": facts.room.scheme, "village": facts.room.village, "tranche": facts.room.tranche}
    rooms["category"] = facts.room.category
    limits += [Limit(room, 3, f"ceiling:{name}") for name, room in rooms.items() if room is not None]
    smallest = min(limits)
    return _after_other_grants(rules, facts, max(0, smallest.cents), smallest.name)


def _after_other_grants(rules: RuleSet, facts: Facts, cents: int, bound_by: str) -> tuple[int, str]:
    """Take other public money off the grant itself, where the scheme says so."""
    for rule in rules.rules:
        terms = rule.terms
        if isinstance(terms, StackingDeduction) and terms.method == "from_grant":
            less = min(cents, facts.other_public_contribution_cents)
            return (cents - less, rule.key) if less else (cents, bound_by)
    return cents, bound_by
