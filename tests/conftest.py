"""Fixtures that every test may use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime

import pytest
from django.db.models import QuerySet
from django.template import engines
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings

from kernkracht.foundation.audit.models import Actor
from tests.append_only import emptying
from tests.factories.applications import NOON
from tests.strictness import StringIfInvalid, ordered_getitem

# A busy machine is no fault of the code; time is what benchmarks/ is for.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("house"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "house")
"""Continuous integration tries the same examples each time; who develops tries new ones."""


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
