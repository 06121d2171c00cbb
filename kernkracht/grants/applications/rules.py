"""The rules of a case, as its own acts and pages ask for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models.signals import post_delete, post_save

from kernkracht.grants.schemes.accessors import (
    DecisionMaker,
    DecisionTerm,
    WhoMayApply,
    budget_year_of,
    decision_maker_of,
    decision_term_of,
    is_open_on,
    who_may_apply,
    windows_of,
)
from kernkracht.grants.schemes.evaluation import evaluate
from kernkracht.grants.schemes.facts import Facts
from kernkracht.grants.schemes.findings import Evaluation
from kernkracht.grants.schemes.kinds.money import FixedAmount
from kernkracht.grants.schemes.models import Criterion, SchemeVersion, VillageOverride
from kernkracht.grants.schemes.queries import rules_of as read_rules_of
from kernkracht.grants.schemes.rules import RuleSet

from .models import GrantApplication

__all__ = [
    "DecisionTerm",
    "RuleSet",
    "WhoMayApply",
    "applicants_of",
    "budget_year_for",
    "decider_of",
    "decision_term_of",
    "evaluation_of",
    "fixed_amount_of",
    "is_open_on",
    "plan_of",
    "rules_of",
    "windows_of",
]


_published: dict[int, RuleSet] = {}


def rules_of(version: SchemeVersion) -> RuleSet:
    """The rules of a version. What is published never changes, so each process reads it once.

    Raises `InvalidRules` for a draft that holds parameters that its kinds cannot read.
    """
    if version.state != SchemeVersion.State.PUBLISHED:
        return read_rules_of(version)
    if version.pk not in _published:
        _published[version.pk] = read_rules_of(version)
    return _published[version.pk]


def _forget_rules(**_signal: Any) -> None:
    """A version that is being made or published is read anew."""
    _published.clear()


for _model in (SchemeVersion, Criterion, VillageOverride):
    post_save.connect(_forget_rules, sender=_model, dispatch_uid=f"forget rules on save of {_model.__name__}")
    post_delete.connect(_forget_rules, sender=_model, dispatch_uid=f"forget rules on delete of {_model.__name__}")


def evaluation_of(application: GrantApplication, facts: Facts, on: date, rules: RuleSet | None = None) -> Evaluation:
    """What the rules of the case's version say of these facts on a day; pass `rules` when they were read already."""
    return evaluate(rules or rules_of(application.version), facts, on)


def budget_year_for(rules: RuleSet, received_on: date) -> int:
    """The budget year that a case counts for when it comes in on this day."""
    return budget_year_of(rules, received_on)


def fixed_amount_of(rules: RuleSet) -> int | None:
    """The amount in cents that everybody gets who meets the rules, so that nobody is asked how much they want."""
    fixed = rules.first(FixedAmount)
    return fixed.amount if fixed else None


def applicants_of(application: GrantApplication, on: date) -> WhoMayApply:
    """Who may apply for this case by the rules it is pinned to, as far as the plan is known."""
    known = plan_of(application)
    return who_may_apply(rules_of(application.version), known, GrantApplication.ApplicantKind.values, on)


def decider_of(application: GrantApplication) -> DecisionMaker:
    """Who decides this case by the rules it is pinned to, where village, amount, reach or applicant matter."""
    known = replace(plan_of(application), applicant_kind=application.applicant_kind)
    return decision_maker_of(rules_of(application.version), known)


def plan_of(application: GrantApplication) -> Facts:
    """What the case itself says of the plan, without a query."""
    return Facts(
        village=application.village.slug if application.village else "",
        activity_kind=application.activity_kind,
        category=application.category,
        reach=application.reach,  # type: ignore[arg-type] # the form offers these codes only
        requested_cents=application.requested_cents,
    )
