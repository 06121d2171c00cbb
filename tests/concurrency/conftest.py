"""Real threads need committed rows, which the usual test transaction hides.

Each test here works in a copy of the migrated test database that is thrown away afterwards. Emptying tables, as
Django's transactional tests do, is no way out: the database refuses to delete from append-only tables.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.db import connection, connections
from pytest_django import DjangoDbBlocker


@pytest.fixture
def committed_db(transactional_db: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Rows written in this test are committed, so that every thread sees them.

    `transactional_db` only makes sure that there is a test database and that no transaction is open; it finds its own
    tables as empty as it left them.
    """
    original = str(connection.settings_dict["NAME"])
    connection.close()
    with django_db_blocker.unblock(), _copy_of(original) as copy:
        connection.settings_dict["NAME"] = copy  # every thread makes its connection from this same dictionary
        try:
            yield
        finally:
            connections.close_all()
            connection.settings_dict["NAME"] = original


@contextmanager
def _copy_of(name: str) -> Iterator[str]:
    with (_sqlite_copy if connection.vendor == "sqlite" else _postgresql_copy)(name) as copy:
        yield copy


@contextmanager
def _sqlite_copy(name: str) -> Iterator[str]:
    copy = Path(f"{name}.threads")
    with closing(sqlite3.connect(name)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    try:
        yield str(copy)
    finally:
        for suffix in ("", "-wal", "-shm"):
            Path(f"{copy}{suffix}").unlink(missing_ok=True)


@contextmanager
def _postgresql_copy(name: str) -> Iterator[str]:
    copy = f"{name}_threads"
    _as_server(f'DROP DATABASE IF EXISTS "{copy}"', f'CREATE DATABASE "{copy}" TEMPLATE "{name}"')
    try:
        yield copy
    finally:
        _as_server(f'DROP DATABASE "{copy}"')


def _as_server(*statements: str) -> None:
    with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]  # how Django makes test databases itself
        for statement in statements:
            cursor.execute(statement)
