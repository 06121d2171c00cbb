"""A village with its coordinator, an association with somebody who speaks for it, and a second officer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from kernkracht.community.groups.models import Group
from kernkracht.community.people.models import Assignment, Role, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.villages.models import Village
from tests.factories.groups import GroupFactory, speaker
from tests.factories.people import TeamFactory, UserFactory, officer_with, role_with
from tests.factories.villages import VillageFactory

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = date(2026, 11, 23)


@dataclass
class Scene:
    village: Village
    elsewhere: Village
    coordinator: User
    colleague: User
    reader: User
    group: Group
    member: User


@pytest.fixture
def scene(db: None) -> Scene:
    village, elsewhere = VillageFactory(), VillageFactory()
    role = role_with(Role.Code.VILLAGE_COORDINATOR, Permission.READ_OFFICE, Permission.MANAGE_GROUPS)
    coordinator = UserFactory(is_staff=True, email="regisseur@example.org")
    post = Assignment.objects.create(role=role, user=coordinator, team=TeamFactory(), valid_from=date(2020, 1, 1))
    post.villages.set([village])
    group = GroupFactory(villages=[village])
    return Scene(
        village=village,
        elsewhere=elsewhere,
        coordinator=coordinator,
        colleague=officer_with(Permission.READ_OFFICE, Permission.MANAGE_GROUPS, code=Role.Code.ADMINISTRATOR),
        reader=officer_with(Permission.READ_OFFICE),
        group=group,
        member=speaker(group, UserFactory(email="vereniging@example.org")),
    )
