"""Which report is opened, and who acts on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.settlements.actions import UnableToAccount
from kernkracht.grants.settlements.models import SpendingReport
from kernkracht.grants.settlements.queries import report_by_token

from ..access import account, actor_for, now, remember


def open_report(request: HttpRequest, token: str) -> SpendingReport:
    """The report behind a mailed link. Whoever has the link may open it; the session remembers it for its files."""
    report = report_by_token(token)
    if report is None:
        raise Http404(_("Dit verslag bestaat niet (meer)."))
    remember(request, token)
    return report


def who(request: HttpRequest, report: SpendingReport) -> dict[str, Any]:
    """Who acts, and when: an officer who types in a report on paper acts as officer."""
    user = account(request)
    by: Actor = actor_for(request, report.application)
    if user is not None and user.is_staff and report.entered_by_id == user.actor_id:
        by = user.actor
    return {"by": by, "at": now()}


def attempt(form: forms.Form, do: Callable[[dict[str, Any]], object]) -> bool:
    """Whether the form was sent, is right, and the act is done; a refusal becomes a fault at its field."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        do(form.cleaned_data)
    except UnableToAccount as refusal:
        for sentence in refusal.sentences:
            form.add_error(refusal.field if refusal.field in form.fields else None, sentence)
        return False
    return True
