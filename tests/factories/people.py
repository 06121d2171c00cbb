from datetime import date

import factory
from factory.django import DjangoModelFactory

from kernkracht.community.people.models import Assignment, Role, RoleLabel, RolePermission, Team, User
from kernkracht.community.people.permission_codes import Permission


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"persoon{n}@example.org")
    name = factory.Sequence(lambda n: f"Persoon {n}")


class TeamFactory(DjangoModelFactory[Team]):
    class Meta:
        model = Team
        django_get_or_create = ("code",)

    code = "dorpen"
    name = "Team Dorpen"


def role_with(code: str, *permissions: Permission) -> Role:
    """The role `code`, holding at least these permissions."""
    role, _ = Role.objects.get_or_create(code=code)
    RoleLabel.objects.get_or_create(role=role, since=date(2000, 1, 1), defaults={"label": code, "plural": code})
    for permission in permissions:
        RolePermission.objects.get_or_create(role=role, permission=permission)
    return role


def officer_with(*permissions: Permission, code: str = Role.Code.POLICY_OFFICER, name: str = "") -> User:
    """A member of staff whose role, for all villages, holds these permissions."""
    user = UserFactory(is_staff=True, **({"name": name} if name else {}))
    Assignment.objects.create(
        role=role_with(code, *permissions),
        user=user,
        team=TeamFactory(),
        all_villages=True,
        valid_from=date(2000, 1, 1),
    )
    return user
