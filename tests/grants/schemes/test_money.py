"""Caps work together: the smallest counts, its name is told, and order never matters."""

from __future__ import annotations

import json
import random
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernkracht.grants.schemes.evaluation import evaluate
from kernkracht.grants.schemes.facts import CostLine, EarlierGrant, Facts, RoomLeft
from kernkracht.grants.schemes.findings import Evaluation
from kernkracht.grants.schemes.rules import RuleSet

from .build import TODAY, costs, judge, rules

MAX_750 = ("max_per_application", {"amount": 750})
HALF = ("percentage_of_costs", {"max_grant_pct": 50})


@pytest.mark.parametrize(
    ("criteria", "facts", "payable", "bound_by"),
    [
        ([MAX_750], {"requested_cents": 140_000}, 75_000, "max_per_application"),
        ([MAX_750], {"requested_cents": 75_000}, 75_000, "requested"),
        ([MAX_750], {"requested_cents": 50_000, "cost_lines": costs(sound=300)}, 30_000, "eligible_costs"),
        ([MAX_750, HALF], {"requested_cents": 75_000, "cost_lines": costs(sound=900)}, 45_000, "percentage_of_costs"),
        ([MAX_750], {"requested_cents": 75_000, "room": RoomLeft(scheme=31_000)}, 31_000, "ceiling:scheme"),
        ([MAX_750], {"requested_cents": 75_000, "room": RoomLeft(scheme=900_00, village=5)}, 5, "ceiling:village"),
        ([MAX_750], {"requested_cents": 75_000, "room": RoomLeft(tranche=-5)}, 0, "ceiling:tranche"),
        ([MAX_750], {"requested_cents": 75_000, "room": RoomLeft(category=7)}, 7, "ceiling:category"),
        ([MAX_750], {}, 0, None),
        ([MAX_750], {"cost_lines": costs(sound=100)}, 10_000, "eligible_costs"),
        ([("fixed_amount", {"amount": 375})], {}, 37_500, "fixed_amount"),
        ([("fixed_amount", {"amount": 375})], {"cost_lines": costs(sound=1)}, 37_500, "fixed_amount"),
    ],
)
def test_the_smallest_counts_and_is_named(
    criteria: list[Any], facts: dict[str, Any], payable: int, bound_by: str | None
) -> None:
    outcome = judge(rules(*criteria), **facts)
    assert (outcome.payable_cents, outcome.bound_by) == (payable, bound_by)


def test_food_leaves_the_amount_and_not_the_plan() -> None:
    made = rules(("non_eligible_costs", {"cost_kinds": ["food_drink"]}))
    outcome = judge(made, requested_cents=10_000, cost_lines=costs(food_drink=60, sound=40))
    assert (outcome.eligible_cents, outcome.removed_cents) == (4_000, 6_000)
    assert [line.sentence for line in outcome.removed_lines] == ["€\u00a060 eten en drinken telt niet mee."]
    assert outcome.not_met == ()


def test_a_closed_list_takes_out_what_it_does_not_name() -> None:
    made = rules(("eligible_costs", {"cost_kinds": ["sound"]}))
    assert judge(made, cost_lines=costs(sound=40, travel=10)).eligible_cents == 4_000


def test_an_open_list_waits_for_the_assessor() -> None:
    made = rules(("eligible_costs", {"cost_kinds": ["sound"], "other_costs": "judgement"}))
    lines = costs(sound=40, travel=10)
    assert judge(made, cost_lines=lines).eligible_cents == 5_000
    assert judge(made, cost_lines=lines, judgements={"eligible_costs": "not_met"}).eligible_cents == 4_000
    assert judge(made, cost_lines=lines, judgements={"eligible_costs": "not_met"}).not_met == ()


def test_own_labels_are_spoken() -> None:
    made = rules(("non_eligible_costs", {"cost_kinds": ["fireworks"]}), cost_labels={"fireworks": "vuurwerk"})
    line = judge(made, cost_lines=costs(fireworks=5)).removed_lines[0]
    assert line.sentence == "€\u00a05 vuurwerk telt niet mee."


def test_income_goes_off_the_costs() -> None:
    made = rules(("real_costs_only", {"deduct_income": True}), HALF)
    outcome = judge(made, requested_cents=50_000, cost_lines=costs(sound=500), income_cents=10_000)
    assert (outcome.eligible_cents, outcome.payable_cents) == (40_000, 20_000)


@pytest.mark.parametrize(("method", "payable"), [("from_costs", 20_000), ("from_grant", 15_000)])
def test_other_public_money_is_deducted_where_the_scheme_says(method: str, payable: int) -> None:
    made = rules(("stacking_deduction", {"method": method}), HALF)
    outcome = judge(made, cost_lines=costs(sound=500), other_public_contribution_cents=10_000)
    assert outcome.payable_cents == payable


