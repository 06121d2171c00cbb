"""Common words are asked of the newest entries first; what is found does not depend on which those are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from kernkracht.foundation.search import engine
from kernkracht.foundation.search.engine import Branch, find, find_few
from kernkracht.foundation.search.models import SearchEntry
from kernkracht.foundation.search.queries import EVERYBODY, Wanted, search, searching
from kernkracht.foundation.search.recency import mark_recent

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 10, tzinfo=UTC)


def an_entry(number: int, *, kind: str = "news", moment: datetime | None = None, is_recent: bool = True) -> SearchEntry:
    """An entry with the word “boom” in its text; the higher its number, the newer."""
    return SearchEntry.objects.create(
        source="test",
        object_id=number,
        kind=kind,
        title=f"Bericht {number}",
        text="Een boom",
        address="x",
        tokens=f" {kind}@0 {kind}=bericht {kind}.bericht {kind}.boom ",
        moment=moment or AT - timedelta(days=100 - number),
        visible_from=AT - timedelta(days=200),
        is_recent=is_recent,
    )


def recent() -> list[int]:
    return list(SearchEntry.objects.filter(is_recent=True).order_by("object_id").values_list("object_id", flat=True))


def test_the_newest_of_each_kind_hold_the_mark_and_no_others() -> None:
    for number in range(5):
        an_entry(number, is_recent=number < 2)
    an_entry(9, kind="plan", is_recent=False)
    changed = mark_recent(most=2)
    assert (changed, recent()) == (5, [3, 4, 9])
    assert mark_recent(most=2) == 0


def test_of_equal_moments_no_more_than_asked_hold_the_mark() -> None:
    for number in range(4):
        an_entry(number, moment=AT)
    mark_recent(most=1)
    assert len(recent()) == 1


def test_new_entries_begin_with_the_mark() -> None:
    assert SearchEntry._meta.get_field("is_recent").get_default() is True


@pytest.mark.parametrize("marked", [0, 1, 2, 3], ids=lambda marked: f"{marked} of 3 marked")
def test_what_is_not_among_the_newest_is_found_too(marked: int) -> None:
    for number in range(3):
        an_entry(number, is_recent=number >= 3 - marked)
    found = find([Branch(1, "news.boom", most=10)], AT, first=0, count=10)
    assert [entry.total for entry in found] == [3, 3, 3]
    keys = SearchEntry.objects.in_bulk([entry.key for entry in found])
    assert [keys[entry.key].object_id for entry in found] == [2, 1, 0]


def test_each_entry_is_found_once_in_its_highest_tier() -> None:
    an_entry(1)
    branches = [Branch(2, "news=bericht"), Branch(1, "news.boom")]
    assert [(row.tier, row.total) for row in find(branches, AT, first=0, count=5)] == [(2, 1)]
    assert find(branches, AT, first=0, count=5) == find_few(branches, AT, first=0, count=5)


def test_few_that_are_many_after_all_are_said_to_be() -> None:
    for number in range(3):
        an_entry(number)
    assert find_few([Branch(1, "news.boom", most=3)], AT, first=0, count=5) is None


@pytest.mark.parametrize("held", [0, 10_000], ids=["thought rare", "thought common"])
def test_a_wrong_estimate_changes_nothing_but_speed(held: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways of asking give one answer."""
    for number in range(3):
        an_entry(number)
    an_entry(7, kind="answer")
    monkeypatch.setattr(searching, "FEW", 5_000 if held == 0 else -1)
    groups = search(Wanted("boom"), EVERYBODY, AT).groups
    assert {(group.kind.code, group.total, group.is_more) for group in groups} == {
        ("news", 3, False),
        ("answer", 1, False),
    }


def test_more_than_is_counted_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of each kind no more than so many are looked at, and the page does not pretend to know how many more."""
    monkeypatch.setattr(searching, "MOST_SHOWN", 2)
    for number in range(4):
        an_entry(number)
    (group,) = search(Wanted("boom"), EVERYBODY, AT).groups
    assert (group.total, group.is_more) == (2, True)
    assert engine.FEW > searching.MOST_SHOWN


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite reads from the newest on and stops by itself")
@pytest.mark.parametrize(("enough", "total", "is_more"), [(3, 3, True), (4, 5, False), (None, 5, False)])
def test_others_are_counted_only_where_the_newest_are_too_few(enough: int | None, total: int, is_more: bool) -> None:
    for number in range(5):
        an_entry(number, is_recent=number >= 2)
    (best, *_others) = find([Branch(1, "news.boom", kind="news")], AT, first=0, count=4, enough=enough)
    assert (best.total, best.is_more) == (total, is_more)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite reads from the newest on and stops by itself")
def test_an_old_title_comes_before_new_texts_also_when_those_are_enough() -> None:
    old = an_entry(1, is_recent=False)
    for number in range(2, 8):
        new = an_entry(number)
        new.tokens = new.tokens.replace(" news=bericht", "")
        new.save()
    branches = [Branch(2, "news=bericht", kind="news"), Branch(1, "news.boom", kind="news")]
    assert find(branches, AT, first=0, count=4, enough=4)[0].key == old.pk
