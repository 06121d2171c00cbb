from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from kernkracht.community.people.models import Assignment, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.villages.models import Village
from tests.factories.people import TeamFactory, UserFactory, officer_with, role_with
from tests.factories.villages import VillageFactory


@pytest.fixture
def village(db: None) -> Village:
    return VillageFactory(name="Ons Dorp")


@pytest.fixture
def keeper(db: None) -> User:
    return officer_with(Permission.READ_OFFICE, Permission.MANAGE_VOLUNTEERS)


@pytest.fixture
def who(keeper: User, now: datetime) -> dict[str, Any]:
    return {"by": keeper.actor, "at": now}


@pytest.fixture
def neighbour(village: Village) -> User:
    """Manages volunteering in another village only."""
    user = UserFactory(is_staff=True)
    post = Assignment.objects.create(
        role=role_with("village_coordinator", Permission.MANAGE_VOLUNTEERS),
        user=user,
        team=TeamFactory(),
        valid_from=date(2020, 1, 1),
    )
    post.villages.set([VillageFactory()])
    return user
