"""Text as the search sees it, the same on every database: plain words, their stems, and how they sound when misspelt.

Pure. Databases have stemmers and trigrams of their own, but not the same ones and not everywhere; what is done here is
done once, before anything is stored or asked (ADR 0019).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer
from anyascii import anyascii

WORD = re.compile(r"[^\W_]+")
LONGEST_WORD = 40
LONGEST_KNOWN = 30
SHORTEST_KNOWN = 3
_SMALL = (
    "aan al als ben bij bent dan dat de den der des deze die dit doe door dus een en er ge had heb hebben heeft het hij"
    " hier hoe hun ik in is ja je kan kun kunt maar me men met mij mijn na naar nee niet nog nu of om ons onze ook op"
    " over te tegen ten ter toch tot u uit uw van veel voor waar was wat we wel werd wie wij wil worden wordt zal ze"
    " zich zij zijn zo zou the and to for"
)
STOP_WORDS = frozenset(_SMALL.split())
"""Words that stand in nearly every text and find nothing."""

_dutch = snowballstemmer.stemmer("dutch")


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """A word in small letters without accents: “Reünie” becomes “reunie”. Other scripts become Latin letters."""
    latin = word if word.isascii() else anyascii(word)
    return "".join(sign for sign in latin.lower() if sign.isascii() and sign.isalnum())[:LONGEST_WORD]


@lru_cache(maxsize=200_000)
def stem_of(word: str) -> str:
    """What a folded word and its other forms have in common; "" for a word that finds nothing."""
    if word in STOP_WORDS or (len(word) < 2 and not word.isdigit()):
        return ""
    return _without_ending(_dutch.stemWord(word)) if word.isalpha() else word


def _without_ending(stem: str) -> str:
    """Takes off the “e” of an adjective that the stemmer leaves: “groene” and “witte” are “groen” and “wit”."""
    if len(stem) > 4 and stem.endswith("e"):
        stem = stem[:-1]
        if stem[-1] == stem[-2] and stem[-1] not in "aeiou":
            stem = stem[:-1]
    return stem


@dataclass(frozen=True)
class Spotted:
    """A word where it stands in a text."""

    start: int
    end: int
    folded: str


def spotted(text: str) -> Iterator[Spotted]:
    """The words of a text, in order, with their places."""
    for found in WORD.finditer(text):
        folded = fold(found.group())
        if folded:
            yield Spotted(found.start(), found.end(), folded)


def words_of(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return [found for raw in WORD.findall(text) if (found := fold(raw))]


def stems_of(text: str) -> list[str]:
    """The stems of a text, in order; words that find nothing are left out."""
    return [stem for word in words_of(text) if (stem := stem_of(word))]


def number_of(text: str) -> str:
    """How a number is compared: its letters and digits, so that “b 2026 17” is “B-2026-17”."""
    return "".join(words_of(text))[:LONGEST_WORD]


def is_known_kind(word: str) -> bool:
    """Whether a folded word is one that people may misspell: letters only, not too short, not a stop word."""
    return SHORTEST_KNOWN <= len(word) <= LONGEST_KNOWN and word.isalpha() and word not in STOP_WORDS


_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"sch", "sg"),
        (r"auw|ouw|ou", "au"),
        (r"ij|ei|ey", "y"),
        (r"ie", "i"),
        (r"oe", "u"),
        (r"ck|qu|q", "k"),
        (r"ch", "g"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"x", "ks"),
        (r"z", "s"),
        (r"v", "f"),
        (r"dt|d$", "t"),
        (r"(.)\1+", r"\1"),
    )
]
"""Spellings that sound alike in Dutch, longest first."""


@lru_cache(maxsize=200_000)
def sound_of(word: str) -> str:
    """How a folded word sounds, roughly: who writes by ear writes this."""
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


def without_one(word: str) -> set[str]:
    """A word with each of its letters left out in turn."""
    return {word[:i] + word[i + 1 :] for i in range(len(word))}


def keys_of(word: str) -> set[str]:
    """By what a known word is found when it is misspelt: its sound, and its sound with a letter missing.

    Two words that differ by one letter too many, too few, wrong or swapped share such a key, so that equality in an
    ordinary index finds them on every database.
    """
    found = set()
    for form in {word, stem_of(word) or word}:
        sound = sound_of(form)
        found |= {sound} | (without_one(sound) if len(sound) > SHORTEST_KNOWN else set())
    return found


def asked_keys(word: str) -> set[str]:
    """The keys to look under for a word that nobody knows; a long one may miss a letter more."""
    sound = sound_of(word)
    keys = {sound} | without_one(sound)
    if len(word) >= 7:
        keys |= {short for key in list(keys) for short in without_one(key)}
    return keys


def distance(one: str, other: str) -> int:
    """How many letters must change to make one word the other; two that are swapped count once."""
    rows = [list(range(len(other) + 1))]
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, sign in enumerate(other, 1):
            cost = min(rows[-1][j] + 1, row[j - 1] + 1, rows[-1][j - 1] + (letter != sign))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == sign:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]


def allowed_distance(word: str) -> int:
    """How far a correction may lie from what was typed: short words are soon another word."""
    if len(word) <= 4:
        return 1
    return 2 if len(word) <= 8 else 3


def unlikeness(typed: str, known: str) -> float | None:
    """How unlike two words are, by letters and by sound; None when nobody would take one for the other."""
    forms = {known, stem_of(known) or known}
    letters = min(distance(typed, form) for form in forms)
    sounds = min(distance(sound_of(typed), sound_of(form)) for form in forms)
    if letters > allowed_distance(typed) and sounds > 0:
        return None
    whole_word = 0.05 * distance(typed, known)
    return min(letters, sounds + 0.5) + 0.1 * letters + whole_word + (0.3 if typed[0] != known[0] else 0)
