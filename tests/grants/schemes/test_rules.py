"""Rules together: overrides per village, accessors, faults between rules, questions and sentences."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kernkracht.grants.schemes import accessors
from kernkracht.grants.schemes.facts import Facts
from kernkracht.grants.schemes.parameters import YearDay
from kernkracht.grants.schemes.questions import STEPS, cost_kind_options, document_options, questions
from kernkracht.grants.schemes.rules import InvalidRules
from kernkracht.grants.schemes.sentences import sentences

from .build import judge, rules


def criterion(kind: str, parameters: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
    return {"key": kind, "kind": kind, "parameters": parameters or {}, **fields}


STREET: dict[str, Any] = {"key": "a", "label": "a", "values": ["street"]}


def test_any_parameter_may_differ_per_village() -> None:
    made = rules(
        criterion("max_per_application", {"amount": 750}, overrides={"asch": {"amount": "1250,50"}}),
        criterion("lead_time", {"weeks": 2}, overrides={"asch": {"weeks": 6}}),
        criterion("decision_maker", {"role": "municipal_executive"}, overrides={"asch": {"role": "jury"}}),
    )
    facts: dict[str, Any] = {"requested_cents": 200_000, "activity_starts_on": date(2026, 4, 1)}
    here, there = judge(made, village="asch", **facts), judge(made, village="lienden", **facts)
    assert (here.payable_cents, there.payable_cents) == (125_050, 75_000)
    assert (here.finding("lead_time").outcome, there.finding("lead_time").outcome) == ("not_met", "met")
    assert accessors.decision_maker_of(made, Facts(village="asch")).role == "jury"
    assert accessors.decision_maker_of(made, Facts(village="lienden")).role == "municipal_executive"


def test_an_override_can_put_back_a_default() -> None:
    made = rules(criterion("required_documents", {"documents": ["budget"], "from_amount": 500},
                           overrides={"asch": {"from_amount": None}}))  # fmt: skip
    assert judge(made, requested_cents=100, documents=frozenset()).finding("required_documents").outcome == "met"
    local = judge(made, village="asch", requested_cents=100, documents=frozenset())
    assert local.finding("required_documents").outcome == "not_met"


@pytest.mark.parametrize(
    ("criteria", "place"),
    [
        ([criterion("max_per_application", {"amount": 1}, overrides={"asch": {"amont": 2}})], "overrides.asch.amont"),
        ([criterion("lead_time", {"weeks": "2 weken"})], "parameters.weeks"),
        ([criterion("lead_times", {})], "kind"),
        ([criterion("open_all_year"), criterion("open_all_year", key="again")], "criteria[1]"),
        ([criterion("open_all_year"), criterion("application_window", {"close": "05-31"})], "criteria[0]"),
        ([criterion("non_eligible_costs", {"cost_kinds": ["foods"]})], "cost_kinds"),
        ([criterion("decision_maker_by_tier", {"map": {"big": "jury"}})], "map.big"),
        ([criterion("percentage_of_costs", {})], "parameters"),
        ([criterion("percentage_of_costs", {"max_grant_pct": 80, "own_share_pct": 25})], "own_share_pct"),
        ([criterion("event_date_window", {"from": "2026-09-02", "to": "2026-09-01"})], "parameters.to"),
        ([criterion("tiers", {"tier_key": "reach", "tiers": [
            STREET | {"changes": {"nothing": {"weeks": 1}}}]})], "changes.nothing"),
        ([criterion("tiers", {"tier_key": "reach", "tiers": [STREET | {"values": ["stret"]}]})], "tiers"),
        ([criterion("purpose_criteria", {"criteria": ["a"], "min_met": 2})], "min_met"),
        ([criterion("comparative_assessment", {"criteria_weights": [
            {"criterion": "a", "weight_pct": 60}, {"criterion": "b", "weight_pct": 30}]})], "criteria_weights"),
    ],
)  # fmt: skip
def test_wrong_rules_are_refused_with_a_place(criteria: list[Any], place: str) -> None:
    with pytest.raises(InvalidRules) as refusal:
        rules(*criteria)
    assert [fault for fault in refusal.value.faults if place in fault.place and fault.remedy], refusal.value


def test_terms_to_decide() -> None:
    assert accessors.decision_term_of(rules(("open_access", {}))).weeks == 8
    assert accessors.decision_term_of(rules(("open_access", {}))).ground == "Awb 4:13"
    term = accessors.decision_term_of(
        rules(criterion("decision_term", {"weeks_or_date": 10, "extension_weeks": 4}, article="art. 7"))
    )
    assert (term.weeks, term.extension_weeks, term.ground) == (10, 4, "art. 7")
    by_day = accessors.decision_term_of(rules(("decision_term", {"weeks_or_date": "07-01"})))
    assert by_day.day == YearDay(7, 1)
    assert by_day.due_day(date(2026, 5, 31)) == date(2026, 7, 1)
    assert by_day.due_day(date(2026, 7, 2)) == date(2027, 7, 1)


def test_who_decides_by_tier() -> None:
    tiers = {
        "tier_key": "amount",
        "tiers": [
            {"key": "small", "label": "klein", "up_to": 500, "decision_maker": "village_coordinator"},
            {"key": "large", "label": "groot"},
        ],
    }
    made = rules(("tiers", tiers), ("decision_maker", {"role": "municipal_executive", "mandate_ref": "B-1"}))
    assert accessors.decision_maker_of(made, Facts(requested_cents=50_000)).role == "village_coordinator"
    assert accessors.decision_maker_of(made, Facts(requested_cents=50_001)).role == "municipal_executive"
    assert accessors.decision_maker_of(made, Facts(requested_cents=50_001)).mandate_ref == "B-1"
    named = rules(("tiers", tiers), ("decision_maker_by_tier", {"map": {"large": "municipal_council"}}))
    assert accessors.decision_maker_of(named, Facts(requested_cents=50_001)).role == "municipal_council"


def test_payment_and_account() -> None:
    made = rules(
        ("pay_after_receipts", {"term_weeks": 4}),
        ("partial_advance", {"pct": 50}),
        ("payee_rule", {"allowed": ["supplier"]}),
        ("account_light", {"forms": ["photo", "short_report"], "term_weeks": 6}),
        ("account_financial", {"from_amount": 5000, "term": "05-01"}),
        ("definitive_after_report", {}),
    )
    payment = accessors.payment_of(made)
    assert (payment.moment, payment.claim_weeks, payment.advance_pct) == ("after_receipts", 4, Decimal(50))
    assert payment.payees == ("supplier",)
    account = accessors.accountability_of(made)
    assert account.light_forms == ("photo", "short_report")
    assert (account.financial_from_cents, account.financial_term) == (500_000, YearDay(5, 1))
    assert account.definitive_after_report
    nothing = accessors.payment_of(rules(("open_access", {})))
    assert (nothing.moment, nothing.payees) == ("after_decision", ("applicant",))


@pytest.mark.parametrize(
    ("kind", "parameters", "name"),
    [
        ("first_come", {}, "first_come"),
        ("comparative_assessment", {}, "comparison"),
        ("resident_vote", {}, "vote"),
        ("budget_basket_vote", {}, "basket_vote"),
        ("jury_or_panel", {}, "jury"),
        ("meeting_decision", {}, "meeting"),
        ("cheque_pledge", {"amount": "7,50"}, "cheque"),
        ("event_allocation", {}, "event"),
        ("block_grant_delegated", {}, "delegated"),
        ("open_access", {}, "assessment"),
    ],
)
def test_how_money_is_divided(kind: str, parameters: dict[str, Any], name: str) -> None:
    assert accessors.distribution_of(rules((kind, parameters))) == name


def test_years_and_windows() -> None:
    next_year = rules(("application_window", {"close": "10-01", "for_year": "next"}))
    assert accessors.budget_year_of(next_year, date(2026, 9, 1)) == 2027
    assert not accessors.is_open_on(next_year, date(2026, 10, 2))
    rollover = rules(("rollover_next_year", {"date": "12-01"}))
    assert accessors.budget_year_of(rollover, date(2026, 12, 1)) == 2026
    assert accessors.budget_year_of(rollover, date(2026, 12, 2)) == 2027
    assert accessors.carry_over_allowed(rollover)
    assert not accessors.carry_over_allowed(next_year)
    assert accessors.redistribution_day_of(rules(("leftover_reallocation", {"date": "11-01"})), 2026) == date(
        2026, 11, 1
    )
    assert accessors.yearly_ceiling_of(rules(("yearly_ceiling", {"amount": 30000, "year": 2026})), 2027) is None
    assert accessors.execution_deadline_of(rules(("execution_term", {"months": 6})), date(2026, 8, 31)) == date(
        2027, 2, 28
    )


def test_the_form_asks_what_the_law_and_the_rules_need() -> None:
    bare = {question.code: question for question in questions(rules(("max_per_application", {"amount": 1})))}
    plan, costs = ["title", "description", "village", "public_summary"], ["requested", "costs"]
    assert list(bare) == [*plan, *costs, "may_publish", "name", "address", "email", "phone"]
    assert not bare["may_publish"].required
    publishing = {question.code: question for question in questions(rules(("publicity_consent", {})))}
    assert publishing["may_publish"].required
    assert "requested" not in [q.code for q in questions(rules(("fixed_amount", {"amount": 1})))]
    made = rules(
        ("lead_time", {"weeks": 2}),
        ("open_access", {}),
        ("needs_grant", {}),
        ("required_form_fields", {"fields": ["phone", {"code": "tree_kind", "label": "soort boom"}]}),
        ("required_documents", {"documents": ["budget", {"code": "map", "label": "een kaart"}]}),
    )
    asked = {question.code: question for question in questions(made)}
    assert asked["activity_dates"].criteria == ("lead_time",)
    assert asked["declare:open_access"].widget == "declaration"
    assert asked["explain:needs_grant"].step == "plan"
    assert asked["phone"].required
    assert asked["tree_kind"].label == "Soort boom"
    assert document_options(made) == (("budget", "een begroting"), ("map", "een kaart"))
    steps = [STEPS.index(question.step) for question in questions(made)]
    assert steps == sorted(steps)


def test_cost_kinds_of_the_scheme_come_first() -> None:
    made = rules(("eligible_costs", {"cost_kinds": ["plants", "fireworks"]}), cost_labels={"fireworks": "vuurwerk"})
    options = cost_kind_options(made)
    assert options[:2] == (("plants", "planten en bomen"), ("fireworks", "vuurwerk"))
    assert options[-1][0] == "other"


def test_the_rules_page_reads_the_same_rules() -> None:
    made = rules(
        criterion("max_per_application", {"amount": 750}, article="art. 4", overrides={"asch": {"amount": 1000}}),
        criterion("open_access", statement="Iedereen mag meedoen."),
    )
    content, money = sentences(made)
    assert [s.text for s in content.sentences] == ["Iedereen mag meedoen."]
    assert money.sentences[0].text == "U krijgt per aanvraag hoogstens €\u00a0750."
    assert (money.sentences[0].article, money.sentences[0].differs_in) == ("art. 4", ("asch",))
    assert sentences(made, "asch")[1].sentences[0].text == "U krijgt per aanvraag hoogstens €\u00a01.000."
