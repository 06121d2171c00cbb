"""What somebody typed, word by word, and what each word stands for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db.models import F, Q

from ..models import SearchWord
from ..tokens import Asked, every, some
from ..words import SHORTEST_KNOWN, is_known_kind, spotted, stem_of

LONGEST_QUERY = 200
MOST_WORDS = 8
MOST_BEGUN = 12


@dataclass(frozen=True)
class Term:
    """One word: as typed, and the stems of which one is enough. `is_known`: somewhere it occurs as it is.

    `held` is about how many entries hold it, whoever may see those.
    """

    typed: str
    word: str
    stems: tuple[str, ...]
    start: int
    end: int
    is_known: bool = True
    held: int = 0

    def asked(self, kind: str, sign: str) -> Asked:
        return some(f"{kind}{sign}{stem}" for stem in self.stems)


@dataclass(frozen=True)
class Query:
    """Everything that was asked. `joined` are neighbours that occur as one word, such as “dorps huis”."""

    text: str
    terms: tuple[Term, ...]
    joined: Mapping[int, str]

    def asked(self, kind: str, sign: str) -> Asked:
        """All words in one entry; neighbours apart or as one word."""
        parts = [term.asked(kind, sign) for term in self.terms]
        plain = every(parts)
        ways = [plain]
        for place, stem in self.joined.items():
            ways.append(every([*parts[:place], f"{kind}{sign}{stem}", *parts[place + 2 :]]))
        return some(ways)

    @property
    def at_most(self) -> int:
        """About how many entries can hold all words: no more than hold the rarest."""
        return min((term.held for term in self.terms), default=0)

    @property
    def at_most_some(self) -> int:
        """About how many entries can hold one of the words."""
        return sum(term.held for term in self.terms)

    @property
    def stems(self) -> frozenset[str]:
        """Everything that is marked in what was found."""
        return frozenset([stem for term in self.terms for stem in term.stems] + list(self.joined.values()))


def cleaned(text: str) -> str:
    """What can be asked of what was typed: one line, no control signs, not endless."""
    visible = "".join(sign if sign.isprintable() else " " for sign in text[: LONGEST_QUERY * 4])
    return " ".join(visible.split())[:LONGEST_QUERY]


def read_query(text: str, *, office: bool) -> Query:
    """Understand what was typed (cleaned). Two queries."""
    terms: list[Term] = []
    for spot in spotted(text):
        stem = stem_of(spot.folded)
        if stem and stem not in (term.stems[0] for term in terms):
            terms.append(Term(text[spot.start : spot.end], spot.folded, (stem,), spot.start, spot.end))
    terms = terms[:MOST_WORDS]
    if not terms:
        return Query(text, (), {})
    pairs = {place: terms[place].word + terms[place + 1].word for place in range(len(terms) - 1)}
    rows = SearchWord.objects.filter(Q(word__in=pairs.values()) | Q(stem__in=[term.stems[0] for term in terms]))
    known, held = {}, Counter[str]()
    for word, stem, entries in rows.order_by().values_list("word", "stem", F("public") + F("office")):
        known[word] = stem
        held[stem] += entries
    terms = [
        replace(term, is_known=term.stems[0] in held or not is_known_kind(term.word), held=held[term.stems[0]])
        for term in terms
    ]
    terms[-1] = _begun(terms[-1], office)
    joined = {place: known[word] for place, word in pairs.items() if word in known}
    return Query(text, tuple(terms), joined)


def _begun(term: Term, office: bool) -> Term:
    """The last word may be the beginning of one: the most frequent words that begin so count too."""
    if len(term.word) < SHORTEST_KNOWN or not term.word.isalpha():
        return term
    rows = SearchWord.objects.filter(head=term.word[:3], word__startswith=term.word)
    if not office:
        rows = rows.filter(public__gt=0)
    begun = rows.order_by("-public", "word").values_list("stem", F("public") + F("office"))[:MOST_BEGUN]
    stems, entries = zip(*begun, strict=True) if begun else ((), ())
    found = tuple(dict.fromkeys([*term.stems, *stems]))
    return replace(
        term, stems=found, is_known=term.is_known or len(found) > len(term.stems), held=max(term.held, sum(entries))
    )
