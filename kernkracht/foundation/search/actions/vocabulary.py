"""The words that occur, counted, with the keys under which a misspelt one is looked up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeVar

from django.db import transaction

from ..declarations import kinds
from ..models import SearchEntry, SearchWord, SearchWordKey
from ..words import is_known_kind, keys_of, stem_of, words_of

T = TypeVar("T")
AT_ONCE = 2000


class Counts:
    """In how many more or fewer entries words occur, for everybody and for colleagues."""

    def __init__(self) -> None:
        self.public: Counter[str] = Counter()
        self.office: Counter[str] = Counter()

    def take(self, rows: Iterable[SearchEntry], sign: int) -> None:
        """Count the words of entries once each, with a sign."""
        known = kinds()
        for row in rows:
            kind = known.get(row.kind)
            counter = self.public if kind is not None and kind.is_public else self.office
            for word in {*words_of(row.title), *words_of(row.text)}:
                if is_known_kind(word):
                    counter[word] += sign

    @property
    def words(self) -> list[str]:
        return sorted(word for word in {*self.public, *self.office} if self.public[word] or self.office[word])


def portions(words: Sequence[T]) -> Iterable[Sequence[T]]:
    """A long list in pieces that one query can hold."""
    return (words[i : i + AT_ONCE] for i in range(0, len(words), AT_ONCE))


def apply_counts(counts: Counts) -> None:
    """Add up; a word that occurs nowhere any more is forgotten, so that no name outlives what it stood in."""
    for words in portions(counts.words):
        there = {row.word: row for row in SearchWord.objects.filter(word__in=words)}
        for row in there.values():
            row.public = max(0, row.public + counts.public[row.word])
            row.office = max(0, row.office + counts.office[row.word])
        _keep(list(there.values()))
        new = [word for word in words if word not in there]
        _learn([_word(word, counts.public[word], counts.office[word]) for word in new])


def replace_counts(counts: Counts) -> None:
    """Make the counts what they are said to be, in portions that hold nobody up."""
    for words in portions(counts.words):
        with transaction.atomic():
            there = {row.word: row for row in SearchWord.objects.filter(word__in=words)}
            changed = []
            for row in there.values():
                now = (counts.public[row.word], counts.office[row.word])
                if now != (row.public, row.office):
                    row.public, row.office = now
                    changed.append(row)
            _keep(changed)
            _learn([_word(word, counts.public[word], counts.office[word]) for word in words if word not in there])
    known = set(counts.words)
    superfluous = [word for word in SearchWord.objects.values_list("word", flat=True).iterator() if word not in known]
    for words in portions(superfluous):
        SearchWord.objects.filter(word__in=words).delete()


def _word(word: str, public: int, office: int) -> SearchWord:
    return SearchWord(word=word, stem=stem_of(word), head=word[:3], public=max(0, public), office=max(0, office))


def _keep(rows: list[SearchWord]) -> None:
    SearchWord.objects.filter(pk__in=[row.pk for row in rows if not row.public and not row.office]).delete()
    left = [row for row in rows if row.public or row.office]
    SearchWord.objects.bulk_update(left, ["public", "office"], batch_size=AT_ONCE // 4)


def _learn(rows: list[SearchWord]) -> None:
    rows = [row for row in rows if row.public or row.office]
    SearchWord.objects.bulk_create(rows, batch_size=AT_ONCE)
    keys = [SearchWordKey(word=row, key=key) for row in rows for key in sorted(keys_of(row.word))]
    SearchWordKey.objects.bulk_create(keys, batch_size=AT_ONCE)
