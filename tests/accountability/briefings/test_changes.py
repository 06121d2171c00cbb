"""What changed since the last briefing, and what fits on one sheet: pure, for any two contents."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernkracht.accountability.briefings.changes import Kind, changes_between, sentences
from kernkracht.accountability.briefings.content import (
    Content,
    Item,
    Left,
    Money,
    Part,
    Signal,
    Stage,
    as_json,
    from_json,
)
from kernkracht.accountability.briefings.layout import LONGEST_LINE, MOST, cut, page_of

TODAY = date(2026, 11, 23)
KEYS = st.text("abcd", min_size=1, max_size=2)
DAYS = st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31))
ITEMS = st.builds(Item, KEYS, st.text(max_size=300), DAYS, st.sampled_from(Stage), st.text(max_size=20))
LISTS = st.lists(ITEMS, unique_by=lambda item: item.key, max_size=12).map(tuple)
COUNTS = st.none() | st.integers(0, 999)
SIGNALS = st.lists(
    st.builds(Signal, KEYS, st.text("ab. ", max_size=9), COUNTS, COUNTS), unique_by=lambda row: row.key, max_size=9
)
CENTS = st.integers(0, 10**9)
MONEY = st.builds(
    Money,
    st.integers(2025, 2027),
    st.integers(0, 99),
    CENTS,
    st.lists(st.builds(Left, st.text(max_size=9), CENTS, st.booleans()), max_size=6).map(tuple),
)
CONTENTS = st.builds(
    Content,
    village=st.just("Ingen"),
    area=st.just("Lienden e.o."),
    as_of=st.just(TODAY),
    phase=st.sampled_from(["", "Starten", "Uitvoeren"]),
    money=MONEY,
    signals=SIGNALS.map(tuple),
    **{part.value: LISTS for part in Part},
)


@given(CONTENTS)
def test_what_is_frozen_comes_back_the_same(content: Content) -> None:
    assert from_json(as_json(content)) == content


@given(CONTENTS)
def test_nothing_changed_says_nothing(content: Content) -> None:
    assert changes_between(content, content) == ()


@given(CONTENTS, CONTENTS)
def test_everything_that_came_or_went_is_said_exactly_once(before: Content, after: Content) -> None:
    changes = changes_between(before, after)
    assert len({(change.part, change.key) for change in changes}) == len(changes)
    assert all(change.sentence for change in changes)
    for part in Part:
        then, now = ({item.key: item for item in content.items(part)} for content in (before, after))
        said = {change.key: change.kind for change in changes if change.part == part}
        assert {key for key in said if key not in then} == now.keys() - then.keys()
        left = {key for key, item in then.items() if key not in now and item.stage != Stage.HELD}
        assert {key for key, kind in said.items() if kind == Kind.GONE} == left


@given(CONTENTS, CONTENTS)
def test_a_change_and_its_return_name_the_same_items(before: Content, after: Content) -> None:
    there = {(row.part, row.key) for row in changes_between(before, after) if row.kind == Kind.GONE}
    back = {(row.part, row.key) for row in changes_between(after, before) if row.kind in (Kind.NEW, Kind.HELD)}
    assert there <= back


@given(CONTENTS, st.lists(st.text(max_size=300), max_size=40))
def test_on_paper_every_heading_and_every_line_fits(content: Content, changes: list[str]) -> None:
    for block in page_of(content, changes, TODAY, is_paper=True).blocks:
        assert len(block.lines) + bool(block.rest) <= MOST[block.key]
        assert all(len(line.text) <= LONGEST_LINE for line in block.lines)
        assert block.lines or block.empty or block.key == "money"
    on_screen = page_of(content, changes, TODAY, is_paper=False)
    assert len(on_screen.blocks[0].lines) == len(changes)


def content(**changes: Any) -> Content:
    facts: dict[str, Any] = {
        "village": "Ingen",
        "area": "Lienden e.o.",
        "as_of": TODAY,
        "phase": "",
        "money": Money(2026),
    }
    return Content(**(facts | changes))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            {},
            {"promises": (Item("q", "Vraag V-1 over Groen", date(2026, 12, 3)),)},
            "Nieuwe belofte: Vraag V-1 over Groen, uiterlijk 3 december.",
        ),
        ({"promises": (Item("q", "Vraag V-1 over Groen"),)}, {}, "Klaar: Vraag V-1 over Groen."),
        (
            {"promises": (Item("q", "Vraag V-1", date(2026, 12, 3)),)},
            {"promises": (Item("q", "Vraag V-1", date(2026, 12, 10)),)},
            "Andere datum: Vraag V-1, nu 10 december (was 3 december).",
        ),
        (
            {"promises": (Item("q", "Vraag V-1", TODAY),)},
            {"promises": (Item("q", "Vraag V-1", TODAY, Stage.LATE),)},
            "Nu te laat: Vraag V-1.",
        ),
        (
            {"gatherings": (Item("g", "Koffie", TODAY, Stage.AHEAD),)},
            {"gatherings": (Item("g", "Koffie", TODAY, Stage.HELD),)},
            "Gehouden: Koffie.",
        ),
        ({"gatherings": (Item("g", "Koffie", TODAY, Stage.AHEAD),)}, {}, "Gaat niet door: Koffie."),
        (
            {"money": Money(2026, 1, 500_00)},
            {"money": Money(2026, 2, 1_250_00)},
            "Toegekend in 2026: nu €\u00a01.250 voor 2 plannen (was €\u00a0500).",
        ),
        ({"money": Money(2026, 1, 500_00)}, {"money": Money(2027)}, "Nieuw begrotingsjaar: 2027."),
        (
            {"signals": (Signal("c", "Meldingen, afval", 3),)},
            {"signals": (Signal("c", "Meldingen, afval", 8),)},
            "Meldingen, afval: nu 8 (was 3).",
        ),
        (
            {},
            {"joined": (Item("j", "Het college beloofde hier iets over."),)},
            "U sluit nu aan bij: Het college beloofde hier iets over.",
        ),
        ({"agenda": (Item("a", "De drempel lager."),)}, {}, "Klaar of van de agenda: De drempel lager."),
        ({"phase": "Starten"}, {"phase": "Uitvoeren"}, "Fase van de uitrol: Uitvoeren."),
    ],
)
def test_changes_in_words(before: dict[str, Any], after: dict[str, Any], said: str) -> None:
    assert sentences(changes_between(content(**before), content(**after))) == [said]


def test_what_was_held_leaves_the_page_without_a_word() -> None:
    before = content(gatherings=(Item("g", "Koffie", TODAY, Stage.HELD),))
    assert changes_between(before, content()) == ()


@given(st.text(max_size=400), st.integers(10, 120))
def test_a_cut_line_is_never_longer(text: str, longest: int) -> None:
    assert len(cut(text, longest)) <= longest
