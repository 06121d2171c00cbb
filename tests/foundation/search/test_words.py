"""Words, keys, tokens and fragments: whatever is typed or written, nothing raises and nothing unescaped comes out."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernkracht.foundation.search.declarations import Entry, SearchKind
from kernkracht.foundation.search.fragments import fragment, marked
from kernkracht.foundation.search.queries.typed import LONGEST_QUERY, cleaned
from kernkracht.foundation.search.readers import NOTHING, Reader
from kernkracht.foundation.search.tokens import as_match, as_tsquery, every, some, tokens_of
from kernkracht.foundation.search.words import (
    asked_keys,
    distance,
    fold,
    keys_of,
    number_of,
    stem_of,
    stems_of,
    unlikeness,
    words_of,
)

LETTERS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=14)


@given(st.text())
def test_every_text_becomes_plain_words(text: str) -> None:
    for word in words_of(text):
        assert re.fullmatch(r"[a-z0-9]{1,40}", word)
    for stem in stems_of(text):
        assert re.fullmatch(r"[a-z0-9]{1,40}", stem)


@given(st.text(), st.text(), st.text())
def test_tokens_hold_no_sign_that_means_anything_to_a_database(title: str, text: str, number: str) -> None:
    tokens = tokens_of(Entry(1, "news", title, "x", text=text, number=number, villages=(3,), people=(7,)))
    assert re.fullmatch(r" ([a-z0-9]+[.=#!@]?[a-z0-9.]*)( [a-z0-9]+[.=#!@]?[a-z0-9.]*)* ", tokens)
    assert tokens.startswith(" news@3 u7 ")


@given(st.text())
def test_what_is_typed_becomes_one_short_line(text: str) -> None:
    line = cleaned(text)
    assert len(line) <= LONGEST_QUERY
    assert line == " ".join(line.split())
    assert line.isprintable()


@given(st.text(), st.sets(LETTERS))
def test_fragments_are_the_text_escaped_with_marks_and_nothing_else(text: str, extra: set[str]) -> None:
    stems = {*stems_of(text)[:3], *extra}
    whole = str(marked(text, stems))
    bare = whole.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in bare
    assert unescape(bare) == unescape(text) if "&" in text else unescape(bare) == text
    piece = str(fragment(text, stems)).replace("<mark>", "").replace("</mark>", "")
    assert "<" not in piece
    assert len(unescape(piece)) <= 270


@given(LETTERS, st.data())
def test_one_typing_error_always_finds_the_word_back(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(word) - 2))
    sign = data.draw(st.sampled_from("aeiknrst"))
    wrong = data.draw(
        st.sampled_from(
            [
                word[:place] + word[place + 1 :],
                word[:place] + sign + word[place:],
                word[:place] + sign + word[place + 1 :],
                word[:place] + word[place + 1] + word[place] + word[place + 2 :],
            ]
        )
    )
    assert distance(wrong, word) <= 1
    if unlikeness(wrong, word) is not None and _is_simple(word) and _is_simple(wrong):
        assert asked_keys(wrong) & keys_of(word)


def _is_simple(word: str) -> bool:
    """Spelled as it sounds: then one letter of difference is one letter of difference in sound too."""
    from kernkracht.foundation.search.words import sound_of

    return sound_of(word) == word


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kernregiseur", "kernregisseur"),
        ("subsiedie", "subsidie"),
        ("vereniking", "vereniging"),
        ("beuzichem", "beusichem"),
        ("linden", "lienden"),
        ("wethauder", "wethouder"),
        ("speelteun", "speeltuin"),
        ("gemeentehuijs", "gemeentehuis"),
        ("fietspat", "fietspad"),
        ("kado", "cado"),
        ("bijeenkoms", "bijeenkomst"),
        ("vrijwiligers", "vrijwilligers"),
    ],
)
def test_spelling_by_ear_and_slips_share_a_key(typed: str, meant: str) -> None:
    assert asked_keys(typed) & keys_of(meant)
    assert unlikeness(typed, meant) is not None


@pytest.mark.parametrize(("typed", "other"), [("boom", "brug"), ("kerk", "park"), ("feest", "fiets")])
def test_another_word_is_no_mistake(typed: str, other: str) -> None:
    assert unlikeness(typed, other) is None or not asked_keys(typed) & keys_of(other) or distance(typed, other) <= 2
    assert distance(typed, other) > 1


@pytest.mark.parametrize(
    ("text", "folded"), [("Reünie", "reunie"), ("CAFÉ", "cafe"), ("Łódź", "lodz"), ("ĳsbaan", "ijsbaan"), ("…", "")]
)
def test_accents_and_capitals_do_not_matter(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [("huizen", "huis"), ("groene", "groen"), ("witte", "wit"), ("bankjes", "bankje"), ("verenigingen", "vereniging")],
)
def test_forms_of_a_word_are_one_word(one: str, other: str) -> None:
    assert stem_of(one) == stem_of(other)


def test_small_words_find_nothing_and_numbers_are_compared_bare() -> None:
    assert stem_of("het") == ""
    assert stems_of("de weg naar het huis") == ["weg", "huis"]
    assert number_of("B-2026-0017") == number_of("b 2026/0017")


def test_the_same_question_in_both_languages() -> None:
    asked = every(["news.boom", some(["news@3", "news@0"])])
    assert as_tsquery(asked) == "('news.boom' & ('news@3' | 'news@0'))"
    assert as_match(asked) == '("news.boom" AND ("news@3" OR "news@0"))'


KIND = SearchKind("question", "Vragen", rights=("question.handle",), by_village=True)


@pytest.mark.parametrize(
    ("reader", "limits"),
    [
        (Reader(), NOTHING),
        (Reader({"other": None}), NOTHING),
        (Reader({"question.handle": None}), None),
        (Reader({"question.handle": frozenset()}), NOTHING),
        (Reader({"question.handle": frozenset({4})}), "question@4"),
        (Reader({"other": None}, account=7), "u7"),
        (Reader({"question.handle": frozenset({4, 2})}, account=7), some(["question@2", "question@4", "u7"])),
    ],
)
def test_a_right_per_village_becomes_part_of_the_question(reader: Reader, limits: object) -> None:
    assert reader.may_find(KIND) == limits
    assert Reader().may_find(SearchKind("news", "Nieuws")) is None
