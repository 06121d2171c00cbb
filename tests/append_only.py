"""Emptying the database between tests that commit, although triggers refuse to delete from append-only tables.

Django's own way truncates every table and makes content types and permissions again; with some two hundred tables that
is most of such a test's time. Here only tables with rows are emptied, and what migrations made of the models stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection
from django.test import TransactionTestCase

KEPT = frozenset({"django_content_type", "auth_permission", "django_site"})
"""Made when the database was, from the models alone; no test changes them."""


@contextmanager
def triggers_resting() -> Iterator[None]:
    """Without triggers, and without checks of foreign keys, which on PostgreSQL are triggers as well."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            try:
                yield
            finally:
                cursor.execute("SET session_replication_role = DEFAULT")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
        triggers = cursor.fetchall()
        with connection.constraint_checks_disabled():
            for name, _sql in triggers:
                cursor.execute(f'DROP TRIGGER "{name}"')
            try:
                yield
            finally:
                for _name, sql in triggers:
                    cursor.execute(sql)


def tables_with_rows() -> list[str]:
    """The tables of models in which something stands, in one question."""
    names = [name for name in connection.introspection.django_table_names(only_existing=True) if name not in KEPT]
    questions = (f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in names)  # noqa: S608 (models')
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(questions))
        return [name for (name,) in cursor.fetchall()]


def may_rest() -> bool:
    """Whether triggers can be put to rest: on PostgreSQL only by a superuser, as on the test run's own server."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT usesuper FROM pg_user WHERE usename = current_user")
        return bool(cursor.fetchone()[0])


def emptying(original: Callable[[TransactionTestCase], None]) -> Callable[[TransactionTestCase], None]:
    """A tear-down of `TransactionTestCase` that empties what was filled; the original one where that is not allowed."""

    def tear_down(case: TransactionTestCase) -> None:
        if not may_rest():
            original(case)
            return
        empty_tables()

    return tear_down


def empty_tables() -> None:
    """Take every row away, where triggers may rest."""
    with triggers_resting(), connection.cursor() as cursor:
        for name in tables_with_rows():
            cursor.execute(f'DELETE FROM "{name}"')  # noqa: S608 (names of our own models' tables)
