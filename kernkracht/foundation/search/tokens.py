"""What is stored to be searched, and what is asked: the same small language for every database. Pure.

A token is a kind, a sign and a word: `news.boom` for a word anywhere, `news=boom` in the title, `news#boom.plant` for
the whole title, `news!b202617` for a number, `news@12` for a village (`news@0`: the whole municipality). `u7` is an
account. Since the kind is part of each word, nothing of a kind that the reader may not see can be touched by any query.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .declarations import Entry
from .words import number_of, stems_of

LONGEST_TEXT = 20_000
MOST_TOKENS = 3_000
LONGEST_TOKEN = 90


def tokens_of(entry: Entry) -> str:
    """Everything an entry is found by, between spaces."""
    title, text = stems_of(entry.title), stems_of(entry.text[:LONGEST_TEXT])
    kind = entry.kind
    found = [village(kind, key) for key in entry.villages or (0,)] + [f"u{key}" for key in entry.people]
    if entry.number:
        found.append(f"{kind}!{number_of(entry.number)}")
    if title:
        found.append(whole(kind, title))
    found += [f"{kind}={stem}" for stem in title]
    found += [f"{kind}.{stem}" for stem in (*title, *text)]
    return f" {' '.join(list(dict.fromkeys(found))[:MOST_TOKENS])} "


def village(kind: str, key: int) -> str:
    """The token of a village; 0 stands for the whole municipality."""
    return f"{kind}@{key}"


def whole(kind: str, stems: Iterable[str]) -> str:
    """The token of a whole title."""
    return f"{kind}#{'.'.join(stems)}"[:LONGEST_TOKEN]


@dataclass(frozen=True)
class OneOf:
    """One of these."""

    parts: tuple[Asked, ...]


@dataclass(frozen=True)
class AllOf:
    """Each of these."""

    parts: tuple[Asked, ...]


Asked = str | OneOf | AllOf


def some(parts: Iterable[Asked]) -> Asked:
    """One of these; the thing itself when there is one."""
    found = tuple(dict.fromkeys(parts))
    return found[0] if len(found) == 1 else OneOf(found)


def every(parts: Iterable[Asked]) -> Asked:
    """Each of these; the thing itself when there is one."""
    found = tuple(dict.fromkeys(parts))
    return found[0] if len(found) == 1 else AllOf(found)


def as_tsquery(asked: Asked) -> str:
    """For PostgreSQL. Tokens hold no sign that means anything there."""
    if isinstance(asked, str):
        return f"'{asked}'"
    return f"({(' | ' if isinstance(asked, OneOf) else ' & ').join(map(as_tsquery, asked.parts))})"


def as_match(asked: Asked) -> str:
    """For FTS5 of SQLite."""
    if isinstance(asked, str):
        return f'"{asked}"'
    return f"({(' OR ' if isinstance(asked, OneOf) else ' AND ').join(map(as_match, asked.parts))})"
