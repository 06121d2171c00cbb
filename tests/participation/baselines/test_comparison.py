"""Comparing two versions of a baseline: nothing for two alike, every difference once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kernkracht.participation.baselines.comparison import Kind, Part, Picture, Wish, differences

TEXTS = st.text("abc", min_size=1, max_size=3)
PICTURES = st.builds(
    Picture,
    going_on=TEXTS,
    groups=st.dictionaries(TEXTS, TEXTS, max_size=4),
    wishes=st.dictionaries(TEXTS, st.builds(Wish, TEXTS, TEXTS, st.booleans()), max_size=4),
    challenges=st.lists(TEXTS, unique=True, max_size=4).map(tuple),
)


@given(PICTURES)
def test_two_alike_do_not_differ(picture: Picture) -> None:
    assert differences(picture, picture) == ()


@given(PICTURES, PICTURES)
def test_what_came_and_went_is_said_once(before: Picture, after: Picture) -> None:
    found = differences(before, after)
    assert len({(row.part, row.what) for row in found}) == len(found)
    for part, then, now in (
        (Part.GROUPS, set(before.groups), set(after.groups)),
        (Part.WISHES, set(before.wishes), set(after.wishes)),
        (Part.CHALLENGES, set(before.challenges), set(after.challenges)),
    ):
        assert {row.what for row in found if (row.part, row.kind) == (part, Kind.ADDED)} == now - then
        assert {row.what for row in found if (row.part, row.kind) == (part, Kind.GONE)} == then - now
    assert {row.what for row in differences(after, before) if row.kind == Kind.CHANGED} == {
        row.what for row in found if row.kind == Kind.CHANGED
    }
