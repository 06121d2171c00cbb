"""Emptying a SQLite database between tests that commit, although triggers refuse to delete from append-only tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection
from django.test import TransactionTestCase


@contextmanager
def triggers_lifted() -> Iterator[None]:
    """Take the triggers of SQLite away and put them back; PostgreSQL empties tables by TRUNCATE, past row triggers."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for _name, sql in triggers:
                cursor.execute(sql)


def emptying(original: Callable[[TransactionTestCase], None]) -> Callable[[TransactionTestCase], None]:
    """A tear-down of `TransactionTestCase` that may empty every table."""

    def tear_down(case: TransactionTestCase) -> None:
        with triggers_lifted():
            original(case)

    return tear_down
