"""How strongly the person behind a session proved who they are."""

from __future__ import annotations

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from kernkracht.community.people.models import User


def steps(request: HttpRequest) -> list[dict[str, Any]]:
    """What was proven in this session: a password, a mailed code, a second step, another provider."""
    records: list[dict[str, Any]] = get_authentication_records(request, request.user)
    return records


def came_from_staff_provider(request: HttpRequest) -> bool:
    """The municipality's own provider vouched for this person, second step included."""
    return any(
        step["method"] == "socialaccount" and step.get("provider") == settings.OIDC_STAFF_PROVIDER
        for step in steps(request)
    )


def missing_step(request: HttpRequest) -> str | None:
    """Where staff must go before an office page opens; None when nothing is missing.

    Needed: a password and a second step in this session, or the municipality's own provider. A mailed code alone is
    never enough, and a mailbox alone cannot set up a second step: the password comes first.
    """
    user = request.user
    if not isinstance(user, User) or not user.is_staff or came_from_staff_provider(request):
        return None
    methods = {step["method"] for step in steps(request)}
    if "password" not in methods:
        return "account_reauthenticate" if user.has_usable_password() else "account_set_password_by_mail"
    if not is_mfa_enabled(user, None):
        return "mfa_activate_totp"
    return None if "mfa" in methods else "mfa_reauthenticate"


def way_to(request: HttpRequest, name: str) -> str:
    """The page of the missing step, from which the person returns to what was asked for."""
    return f"{reverse(name)}?{urlencode({'next': request.get_full_path()})}"


def second_factor_required() -> bool:
    """Always, except in tests of other things."""
    return bool(settings.STAFF_SECOND_FACTOR)
