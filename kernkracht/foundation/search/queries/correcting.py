"""Words that nobody wrote like that: which known word was meant. Only words that this reader can find are offered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import F

from ..engine import exists
from ..models import SearchWordKey
from ..tokens import Asked, every, some
from ..words import asked_keys, is_known_kind, unlikeness
from .typed import Query, Term

MOST_CORRECTED = 3
MOST_CANDIDATES = 4
MOST_LOOKED_AT = 300


@dataclass(frozen=True)
class Shelf:
    """A kind that the reader may find, and what its entries must hold for that."""

    kind: str
    limits: tuple[Asked, ...]

    def asked(self, asked: Asked) -> Asked:
        return every([asked, *self.limits])


def corrected(query: Query, shelves: Sequence[Shelf], at: datetime, *, every_word: bool = False) -> Query | None:
    """The same question with the words that were meant; None when no better word can be found. Two queries.

    Looked at are words that occur nowhere, or with `every_word` all of them. A word of which the reader can see no
    entry is never offered: it would tell that it stands in something secret.
    """
    doubtful = [t for t in query.terms if is_known_kind(t.word) and (every_word or not t.is_known)][:MOST_CORRECTED]
    candidates = _candidates(doubtful)
    named = {stem: _anywhere(stem, shelves) for found in candidates.values() for _word, stem, _held in found}
    seen = exists(list(named.items()), at)
    better = {}
    for term in doubtful:
        meant = next((found for found in candidates[term.word] if found[1] in seen), None)
        if meant is not None:
            better[term.word] = meant
    if not better:
        return None
    return _with_words(query, better)


def _anywhere(stem: str, shelves: Iterable[Shelf]) -> Asked:
    return some(shelf.asked(f"{shelf.kind}.{stem}") for shelf in shelves)


Known = tuple[str, str, int]
"""A word with its stem and in how many entries it stands."""


def _candidates(terms: Sequence[Term]) -> dict[str, list[Known]]:
    """For each word the known words that look or sound most like it, the likeliest first."""
    keys = {term.word: asked_keys(term.word) for term in terms}
    wanted = sorted({key for found in keys.values() for key in found})
    if not wanted:
        return {}
    rows = SearchWordKey.objects.filter(key__in=wanted).annotate(n=F("word__public") + F("word__office"))
    counted = list(
        rows.order_by("-n", "pk").values_list("key", "word__word", "word__stem", "n")[: MOST_LOOKED_AT * len(terms)]
    )
    found = {}
    for term in terms:
        near: dict[Known, tuple[float, int]] = {}
        for key, word, stem, n in counted:
            unlike = unlikeness(term.word, word) if key in keys[term.word] and word != term.word else None
            if unlike is not None:
                near[word, stem, n] = (unlike, -n)
        found[term.word] = sorted(near, key=lambda known: (near[known], known))[:MOST_CANDIDATES]
    return found


def _with_words(query: Query, better: dict[str, Known]) -> Query:
    """The typed text with the words replaced where they stood."""
    text, terms, moved = query.text, [], 0
    for term in query.terms:
        if term.word not in better:
            terms.append(term)
            continue
        word, stem, held = better[term.word]
        text = f"{text[: term.start + moved]}{word}{text[term.end + moved :]}"
        moved += len(word) - (term.end - term.start)
        terms.append(replace(term, typed=word, word=word, stems=(stem,), is_known=True, held=held))
    return Query(text, tuple(terms), {})
