"""Does this look like something we saw before? Trigrams, because Dutch compounds defeat word stems."""

from __future__ import annotations

import re
import unicodedata


def trigrams(text: str) -> frozenset[str]:
    """The three-letter pieces of each word, with spaces at its ends, without case and accents."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    pieces: set[str] = set()
    for word in re.findall(r"[a-z0-9]+", plain):
        padded = f"  {word} "
        pieces |= {padded[i : i + 3] for i in range(len(padded) - 2)}
    return frozenset(pieces)


def similarity(first: str, second: str) -> float:
    """Shared pieces over all pieces: 1.0 is the same text, 0.0 has nothing in common or no letters at all."""
    a, b = trigrams(first), trigrams(second)
    return len(a & b) / len(a | b) if a and b else 0.0
