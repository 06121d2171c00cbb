"""What may go on a day, in which class, and since when."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.retention import actions
from kernkracht.foundation.retention.declarations import DataClass
from kernkracht.foundation.retention.queries import candidates
from kernkracht.grants.applications.models import ApplicationState, GrantApplication
from tests.factories.applications import ApplicationFactory
from tests.grants.applications.desk import Desk

from .old_cases import LATER, granted_case

ON = LATER.date()
pytestmark = pytest.mark.django_db


@pytest.fixture
def maker() -> Actor:
    return Actor.objects.create(kind=Actor.Kind.PERSON)


def refused(**fields: Any) -> GrantApplication:
    values = {"state": ApplicationState.REFUSED, "decided_on": date(2020, 5, 1), **fields}
    case: GrantApplication = ApplicationFactory(**values)
    return case


def numbers(on: date) -> set[str]:
    return {candidate.number for candidate in candidates(on)}


@pytest.mark.parametrize(
    ("fields", "last_day_kept"),
    [
        ({"state": "granted", "granted_cents": 1, "decided_on": date(2019, 6, 1)}, date(2026, 5, 31)),
        ({"state": "refused", "decided_on": date(2019, 6, 1)}, date(2024, 5, 31)),
        ({"state": "not_treated", "decided_on": date(2019, 6, 1)}, date(2020, 5, 31)),
        ({"state": "referred", "decided_on": date(2019, 6, 1)}, date(2020, 5, 31)),
    ],
)
def test_each_outcome_has_its_own_term(fields: dict[str, Any], last_day_kept: date) -> None:
    case = ApplicationFactory(**fields)
    assert case.number not in numbers(last_day_kept)
    assert case.number in numbers(last_day_kept + timedelta(days=1))


@pytest.mark.parametrize("state", ["submitted", "assessing", "awaiting_completion", "proposed"])
def test_what_runs_is_never_listed(state: str) -> None:
    ApplicationFactory(state=state)
    assert numbers(date(2200, 1, 1)) == set()


def test_a_draft_has_its_own_job_and_no_list() -> None:
    ApplicationFactory(state="draft")
    assert numbers(date(2200, 1, 1)) == set()


def test_the_end_of_a_withdrawn_case_is_the_dutch_day() -> None:
    late = datetime(2019, 12, 31, 23, 30, tzinfo=UTC)
    case = ApplicationFactory(state="withdrawn", changed_at=late)
    assert case.number not in numbers(date(2020, 12, 31))
    assert case.number in numbers(date(2021, 1, 1))


def test_the_last_day_to_carry_out_moves_the_end(desk: Desk) -> None:
    case = granted_case(desk)
    decision = case.decisions.get()
    assert decision.carry_out_by
    assert decision.carry_out_by > decision.decided_on
    end = decision.carry_out_by
    assert case.number not in numbers(end.replace(year=end.year + 7) - timedelta(days=1))
    assert case.number in numbers(end.replace(year=end.year + 7))


def test_another_term_counts_from_its_day(maker: Actor) -> None:
    case = refused()
    actions.set_term(
        data_class=DataClass.REFUSED,
        years=6,
        from_january=True,
        source="Besluit archivaris",
        valid_from=date(2025, 1, 1),
        by=maker,
        at=LATER,
        today=date(2025, 1, 1),
    )
    assert case.number not in numbers(date(2026, 12, 31))
    assert case.number in numbers(date(2027, 1, 1))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"years": 0}, "years"),
        ({"years": 201}, "years"),
        ({"source": "  "}, "source"),
        ({"valid_from": date(2024, 12, 31)}, "valid_from"),
    ],
)
def test_a_term_that_is_no_term_is_refused(maker: Actor, wrong: dict[str, Any], field: str) -> None:
    sound: dict[str, Any] = {"years": 5, "source": "8.2", "valid_from": date(2025, 1, 1)}
    with pytest.raises(actions.UnableToSetTerm) as refusal:
        actions.set_term(
            data_class=DataClass.REFUSED,
            from_january=False,
            by=maker,
            at=LATER,
            today=date(2025, 1, 1),
            **(sound | wrong),
        )
    assert refusal.value.field == field


def test_a_choice_keeps_one_thing_longer_and_never_shorter(maker: Actor) -> None:
    case, other = refused(), refused()
    choice = {"obj": case, "by": maker, "at": LATER, "today": ON}
    with pytest.raises(actions.UnableToChooseClass):
        actions.choose_class(**choice, data_class=DataClass.ABORTED, reason="Korter")
    with pytest.raises(actions.UnableToChooseClass):
        actions.choose_class(**choice, data_class=DataClass.TASK_AGREEMENT, reason=" ")
    actions.choose_class(**choice, data_class=DataClass.TASK_AGREEMENT, reason="Bijzonder voor het dorp")
    assert numbers(date(2200, 1, 1)) == {other.number}
