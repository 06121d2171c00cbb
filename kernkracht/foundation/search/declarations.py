"""How a room tells what can be found of it. Each declares its kinds and sources in its `search.py`.

A kind is what people see: “Nieuws”. A source reads the rows of one model and says what of each may be found, by whom
and from when until when. Its watches name every table on which that depends: triggers mark a row in the transaction
that changes it, so that no act can forget to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.utils.functional import Promise

Text = str | Promise
ALWAYS = datetime(2000, 1, 1, tzinfo=UTC)


class DeclaredTwice(ValueError):
    """Two kinds or sources of one name."""


@dataclass(frozen=True)
class SearchKind:
    """What people find. With `rights` only colleagues who hold one of them; `by_village`: where they hold it.

    The code is part of every stored word: a few small letters.
    """

    code: str
    label: Text
    rights: tuple[str, ...] = ()
    by_village: bool = False

    @property
    def is_public(self) -> bool:
        return not self.rights


@dataclass(frozen=True)
class Watch:
    """A table on which a source depends. `path` leads from its rows to the row of the source, over relations.

    With `columns` a change of other columns does not matter.
    """

    model: str
    path: str = ""
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """One thing that can be found. `address` is what its page is reached by: a slug, a number, a key.

    Without villages it is for the whole municipality. `people` are keys of accounts that may find it besides who holds
    the right.
    """

    object_id: int
    kind: str
    title: str
    address: str
    text: str = ""
    part: str = ""
    number: str = ""
    villages: tuple[int, ...] = ()
    people: tuple[int, ...] = ()
    moment: datetime = ALWAYS
    visible_from: datetime = ALWAYS
    visible_until: datetime | None = None
    language: str = "nl"


@dataclass(frozen=True)
class Source:
    """Rows of `model` as entries. `entries` gets keys and a moment, and leaves out what nobody may find any more."""

    code: str
    model: str
    entries: Callable[[Sequence[int], datetime], Iterable[Entry]]
    watches: tuple[Watch, ...] = field(default=())


_KINDS: dict[str, SearchKind] = {}
_SOURCES: dict[str, Source] = {}


def declare_kind(kind: SearchKind) -> None:
    """Register what people can find. Raises `DeclaredTwice`."""
    if not kind.code.isascii() or not kind.code.isalpha() or not kind.code.islower():
        raise ValueError(f"{kind.code}: small letters only")
    if _KINDS.setdefault(kind.code, kind) != kind:
        raise DeclaredTwice(kind.code)


def declare_source(source: Source) -> None:
    """Register where entries come from. Raises `DeclaredTwice`."""
    if _SOURCES.setdefault(source.code, source) is not source:
        raise DeclaredTwice(source.code)


def kinds() -> Mapping[str, SearchKind]:
    """Every kind by its code, in the order of declaration: lower rooms first."""
    return dict(_KINDS)


def sources() -> Mapping[str, Source]:
    """Every source by its code."""
    return dict(_SOURCES)
