"""The one question put to the database: a few best entries per kind, and how many there are.

Per kind and tier at most `MOST_COUNTED` entries are looked at, so that a word which occurs everywhere costs no more
than a rare one. On PostgreSQL the words stand in a GIN index, on SQLite in FTS5; the question is the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from .tokens import Asked, as_match, as_tsquery
from .triggers import CHANGES, ENTRIES, TEXTS, VECTOR

MOST_COUNTED = 500


@dataclass(frozen=True)
class Branch:
    """Entries of one kind that hold `asked`; a higher tier comes first. `counting` tokens raise it one each."""

    kind: str
    tier: int
    asked: Asked
    counting: tuple[str, ...] = ()
    most: int = MOST_COUNTED + 1


@dataclass(frozen=True)
class Found:
    """An entry by its key, with how many of its kind were found (at most `MOST_COUNTED` + 1)."""

    key: int
    kind: str
    tier: int
    total: int


_NOW = "e.visible_from <= %s AND (e.visible_until IS NULL OR e.visible_until > %s)"
_READ = f"NOT EXISTS (SELECT 1 FROM {CHANGES} c WHERE c.source = e.source AND c.object_id = e.object_id)"
"""The row was read since it last changed."""
_FROM = {
    "postgresql": f"FROM {ENTRIES} e WHERE {VECTOR.format(tokens='e.tokens')} @@ %s::tsquery AND {_NOW}",
    "sqlite": f"FROM {TEXTS} t JOIN {ENTRIES} e ON e.id = t.rowid WHERE {TEXTS} MATCH %s AND {_NOW}",
}
_NEWEST = {"postgresql": "", "sqlite": " ORDER BY t.rowid DESC"}


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


def find(branches: Sequence[Branch], at: datetime, *, first: int, count: int) -> list[Found]:
    """Of each kind the entries from place `first` (0 is the best) on, `count` of them; best first within a kind."""
    if not branches:
        return []
    codes = sorted({branch.kind for branch in branches})
    parts, values = [], []
    for number, branch in enumerate(branches):
        sql, own = _branch(branch, at, number, codes.index(branch.kind))
        parts.append(sql)
        values += own
    with _by_index() as cursor:
        cursor.execute(
            f"WITH found AS ({' UNION ALL '.join(parts)}),"
            " best AS (SELECT id, kind, MAX(tier) AS tier, MAX(moment) AS moment FROM found e"
            f" WHERE {_READ} GROUP BY id, kind),"
            " ranked AS (SELECT id, kind, tier, ROW_NUMBER() OVER (PARTITION BY kind ORDER BY tier DESC, moment DESC,"
            " id DESC) AS place, COUNT(*) OVER (PARTITION BY kind) AS total FROM best)"
            " SELECT id, kind, tier, total FROM ranked WHERE place > %s AND place <= %s ORDER BY kind, place",
            [*values, first, first + count],
        )
        return [Found(key, codes[kind], tier, total) for key, kind, tier, total in cursor.fetchall()]


def _branch(branch: Branch, at: datetime, number: int, kind: int) -> tuple[str, list[Any]]:
    """One part of the question with its values. A kind is a number here: numbers sort quicker than words."""
    vendor = connection.vendor
    counting = "".join(" + CASE WHEN e.tokens LIKE %s THEN 1 ELSE 0 END" for _token in branch.counting)
    sql = (
        f"SELECT * FROM (SELECT e.id, {kind} AS kind, {branch.tier}{counting} AS tier, e.moment,"
        f" e.source, e.object_id"
        f" {_FROM[vendor]}{_NEWEST[vendor]} LIMIT {branch.most}) b{number}"
    )
    now = _moment(at)
    return sql, [*(f"% {token} %" for token in branch.counting), _asked(branch.asked), now, now]


def exists(questions: Sequence[tuple[str, Asked]], at: datetime) -> set[str]:
    """Which of these named questions would find anything."""
    if not questions:
        return set()
    sql = f"SELECT CAST(%s AS varchar(40)) WHERE EXISTS (SELECT 1 {_FROM[connection.vendor]} AND {_READ})"
    now, values = _moment(at), []
    for name, asked in questions:
        values += [name, _asked(asked), now, now]
    with _by_index() as cursor:
        cursor.execute(" UNION ALL ".join([sql] * len(questions)), values)
        return {row[0] for row in cursor.fetchall()}
