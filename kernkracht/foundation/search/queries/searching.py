"""One search: understood, asked, corrected where nothing is found, and shown by kind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models.functions import Substr
from django.utils.safestring import SafeString

from ..declarations import SearchKind, kinds
from ..engine import MOST_COUNTED, Branch, Found, find
from ..fragments import READ, fragment, marked
from ..models import SearchEntry
from ..readers import NOTHING, Reader
from ..tokens import Asked, some, whole
from ..words import number_of, stems_of
from .correcting import Shelf, corrected
from .typed import Query, cleaned, read_query

PER_KIND = 4
PER_PAGE = 20
MOST_PAGES = MOST_COUNTED // PER_PAGE
MOST_EXACT = 50
MOST_TITLES = 200
"""Of a kind, when a few of each are shown."""


@dataclass(frozen=True)
class Wanted:
    """What somebody asks. Without `kind`: a few of each; with it: pages. `exactly`: no other words than typed."""

    text: str
    kind: str = ""
    village: int | None = None
    exactly: bool = False
    page: int = 1


@dataclass(frozen=True)
class Hit:
    """Something that was found. `title` and `fragment` are safe, with the found words marked."""

    kind: str
    title: SafeString
    fragment: SafeString
    address: str
    villages: tuple[int, ...]
    moment: datetime
    language: str


@dataclass(frozen=True)
class Group:
    """What was found of one kind. With `is_more` there are more than `total`."""

    kind: SearchKind
    hits: tuple[Hit, ...]
    total: int
    is_more: bool

    @property
    def pages(self) -> int:
        return max(1, min(MOST_PAGES, -(-self.total // PER_PAGE)))

    @property
    def has_others(self) -> bool:
        return self.total > len(self.hits)


@dataclass(frozen=True)
class Correction:
    """Words that were not found as typed, and what was searched instead."""

    typed: str
    meant: str


@dataclass(frozen=True)
class Results:
    """`is_empty_query`: nothing was typed that can be searched. `is_partial`: nothing holds all words, this some."""

    text: str
    groups: tuple[Group, ...] = ()
    correction: Correction | None = None
    is_partial: bool = False
    is_empty_query: bool = False
    only_small_words: bool = field(default=False)

    @property
    def total(self) -> int:
        return sum(group.total for group in self.groups)

    @property
    def is_more(self) -> bool:
        return any(group.is_more for group in self.groups)


def search(wanted: Wanted, reader: Reader, at: datetime) -> Results:
    """What this reader may find now, by kind. At most eight queries; never raises for what was typed."""
    text = cleaned(wanted.text)
    shelves = _shelves(wanted, reader)
    query = read_query(text, office=reader.is_colleague)
    if not query.terms or not shelves:
        return Results(text, is_empty_query=not query.terms, only_small_words=bool(text))
    meant = None
    if not wanted.exactly and not all(term.is_known for term in query.terms):
        meant = corrected(query, shelves, at)
    found = _ask(meant or query, shelves, wanted, at)
    if not found and meant is None and not wanted.exactly:
        meant = corrected(query, shelves, at, every_word=True)
        found = _ask(meant, shelves, wanted, at) if meant else []
    is_partial = False
    if not found and len(query.terms) > 1:
        found, is_partial = _ask_some(meant or query, shelves, wanted, at), True
    correction = Correction(text, meant.text) if meant and found else None
    groups = _groups(found, (meant or query).stems)
    return Results(text, groups, correction, is_partial and bool(found))


def _shelves(wanted: Wanted, reader: Reader) -> list[Shelf]:
    """The kinds that are asked for and that this reader may find anything of."""
    limits: list[Asked] = [some([f"v{wanted.village}", "v0"])] if wanted.village is not None else []
    found = []
    for code, kind in kinds().items():
        rights = reader.may_find(kind)
        if rights == NOTHING or (wanted.kind and wanted.kind != code):
            continue
        found.append(Shelf(code, tuple([*limits, rights] if rights is not None else limits)))
    return found


def _window(wanted: Wanted) -> tuple[int, int]:
    if not wanted.kind:
        return 0, PER_KIND
    return (min(max(1, wanted.page), MOST_PAGES) - 1) * PER_PAGE, PER_PAGE


def _ask(query: Query, shelves: Sequence[Shelf], wanted: Wanted, at: datetime) -> list[Found]:
    """Entries with every word; a whole title or a number before words in a title, those before words anywhere."""
    title, number = stems_of(query.text), number_of(query.text)
    most_titles = MOST_COUNTED if wanted.kind else MOST_TITLES
    branches = []
    for shelf in shelves:
        exact = some([whole(shelf.kind, title), f"{shelf.kind}!{number}"])
        branches += [
            Branch(shelf.kind, 3, shelf.asked(exact), most=MOST_EXACT),
            Branch(shelf.kind, 2, shelf.asked(query.asked(shelf.kind, "=")), most=most_titles),
            Branch(shelf.kind, 1, shelf.asked(query.asked(shelf.kind, "."))),
        ]
    first, count = _window(wanted)
    return find(branches, at, first=first, count=count)


def _ask_some(query: Query, shelves: Sequence[Shelf], wanted: Wanted, at: datetime) -> list[Found]:
    """Entries with at least one of the words, the more the better."""
    branches = []
    for shelf in shelves:
        asked = some(term.asked(shelf.kind, ".") for term in query.terms)
        counting = tuple(f"{shelf.kind}.{term.stems[0]}" for term in query.terms)
        branches.append(Branch(shelf.kind, 0, shelf.asked(asked), counting))
    first, count = _window(wanted)
    return find(branches, at, first=first, count=count)


def _groups(found: Iterable[Found], stems: frozenset[str]) -> tuple[Group, ...]:
    """The found entries with what is shown of them, best kind first."""
    found = list(found)
    rows = SearchEntry.objects.filter(pk__in=[row.key for row in found]).annotate(start=Substr("text", 1, READ))
    entries = {row.pk: row for row in rows.defer("text", "tokens")}
    known, groups = kinds(), []
    for code in dict.fromkeys(row.kind for row in found):
        mine = [row for row in found if row.kind == code and row.key in entries]
        if not mine:
            continue
        hits = tuple(_hit(entries[row.key], stems) for row in mine)
        total = mine[0].total
        group = Group(known[code], hits, min(total, MOST_COUNTED), total > MOST_COUNTED)
        groups.append((-max(row.tier for row in mine), list(known).index(code), group))
    return tuple(group for _tier, _place, group in sorted(groups, key=lambda row: row[:2]))


def _hit(entry: SearchEntry, stems: frozenset[str]) -> Hit:
    start: str = entry.start  # type: ignore[attr-defined] # annotated above
    return Hit(
        kind=entry.kind,
        title=marked(entry.title, stems),
        fragment=fragment(start, stems),
        address=entry.address,
        villages=tuple(entry.villages),
        moment=entry.moment,
        language=entry.language,
    )
