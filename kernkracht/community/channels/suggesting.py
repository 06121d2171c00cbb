"""Which channels to use, by measured effect. Pure: facts in, an order with its reasons out (R249).

The formula, in full:

1. Each scored use counts for so much as it is like what is wanted: half when its message was for none of the wanted
   villages, and half (again) when it was for none of the wanted target groups.
2. A kind's average begins at the average of everything (the middle of the scale while nothing is scored), as if that
   was measured `kind_weight` times, and takes in every score of that kind.
3. A channel's expected effect begins at its kind's average, as if that was measured `kind_weight` times, and takes in
   the channel's own scores, each for its weight of step 1. So one lucky use moves little, and twenty count fully.
4. Of all pairs of a wanted village and a wanted group, the share that the channel serves is its coverage. Everybody is
   one of the groups when all residents are wanted; a channel for some groups serves everybody for a half.
5. Points are expected effect times coverage. What can still be in time comes first, most points on top; equal points:
   the cheaper one, then the one with more reach.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from .models import BEST, WORST

MIDDLE = Fraction(BEST + WORST, 2)
HALF = Fraction(1, 2)


@dataclass(frozen=True)
class ScoredUse:
    """What was measured once. Villages and groups are those of its message; none: all of them, everybody."""

    channel: int
    kind: int
    score: int
    villages: frozenset[int] = frozenset()
    groups: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Candidate:
    """A channel that could be used. No villages: all of them; no groups: everybody."""

    channel: int
    kind: int
    name: str
    villages: frozenset[int] = frozenset()
    groups: frozenset[int] = frozenset()
    lead_days: int = 0
    cost_cents: int | None = None
    reach: int | None = None


@dataclass(frozen=True)
class Wanted:
    """For whom and when: the villages and target groups of a message, its day, and today.

    `villages` are never none. With `everybody`, or without any group, all residents are wanted besides `groups`.
    """

    villages: frozenset[int]
    groups: frozenset[int]
    wanted_on: date
    today: date
    kind_weight: int
    everybody: bool = False


@dataclass(frozen=True)
class Suggestion:
    """One candidate with everything that its place in the order rests on."""

    candidate: Candidate
    expected: Fraction
    kind_average: Fraction
    own_average: Fraction | None
    uses: int
    uses_alike: int
    """How many of its uses were for one of these villages and one of these groups."""
    coverage: Fraction
    earliest_on: date
    hand_over_by: date
    is_in_time: bool

    @property
    def points(self) -> Fraction:
        return self.expected * self.coverage


def earliest(lead_days: int, today: date) -> date:
    """The first day on which people can see what is handed over today."""
    return today + timedelta(days=lead_days)


def last_hand_over(lead_days: int, seen_on: date) -> date:
    """The last day to hand over what people must see on `seen_on`."""
    return seen_on - timedelta(days=lead_days)


def shrunk(total: Fraction, count: Fraction, toward: Fraction, weight: int) -> Fraction:
    """The average of `count` measurements that add up to `total`, beside `weight` imagined ones of `toward`."""
    return (total + weight * toward) / (count + weight)


def likeness(use: ScoredUse, wanted: Wanted) -> Fraction:
    """How much a use counts for what is wanted: 1, a half or a quarter."""
    same_place = not use.villages or bool(use.villages & wanted.villages)
    same_people = not use.groups or not wanted.groups or bool(use.groups & wanted.groups)
    return (Fraction(1) if same_place else HALF) * (Fraction(1) if same_people else HALF)


def kind_averages(uses: Iterable[ScoredUse], kind_weight: int) -> Mapping[int, Fraction]:
    """The average of each kind that was measured, drawn toward that of everything; see `average_of_all`."""
    rows = list(uses)
    start = average_of_all(rows)
    scores: dict[int, list[int]] = {}
    for use in rows:
        scores.setdefault(use.kind, []).append(use.score)
    return {
        kind: shrunk(Fraction(sum(found)), Fraction(len(found)), start, kind_weight) for kind, found in scores.items()
    }


def average_of_all(uses: Collection[ScoredUse]) -> Fraction:
    """The average of all scores; the middle of the scale while there are none."""
    return Fraction(sum(use.score for use in uses), len(uses)) if uses else MIDDLE


def coverage(candidate: Candidate, wanted: Wanted) -> Fraction:
    """The share of all pairs of a wanted village and a wanted group that the candidate serves."""
    return _share_of_villages(candidate, wanted) * _share_of_people(candidate, wanted)


def _share_of_villages(candidate: Candidate, wanted: Wanted) -> Fraction:
    if not candidate.villages:
        return Fraction(1)
    return Fraction(len(candidate.villages & wanted.villages), len(wanted.villages))


def _share_of_people(candidate: Candidate, wanted: Wanted) -> Fraction:
    if not candidate.groups:
        return Fraction(1)
    for_everybody = wanted.everybody or not wanted.groups
    served = len(candidate.groups & wanted.groups) + (HALF if for_everybody else 0)
    return Fraction(served) / (len(wanted.groups) + for_everybody)


def suggest(candidates: Iterable[Candidate], uses: Collection[ScoredUse], wanted: Wanted) -> list[Suggestion]:
    """Every candidate that serves somebody who is wanted, the best first; those that come too late at the end."""
    kinds = kind_averages(uses, wanted.kind_weight)
    fallback = average_of_all(uses)
    own: dict[int, list[ScoredUse]] = {}
    for use in uses:
        own.setdefault(use.channel, []).append(use)
    found = [_weighed(each, own.get(each.channel, []), kinds.get(each.kind, fallback), wanted) for each in candidates]
    return sorted((row for row in found if row.coverage), key=_place)


def _weighed(candidate: Candidate, uses: list[ScoredUse], kind_average: Fraction, wanted: Wanted) -> Suggestion:
    weights = [likeness(use, wanted) for use in uses]
    total = sum((weight * use.score for weight, use in zip(weights, uses, strict=True)), Fraction(0))
    soonest = earliest(candidate.lead_days, wanted.today)
    return Suggestion(
        candidate=candidate,
        expected=shrunk(total, sum(weights, Fraction(0)), kind_average, wanted.kind_weight),
        kind_average=kind_average,
        own_average=Fraction(sum(use.score for use in uses), len(uses)) if uses else None,
        uses=len(uses),
        uses_alike=sum(weight == 1 for weight in weights),
        coverage=coverage(candidate, wanted),
        earliest_on=soonest,
        hand_over_by=last_hand_over(candidate.lead_days, wanted.wanted_on),
        is_in_time=soonest <= wanted.wanted_on,
    )


def _place(row: Suggestion) -> tuple[object, ...]:
    cost = row.candidate.cost_cents
    return (
        not row.is_in_time,
        -row.points,
        cost is None,
        cost or 0,
        -(row.candidate.reach or 0),
        row.candidate.name,
        row.candidate.channel,
    )
