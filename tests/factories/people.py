import time
from datetime import date

import factory
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.test import Client
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


PASSWORD = "een-lang-wachtwoord-voor-de-test"


def with_password(user: User) -> User:
    """The account with a proven address and the password `PASSWORD`."""
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    return user


def sign_in(client: Client, user: User, *methods: str) -> Client:
    """Sign in as if the steps were taken: for staff a password and a second step, unless `methods` says otherwise."""
    if user.is_staff and not methods:
        methods = ("password", "mfa")
        Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": ""}})
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": method, "at": time.time()} for method in methods]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client
