"""Rules that hold only in some villages or for some tiers: empty in general, filled in where they hold."""

from __future__ import annotations

from typing import Any

import pytest

from kernkracht.grants.schemes.questions import questions
from kernkracht.grants.schemes.rules import InvalidRules, RuleSet

from .build import costs, judge, rules


def in_terwispel(kind: str, parameters: dict[str, Any]) -> RuleSet:
    return rules({"key": "lokaal", "kind": kind, "overrides": {"terwispel": parameters}})


def test_costs_that_only_one_village_leaves_out() -> None:
    made = in_terwispel("non_eligible_costs", {"cost_kinds": ["barbecue"]})
    spent: dict[str, Any] = {"cost_lines": costs(barbecue=40, plants=60)}
    assert judge(made, village="terwispel", **spent).removed_cents == 4_000
    assert judge(made, village="wijnjewoude", **spent).removed_cents == 0
    assert made.rules[0].statement.endswith("verschilt per dorp of soort plan.")
    assert made.in_village("terwispel").rules[0].statement == "Deze kosten tellen niet mee: een barbecue."


def test_activities_that_only_one_village_leaves_out() -> None:
    made = in_terwispel("non_eligible_activities", {"kinds": ["uitje voor leden"]})
    assert judge(made, village="terwispel").finding("lokaal").outcome == "needs_judgement"
    assert judge(made, village="terwispel", judgements={"lokaal": "not_met"}).finding("lokaal").outcome == "not_met"
    assert judge(made, village="wijnjewoude").finding("lokaal").outcome == "met"
    assert made.rules[0].statement.endswith("verschilt per dorp of soort plan.")


TIERS = {
    "tier_key": "category",
    "tiers": [
        {"key": "project", "label": "project", "values": ["project"], "maximum": 20_000},
        {"key": "praise", "label": "waardering", "values": ["praise"], "changes": {"fixed_amount": {"amount": 500}}},
    ],
}


def test_an_amount_that_is_fixed_for_one_tier_only() -> None:
    made = rules(("tiers", TIERS), ("fixed_amount", {}))
    project = judge(made, category="project", requested_cents=900_000, cost_lines=costs(materials=7_000))
    praise = judge(made, category="praise", cost_lines=costs(materials=7_000))
    assert (project.payable_cents, project.bound_by) == (700_000, "eligible_costs")
    assert (praise.payable_cents, praise.bound_by) == (50_000, "fixed_amount")
    assert project.finding("fixed_amount").sentence == "Voor uw plan is er geen vast bedrag."
    assert made.rule("fixed_amount").statement.startswith("Soms is er een vast bedrag.")
    assert {"requested", "costs"} <= {question.code for question in questions(made)}


@pytest.mark.parametrize("kind", ["fixed_amount", "non_eligible_costs", "non_eligible_activities"])
def test_what_is_filled_in_nowhere_was_forgotten(kind: str) -> None:
    with pytest.raises(InvalidRules, match="overrides"):
        rules((kind, {}))


def test_documents_that_only_some_applicants_send() -> None:
    made = rules(("required_documents", {"documents": ["de_minimis"], "applies_to": ["business"], "from_amount": 500}))
    assert made.rules[0].statement.endswith("Dit geldt voor een ondernemer.")
    (who, *_) = made.rules[0].terms.questions()
    assert who == "applicant_kind"
    small = judge(made, applicant_kind="business", requested_cents=49_999).finding("required_documents")
    large = judge(made, applicant_kind="business", requested_cents=50_000).finding("required_documents")
    other = judge(made, applicant_kind="association", requested_cents=50_000).finding("required_documents")
    assert (small.outcome, large.missing, other.outcome) == ("met", ("attachments",), "met")
