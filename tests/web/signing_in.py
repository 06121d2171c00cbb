"""Sign somebody in for a test of pages; tests of office pages switch the second step off."""

from __future__ import annotations

from django.test import Client

from kernkracht.community.people.models import User


def signed_in(user: User) -> Client:
    """A client whose session is this user's, as after a password."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
