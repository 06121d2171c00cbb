"""Moments move along the clock on the wall."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from kernkracht.community.gatherings.moments import local_moment, shifted, slots_between, when_text


@pytest.mark.parametrize(
    ("day", "clock", "utc"),
    [
        (date(2027, 3, 27), time(19, 30), datetime(2027, 3, 27, 18, 30, tzinfo=UTC)),
        (date(2027, 3, 28), time(19, 30), datetime(2027, 3, 28, 17, 30, tzinfo=UTC)),
        (date(2027, 3, 28), time(2, 30), datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),  # an hour that is not there
        (date(2027, 10, 31), time(19, 30), datetime(2027, 10, 31, 18, 30, tzinfo=UTC)),
    ],
)
def test_a_clock_time_is_the_one_on_the_wall(day: date, clock: time, utc: datetime) -> None:
    assert local_moment(day, clock) == utc


def test_a_slot_moves_over_the_change_of_summer_time_on_the_wall() -> None:
    before, after = local_moment(date(2027, 3, 20), time(10)), local_moment(date(2027, 3, 29), time(11))
    moved = shifted(local_moment(date(2027, 3, 20), time(10, 40)), before, after)
    assert timezone.localtime(moved).time() == time(11, 40)


@given(minutes=st.integers(5, 90), length=st.integers(0, 300))
def test_slots_follow_each_other_and_none_goes_past_the_end(minutes: int, length: int) -> None:
    start = datetime(2027, 3, 1, 9, tzinfo=UTC)
    end = start + timedelta(minutes=length)
    found = list(slots_between(start, end, minutes))
    assert len(found) == length // minutes
    assert all(right == following for (_left, right), (following, _end) in pairwise(found))
    assert all(last <= end for _first, last in found)


def test_a_gathering_of_two_days_names_both() -> None:
    start = local_moment(date(2027, 5, 1), time(10))
    assert when_text(start, start + timedelta(hours=2)) == "zaterdag 1 mei 2027 van 10.00 tot 12.00 uur"
    assert "zondag 2 mei 2027" in when_text(start, start + timedelta(days=1))
