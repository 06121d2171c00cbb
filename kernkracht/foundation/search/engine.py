"""The question put to the database: what holds the words, a number of entries per kind and tier, and the best of those.

Words that few entries hold are asked of everything at once. Other words are asked per kind and tier, and no more than
`most` entries of each are looked at, so that a word which occurs everywhere costs no more than a rare one; on
PostgreSQL first of the newest entries alone (`recency.py`), and of all others only where those were too few. On
PostgreSQL the words stand in a GIN index, on SQLite in FTS5.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from .tokens import Asked, as_match, as_tsquery
from .triggers import CHANGES, ENTRIES, TEXTS, VECTOR

MOST_COUNTED = 500
FEW = 2_000
"""So many entries are looked at in one go, whatever their kinds."""


@dataclass(frozen=True)
class Branch:
    """Entries that hold `asked`; a higher tier comes first. Each stem of `counting` that is in one raises it by one.

    `kind` is the kind of all of them; empty when they are of several.
    """

    tier: int
    asked: Asked
    counting: tuple[str, ...] = ()
    most: int = MOST_COUNTED + 1
    kind: str = ""


@dataclass(frozen=True)
class Found:
    """An entry by its key, with how many of its kind were found; with `is_more` not all of them were looked for."""

    key: int
    kind: str
    tier: int
    total: int
    is_more: bool = False


@dataclass(frozen=True)
class _Row:
    branch: int
    key: int
    kind: str
    tier: int
    moment: Any


_NOW = "e.visible_from <= %s AND (e.visible_until IS NULL OR e.visible_until > %s)"
_READ = f"NOT EXISTS (SELECT 1 FROM {CHANGES} c WHERE c.source = e.source AND c.object_id = e.object_id)"
"""The row was read since it last changed."""
_FROM = {
    "postgresql": f"FROM {ENTRIES} e WHERE {VECTOR.format(tokens='e.tokens')} @@ %s::tsquery AND {_NOW}",
    "sqlite": f"FROM {TEXTS} t JOIN {ENTRIES} e ON e.id = t.rowid WHERE {TEXTS} MATCH %s AND {_NOW}",
}
_MOMENT = {"postgresql": "EXTRACT(EPOCH FROM e.moment)::float8", "sqlite": "e.moment"}
"""Something that is in order: making moments of thousands of rows takes longer than finding them."""
_NEWEST = {"postgresql": "", "sqlite": " ORDER BY t.rowid DESC"}
NEW, OLD = " AND e.is_recent", " AND NOT e.is_recent"


@contextmanager
def _by_index() -> Iterator[Any]:
    """A cursor that reads through the index: a planner that guesses wrong would read the whole table."""
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            yield cursor
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL statement_timeout = 5000; SET LOCAL jit = off")
        yield cursor


def _asked(asked: Asked) -> str:
    return as_tsquery(asked) if connection.vendor == "postgresql" else as_match(asked)


def _moment(at: datetime) -> Any:
    return at if connection.vendor == "postgresql" else connection.ops.adapt_datetimefield_value(at)


def find_few(branches: Sequence[Branch], at: datetime, *, first: int, count: int) -> list[Found] | None:
    """As `find`, when the branches are of all kinds together; None when they hold more than `FEW` after all."""
    with _by_index() as cursor:
        rows = _rows(cursor, branches, at)
    full = Counter(row.branch for row in rows)
    if any(full[number] >= branch.most for number, branch in enumerate(branches)):
        return None
    return _best(rows, first, count)


def find(branches: Sequence[Branch], at: datetime, *, first: int, count: int, enough: int | None = None) -> list[Found]:
    """Of each kind the entries from place `first` (0 is the best) on, `count` of them; best first within a kind.

    With `enough`, the lowest tier is not looked for any further in kinds of which the newest hold so many already.
    """
    if not branches:
        return []
    with _by_index() as cursor:
        if connection.vendor != "postgresql":  # reads from the newest on, and stops by itself
            rows = _rows(cursor, branches, at)
            return _best(rows, first, count, _full(branches, rows))
        rows = _rows(cursor, branches, at, NEW)
        there = Counter(kind for kind, _key in {(row.kind, row.key) for row in rows})
        full, lowest = Counter(row.branch for row in rows), min(branch.tier for branch in branches)
        others, is_more = [], _full(branches, rows)
        for number, branch in enumerate(branches):
            if full[number] >= branch.most:
                continue
            if branch.tier > lowest or enough is None or there[branch.kind] < enough:
                others.append(branch)
            else:
                is_more.add(branch.kind)
        if others:
            older = _rows(cursor, others, at, OLD)
            is_more |= _full(others, older)
            rows += older
    return _best(rows, first, count, is_more)


def _full(branches: Sequence[Branch], rows: Sequence[_Row]) -> set[str]:
    """The kinds of which a branch holds as many as were looked for."""
    full = Counter(row.branch for row in rows)
    return {branch.kind for number, branch in enumerate(branches) if full[number] >= branch.most}


def _rows(cursor: Any, branches: Sequence[Branch], at: datetime, which: str = "") -> list[_Row]:
    parts, values = [], []
    for number, branch in enumerate(branches):
        sql, own = _branch(branch, at, number, which)
        parts.append(sql)
        values += own
    cursor.execute(
        f"SELECT branch, id, kind, tier, moment FROM ({' UNION ALL '.join(parts)}) e WHERE {_READ}",
        values,
    )
    return [_Row(*row) for row in cursor.fetchall()]


def _branch(branch: Branch, at: datetime, number: int, which: str) -> tuple[str, list[Any]]:
    """One part of the question with its values."""
    vendor, now = connection.vendor, _moment(at)
    counting = "".join(" + CASE WHEN e.tokens LIKE '%% ' || e.kind || %s THEN 1 ELSE 0 END" for _ in branch.counting)
    sql = (
        f"SELECT * FROM (SELECT {number} AS branch, e.id, e.kind, {branch.tier}{counting} AS tier,"
        f" {_MOMENT[vendor]} AS moment, e.source, e.object_id"
        f" {_FROM[vendor]}{which}{_NEWEST[vendor]} LIMIT {branch.most}) b{number}"
    )
    return sql, [*(f".{stem} %" for stem in branch.counting), _asked(branch.asked), now, now]


def _best(rows: Sequence[_Row], first: int, count: int, is_more: Collection[str] = ()) -> list[Found]:
    """Each entry once, in its highest tier; per kind the highest tier and then the newest first."""
    best: dict[int, _Row] = {}
    for row in rows:
        if row.key not in best or best[row.key].tier < row.tier:
            best[row.key] = row
    by_kind: defaultdict[str, list[_Row]] = defaultdict(list)
    for row in best.values():
        by_kind[row.kind].append(row)
    found = []
    for kind, mine in sorted(by_kind.items()):
        mine.sort(key=lambda row: (row.tier, row.moment, row.key), reverse=True)
        shown = mine[first : first + count]
        found += [Found(row.key, kind, row.tier, len(mine), kind in is_more) for row in shown]
    return found


def exists(questions: Sequence[tuple[str, Asked]], at: datetime) -> set[str]:
    """Which of these named questions would find anything."""
    if not questions:
        return set()
    now, parts, values = _moment(at), [], []
    anything = f"EXISTS (SELECT 1 {_FROM[connection.vendor]} AND {_READ}{{which}})"
    for name, asked in questions:
        own = [_asked(asked), now, now]
        if connection.vendor == "postgresql":
            newest, others = anything.format(which=NEW), anything.format(which=OLD)
            parts.append(f"SELECT %s::varchar WHERE CASE WHEN {newest} THEN true ELSE {others} END")
            values += [name, *own, *own]
        else:
            parts.append(f"SELECT CAST(%s AS varchar(40)) WHERE {anything.format(which='')}")
            values += [name, *own]
    with _by_index() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        return {row[0] for row in cursor.fetchall()}
