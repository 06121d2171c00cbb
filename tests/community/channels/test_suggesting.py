"""The order in which channels are suggested, as rules that hold for any facts (R249)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernkracht.community.channels.models import BEST, WORST
from kernkracht.community.channels.suggesting import (
    MIDDLE,
    Candidate,
    ScoredUse,
    Suggestion,
    Wanted,
    coverage,
    earliest,
    last_hand_over,
    likeness,
    suggest,
)

TODAY = date(2026, 3, 2)
WANTED = Wanted(
    villages=frozenset({1, 2}),
    groups=frozenset({10, 11}),
    wanted_on=TODAY + timedelta(days=14),
    today=TODAY,
    kind_weight=3,
)
some_villages = st.frozensets(st.integers(1, 4), max_size=3)
some_groups = st.frozensets(st.integers(10, 13), max_size=3)
scores = st.integers(WORST, BEST)
uses = st.lists(
    st.builds(
        ScoredUse,
        channel=st.integers(1, 5),
        kind=st.just(1),
        score=scores,
        villages=some_villages,
        groups=some_groups,
    ),
    max_size=12,
)
candidates = st.lists(
    st.builds(
        Candidate,
        channel=st.integers(1, 6),
        kind=st.just(1),
        name=st.just("kanaal"),
        villages=some_villages,
        groups=some_groups,
        lead_days=st.integers(0, 30),
        cost_cents=st.none() | st.integers(0, 50_000),
        reach=st.none() | st.integers(0, 5_000),
    ),
    max_size=6,
    unique_by=lambda each: each.channel,
)
plain = Candidate(channel=1, kind=1, name="lichtkrant")
wanted = st.builds(
    Wanted,
    villages=st.frozensets(st.integers(1, 4), min_size=1, max_size=4),
    groups=some_groups,
    wanted_on=st.dates(TODAY, TODAY + timedelta(days=60)),
    today=st.just(TODAY),
    kind_weight=st.integers(1, 10),
    everybody=st.booleans(),
)


def only(candidate: Candidate, measured: list[ScoredUse], meant: Wanted = WANTED) -> Suggestion:
    return suggest([candidate], measured, meant)[0]


@given(candidates, uses, wanted)
def test_in_time_comes_first_and_then_most_points(
    offered: list[Candidate], measured: list[ScoredUse], meant: Wanted
) -> None:
    order = suggest(offered, measured, meant)
    places = [(not row.is_in_time, -row.points) for row in order]
    assert places == sorted(places)
    assert {row.candidate for row in order} == {each for each in offered if coverage(each, meant)}


@given(candidates, uses, wanted, st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_the_order_of_facts(
    offered: list[Candidate], measured: list[ScoredUse], meant: Wanted, dice: object
) -> None:
    before = suggest(offered, measured, meant)
    dice.shuffle(offered)  # type: ignore[attr-defined]  # a random.Random
    dice.shuffle(measured)  # type: ignore[attr-defined]  # a random.Random
    assert suggest(offered, measured, meant) == before


@given(candidates, uses, wanted)
def test_what_is_expected_stays_on_the_scale_and_between_kind_and_own_scores(
    offered: list[Candidate], measured: list[ScoredUse], meant: Wanted
) -> None:
    for row in suggest(offered, measured, meant):
        own = [use.score for use in measured if use.channel == row.candidate.channel]
        low, high = min([row.kind_average, *own]), max([row.kind_average, *own])
        assert WORST <= low <= row.expected <= high <= BEST
        assert row.uses == len(own)
        assert 0 < row.coverage <= 1


@given(uses, wanted)
def test_a_channel_without_scores_is_expected_to_do_what_its_kind_does(
    measured: list[ScoredUse], meant: Wanted
) -> None:
    unused = replace(plain, channel=99)
    row = only(unused, measured, meant)
    assert row.expected == row.kind_average
    assert row.own_average is None
    if not measured:
        assert row.expected == MIDDLE


@given(uses, wanted, scores)
def test_a_best_score_never_lowers_and_a_worst_never_raises(
    measured: list[ScoredUse], meant: Wanted, score: int
) -> None:
    before = only(plain, measured, meant).expected
    for end, holds in ((BEST, Fraction.__ge__), (WORST, Fraction.__le__)):
        after = only(plain, [*measured, ScoredUse(1, 1, end)], meant).expected
        assert holds(after, before)


def test_one_lucky_use_weighs_less_than_many_good_ones() -> None:
    other_kind = [ScoredUse(50, 1, 3) for _number in range(20)]
    lucky = only(plain, [*other_kind, ScoredUse(1, 1, 5)])
    proven = only(plain, [*other_kind, *(ScoredUse(1, 1, 4) for _number in range(15))])
    assert lucky.own_average == 5
    assert lucky.expected < Fraction(18, 5) < proven.expected
    assert proven.own_average == 4


def test_the_formula_by_hand() -> None:
    """Kind: scores 5 and 1 beside three times their average 3. Own: 5 counts whole, 1 counts a quarter."""
    here = ScoredUse(1, 1, 5, frozenset({1}), frozenset({10}))
    elsewhere = ScoredUse(1, 1, 1, frozenset({4}), frozenset({13}))
    row = only(plain, [here, elsewhere])
    assert row.kind_average == Fraction(5 + 1 + 3 * 3, 2 + 3)
    assert row.expected == (5 + Fraction(1, 4) + 3 * row.kind_average) / (1 + Fraction(1, 4) + 3)
    assert row.uses_alike == 1


@pytest.mark.parametrize(
    ("villages", "groups", "weight"),
    [
        ({1}, {10}, Fraction(1)),
        (set(), {11}, Fraction(1)),
        ({3}, {10}, Fraction(1, 2)),
        ({2}, {12}, Fraction(1, 2)),
        ({2}, set(), Fraction(1)),
        ({3}, {12}, Fraction(1, 4)),
    ],
)
def test_a_use_counts_for_what_it_is_alike(villages: set[int], groups: set[int], weight: Fraction) -> None:
    assert likeness(ScoredUse(1, 1, 3, frozenset(villages), frozenset(groups)), WANTED) == weight


@pytest.mark.parametrize(
    ("villages", "groups", "share"),
    [
        (set(), set(), Fraction(1)),
        ({1}, set(), Fraction(1, 2)),
        ({1, 2}, {10}, Fraction(1, 2)),
        ({1}, {10}, Fraction(1, 4)),
        ({3}, set(), Fraction(0)),
        (set(), {12}, Fraction(0)),
    ],
)
def test_coverage_is_the_share_of_pairs(villages: set[int], groups: set[int], share: Fraction) -> None:
    candidate = replace(plain, villages=frozenset(villages), groups=frozenset(groups))
    assert coverage(candidate, WANTED) == share
    assert bool(suggest([candidate], [], WANTED)) == bool(share)


@given(st.integers(0, 366), st.dates(date(2024, 1, 1), date(2030, 1, 1)), st.integers(0, 800))
def test_lead_time_both_ways_says_the_same(lead: int, today: date, ahead: int) -> None:
    seen_on = today + timedelta(days=ahead)
    assert (earliest(lead, today) <= seen_on) == (last_hand_over(lead, seen_on) >= today)
    meant = replace(WANTED, today=today, wanted_on=seen_on)
    row = only(replace(plain, lead_days=lead), [], meant)
    assert row.is_in_time == (ahead >= lead)
    assert row.hand_over_by == seen_on - timedelta(days=lead)


@pytest.mark.parametrize(
    ("served", "groups", "everybody", "share"),
    [
        (set(), {10}, True, Fraction(1)),
        ({10}, set(), True, Fraction(1, 2)),
        ({10}, set(), False, Fraction(1, 2)),
        ({10}, {10}, True, Fraction(3, 4)),
        ({12}, {10}, True, Fraction(1, 4)),
        ({12}, {10}, False, Fraction(0)),
    ],
)
def test_a_channel_for_some_serves_everybody_for_a_half(
    served: set[int], groups: set[int], everybody: bool, share: Fraction
) -> None:
    meant = replace(WANTED, groups=frozenset(groups), everybody=everybody)
    assert coverage(replace(plain, groups=frozenset(served)), meant) == share


def test_equal_points_the_cheaper_one_first_then_the_wider_one() -> None:
    offered = [
        replace(plain, channel=1, cost_cents=None),
        replace(plain, channel=2, cost_cents=500),
        replace(plain, channel=3, cost_cents=0, reach=10),
        replace(plain, channel=4, cost_cents=0, reach=900),
    ]
    assert [row.candidate.channel for row in suggest(offered, [], WANTED)] == [4, 3, 2, 1]
