"""From neighbourhoods to a village: whatever is unknown stays unknown, and a mean stays between its ends."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kernkracht.community.profiles.adding_up import Number, only_one, total, weighted_mean

NUMBERS = st.decimals(min_value=0, max_value=10**9, places=4, allow_nan=False, allow_infinity=False)
MAYBE = st.one_of(st.none(), NUMBERS)
WEIGHED = st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=12)


@given(st.lists(MAYBE, max_size=12))
def test_a_sum_with_anything_unknown_is_unknown(values: list[Number]) -> None:
    outcome = total(values)
    if not values or None in values:
        assert outcome is None
    else:
        assert outcome == sum((value for value in values if value is not None), Decimal(0))


@given(WEIGHED)
def test_a_mean_lies_between_its_lowest_and_highest(pairs: list[tuple[Decimal, Decimal]]) -> None:
    outcome = weighted_mean([value for value, _ in pairs], [weight for _, weight in pairs])
    counted = [value for value, weight in pairs if weight > 0]
    assert outcome.base == sum((weight for _, weight in pairs), Decimal(0))
    if counted:
        assert outcome.value is not None
        assert min(counted) <= outcome.value <= max(counted)
    else:
        assert outcome.value is None


@given(WEIGHED, st.integers(min_value=0, max_value=11))
def test_a_mean_with_an_unknown_value_that_weighs_or_an_unknown_weight_is_unknown(
    pairs: list[tuple[Decimal, Decimal]], place: int
) -> None:
    place %= len(pairs)
    values: list[Number] = [value for value, _ in pairs]
    weights: list[Number] = [weight for _, weight in pairs]
    values[place] = None
    expects_nothing = weights[place] != 0 or not sum(weight for _, weight in pairs)
    assert (weighted_mean(values, weights).value is None) is expects_nothing
    weights[place] = None
    assert weighted_mean(values, weights).value is None


@given(NUMBERS, st.lists(NUMBERS.filter(bool), min_size=1, max_size=8))
def test_the_same_everywhere_is_the_same_in_all(value: Decimal, weights: list[Decimal]) -> None:
    assert weighted_mean([value] * len(weights), weights).value == value


def test_what_cannot_be_added_up_is_of_one_neighbourhood_only() -> None:
    one, two = Decimal(4), Decimal(5)
    assert only_one([one], [two]) == only_one([one], [two])
    assert (only_one([one], [two]).value, only_one([one], [two]).base) == (one, two)
    assert only_one([one, one], [two, two]).value is None
    assert only_one([None], [two]).value is None
