"""From neighbourhoods to a village. Pure: numbers in, a number or nothing out.

Whatever the source keeps secret or does not know makes the outcome unknown: a part of a village is never shown as the
whole, and a missing number is never taken for zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

SMALLEST = Decimal("0.0001")
"""As precise as a stored value; numbers of files have no more, so a mean never leaves its lowest and highest."""

Number = Decimal | None


@dataclass(frozen=True)
class Outcome:
    """A value, and how many people or homes stand behind it; both maybe unknown."""

    value: Number
    base: Number = None


def total(values: Sequence[Number]) -> Number:
    """The sum; unknown without values, or when one of them is unknown."""
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if values and len(known) == len(values) else None


def weighted_mean(values: Sequence[Number], weights: Sequence[Number]) -> Outcome:
    """The mean by weight, to four decimals.

    Unknown when a weight is unknown, when all weights are nothing, or when a value that weighs something is unknown:
    where nobody lives, there is nothing to know.
    """
    base = total(weights)
    if base is None or base == 0:
        return Outcome(None, base)
    parts = [
        None if value is None else value * weight
        for value, weight in zip(values, weights, strict=True)
        if weight is not None and weight > 0
    ]
    whole = total(parts)
    value = None if whole is None else (whole / base).quantize(SMALLEST, rounding=ROUND_HALF_EVEN)
    return Outcome(value, base)


def only_one(values: Sequence[Number], weights: Sequence[Number]) -> Outcome:
    """The value of the one neighbourhood there is; unknown for more of them."""
    return Outcome(values[0], weights[0]) if len(values) == 1 else Outcome(None, None)
