"""What the pages of claims and contributions share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kernkracht.community.people.permission_codes import Permission
from kernkracht.grants.group_payments.actions import UnableToPayGroup
from kernkracht.grants.group_payments.queries import claims_to_handle, contributions
from kernkracht.web.office.access import officer, rights_of


def who(request: HttpRequest) -> dict[str, Any]:
    """Who acts, and when."""
    return {"by": officer(request).actor, "at": timezone.now()}


def rights(request: HttpRequest) -> dict[str, bool]:
    """Which buttons a page shows; the acts ask again."""
    held = rights_of(request)
    return {"can_handle": Permission.HANDLE_CLAIM in held, "can_approve": Permission.APPROVE_CLAIM in held}


def section_tabs(current: str) -> list[dict[str, Any]]:
    """Claims, and contributions of this year."""
    proposed = contributions(timezone.localdate().year).filter(state="proposed").count()
    rows = [
        ("office_claims", _("Declaraties"), claims_to_handle().count()),
        ("office_contributions", _("Jaarlijkse bijdragen"), proposed),
    ]
    return [
        {"url": reverse(name), "label": label, "count": count or None, "current": name == current}
        for name, label, count in rows
    ]


def attempt(form: forms.Form, do: Callable[[], object]) -> bool:
    """Whether the form is right and the act is done; a refusal becomes a fault at its field."""
    if not form.is_valid():
        return False
    try:
        do()
    except UnableToPayGroup as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    return True
