"""Counting how long something is kept."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kernkracht.foundation.retention.declarations import DataClass
from kernkracht.foundation.retention.terms import DEFAULTS, FOR_EVER, Term, due_on

DAYS = st.dates(date(1990, 1, 1), date(2200, 12, 31))
YEARS = st.integers(1, 200)


def term(years: int | None, *, from_january: bool = False) -> Term:
    return Term(DataClass.GRANTED, years, from_january, "8.1.7")


@given(DAYS, YEARS)
def test_it_is_kept_for_all_of_its_years(ended_on: date, years: int) -> None:
    due = due_on(ended_on, term(years))
    assert due.year == ended_on.year + years
    assert (due.month, due.day) in ((ended_on.month, ended_on.day), (3, 1))
    assert due - ended_on >= timedelta(days=365 * years)


@given(DAYS, DAYS, YEARS)
def test_what_ended_later_goes_no_earlier(one: date, other: date, years: int) -> None:
    first, second = sorted([one, other])
    for january in (False, True):
        assert due_on(first, term(years, from_january=january)) <= due_on(second, term(years, from_january=january))


@given(DAYS, YEARS)
def test_counting_from_january_keeps_longer_by_at_most_a_year(ended_on: date, years: int) -> None:
    due = due_on(ended_on, term(years, from_january=True))
    assert (due.month, due.day) == (1, 1)
    assert timedelta(0) < due - due_on(ended_on, term(years)) <= timedelta(days=366)


@given(DAYS)
def test_for_ever_is_never_due(ended_on: date) -> None:
    assert due_on(ended_on, term(None)) == FOR_EVER


def test_a_leap_day_goes_a_day_later_and_never_a_day_too_early() -> None:
    assert due_on(date(2020, 2, 29), term(7)) == date(2027, 3, 1)
    assert due_on(date(2020, 2, 29), term(4)) == date(2024, 2, 29)


def test_the_end_of_the_calendar_is_for_ever() -> None:
    assert due_on(date(9990, 1, 1), term(200)) == FOR_EVER


def test_every_class_has_a_term_with_its_source() -> None:
    assert set(DEFAULTS) == set(DataClass)
    assert all(found.source for found in DEFAULTS.values())
