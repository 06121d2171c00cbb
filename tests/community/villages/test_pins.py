"""From a place to the small square and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernkracht.community.villages.models import Village
from kernkracht.community.villages.pins import MARGIN, SIDE, pin_map

OUTLINE = {"type": "Polygon", "coordinates": [[[5.3, 51.9], [5.4, 51.9], [5.4, 51.95], [5.3, 51.9]]]}


def village(outline: object = OUTLINE) -> Village:
    return Village(centre_longitude=5.35, centre_latitude=51.92, outline=outline)


def test_the_outline_fills_the_square() -> None:
    drawn = pin_map(village())
    assert drawn.point_of(5.3, 51.9)[0] == pytest.approx(MARGIN)
    assert drawn.point_of(5.4, 51.9)[0] == pytest.approx(SIDE - MARGIN)
    assert drawn.path.startswith("M")
    assert drawn.path.endswith("Z")


def test_without_an_outline_the_centre_is_in_the_middle() -> None:
    drawn = pin_map(village(None))
    assert drawn.path == ""
    assert drawn.point_of(5.35, 51.92) == pytest.approx((SIDE / 2, SIDE / 2), abs=0.2)


@given(st.integers(0, SIDE), st.integers(0, SIDE))
def test_there_and_back(x: int, y: int) -> None:
    drawn = pin_map(village())
    place = drawn.place_of(x, y)
    assert place is not None
    assert drawn.point_of(*place) == pytest.approx((x, y), abs=0.5)


@pytest.mark.parametrize(("x", "y"), [(-1, 5), (5, SIDE + 1), (9999, 0)])
def test_outside_is_no_place(x: int, y: int) -> None:
    assert pin_map(village()).place_of(x, y) is None
