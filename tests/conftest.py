"""Fixtures that every test may use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from shutil import rmtree

import pytest
from django.db import connection, connections
from django.db.models import QuerySet
from django.template import engines
from django.test import TransactionTestCase, override_settings
from hypothesis import HealthCheck, settings

from kernkracht.foundation.audit.models import Actor
from tests.append_only import emptying
from tests.factories.applications import NOON
from tests.strictness import StringIfInvalid, ordered_getitem
from tests.which_database import for_postgresql

# A busy machine is no fault of the code; time is what benchmarks/ is for.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("house"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "house")
"""Continuous integration tries the same examples each time; who develops tries new ones."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out on PostgreSQL what has nothing to ask of it; a test named on the command line always runs."""
    if connection.vendor != "postgresql" or any("::" in argument for argument in config.args):
        return
    items[:], left = for_postgresql(items)
    config.hook.pytest_deselected(items=left)


@pytest.fixture(autouse=True, scope="session")
def _home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of this process. What a killed run leaves, pytest removes a few runs later."""
    home = tmp_path_factory.mktemp("home")
    (home / "static").mkdir()
    with override_settings(HOME=home, MEDIA_ROOT=home / "uploads", STATIC_ROOT=home / "static"):
        yield home
    rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(_home: Path, request: pytest.FixtureRequest) -> None:
    """The embedded database is a file, as in earnest: one in memory is shared between threads and never locks."""
    database = connections.settings["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database["TEST"]["NAME"] = str(_home / "test.sqlite3")
    request.getfixturevalue("django_db_modify_db_settings_parallel_suffix")


@pytest.fixture
def now() -> datetime:
    """Noon UTC on Monday 2 March 2026: the moment at which the factories' cases come in."""
    return NOON


@pytest.fixture
def actor(db: None) -> Actor:
    """A person who acts, without an account or a role."""
    return Actor.objects.create(kind=Actor.Kind.PERSON)


@pytest.fixture(autouse=True, scope="session")
def _undefined_template_variables_fail() -> None:
    engines["django"].engine.string_if_invalid = StringIfInvalid()  # type: ignore[attr-defined]


@pytest.fixture(autouse=True, scope="session")
def _unordered_slices_fail() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QuerySet, "__getitem__", ordered_getitem(QuerySet.__getitem__))
        yield


@pytest.fixture(autouse=True, scope="session")
def _append_only_tables_can_be_emptied() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        teardown = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]
        patch.setattr(TransactionTestCase, "_fixture_teardown", emptying(teardown))
        yield
