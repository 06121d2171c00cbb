"""What the pages about payments share: who may what, their tabs, and a form that meets a refusal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kernkracht.community.people.permission_codes import Permission
from kernkracht.grants.payments.actions import UnableToPayOut
from kernkracht.grants.payments.queries import counts, open_changes, waiting_batches
from kernkracht.web.office.access import officer, rights_of

ROWS = 50
VIEWS = {
    "te-betalen": "due",
    "te-laat": "overdue",
    "geblokkeerd": "blocked",
    "wacht": "waiting",
    "in-partij": "batched",
    "betaald": "paid",
    "vervallen": "cancelled",
}
"""The lists of obligations by the word in their address."""


def who(request: HttpRequest) -> dict[str, Any]:
    """Who acts, and when."""
    return {"by": officer(request).actor, "at": timezone.now()}


def may(request: HttpRequest, *permissions: Permission) -> bool:
    return bool(rights_of(request) & set(permissions))


def section_tabs(current: str) -> list[dict[str, Any]]:
    """The parts of payments: what is owed, batches, accounts, statements."""
    rows = [
        ("office_payments", _("Betalingen"), None),
        ("office_payment_batches", _("Betaalpartijen"), waiting_batches().count() or None),
        ("office_payment_accounts", _("Rekeningen"), open_changes().count() or None),
        ("office_payment_statements", _("Afschriften"), None),
    ]
    return [
        {"url": reverse(name), "label": label, "count": count, "current": name == current}
        for name, label, count in rows
    ]


def view_chips(current: str) -> list[dict[str, Any]]:
    """The lists of what is owed, each with how much stands in it."""
    labels = {
        "te-betalen": _("Te betalen"),
        "te-laat": _("Te laat"),
        "geblokkeerd": _("Geblokkeerd"),
        "wacht": _("Wacht"),
        "in-partij": _("In een partij"),
        "betaald": _("Betaald"),
        "vervallen": _("Vervallen"),
    }
    numbers = counts(timezone.localdate())
    return [
        {
            "url": f"{reverse('office_payments')}?lijst={word}",
            "label": label,
            "count": numbers[VIEWS[word]],
            "late": word in ("te-laat", "geblokkeerd"),
            "current": word == current,
        }
        for word, label in labels.items()
    ]


def attempt(form: forms.Form, do: Callable[[dict[str, Any]], object]) -> bool:
    """Whether the form was sent, is right, and the act is done; a refusal becomes a fault at its field."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        do(form.cleaned_data)
    except UnableToPayOut as refusal:
        for sentence in refusal.sentences:
            form.add_error(refusal.field if refusal.field in form.fields else None, sentence)
        return False
    return True
