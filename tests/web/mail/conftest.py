"""Officers at the screen, and a sample of messages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from tests.factories.people import officer_with


@pytest.fixture
def as_officer(db: None, settings: object, client: Client) -> Callable[..., User]:
    """Sign a member of staff in who holds these permissions."""
    settings.STAFF_SECOND_FACTOR = False  # type: ignore[attr-defined]  # the second step has tests of its own

    def sign_in(*permissions: Permission) -> User:
        user = officer_with(*permissions)
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return user

    return sign_in
