"""The dates of a duty that comes back: for any start, interval and end."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernkracht.community.groups.schedule import Rhythm, first_open, open_dates

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
MONTHS = st.integers(1, 60)


def months_between(first: date, second: date) -> int:
    return (second.year - first.year) * 12 + second.month - first.month


@given(start=DAYS, months=MONTHS)
def test_each_date_is_a_whole_number_of_months_after_the_start(start: date, months: int) -> None:
    dates = list(islice(Rhythm(start, months).dates(), 24))
    assert [months_between(start, due_on) for due_on in dates] == [months * n for n in range(1, 25)]
    for due_on in dates:
        # The same day of the month, or the last day of a month that is too short.
        assert due_on.day == start.day or ((due_on + timedelta(days=1)).day == 1 and due_on.day < start.day)


@given(start=DAYS, months=MONTHS)
def test_dates_rise_and_lie_after_the_start(start: date, months: int) -> None:
    dates = list(islice(Rhythm(start, months).dates(), 24))
    assert dates == sorted(set(dates))
    assert dates[0] > start


@given(start=DAYS, months=MONTHS, lasts=st.integers(0, 4000))
def test_no_date_lies_beyond_the_end_and_none_before_it_is_left_out(start: date, months: int, lasts: int) -> None:
    end = start + timedelta(days=lasts)
    dates = list(Rhythm(start, months, end).dates())
    assert all(due_on <= end for due_on in dates)
    assert Rhythm(start, months).date_number(len(dates) + 1) > end


@given(start=DAYS, months=MONTHS, day=DAYS)
def test_dates_until_a_day_are_the_first_ones(start: date, months: int, day: date) -> None:
    rhythm = Rhythm(start, months)
    found = rhythm.dates_until(day)
    assert found == list(islice(rhythm.dates(), len(found)))
    assert rhythm.date_number(len(found) + 1) > day


@given(start=DAYS, months=MONTHS, kept=st.sets(st.integers(1, 20)), today=DAYS)
def test_open_dates_and_kept_dates_together_are_all_dates(
    start: date, months: int, kept: set[int], today: date
) -> None:
    rhythm = Rhythm(start, months)
    done = {rhythm.date_number(number) for number in kept}
    still_open = open_dates(rhythm, done, today)
    assert not set(still_open) & done
    assert sorted(set(still_open) | {day for day in done if day <= today}) == rhythm.dates_until(today)


@given(start=DAYS, months=MONTHS, kept=st.sets(st.integers(1, 20)))
def test_the_first_open_date_is_the_first_that_was_not_kept(start: date, months: int, kept: set[int]) -> None:
    rhythm = Rhythm(start, months)
    number = next(n for n in range(1, 22) if n not in kept)
    assert first_open(rhythm, {rhythm.date_number(n) for n in kept}) == rhythm.date_number(number)


@given(start=DAYS, months=MONTHS, number=st.integers(1, 40))
def test_windows_join_without_gap(start: date, months: int, number: int) -> None:
    rhythm = Rhythm(start, months)
    due_on = rhythm.date_number(number)
    assert rhythm.is_date(due_on)
    assert rhythm.starts_after(due_on) == (rhythm.date_number(number - 1) if number > 1 else start)


def test_a_leap_day_comes_back_as_a_leap_day() -> None:
    rhythm = Rhythm(date(2024, 2, 29), 12)
    assert [rhythm.date_number(n) for n in (1, 4)] == [date(2025, 2, 28), date(2028, 2, 29)]


def test_an_ended_rhythm_without_open_dates_has_no_next_one() -> None:
    rhythm = Rhythm(date(2024, 1, 1), 6, date(2024, 12, 31))
    assert first_open(rhythm, {date(2024, 7, 1)}) is None
    assert first_open(rhythm, set()) == date(2024, 7, 1)


def test_a_date_at_the_end_of_time_does_not_break_the_calendar() -> None:
    assert list(Rhythm(date(2998, 12, 1), 12).dates()) == [date(2999, 12, 1)]
    assert list(Rhythm(date(9999, 6, 1), 12).dates()) == []


@pytest.mark.parametrize("months", [0, -6])
def test_a_rhythm_without_months_is_refused(months: int) -> None:
    with pytest.raises(ValueError, match="at least one month"):
        Rhythm(date(2024, 1, 1), months)
