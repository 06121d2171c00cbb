"""Addresses and claims of the provider in `identity_provider.py`; runs in its process only."""

from __future__ import annotations

from typing import Any

from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from django.urls import include, path
from identity_provider import PEOPLE

urlpatterns = [
    path("accounts/", include("allauth.account.urls")),
    path("", include("allauth.idp.urls")),
]


class Adapter(DefaultOIDCAdapter):  # type: ignore[misc] # the library ships no types
    def get_claims(self, purpose: str, user: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The usual claims, with the groups and the ways of signing in of this person."""
        claims: dict[str, Any] = super().get_claims(purpose, user, *args, **kwargs)
        return claims | {name: PEOPLE[user.email][name] for name in ("groups", "amr") if name in PEOPLE[user.email]}
