"""Text without capitals and accents, alike in Python and in both databases, so that “cafe” finds “Café”."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

LATIN = range(0xC0, 0x180)
"""Letters of Western and Central Europe."""
SPECIAL = {"æ": "a", "œ": "o", "ø": "o", "ß": "s", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ŧ": "t", "ı": "i", "þ": "t"}
LOOSE = "".join(map(chr, (0x300, 0x301, 0x302, 0x303, 0x304, 0x306, 0x307, 0x308, 0x30A, 0x30B, 0x30C, 0x327, 0x328)))
"""Accents typed apart from their letter, as some computers do. They go."""


def _base(letter: str) -> str:
    """The bare small letter of an accented one; empty for anything else."""
    small = unicodedata.normalize("NFD", letter.lower())[0]
    return SPECIAL.get(small, small if small.isascii() and small.isalpha() else "")


FOLDED = {letter: base for letter in map(chr, LATIN) if (base := _base(letter))}
"""Accented letter, large or small → bare small letter."""
_MAP = str.maketrans({**FOLDED, **dict.fromkeys(LOOSE, "")})


def plain(text: str | None) -> str:
    """Lower case, without accents: “Reünie Ommeren” becomes “reunie ommeren”."""
    if not text or text.isascii():
        return (text or "").lower()
    return text.translate(_MAP).lower().translate(_MAP)


def translate_sql(expression: str) -> str:
    """The same for PostgreSQL, as one expression."""
    return f"TRANSLATE(LOWER({expression}), '{''.join(FOLDED)}{LOOSE}', '{''.join(FOLDED.values())}')"


SQLITE_DEPTH = 20
"""SQLite's parser gives up beyond some thirty calls in one another."""


def replace_sql(expression: str) -> Iterator[str]:
    """The same for SQLite, as expressions to apply one after the other to text that is in lower case already."""
    pairs = [*FOLDED.items(), *((accent, "") for accent in LOOSE)]
    for start in range(0, len(pairs), SQLITE_DEPTH):
        nested = expression
        for old, new in pairs[start : start + SQLITE_DEPTH]:
            nested = f"replace({nested}, '{old}', '{new}')"
        yield nested
