"""Caps besides the ceiling bind by what other cases have: per part of the year, per category, per number of grants."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kernkracht.grants.applications import actions
from kernkracht.grants.applications.models import GrantApplication
from kernkracht.grants.applications.queries import current_findings
from kernkracht.grants.applications.rooms import room_of
from kernkracht.grants.budgets.actions import settle_lower
from kernkracht.grants.budgets.models import GrantCeiling
from kernkracht.grants.schemes.findings import Outcome
from tests.factories.applications import NOON
from tests.factories.villages import VillageFactory

from .desk import RULES, TODAY, Desk, act

pytestmark = pytest.mark.django_db
HALVES = {
    "tranches": [{"from": "01-01", "to": "06-30", "amount": 800}, {"from": "07-01", "to": "12-31", "amount": 200}]
}
NEW = {"category": "nieuw", "max_pct": 50}


def desk_with(kind: str, parameters: dict[str, Any]) -> Desk:
    return Desk(rules=[*RULES, (kind, parameters)], money_cents=2_000_00, requested_cents=500_00)


def promised(desk: Desk, **fields: Any) -> GrantApplication:
    """Another case, proposed for its whole amount: reserved in the ledger."""
    case = desk.another_case(**fields)
    desk.judge(case)
    desk.propose(case, amount_cents=case.requested_cents)
    return case


def finding(desk: Desk, key: str, case: GrantApplication | None = None) -> tuple[Outcome, str]:
    row = current_findings(case or desk.case, on=TODAY).row(key)
    assert row is not None
    return row.finding.outcome, row.finding.sentence.replace("\u00a0", " ")


class TestTranche:
    def test_what_others_have_in_the_same_period_binds_and_the_finding_says_so(self) -> None:
        desk = desk_with("period_tranches", HALVES)
        promised(desk)
        sheet = current_findings(desk.case, on=TODAY)
        assert sheet.facts.room.tranche == 300_00
        assert (sheet.payable_cents, sheet.evaluation.bound_by) == (300_00, "ceiling:tranche")
        assert "Van het geld voor deze periode is nog € 300 over." in sheet.bound_sentence.replace("\u00a0", " ")
        assert finding(desk, "period-tranches") == (
            Outcome.MET,
            "Van het geld voor deze periode is er nog € 300.",
        )

    def test_more_than_is_left_cannot_be_proposed(self) -> None:
        desk = desk_with("period_tranches", HALVES)
        promised(desk)
        desk.judge()
        with pytest.raises(actions.UnableToPropose, match="300"):
            desk.propose(amount_cents=300_01)
        assert desk.propose(amount_cents=300_00).amount_cents == 300_00

    def test_nothing_left_is_not_met(self) -> None:
        desk = desk_with("period_tranches", HALVES)
        promised(desk)
        promised(desk, requested_cents=300_00)
        assert finding(desk, "period-tranches") == (Outcome.NOT_MET, "Het geld van deze periode is op.")

    def test_another_period_is_other_money(self) -> None:
        desk = desk_with("period_tranches", HALVES)
        GrantApplication.objects.filter(pk=promised(desk).pk).update(received_on=date(2026, 8, 1))
        assert room_of(desk.fresh()).tranche == 800_00

    def test_a_share_is_of_the_ceiling_when_the_rules_name_no_amount(self) -> None:
        whole_year = {"tranches": [{"from": "01-01", "to": "12-31", "pct": 40}]}
        assert room_of(desk_with("period_tranches", whole_year).case).tranche == 800_00

    def test_money_that_is_settled_lower_is_room_again(self) -> None:
        desk = desk_with("period_tranches", HALVES)
        other = desk.case
        desk.judged_and_proposed()
        actions.award_grant(**act(desk))
        desk.case = desk.another_case()
        assert room_of(desk.case).tranche == 300_00
        settle_lower(amount_cents=100_00, case_number=other.number or "", key="s", by=desk.decider.actor, at=NOON)
        assert room_of(desk.case).tranche == 400_00

    def test_without_any_ceiling_the_cases_themselves_count(self) -> None:
        desk = desk_with("period_tranches", HALVES)
        GrantCeiling.objects.update(year=2020)
        promised(desk)
        assert room_of(desk.fresh()).tranche == 300_00


class TestCategory:
    def test_the_share_of_a_category_binds(self) -> None:
        desk = desk_with("category_share", NEW)
        promised(desk, category="nieuw")
        promised(desk, category="nieuw", requested_cents=300_00)
        promised(desk, category="oud")
        GrantApplication.objects.filter(pk=desk.case.pk).update(category="nieuw")
        sheet = current_findings(desk.fresh(), on=TODAY)
        assert sheet.facts.room.category == 200_00
        assert (sheet.payable_cents, sheet.evaluation.bound_by) == (200_00, "ceiling:category")
        assert "Voor deze soort plannen is nog € 200 over." in sheet.bound_sentence.replace("\u00a0", " ")
        assert finding(desk, "category-share", desk.fresh())[0] == Outcome.MET

    def test_a_kept_share_limits_all_others(self) -> None:
        desk = desk_with("category_share", {"category": "nieuw", "min_pct": 60})
        promised(desk, category="oud")
        GrantApplication.objects.filter(pk=desk.case.pk).update(category="anders")
        assert room_of(desk.fresh()).category == 300_00
        GrantApplication.objects.filter(pk=desk.case.pk).update(category="nieuw")
        assert room_of(desk.fresh()).category is None

    def test_a_share_of_a_village_counts_that_village_only(self) -> None:
        desk = desk_with("category_share", {"category": "nieuw", "amount": 700, "of": "village"})
        promised(desk, category="nieuw", village=VillageFactory())
        promised(desk, category="nieuw", requested_cents=400_00)
        GrantApplication.objects.filter(pk=desk.case.pk).update(category="nieuw")
        assert room_of(desk.fresh()).category == 300_00


class TestNumberOfGrants:
    def test_the_last_grant_binds_and_the_finding_says_so(self) -> None:
        desk = desk_with("max_number_of_grants", {"count": 2})
        promised(desk)
        assert finding(desk, "max-number-of-grants") == (Outcome.MET, "Er kan nog 1 plan bij.")
        promised(desk)
        assert finding(desk, "max-number-of-grants") == (Outcome.NOT_MET, "Er kunnen geen plannen meer bij.")
        desk.judge()
        with pytest.raises(actions.UnableToPropose, match="plannen"):
            desk.propose()

    def test_each_round_has_its_own_number(self) -> None:
        rules: list[tuple[str, dict[str, Any]]] = [
            *RULES,
            ("max_number_of_grants", {"count": 1}),
            (
                "application_window",
                {"rounds": [{"open": "01-01", "close": "06-30"}, {"open": "07-01", "close": "12-31"}]},
            ),
        ]
        desk = Desk(rules=rules)
        GrantApplication.objects.filter(pk=promised(desk).pk).update(received_on=date(2026, 9, 1))
        assert room_of(desk.fresh()).grants_count == 1

    def test_a_returned_proposal_gives_its_place_back(self) -> None:
        desk = desk_with("max_number_of_grants", {"count": 1})
        other = promised(desk)
        assert room_of(desk.fresh()).grants_count == 0
        actions.return_proposal(application=other, reason="Nog eens.", by=desk.decider.actor, at=NOON)
        assert room_of(desk.fresh()).grants_count == 1


def test_a_scheme_without_such_rules_asks_nothing_more(django_assert_max_num_queries: Any) -> None:
    desk = Desk()
    room_of(desk.case)  # the rules of a published version are read once
    with django_assert_max_num_queries(3):
        assert room_of(desk.case).tranche is None
