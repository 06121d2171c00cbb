"""A form that is sent: the act, its refusal as a fault above the form, and the form sent twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from kernkracht.grants.budgets import actions
from kernkracht.web.office.access import officer


def attempt(form: forms.Form, do: Callable[[dict[str, Any]], None]) -> bool:
    """Whether the form was sent, is right, and the act is done; a refusal becomes a fault above the form."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        do(form.cleaned_data)
    except actions.MoneyRefusal as refusal:
        form.add_error(None, str(refusal))
        return False
    except actions.KeyUsedForOtherAct:
        _ask_again(form)
        return False
    return True


def _ask_again(form: forms.Form) -> None:
    """Somebody went back, changed an answer and sent the form again: that may be a second act, so ask."""
    replace_answer(form, "key", str(uuid4()))
    form.add_error(
        None,
        _("U heeft dit formulier al verstuurd, met andere antwoorden. Wilt u dit ook doen? Verstuur het dan opnieuw."),
    )


def replace_answer(form: forms.Form, name: str, value: str) -> None:
    """Put another hidden answer in a form that was sent, so that the next sending carries it."""
    data = cast(QueryDict, form.data).copy()
    data[name] = value
    form.data = data


def who(request: HttpRequest) -> dict[str, Any]:
    """Who acts, and when: what every act on money is told."""
    return {"by": officer(request).actor, "at": timezone.now()}
