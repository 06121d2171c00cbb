"""Ends of terms: the law's cases by name, and laws of arithmetic for all others."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernkracht.foundation.deadlines import Pause, Term, compute_deadline, is_free_day

DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))
SHORT_TERMS = st.one_of(
    st.integers(1, 90).map(lambda n: Term(days=n)),
    st.integers(1, 12).map(lambda n: Term(weeks=n)),
    st.integers(1, 3).map(lambda n: Term(months=n)),
)


@pytest.mark.parametrize(
    ("start", "term", "due_on"),
    [
        # Monday to Monday; a term of weeks ends on the same day of the week.
        (date(2026, 3, 2), Term(weeks=8), date(2026, 4, 28)),  # 27 April is King's Day
        (date(2026, 3, 3), Term(weeks=8), date(2026, 4, 28)),
        (date(2026, 3, 7), Term(weeks=6), date(2026, 4, 20)),  # Saturday to Saturday, so Monday
        # Good Friday, a weekend and Easter Monday together.
        (date(2026, 3, 20), Term(weeks=2), date(2026, 4, 7)),
        # Months: the same number, or the last day of a shorter month.
        (date(2026, 1, 31), Term(months=1), date(2026, 3, 2)),  # 28 February is a Saturday
        (date(2027, 12, 31), Term(months=2), date(2028, 2, 29)),
        (date(2026, 11, 15), Term(months=2), date(2027, 1, 15)),
        # Christmas 2026: Friday and Saturday, then Sunday.
        (date(2026, 12, 11), Term(days=14), date(2026, 12, 28)),
        # Two working days in three (article 2): Thursday before Easter.
        (date(2026, 4, 2), Term(days=3), date(2026, 4, 8)),
        (date(2026, 3, 5), Term(days=3), date(2026, 3, 9)),  # Friday and Monday are two
    ],
)
def test_the_last_day(start: date, term: Term, due_on: date) -> None:
    assert compute_deadline(start, term).due_on == due_on


def test_a_long_term_does_not_roll_unless_the_regulation_says_so() -> None:
    saturday = date(2026, 6, 6)
    start = saturday - timedelta(weeks=13)
    kept = compute_deadline(start, Term(weeks=13))
    assert kept.due_on == saturday
    assert "artikel 4" in kept.steps[-1]
    assert compute_deadline(start, Term(weeks=13), roll=True).due_on == date(2026, 6, 8)


def test_a_short_term_stays_where_the_regulation_says_so() -> None:
    assert compute_deadline(date(2026, 3, 7), Term(weeks=1), roll=False).due_on == date(2026, 3, 14)


def test_an_equated_day_rolls() -> None:
    start = date(2026, 5, 1)
    friday = {date(2026, 5, 15): "dag na Hemelvaart"}
    assert compute_deadline(start, Term(weeks=2)).due_on == date(2026, 5, 15)
    rolled = compute_deadline(start, Term(weeks=2), equated=friday)
    assert rolled.due_on == date(2026, 5, 18)
    assert "dag na Hemelvaart" in rolled.steps[-1]


def test_the_steps_explain_the_date() -> None:
    pause = Pause.after_request(date(2026, 3, 10), date(2026, 3, 24), date(2026, 3, 20), "Wij vroegen om de begroting.")
    deadline = compute_deadline(date(2026, 3, 2), Term(weeks=8), [pause])
    assert deadline.due_on == date(2026, 5, 6)
    assert deadline.steps == (
        "De termijn van 8 weken begint op de dag na 2 maart 2026. De laatste dag is 27 april 2026.",
        "De termijn stond stil van 11 maart 2026 tot en met 19 maart 2026: 9 dagen. Wij vroegen om de begroting. "
        "De laatste dag wordt 6 mei 2026 (Awb, artikel 4:15).",
    )
    assert deadline.days_left(date(2026, 5, 4)) == 2
    assert deadline.days_left(date(2026, 5, 7)) == -1


@pytest.mark.parametrize(
    ("completed_on", "days"),
    [
        (None, 14),  # unused: up to and including the last day of the repair term
        (date(2026, 3, 24), 13),  # on the last day: that day counts again
        (date(2026, 3, 25), 14),  # too late changes nothing
        (date(2026, 3, 11), 0),  # the next day
        (date(2026, 3, 10), 0),  # the same day
    ],
)
def test_a_pause_runs_from_the_day_after_the_request_until_the_completion(completed_on: date | None, days: int) -> None:
    assert Pause.after_request(date(2026, 3, 10), date(2026, 3, 24), completed_on).days == days


def test_a_pause_after_the_end_changes_nothing_and_says_so() -> None:
    deadline = compute_deadline(date(2026, 3, 2), Term(weeks=1), [Pause(date(2026, 3, 10), date(2026, 3, 20))])
    assert deadline.due_on == date(2026, 3, 9)
    assert "al voorbij" in deadline.steps[1]


def test_a_pause_on_the_day_the_end_rolled_to_still_counts() -> None:
    saturday_rolled_to_monday = compute_deadline(date(2026, 3, 7), Term(weeks=1)).due_on
    assert saturday_rolled_to_monday == date(2026, 3, 16)
    paused = compute_deadline(date(2026, 3, 7), Term(weeks=1), [Pause(date(2026, 3, 16), date(2026, 3, 17))])
    assert paused.due_on == date(2026, 3, 18)


@pytest.mark.parametrize("lengths", [{}, {"days": 1, "weeks": 1}, {"days": -1}, {"weeks": 0}, {"months": -2}])
def test_a_term_has_one_unit_and_a_length(lengths: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="one unit"):
        Term(**lengths)


def test_a_pause_never_runs_backwards() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        Pause(date(2026, 3, 10), date(2026, 3, 8))


@given(DAYS, SHORT_TERMS)
def test_a_short_term_never_ends_on_a_free_day(start: date, term: Term) -> None:
    due_on = compute_deadline(start, term).due_on
    assert not is_free_day(due_on, {})
    assert due_on >= term.end_from(start)


@given(DAYS, st.integers(1, 89))
def test_a_longer_term_of_days_never_ends_earlier(start: date, days: int) -> None:
    assert compute_deadline(start, Term(days=days)).due_on <= compute_deadline(start, Term(days=days + 1)).due_on


@given(DAYS, st.integers(1, 60), st.sampled_from(["weeks", "months"]))
def test_a_longer_term_of_weeks_or_months_never_ends_earlier(start: date, length: int, unit: str) -> None:
    shorter, longer = Term(**{unit: length}), Term(**{unit: length + 1})
    assert compute_deadline(start, shorter).due_on < compute_deadline(start, longer).due_on


@given(DAYS, st.integers(10, 80), st.lists(st.tuples(st.integers(1, 10), st.integers(0, 20)), max_size=4))
def test_pauses_add_exactly_their_days(start: date, days: int, gaps: list[tuple[int, int]]) -> None:
    """Pauses apart from each other, each beginning while the term runs."""
    pauses, day = [], start
    for gap, length in gaps:
        day += timedelta(days=gap)
        pauses.append(Pause(day, day + timedelta(days=length - 1)))
        day += timedelta(days=length)
    total = sum(pause.days for pause in pauses)
    bare = compute_deadline(start, Term(days=days), roll=False).due_on
    if sum(gap for gap, _length in gaps) <= days:
        assert compute_deadline(start, Term(days=days), pauses, roll=False).due_on == bare + timedelta(days=total)


@given(DAYS, st.lists(st.tuples(st.integers(1, 50), st.integers(0, 20)), max_size=5), st.randoms())
def test_pauses_in_any_order_and_overlap_leave_as_many_counted_days(
    start: date, raw: list[tuple[int, int]], chance: Random
) -> None:
    pauses = [Pause(start + timedelta(days=a), start + timedelta(days=a + n)) for a, n in raw]
    shuffled = [*pauses, *pauses]
    chance.shuffle(shuffled)
    in_order = compute_deadline(start, Term(days=60), pauses, roll=False).due_on
    assert compute_deadline(start, Term(days=60), shuffled, roll=False).due_on == in_order
    paused_days = {day for p in pauses for day in (p.start + timedelta(days=n) for n in range(p.days))}
    counted, day = 0, start
    while counted < 60:
        day += timedelta(days=1)
        counted += day not in paused_days
    assert in_order == day
