"""Three letters in a row, out of which likeness of Dutch texts is read. Pure.

Dutch compounds defeat stemming: “zwerfafval” and “afval” share no stem and many trigrams.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from math import log

MOST_GRAMS_OF_A_TEXT = 600
MOST_GRAMS_OF_A_SEARCH = 24
_WORD = re.compile(r"[a-z0-9]{3,}")
_COMMON = frozenset(
    """aan alle als ben bij dat deze die dit doen door een dan daar erg gaat geen graag haar heb hebben heeft het hier
    hoe iets kan komt kunnen kunt maar meer met mij mijn naar niet nog ons onze ook over per staat steeds toch tot uit
    van vaak veel voor vraag waar waarom wanneer wat wel wij wil worden wordt zijn zou zullen""".split()  # noqa: SIM905 # prose
)


def grams_of(text: str) -> set[str]:
    """The trigrams of the words that say something; at most `MOST_GRAMS_OF_A_TEXT`, of the first words."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    found: dict[str, None] = {}
    for word in _WORD.findall(plain):
        if word not in _COMMON:
            found |= dict.fromkeys(word[place : place + 3] for place in range(len(word) - 2))
    return set(list(found)[:MOST_GRAMS_OF_A_TEXT])


def weights(counts: Mapping[str, int], texts: int) -> dict[str, float]:
    """How much each of the rarest grams says: the logarithm of how few of the texts have it."""
    rarest = sorted(counts, key=lambda gram: (counts[gram], gram))[:MOST_GRAMS_OF_A_SEARCH]
    return {gram: log((1 + texts) / counts[gram]) for gram in rarest if counts[gram]}


def score(found: Iterable[str], weight: Mapping[str, float]) -> float:
    """The part of all weight that a text has, from 0 to 1."""
    whole = sum(weight.values())
    return sum(weight.get(gram, 0.0) for gram in found) / whole if whole else 0.0