def test_own_hours_count_when_they_have_a_rate() -> None:
    in_kind = ("in_kind_own_share", {"accepted_forms": ["hours"], "hour_rate": 15})
    made = rules(("percentage_of_costs", {"own_share_pct": 25}), in_kind)
    lines = costs(materials=900)
    assert judge(made, cost_lines=lines, own_hours=20).payable_cents == 90_000
    refused = judge(made, cost_lines=lines, own_hours=20, judgements={"in_kind_own_share": "not_met"})
    assert refused.payable_cents == 67_500


def test_shares_are_rounded_down_to_cents() -> None:
    made = rules(("percentage_of_costs", {"max_grant_pct": "33,33"}))
    assert judge(made, cost_lines=(CostLine("x", "sound", 1_001),)).payable_cents == 333


def test_what_was_had_this_year_is_subtracted() -> None:
    made = rules(("max_per_applicant_year", {"amount": 750}))
    had = (EarlierGrant("proef", 2026, 60_000, same_applicant=True), EarlierGrant("x", 2026, 9, same_applicant=True))
    outcome = judge(made, requested_cents=50_000, earlier=had)
    assert (outcome.payable_cents, outcome.bound_by) == (15_000, "max_per_applicant_year")


@pytest.mark.parametrize(("inhabitants", "cents"), [(400, 240_000), (500, 300_000), (4_999, 749_900), (5_000, 600_000)])
def test_a_village_budget_by_size(inhabitants: int, cents: int) -> None:
    sizes = [{"from_inhabitants": n, "base": base} for n, base in ((0, 2000), (500, 2500), (5000, 1000))]
    made = rules(("area_budget_formula", {"size_classes": sizes, "per_inhabitant": 1}))
    outcome = judge(made, requested_cents=10**9, village="a", village_inhabitants=inhabitants)
    assert outcome.payable_cents == cents


def test_a_share_for_new_plans_limits_all_others() -> None:
    made = rules(
        ("area_budget_equal", {"amount": 5000}),
        ("category_share", {"category": "nieuw", "min_pct": 75, "of": "village"}),
    )
    asked: dict[str, Any] = {"requested_cents": 500_000, "village": "a"}
    assert judge(made, category="other", **asked).payable_cents == 125_000
    assert judge(made, category="nieuw", **asked).payable_cents == 500_000


def test_after_redistribution_only_the_ledger_decides() -> None:
    made = rules(("area_budget_equal", {"amount": 5000}), ("leftover_reallocation", {"date": "11-01"}))
    facts: dict[str, Any] = {"requested_cents": 900_000, "village": "a", "room": RoomLeft(village=700_000)}
    assert judge(made, date(2026, 10, 31), **facts).payable_cents == 500_000
    assert judge(made, date(2026, 11, 1), **facts).payable_cents == 700_000


def test_a_tier_changes_maximum_and_other_rules() -> None:
    tiers = {
        "tier_key": "reach",
        "tiers": [
            {"key": "street", "label": "straat", "values": ["street"], "maximum": 100},
            {"key": "village", "label": "dorp", "values": ["village"], "changes": {"lead_time": {"weeks": 8}}},
        ],
    }
    made = rules(("tiers", tiers), ("lead_time", {"weeks": 2}))
    facts: dict[str, Any] = {"requested_cents": 20_000, "activity_starts_on": date(2026, 4, 1)}
    street, village = judge(made, reach="street", **facts), judge(made, reach="village", **facts)
    assert (street.payable_cents, street.tier, street.finding("lead_time").outcome) == (10_000, "street", "met")
    assert (village.payable_cents, village.tier, village.finding("lead_time").outcome) == (20_000, "village", "not_met")


# --- properties ------------------------------------------------------------------------------------------------------

EURO = st.integers(1, 3000)
KINDS_OF_COST = ["sound", "food_drink", "travel", ""]
CAPS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "max_per_application": st.fixed_dictionaries({"amount": EURO}),
    "percentage_of_costs": st.fixed_dictionaries({"max_grant_pct": st.integers(0, 100)}),
    "max_per_applicant_year": st.fixed_dictionaries({"amount": EURO}),
    "yearly_ceiling": st.fixed_dictionaries({"amount": EURO}),
    "area_budget_equal": st.fixed_dictionaries({"amount": EURO}),
    "period_tranches": st.builds(lambda a: {"tranches": [{"from": "01-01", "to": "12-31", "amount": a}]}, EURO),
    "category_share": st.builds(lambda p: {"category": "nieuw", "max_pct": p}, st.integers(0, 100)),
}
OTHERS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "non_eligible_costs": st.just({"cost_kinds": ["food_drink"]}),
    "eligible_costs": st.just({"cost_kinds": ["sound", "food_drink"]}),
    "real_costs_only": st.just({"deduct_income": True}),
    "stacking_deduction": st.builds(lambda m: {"method": m}, st.sampled_from(["from_costs", "from_grant"])),
    "open_access": st.just({}),
    "decision_maker": st.just({"role": "municipal_executive"}),
}


