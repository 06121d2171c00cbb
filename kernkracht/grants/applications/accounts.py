"""Why an account cannot go away yet; what becomes of its cases is declared in keeping.py."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kernkracht.community.people import hooks
from kernkracht.community.people.models import User

from .models import OPEN_STATES, GrantApplication


def attach() -> None:
    """Tell the people room what to ask and do here (`AppConfig.ready`)."""
    hooks.removal_objections.append(objection_to_removal)


def objection_to_removal(user: User) -> str | None:
    """Why an account cannot go now: a case that is still open needs somebody to answer to. None when it can."""
    open_cases = GrantApplication.objects.filter(applicant=user, state__in=OPEN_STATES).count()
    handled = GrantApplication.objects.filter(handler=user, state__in=OPEN_STATES).count()
    if open_cases:
        return (
            ngettext(
                "U heeft nog %d aanvraag die loopt. Trek die eerst in, of wacht op het besluit.",
                "U heeft nog %d aanvragen die lopen. Trek die eerst in, of wacht op het besluit.",
                open_cases,
            )
            % open_cases
        )
    if handled:
        return _("Dit account behandelt nog aanvragen. Geef die eerst aan een collega.")
    return None
