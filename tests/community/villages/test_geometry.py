"""Plane geometry of the maps."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernkracht.community.villages.geometry import Point, Ring, area, divide_land, douglas_peucker, hull, simplify_rings

coordinate = st.integers(-1000, 1000).map(float)
points = st.lists(st.tuples(coordinate, coordinate), min_size=1, max_size=20, unique=True)


def inside(ring: Ring, point: Point) -> bool:
    """In a convex ring, or on its border."""
    signs = [
        (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]) for a, b in pairwise([*ring, ring[0]])
    ]
    return all(s >= -1e-6 for s in signs) or all(s <= 1e-6 for s in signs)


def wavy(start: Point, end: Point, count: int = 40) -> Ring:
    """A line with waves, without its end."""
    (ax, ay), (bx, by) = start, end
    return [
        (ax + (bx - ax) * n / count, ay + (by - ay) * n / count + (math.sin(n) if n else 0.0)) for n in range(count)
    ]


@given(points)
@settings(max_examples=60, deadline=None)
def test_each_centre_lies_in_its_own_land_and_nobody_elses(centres: list[Point]) -> None:
    land = divide_land(centres)
    assert len(land) == len(centres)
    for centre, cell in zip(centres, land, strict=True):
        assert inside(cell, centre)
        for other in centres:
            if math.dist(other, centre) > 1e-3:
                assert not inside(cell, other)


@given(points)
@settings(max_examples=60, deadline=None)
def test_the_land_is_divided_without_rest(centres: list[Point]) -> None:
    land = divide_land(centres)
    corners = [point for cell in land for point in cell]
    assert sum(area(cell) for cell in land) == pytest.approx(area(hull(corners)), rel=1e-6)


def test_dividing_is_the_same_every_time() -> None:
    centres = [(5.3, 51.9), (5.4, 51.95), (5.5, 51.9)]
    assert divide_land(centres) == divide_land(centres)


def test_two_villages_on_one_point_both_get_land() -> None:
    assert all(area(cell) > 0 for cell in divide_land([(1.0, 1.0), (1.0, 1.0), (4.0, 2.0)]))


def test_one_village_gets_a_round_piece() -> None:
    (cell,) = divide_land([(5.0, 52.0)])
    assert area(cell) > 0
    assert inside(cell, (5.0, 52.0))


@given(st.lists(st.tuples(coordinate, coordinate), min_size=2, max_size=60), st.integers(0, 100))
@settings(max_examples=80, deadline=None)
def test_no_point_moves_more_than_the_tolerance(line: Ring, tolerance: int) -> None:
    simple = douglas_peucker(line, tolerance)
    assert (simple[0], simple[-1]) == (line[0], line[-1])
    assert set(simple) <= set(line)
    for point in line:
        nearest = min(distance(point, a, b) for a, b in pairwise(simple))
        assert nearest <= tolerance + 1e-6


def distance(point: Point, a: Point, b: Point) -> float:
    length = math.dist(a, b) ** 2
    part = 0.0
    if length:
        part = ((point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])) / length
    part = max(0.0, min(1.0, part))
    return math.dist(point, (a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])))


def test_neighbours_keep_one_border() -> None:
    border = wavy((0, 0), (100, 0))
    upper: Ring = [*border, (100, 0), (100, 50), (0, 50)]
    lower: Ring = [(0, 0), (0, -50), (100, -50), (100, 0), *border[:0:-1]]
    turned = lower[7:] + lower[:7]
    simple_upper, simple_lower = simplify_rings([upper, turned], 0.6)
    shared = {point for point in simple_upper if abs(point[1]) < 10}
    assert shared == {point for point in simple_lower if abs(point[1]) < 10}
    assert 2 < len(shared) < 41


def test_a_ring_that_would_collapse_keeps_its_points() -> None:
    tiny: Ring = [(0, 0), (1, 0), (1, 1), (0, 1)]
    assert simplify_rings([tiny], 500) == [tiny]


def test_long_lines_need_no_recursion() -> None:
    line = [(float(n), float(n * n % 7)) for n in range(20_000)]
    assert len(douglas_peucker(line, 0.5)) > 2
