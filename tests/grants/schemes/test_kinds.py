"""Every kind of rule: met, not met, not yet known."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from kernkracht.grants.schemes.facts import EarlierGrant, RoomLeft
from kernkracht.grants.schemes.kinds import GROUPS, KINDS
from kernkracht.grants.schemes.parameters import parameter_fields, record_schema
from kernkracht.grants.schemes.questions import CATALOGUE

from .build import ROOT, costs, finding_of, rules

REFERENCE = ROOT.parent / "shared" / "schemes" / "rule-kinds.json"
MET, NOT_MET, UNKNOWN = "met", "not_met", "unknown"
JUNE_1 = date(2026, 6, 1)


def earlier(year: int = 2026, cents: int = 10_000, **same: bool) -> tuple[EarlierGrant, ...]:
    return (EarlierGrant("proef", year, cents, **{f"same_{what}": yes for what, yes in same.items()}),)


Case = tuple[str, dict[str, Any], dict[str, Any], str]
WINDOW = {"open": "02-01", "close": "05-31"}
PERIODS = {"tranches": [{"from": "01-01", "to": "06-30", "amount": 500}]}
STEPS = {
    "tier_key": "amount",
    "tiers": [
        {"key": "small", "label": "klein", "up_to": 500},
        {"key": "large", "label": "groot", "up_to": 5000, "documents": ["budget"]},
    ],
}
BY_REACH = {"tier_key": "reach", "tiers": [{"key": "a", "label": "straat", "values": ["street"], "maximum": 100}]}
DE_MINIMIS = {"documents": ["de_minimis"], "applies_to": ["business"]}
SAVING = {"max_years": 3, "max_amount": 1000, "apply_before": "10-01"}

AUTO: list[Case] = [
    ("applicant_type", {"allowed_types": ["resident"]}, {"applicant_kind": "resident"}, MET),
    ("applicant_type", {"allowed_types": ["resident"]}, {"applicant_kind": "business"}, NOT_MET),
    ("applicant_type", {"allowed_types": ["resident"]}, {}, UNKNOWN),
    ("applicant_type", {"allowed_types": ["village_association"]}, {"applicant_kind": "association"}, "judge"),
    ("applicant_type", {"allowed_types": ["organisation"], "legal_body_required": True},
     {"applicant_kind": "organisation"}, UNKNOWN),
    ("applicant_type", {"allowed_types": ["foundation"], "legal_body_required": True},
     {"applicant_kind": "foundation"}, MET),
    ("applicant_type", {"allowed_types": ["resident"], "legal_body_required": True},
     {"applicant_kind": "resident"}, NOT_MET),
    ("applicant_local", {}, {"applicant_local": True}, MET),
    ("applicant_local", {}, {"applicant_local": False}, NOT_MET),
    ("applicant_local", {}, {}, UNKNOWN),
    ("support_min_number", {"count": 10}, {"supporters": 10}, MET),
    ("support_min_number", {"count": 10}, {"supporters": 9}, NOT_MET),
    ("support_min_number", {"count": 10}, {}, UNKNOWN),
    ("support_min_number", {"count": 10}, {"supporters": 0}, NOT_MET),
    ("min_co_applicants", {"count": 4}, {"co_applicants": 3}, MET),
    ("min_co_applicants", {"count": 4}, {"co_applicants": 2}, NOT_MET),
    ("min_co_applicants", {"count": 4}, {}, UNKNOWN),
    ("min_co_applicants", {"count": 3, "households_or_persons": "households"},
     {"co_applicants": 5, "households": 2}, NOT_MET),
    ("min_co_applicants", {"count": 3, "different_households": True}, {"households": 3}, MET),
    ("min_co_applicants", {"count": 4, "applies_to": ["residents_group"]}, {"applicant_kind": "association"}, MET),
    ("min_co_applicants", {"count": 4, "applies_to": ["residents_group"]}, {}, UNKNOWN),
    ("max_per_application", {"amount": 750}, {"requested_cents": 140_000}, MET),
    ("max_per_application", {"amount": 750}, {}, MET),
    ("min_per_application", {"amount": 100}, {"requested_cents": 10_000}, MET),
    ("min_per_application", {"amount": 100}, {"requested_cents": 9_999}, NOT_MET),
    ("min_per_application", {"amount": 100}, {}, UNKNOWN),
    ("tiers", STEPS, {"requested_cents": 50_000}, MET),
    ("tiers", STEPS, {"requested_cents": 50_001}, UNKNOWN),
    ("tiers", STEPS, {"requested_cents": 50_001, "documents": frozenset()}, NOT_MET),
    ("tiers", STEPS, {"requested_cents": 50_001, "documents": frozenset({"budget"})}, MET),
    ("tiers", STEPS, {}, UNKNOWN),
    ("tiers", BY_REACH, {"reach": "street"}, MET),
    ("tiers", BY_REACH, {"reach": "village"}, NOT_MET),
    ("tiers", BY_REACH, {}, UNKNOWN),
    ("percentage_of_costs", {"max_grant_pct": 50}, {"cost_lines": costs(sound=100)}, MET),
    ("percentage_of_costs", {"max_grant_pct": 50}, {"requested_cents": 5_000}, UNKNOWN),
    ("percentage_of_costs", {"own_share_pct": 25, "applies_from_amount": 500}, {"requested_cents": 100}, MET),
    ("percentage_of_costs", {"own_share_pct": 25, "applies_from_amount": 500}, {}, UNKNOWN),
    ("fixed_amount", {"amount": 375}, {}, MET),
    ("max_per_applicant_year", {"amount": 750}, {}, MET),
    ("max_per_applicant_year", {"amount": 750}, {"earlier": earlier(cents=75_000, applicant=True)}, NOT_MET),
    ("max_per_applicant_year", {"amount": 750}, {"earlier": earlier(cents=75_000, village=True)}, MET),
    ("max_per_applicant_year", {"amount": 750}, {"earlier": earlier(2025, 75_000, applicant=True)}, MET),
    ("real_costs_only", {"deduct_income": True}, {"cost_lines": costs(sound=100)}, MET),
    ("real_costs_only", {}, {}, UNKNOWN),
    ("stacking_deduction", {}, {"other_public_contribution_cents": 100}, MET),
    ("eligible_costs", {"cost_kinds": ["sound"]}, {"cost_lines": costs(sound=1, travel=2)}, MET),
    ("eligible_costs", {"cost_kinds": ["sound"], "other_costs": "judgement"}, {"cost_lines": costs(travel=2)}, "judge"),
    ("eligible_costs", {"cost_kinds": ["sound"]}, {}, UNKNOWN),
    ("non_eligible_costs", {"cost_kinds": ["food_drink"]}, {"cost_lines": costs(food_drink=60)}, MET),
    ("non_eligible_costs", {"cost_kinds": ["food_drink"]}, {}, UNKNOWN),
    ("yearly_ceiling", {"amount": 2000}, {"room": RoomLeft(scheme=1)}, MET),
    ("yearly_ceiling", {"amount": 2000}, {"room": RoomLeft(scheme=0)}, NOT_MET),
    ("yearly_ceiling", {}, {}, MET),
    ("area_budget_equal", {"amount": 2000}, {"village": "asch"}, MET),
    ("area_budget_equal", {"amount": 2000}, {"village": "asch", "room": RoomLeft(village=0)}, NOT_MET),
    ("area_budget_equal", {"amount": 2000}, {}, UNKNOWN),
    ("area_budget_formula", {"base": 2500, "per_inhabitant": "0,80"}, {"village": "a", "village_inhabitants": 10}, MET),
    ("area_budget_formula", {"base": 2500, "per_inhabitant": "0,80"}, {"village": "a"}, UNKNOWN),
    ("area_budget_formula", {"per_inhabitant": 1}, {"village": "a", "room": RoomLeft(village=0)}, NOT_MET),
    ("area_budget_fixed_list", {"amount_by_area": {"asch": 900}}, {"village": "asch"}, MET),
    ("area_budget_fixed_list", {}, {"village": "asch"}, UNKNOWN),
    ("area_budget_fixed_list", {}, {"village": "asch", "room": RoomLeft(village=0)}, NOT_MET),
    ("category_share", {"category": "nieuw", "amount": 100}, {"category": "nieuw"}, MET),
    ("category_share", {"category": "nieuw", "amount": 100}, {"category": "x", "room": RoomLeft(category=0)}, NOT_MET),
    ("category_share", {"category": "nieuw", "amount": 100}, {}, UNKNOWN),
    ("frequency_limit", {"per": "year", "key": ["street", "activity_or_target_group"]},
     {"earlier": earlier(street=True, target_group=True)}, NOT_MET),
    ("frequency_limit", {"per": "year", "key": ["street", "activity_or_target_group"]},
     {"earlier": earlier(street=True)}, MET),
    ("frequency_limit", {"per": "year"}, {"earlier": earlier(2025, applicant=True)}, MET),
    ("frequency_limit", {"per": "once"}, {"earlier": earlier(2001, applicant=True)}, NOT_MET),
    ("frequency_limit", {"per": "years", "years": 3}, {"earlier": earlier(2024, applicant=True)}, NOT_MET),
    ("frequency_limit", {"per": "years", "years": 3}, {"earlier": earlier(2023, applicant=True)}, MET),
    ("frequency_limit", {"per": "once", "max": 2}, {"earlier": earlier(2025, applicant=True)}, MET),
    ("period_tranches", PERIODS, {}, MET),
    ("period_tranches", PERIODS, {"received_on": date(2026, 7, 1)}, NOT_MET),
    ("period_tranches", PERIODS, {"room": RoomLeft(tranche=0)}, NOT_MET),
    ("saving_carry_over", SAVING, {}, MET),
    ("saving_carry_over", SAVING, {"answers": {"saving_years": 4, "saving_cents": 1}}, NOT_MET),
    ("saving_carry_over", SAVING, {"answers": {"saving_years": 3, "saving_cents": 100_001}}, NOT_MET),
    ("saving_carry_over", SAVING, {"answers": {"saving_years": 3, "saving_cents": 100_000}}, MET),
    ("saving_carry_over", SAVING, {"answers": {"saving_years": 3}}, UNKNOWN),
    ("saving_carry_over", SAVING,
     {"answers": {"saving_years": 1, "saving_cents": 1}, "received_on": date(2026, 10, 1)}, NOT_MET),
    ("leftover_reallocation", {"date": "11-01"}, {}, MET),
    ("max_number_of_grants", {"count": 30}, {"room": RoomLeft(grants_count=1)}, MET),
    ("max_number_of_grants", {"count": 30}, {"room": RoomLeft(grants_count=0)}, NOT_MET),
    ("max_number_of_grants", {"count": 30}, {}, UNKNOWN),
    ("application_window", WINDOW, {"received_on": date(2026, 5, 31)}, MET),
    ("application_window", WINDOW, {"received_on": date(2026, 6, 1)}, NOT_MET),
    ("application_window", {"open": "11-01", "close": "01-31"}, {"received_on": date(2026, 1, 31)}, MET),
    ("application_window", {"rounds": [{"open": "2026-01-01", "close": "2026-01-31"}, {"open": "2026-09-01"}]},
     {"received_on": date(2026, 2, 1)}, NOT_MET),
    ("open_all_year", {}, {}, MET),
    ("lead_time", {"weeks": 2}, {"received_on": date(2026, 5, 18), "activity_starts_on": JUNE_1}, MET),
    ("lead_time", {"weeks": 2}, {"received_on": date(2026, 5, 19), "activity_starts_on": JUNE_1}, NOT_MET),
    ("lead_time", {"weeks": 2}, {}, UNKNOWN),
    ("no_retroactive", {}, {"activity_starts_on": date(2026, 3, 3)}, MET),
    ("no_retroactive", {}, {"activity_starts_on": date(2026, 3, 2)}, NOT_MET),
    ("no_retroactive", {}, {}, UNKNOWN),
    ("event_date_window", {"from": "09-26", "to": "09-28"}, {"activity_starts_on": date(2026, 9, 28)}, MET),
    ("event_date_window", {"from": "09-26", "to": "09-28"},
     {"activity_starts_on": date(2026, 9, 28), "activity_ends_on": date(2026, 9, 29)}, NOT_MET),
    ("event_date_window", {"from": "09-26", "to": "09-28"}, {}, UNKNOWN),
    ("execution_term", {"months": 6}, {"activity_ends_on": date(2026, 9, 2)}, MET),
    ("execution_term", {"months": 6}, {"activity_ends_on": date(2026, 9, 3)}, NOT_MET),
    ("execution_term", {"end_rule": "end_of_next_year"}, {"activity_starts_on": date(2027, 12, 31)}, MET),
    ("execution_term", {"end_rule": "end_of_year"}, {"activity_starts_on": date(2027, 1, 1)}, NOT_MET),
    ("execution_term", {"months": 6}, {}, UNKNOWN),
    ("decision_term", {"weeks_or_date": 8}, {}, MET),
    ("rollover_next_year", {"date": "12-01"}, {}, MET),
    ("required_documents", {"documents": ["budget"]}, {"documents": frozenset({"budget"})}, MET),
    ("required_documents", {"documents": ["budget"]}, {"documents": frozenset({"photo"})}, NOT_MET),
    ("required_documents", {"documents": ["budget"]}, {}, UNKNOWN),
    ("required_documents", {"documents": ["budget"], "from_amount": 500}, {"requested_cents": 49_999}, MET),
    ("required_documents", DE_MINIMIS, {"applicant_kind": "business", "documents": frozenset()}, NOT_MET),
    ("required_documents", DE_MINIMIS, {"applicant_kind": "resident", "documents": frozenset()}, MET),
    ("required_documents", DE_MINIMIS, {"documents": frozenset()}, UNKNOWN),
    ("required_documents", {"documents": ["budget"], "from_amount": 500}, {}, UNKNOWN),
    (
        "required_form_fields",
        {"fields": ["phone", "costs"]},
        {"filled_fields": frozenset({"contact_phone", "budget"})},
        MET,
    ),
    ("required_form_fields", {"fields": ["aim"]}, {"answers": {"aim": "Groen"}}, MET),
    ("required_form_fields", {"fields": ["aim"]}, {"filled_fields": frozenset({"title"})}, NOT_MET),
    ("required_form_fields", {"fields": ["aim"]}, {}, UNKNOWN),
    ("decision_maker_by_tier", {"map": {"asch": "jury"}, "by": "village"}, {}, MET),
    ("first_come", {}, {}, MET),
    ("support_threshold_phase", {"count": 50}, {"supporters": 50}, MET),
    ("support_threshold_phase", {"count": 50}, {"supporters": 49}, NOT_MET),
    ("support_threshold_phase", {"count": 50}, {}, UNKNOWN),
    ("support_threshold_phase", {}, {}, UNKNOWN),
    ("support_threshold_phase", {}, {"judgements": {"support_threshold_phase": "not_met"}}, NOT_MET),
    ("partial_advance", {"pct": 50}, {"answers": {"advance_pct": 50}}, MET),
    ("partial_advance", {"pct": 50}, {"answers": {"advance_pct": 51}}, NOT_MET),
    ("partial_advance", {"pct": 50}, {}, MET),
    ("term_and_extension", {"years": 1, "max_extension_years": 2}, {}, MET),
    ("term_and_extension", {"years": 1}, {"earlier": earlier(2025, activity=True)}, NOT_MET),
]  # fmt: skip

HUMAN_PARAMETERS: dict[str, dict[str, Any]] = {
    "purpose_criteria": {"criteria": ["meer groen"]},
    "theme_restriction": {"themes": ["groen"]},
    "non_eligible_activities": {"kinds": ["feest"]},
}
PROCESS_PARAMETERS: dict[str, dict[str, Any]] = {
    "decision_maker": {"role": "municipal_executive"},
    "advisor": {"roles": ["specialist"]},
    "multi_phase": {"phases": ["idee", "stemmen"]},
    "cheque_pledge": {"amount": "7,50"},
    "payee_rule": {"allowed": ["applicant"]},
    "channel_identity": {"channels": ["online"]},
}
HUMAN = sorted(kind for kind, cls in KINDS.items() if cls.checked_by == "human")
PROCESS = sorted(kind for kind, cls in KINDS.items() if cls.checked_by == "process")


@pytest.mark.parametrize(("kind", "parameters", "facts", "wanted"), AUTO)
def test_what_the_machine_checks(kind: str, parameters: dict[str, Any], facts: dict[str, Any], wanted: str) -> None:
    finding = finding_of(kind, parameters, **facts)
    got = "unknown" if finding.not_yet_known else "judge" if finding.outcome == "needs_judgement" else finding.outcome
    assert got == wanted, finding.sentence
    assert finding.sentence.endswith(".")


def test_every_automatic_kind_is_tried() -> None:
    assert {kind for kind, cls in KINDS.items() if cls.checked_by == "auto"} == {case[0] for case in AUTO}


def test_kinds_that_can_fail_are_seen_to_fail() -> None:
    never = {
        "max_per_application", "percentage_of_costs", "fixed_amount", "real_costs_only", "stacking_deduction",
        "eligible_costs", "non_eligible_costs", "leftover_reallocation", "open_all_year", "decision_term",
        "rollover_next_year", "decision_maker_by_tier", "first_come",
    }  # fmt: skip
    assert {case[0] for case in AUTO} - {case[0] for case in AUTO if case[3] == NOT_MET} == never


@pytest.mark.parametrize("kind", HUMAN)
def test_what_an_assessor_ticks(kind: str) -> None:
    parameters = HUMAN_PARAMETERS.get(kind, {})
    assert finding_of(kind, parameters).outcome == "needs_judgement"
    assert not finding_of(kind, parameters).missing
    assert finding_of(kind, parameters, judgements={kind: "met"}).outcome == "met"
    assert finding_of(kind, parameters, judgements={kind: "not_met"}).outcome == "not_met"


@pytest.mark.parametrize("kind", PROCESS)
def test_what_shapes_the_flow_has_no_finding(kind: str) -> None:
    made = rules((kind, PROCESS_PARAMETERS.get(kind, {})))
    assert made.rules[0].statement.endswith(".")
    with pytest.raises(KeyError):
        finding_of(kind, PROCESS_PARAMETERS.get(kind, {}))


def test_a_purpose_is_judged_per_aim() -> None:
    aims = {"criteria": [{"code": c, "label": c} for c in "abc"], "min_met": 2}
    ticks = {"purpose_criteria.a": "met", "purpose_criteria.b": "not_met"}
    assert finding_of("purpose_criteria", aims, judgements=ticks).outcome == "needs_judgement"
    assert finding_of("purpose_criteria", aims, judgements=ticks | {"purpose_criteria.c": "met"}).outcome == "met"
    assert (
        finding_of("purpose_criteria", aims, judgements=ticks | {"purpose_criteria.c": "not_met"}).outcome == "not_met"
    )


def test_what_the_machine_knows_no_judgement_changes() -> None:
    late = {"activity_starts_on": date(2026, 3, 3)}
    assert finding_of("lead_time", {"weeks": 2}, judgements={"lead_time": "met"}, **late).outcome == "not_met"
    assert finding_of("lead_time", {"weeks": 2}, judgements={"lead_time": "met"}).outcome == "met"


def test_what_can_be_mended_says_so() -> None:
    assert finding_of("required_documents", {"documents": ["budget"]}, documents=frozenset()).repairable
    assert finding_of("support_min_number", {"count": 2}, supporters=1).repairable
    assert not finding_of("lead_time", {"weeks": 2}, activity_starts_on=date(2026, 3, 3)).repairable


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_describes_itself(kind: str) -> None:
    cls = KINDS[kind]
    assert str(cls.label)
    assert cls.label_en
    assert cls.group in GROUPS
    assert record_schema(cls)["additionalProperties"] is False


def test_every_question_that_a_kind_asks_exists() -> None:
    tried = [(k, p) for k, p, _, _ in AUTO] + [(k, HUMAN_PARAMETERS.get(k, {})) for k in HUMAN]
    tried += [(k, PROCESS_PARAMETERS.get(k, {})) for k in PROCESS]
    asked = {code for kind, parameters in tried for code in rules((kind, parameters)).rules[0].terms.questions()}
    assert asked <= set(CATALOGUE)


@pytest.mark.skipif(not REFERENCE.exists(), reason="the list of real kinds of rule is not beside this repository")
def test_no_kind_of_real_schemes_is_missing() -> None:
    for kind in json.loads(REFERENCE.read_text())["rule_kinds"]:
        cls = KINDS[kind["id"]]
        assert (cls.group, str(cls.label), cls.label_en, cls.checked_by) == (
            kind["group"], kind["label_nl"], kind["label_en"], kind["check"],
        )  # fmt: skip
        assert {name.strip("[]{}") for name in kind["parameters"]} <= set(parameter_fields(cls)), kind["id"]
