"""A village with an alderman and a coordinator, for what goes between the two."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kernkracht.community.people.models import Assignment, Role, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.villages.models import Village

from .people import TeamFactory, UserFactory, role_with
from .villages import VillageFactory


@dataclass(frozen=True)
class Pair:
    village: Village
    coordinator: User
    alderman: User


def post_in(village: Village, user: User, code: str, *permissions: Permission) -> Assignment:
    """A post for one village alone."""
    post = Assignment.objects.create(
        role=role_with(code, *permissions), user=user, team=TeamFactory(), valid_from=date(2020, 1, 1)
    )
    post.villages.add(village)
    return post


def briefed_village(village: Village | None = None, **changes: User) -> Pair:
    """A village with somebody in both roles."""
    where = village or VillageFactory()
    coordinator = changes.get("coordinator") or UserFactory(is_staff=True)
    alderman = changes.get("alderman") or UserFactory(is_staff=True)
    rights = (
        Permission.READ_OFFICE,
        Permission.VISIT_VILLAGES,
        Permission.HANDLE_QUESTION,
        Permission.MANAGE_GATHERINGS,
        Permission.MANAGE_GROUPS,
        Permission.MAKE_BRIEFING,
        Permission.READ_BRIEFING,
    )
    post_in(where, coordinator, Role.Code.VILLAGE_COORDINATOR, *rights)
    post_in(where, alderman, Role.Code.VILLAGE_ALDERMAN, Permission.READ_OFFICE, Permission.READ_BRIEFING)
    return Pair(where, coordinator, alderman)
