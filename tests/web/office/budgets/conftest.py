"""A treasurer at the screen, a scheme and its ceiling, on 2 November 2026."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.test import Client

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.grants.budgets.models import GrantCeiling
from kernkracht.grants.schemes.models import Scheme
from tests.factories.budgets import ceiling_with
from tests.factories.people import officer_with
from tests.factories.schemes import SchemeFactory

from .desk import TODAY, signed_in


@pytest.fixture(autouse=True)
def _on_the_second_of_november() -> Any:
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def treasurer() -> User:
    return officer_with(Permission.SEE_BUDGETS, Permission.MANAGE_BUDGETS, name="Femke de Vries")


@pytest.fixture
def client(treasurer: User) -> Client:
    return signed_in(treasurer)


@pytest.fixture
def scheme() -> Scheme:
    found: Scheme = SchemeFactory(name="Leefbaarheidsbudget", slug="leefbaarheidsbudget")
    return found


@pytest.fixture
def ceiling(scheme: Scheme) -> GrantCeiling:
    return ceiling_with(30_000_00, scheme=scheme)
