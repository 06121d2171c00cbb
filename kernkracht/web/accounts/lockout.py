"""What a lock after many wrong passwords looks at: the account that was tried, and from where."""

from __future__ import annotations

from collections.abc import Mapping

from allauth.account.adapter import get_adapter
from django.http import HttpRequest


def username_of(request: HttpRequest, credentials: Mapping[str, str] | None = None) -> str:
    tried = (credentials or {}).get("email") or request.POST.get("login", "")
    return str(tried).strip().lower()


def address_of(request: HttpRequest) -> str:
    return str(get_adapter().get_client_ip(request))
