"""The parts of an award add up to the award, whatever the rules and whoever asks what."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernkracht.grants.schemes.payment_plan import PaymentPlan, plan_payments

from .build import rules as rules_with

DECIDED = date(2026, 3, 9)


def plan(amount: int, *rules: tuple[str, dict[str, Any]], asked: int | None = None, weeks: int = 6) -> PaymentPlan:
    return plan_payments(rules_with(*rules), amount, DECIDED, term_weeks=weeks, advance_pct=asked)


@given(
    st.integers(min_value=1, max_value=10**12),
    st.sampled_from([None, "pay_up_front", "pay_after_receipts"]),
    st.one_of(st.none(), st.integers(min_value=1, max_value=100)),
    st.one_of(st.none(), st.integers(min_value=-5, max_value=150)),
)
def test_the_parts_are_the_award(amount: int, moment: str | None, pct: int | None, asked: int | None) -> None:
    rules: list[tuple[str, dict[str, Any]]] = [(moment, {})] if moment else []
    rules += [("partial_advance", {"pct": pct})] if pct else []
    made = plan(amount, *rules, asked=asked)
    assert sum(part.amount_cents for part in made.parts) == amount
    assert all(part.amount_cents > 0 for part in made.parts)
    assert all((part.due_on is None) == bool(part.condition) for part in made.parts)
    first = made.parts[0]
    if pct and first.kind == "advance":
        assert first.amount_cents * 100 <= amount * pct
    if not pct and moment != "pay_after_receipts":
        assert (len(made.parts), first.kind) == (1, "whole")


def test_six_weeks_end_on_a_working_day() -> None:
    """9 March plus six weeks is a Monday; 2 April plus six weeks is Ascension Day, so the Friday after it."""
    assert plan(100).due_on == date(2026, 4, 20)
    ascension = plan_payments(rules_with(), 100, date(2026, 4, 2), term_weeks=6).parts[0]
    assert ascension.due_on == date(2026, 5, 15)
    assert "Hemelvaartsdag" in ascension.steps[-1]


def test_a_term_of_the_scheme_counts() -> None:
    assert plan(100, weeks=2).due_on == date(2026, 3, 23)


@pytest.mark.parametrize("amount", [0, -1])
def test_nothing_is_no_award(amount: int) -> None:
    with pytest.raises(ValueError, match="above zero"):
        plan(amount)
