"""The choice of what runs on PostgreSQL too. A wrong one would leave tests out without anybody noticing."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import SimpleTestCase, TestCase

from .which_database import for_postgresql


def item(name: str, *markers: str, fixtures: tuple[str, ...] = (), cls: type | None = None) -> Any:
    marked = SimpleNamespace(get_closest_marker=lambda asked: asked in markers or None)
    return SimpleNamespace(**vars(marked), name=name, fixturenames=fixtures, cls=cls)


def test_what_opens_the_database_runs_on_both_unless_it_is_marked() -> None:
    items = [
        item("blocker alone", fixtures=("django_db_blocker",)),
        item("marked", "django_db"),
        item("fixture", fixtures=("tmp_path", "db")),
        item("served", fixtures=("live_server",)),
        item("class", cls=TestCase),
        item("class without", cls=SimpleTestCase),
        item("pure"),
        item("calendar", "django_db", "once"),
    ]
    kept, left = for_postgresql(items)
    assert [one.name for one in kept] == ["marked", "fixture", "served", "class"]
    assert [one.name for one in left] == ["blocker alone", "class without", "pure", "calendar"]


@pytest.mark.django_db
def test_a_room_of_tests_is_seen_as_one_that_opens_it(request: pytest.FixtureRequest) -> None:
    assert for_postgresql([request.node]) == ([request.node], [])
