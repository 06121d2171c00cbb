"""A village with its coordinator, a policy officer and a manager."""

from __future__ import annotations

from datetime import date

import pytest

from kernkracht.community.people.models import Assignment, Role, Team, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.villages.models import Village
from tests.factories.people import TeamFactory, UserFactory, officer_with, role_with
from tests.factories.villages import VillageFactory


@pytest.fixture
def village() -> Village:
    return VillageFactory(name="Kerk-Avezaath", slug="kerk-avezaath")


@pytest.fixture
def team() -> Team:
    return TeamFactory(email="dorpen@example.org")


@pytest.fixture
def coordinator(village: Village, team: Team) -> User:
    """The coordinator of this one village."""
    user = UserFactory(is_staff=True, name="Fenna Voorbeeld")
    role = role_with(Role.Code.VILLAGE_COORDINATOR, Permission.HANDLE_QUESTION)
    Assignment.objects.create(role=role, user=user, team=team, valid_from=date(2020, 1, 1)).villages.add(village)
    return user


@pytest.fixture
def officer(team: Team) -> User:
    return officer_with(Permission.HANDLE_QUESTION, name="Lotte Voorbeeld")


@pytest.fixture
def manager(team: Team) -> User:
    rights = (Permission.HANDLE_QUESTION, Permission.MANAGE_QUESTIONS)
    return officer_with(*rights, code=Role.Code.TEAM_MANAGER, name="Iris Voorbeeld")
