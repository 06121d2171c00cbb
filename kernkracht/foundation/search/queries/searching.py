"""One search: understood, asked, corrected where nothing is found, and shown by kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models.functions import Substr
from django.utils.safestring import SafeString

from ..declarations import SearchKind, kinds
from ..engine import FEW, MOST_COUNTED, Branch, Found, find, find_few
from ..fragments import READ, fragment, marked
from ..models import SearchEntry
from ..readers import NOTHING, Reader
from ..tokens import Asked, some, village, whole
from ..words import number_of, stems_of
from .correcting import Shelf, corrected
from .typed import Query, cleaned, read_query

PER_KIND = 4
PER_PAGE = 20
MOST_PAGES = MOST_COUNTED // PER_PAGE
MOST_EXACT = 50
MOST_SHOWN = 50
"""Entries of a kind that are counted when a few of each kind are shown."""


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
    """What was found of one kind. With `is_more` there are `total` or more: not all were looked for."""

    kind: SearchKind
    hits: tuple[Hit, ...]
    total: int
    is_more: bool

    @property
    def pages(self) -> int:
        return max(1, min(MOST_PAGES, -(-self.total // PER_PAGE)))

    @property
    def has_others(self) -> bool:
        return self.is_more or self.total > len(self.hits)


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
    groups = _groups(found, (meant or query).stems, _most(wanted))
    return Results(text, groups, correction, is_partial and bool(found))


def _shelves(wanted: Wanted, reader: Reader) -> list[Shelf]:
    """The kinds that are asked for and that this reader may find anything of."""
    found = []
    for code, kind in kinds().items():
        rights = reader.may_find(kind)
        if rights == NOTHING or (wanted.kind and wanted.kind != code):
            continue
        limits = [] if rights is None else [rights]
        if wanted.village is not None:
            limits.append(some([village(code, wanted.village), village(code, 0)]))
        found.append(Shelf(code, tuple(limits)))
    return found


def _window(wanted: Wanted) -> tuple[int, int]:
    if not wanted.kind:
        return 0, PER_KIND
    return (min(max(1, wanted.page), MOST_PAGES) - 1) * PER_PAGE, PER_PAGE


def _most(wanted: Wanted) -> int:
    return MOST_COUNTED if wanted.kind else MOST_SHOWN


def _enough(wanted: Wanted) -> int | None:
    """Of one kind everything is counted; among all kinds no further than what is shown of each."""
    return None if wanted.kind else PER_KIND


def _ask(query: Query, shelves: Sequence[Shelf], wanted: Wanted, at: datetime) -> list[Found]:
    """Entries with every word; a whole title or a number before words in a title, those before words anywhere."""
    title, number = stems_of(query.text), number_of(query.text)

    def tier(asked: Callable[[str], Asked]) -> dict[str, Asked]:
        return {shelf.kind: shelf.asked(asked(shelf.kind)) for shelf in shelves}

    exact = tier(lambda kind: some([whole(kind, title), f"{kind}!{number}"]))
    in_title, anywhere = tier(lambda kind: query.asked(kind, "=")), tier(lambda kind: query.asked(kind, "."))
    first, count = _window(wanted)
    if query.at_most <= FEW:
        tiers = enumerate((anywhere, in_title, exact), start=1)
        few = [Branch(place, some(asked.values()), most=FEW + 1) for place, asked in tiers]
        found = find_few(few, at, first=first, count=count)
        if found is not None:
            return found
    most = _most(wanted) + 1
    branches = [Branch(3, some(exact.values()), most=MOST_EXACT * len(exact))]
    for place, asked in ((2, in_title), (1, anywhere)):
        branches += [Branch(place, each, most=most, kind=kind) for kind, each in asked.items()]
    return find(branches, at, first=first, count=count, enough=_enough(wanted))


def _ask_some(query: Query, shelves: Sequence[Shelf], wanted: Wanted, at: datetime) -> list[Found]:
    """Entries with at least one of the words, the more the better."""
    counting = tuple(term.stems[0] for term in query.terms)
    asked = {shelf.kind: shelf.asked(some(term.asked(shelf.kind, ".") for term in query.terms)) for shelf in shelves}
    first, count = _window(wanted)
    if query.at_most_some <= FEW:
        found = find_few([Branch(0, some(asked.values()), counting, FEW + 1)], at, first=first, count=count)
        if found is not None:
            return found
    branches = [Branch(0, each, counting, _most(wanted) + 1, kind) for kind, each in asked.items()]
    return find(branches, at, first=first, count=count, enough=_enough(wanted))


def _groups(found: Iterable[Found], stems: frozenset[str], most: int) -> tuple[Group, ...]:
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
        group = Group(known[code], hits, min(total, most), total > most or mine[0].is_more)
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
