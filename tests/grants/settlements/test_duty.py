"""Which report an award brings, and by which day."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.html import strip_tags

from kernkracht.grants.settlements.models import ReportState
from tests.factories.settlements import Granted

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("rules", "form", "due_on"),
    [
        ([], "none", None),
        ([("account_light", {"term_weeks": 8})], "light", date(2026, 11, 26)),
        ([("account_light", {})], "light", date(2026, 12, 31)),
        ([("account_financial", {"term": 13})], "receipts", date(2026, 12, 31)),
        ([("account_financial", {"term": "2027-04-01"})], "receipts", date(2027, 4, 1)),
        ([("account_financial", {"term": 13, "from_amount": 501})], "none", None),
        ([("account_financial", {"term": 13, "from_amount": 500})], "receipts", date(2026, 12, 31)),
        ([("pay_after_receipts", {"term_weeks": 4})], "receipts", date(2026, 10, 29)),
    ],
)
def test_the_rules_of_the_award_decide(rules: list[object], form: str, due_on: date | None) -> None:
    report = Granted(rules).report
    assert (report.form, report.due_on) == (form, due_on)
    assert report.state == (ReportState.NOT_NEEDED if form == "none" else ReportState.EXPECTED)
    assert report.steps


def test_without_a_term_in_the_scheme_the_reasoning_says_so() -> None:
    assert any("noemt geen termijn" in step for step in Granted([("account_light", {})]).report.steps)


def test_a_day_that_is_free_rolls_forward() -> None:
    report = Granted([("account_light", {"term_weeks": 12})]).report
    assert report.due_on == date(2026, 12, 24)
    assert strip_tags(" ".join(report.steps))


def test_a_refusal_brings_no_duty() -> None:
    from kernkracht.grants.applications.actions import refuse_grant
    from kernkracht.grants.settlements.models import SpendingReport
    from tests.grants.applications.desk import Desk, act

    desk = Desk()
    desk.judged_and_proposed(outcome="refuse", refusal_ground="open_access")
    refuse_grant(**act(desk))
    assert not SpendingReport.objects.exists()
