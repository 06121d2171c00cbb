"""What has to run on both databases, and what runs once.

`make test` runs the suite twice. On PostgreSQL it leaves out what never opens the database, and what is marked `once`:
tests that load much to ask about something in which databases do not differ, such as days of the calendar.
"""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from django.test import SimpleTestCase

OPENS_A_DATABASE = frozenset({"db", "transactional_db", "django_db_reset_sequences", "live_server"})


def opens_a_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("django_db") or OPENS_A_DATABASE & set(getattr(item, "fixturenames", ())):
        return True
    kind = getattr(item, "cls", None)
    return isinstance(kind, type) and issubclass(kind, SimpleTestCase) and bool(getattr(kind, "databases", None))


def for_postgresql(items: Iterable[pytest.Item]) -> tuple[list[pytest.Item], list[pytest.Item]]:
    """The tests to run on PostgreSQL, and those that the run on SQLite has done."""
    kept: list[pytest.Item] = []
    left: list[pytest.Item] = []
    for item in items:
        again = opens_a_database(item) and not item.get_closest_marker("once")
        (kept if again else left).append(item)
    return kept, left
