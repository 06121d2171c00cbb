"""Where rooms declare what they tell followers of, and what else than villages and themes can be followed.

A room calls `declare_source` and `declare_subject_kind` in its `AppConfig.ready`; a lower room is declared for by this
one (`built_in.py`). A news item keeps only a source and a key, and asks here for the words when it is told. So one
function per source decides what anybody may read, and what is not public (any more) has no line and is not told.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from kernkracht.community.people.permission_codes import Permission


@dataclass(frozen=True)
class Line:
    """A thing as it may be read now: its newest title, its address on this site, and a few words."""

    title: str
    link: str
    text: str = ""
    label: str = ""
    """What there is to say of it now instead of what happened, such as “Gaat niet door”."""
    begins_at: datetime | None = None
    """For what has a moment of its own: such things stand in that order."""


Reader = Callable[[Collection[str], datetime], Mapping[str, Line]]
"""Gets keys and the moment; gives the lines of those that the audience may read then, in a fixed number of queries."""


@dataclass(frozen=True)
class NewsSource:
    """One sort of news. With `needs` it is for colleagues with that right in the village, and never for followers."""

    code: str
    heading: str | Promise
    read: Reader
    place: int = 100
    needs: Permission | None = None


@dataclass(frozen=True)
class Named:
    """Something that can be followed, as people know it: its name within a sentence, and its address."""

    name: str
    link: str


@dataclass(frozen=True)
class SubjectKind:
    """One kind of thing to follow. `names` gives what exists for everybody; what it leaves out cannot be followed."""

    code: str
    label: str | Promise
    names: Callable[[Collection[str]], Mapping[str, Named]]


class UnknownSource(LookupError):
    """No room declared this source of news."""


class UnknownSubjectKind(LookupError):
    """No room declared this kind of thing to follow."""


_sources: dict[str, NewsSource] = {}
_kinds: dict[str, SubjectKind] = {}


def declare_source(source: NewsSource) -> None:
    _sources[source.code] = source


def declare_subject_kind(kind: SubjectKind) -> None:
    _kinds[kind.code] = kind


def source_of(code: str) -> NewsSource:
    """Raises `UnknownSource`."""
    try:
        return _sources[code]
    except KeyError:
        raise UnknownSource(code) from None


def sources() -> list[NewsSource]:
    """All of them, in the order in which a digest shows them."""
    return sorted(_sources.values(), key=lambda source: (source.place, source.code))


def kind_of(code: str) -> SubjectKind:
    """Raises `UnknownSubjectKind`."""
    try:
        return _kinds[code]
    except KeyError:
        raise UnknownSubjectKind(code) from None


def subject_kinds() -> list[SubjectKind]:
    return list(_kinds.values())


Thing = tuple[str, str]
"""A kind or source, and a key."""


def names_of(things: Iterable[Thing]) -> dict[Thing, Named]:
    """The names of what can be followed; what is gone, or not for everybody, is missing. One query per kind."""
    by_kind: dict[str, set[str]] = {}
    for kind, key in things:
        by_kind.setdefault(kind, set()).add(key)
    return {
        (code, key): named
        for code, keys in sorted(by_kind.items())
        if code in _kinds
        for key, named in _kinds[code].names(keys).items()
    }


def lines_of(things: Iterable[Thing], at: datetime) -> dict[Thing, Line]:
    """The lines of what may be read now; what may not is missing. A fixed number of queries per source."""
    by_source: dict[str, set[str]] = {}
    for source, key in things:
        by_source.setdefault(source, set()).add(key)
    return {
        (code, key): line
        for code, keys in sorted(by_source.items())
        if code in _sources
        for key, line in _sources[code].read(keys, at).items()
    }