@st.composite
def some_rules(draw: st.DrawFn) -> list[tuple[str, dict[str, Any]]]:
    known = CAPS | OTHERS
    return [(kind, draw(known[kind])) for kind in draw(st.lists(st.sampled_from(sorted(known)), unique=True))]


CENTS = st.integers(0, 400_000)
ROOM = st.none() | st.integers(-100, 400_000)
SOME_DAY = st.none() | st.dates(date(2025, 1, 1), date(2027, 12, 31))
FACTS = st.builds(
    Facts,
    village=st.sampled_from(["", "asch"]),
    category=st.sampled_from(["", "nieuw", "other"]),
    reach=st.sampled_from(["", "street"]),
    requested_cents=st.none() | CENTS,
    cost_lines=st.lists(st.builds(CostLine, st.text(max_size=5), st.sampled_from(KINDS_OF_COST), CENTS)).map(tuple),
    income_cents=CENTS,
    other_public_contribution_cents=CENTS,
    supporters=st.none() | st.integers(0, 99),
    documents=st.none() | st.frozensets(st.sampled_from(["budget", "photo"])),
    filled_fields=st.none() | st.frozensets(st.text(max_size=4)),
    activity_starts_on=SOME_DAY,
    received_on=SOME_DAY,
    earlier=st.lists(
        st.builds(EarlierGrant, st.sampled_from(["", "proef", "x"]), st.integers(2024, 2027), CENTS, st.booleans())
    ).map(tuple),
    room=st.builds(RoomLeft, ROOM, ROOM, ROOM, ROOM, st.none() | st.integers(0, 3)),
    answers=st.dictionaries(st.text(max_size=4), st.text(max_size=4) | st.integers() | st.booleans()),
    judgements=st.dictionaries(st.sampled_from(["open_access"]), st.sampled_from(["met", "not_met"])),
)


@settings(max_examples=150, deadline=None)
@given(some_rules(), FACTS)
def test_never_more_than_any_limit_and_never_negative(criteria: list[Any], facts: Facts) -> None:
    outcome = evaluate(rules(*criteria), facts, TODAY)
    limits = [f.cap_cents for f in outcome.findings if f.cap_cents is not None]
    room = facts.room
    limits += [max(0, r) for r in (room.scheme, room.village, room.tranche, room.category) if r is not None]
    limits += [] if facts.requested_cents is None else [facts.requested_cents]
    assert 0 <= outcome.payable_cents <= min([*limits, outcome.eligible_cents])
    assert outcome.removed_cents == sum(line.cents for line in outcome.removed_lines)


@settings(max_examples=100, deadline=None)
@given(some_rules(), FACTS, st.randoms(use_true_random=False))
def test_the_order_of_criteria_does_not_matter(criteria: list[Any], facts: Facts, chance: random.Random) -> None:
    shuffled = list(criteria)
    chance.shuffle(shuffled)
    first, second = (evaluate(rules(*c), facts, TODAY) for c in (criteria, shuffled))
    assert sorted(first.findings, key=str) == sorted(second.findings, key=str)
    assert (first.payable_cents, first.bound_by, first.removed_lines) == (
        second.payable_cents, second.bound_by, second.removed_lines,
    )  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(some_rules(), FACTS, st.sampled_from(sorted(CAPS)))
def test_removing_a_cap_never_lowers_the_amount(criteria: list[Any], facts: Facts, gone: str) -> None:
    fewer = [criterion for criterion in criteria if criterion[0] != gone]
    assert evaluate(rules(*fewer), facts, TODAY).payable_cents >= evaluate(rules(*criteria), facts, TODAY).payable_cents


@settings(max_examples=100, deadline=None)
@given(some_rules(), FACTS)
def test_what_is_stored_can_be_replayed(criteria: list[Any], facts: Facts) -> None:
    made = rules(*criteria)
    outcome = evaluate(made, facts, TODAY)
    stored = json.loads(json.dumps([made.to_dict(), facts.to_dict(), outcome.to_dict()]))
    again = RuleSet.from_dict(stored[0]), Facts.from_dict(stored[1]), Evaluation.from_dict(stored[2])
    assert again == (made, facts, outcome)
    assert evaluate(again[0], again[1], TODAY) == outcome
