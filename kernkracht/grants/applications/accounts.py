"""What becomes of cases when an account exports its data or goes away."""

from __future__ import annotations

from datetime import datetime

from allauth.account.models import EmailAddress
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kernkracht.community.people import hooks
from kernkracht.community.people.models import User

from .actions.cleaning import erase_draft
from .models import OPEN_STATES, ApplicationState, GrantApplication
from .queries.mine import my_cases


def attach() -> None:
    """Tell the people room what to ask and do here (`AppConfig.ready`)."""
    hooks.removal_objections.append(objection_to_removal)
    hooks.removal.append(let_go_of)
    hooks.export_parts["aanvragen"] = cases_of


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


def let_go_of(user: User, at: datetime) -> None:
    """Drafts go with the account. Decided cases stay for their retention period (Archiefwet), without the account."""
    mine = GrantApplication.objects.select_for_update().filter(applicant=user).order_by("pk")
    for draft in mine.filter(state=ApplicationState.DRAFT):
        erase_draft(draft, by=user.actor, at=at)
    mine.order_by().update(applicant=None, changed_at=at)


def cases_of(user: User) -> object:
    """The person's own cases as plain data (AVG article 15)."""
    proved = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    fields = (
        "number",
        "title",
        "description",
        "state",
        "contact_name",
        "contact_email",
        "contact_phone",
        "contact_address",
        "iban",
        "account_holder",
        "requested_cents",
        "granted_cents",
        "received_on",
        "decided_on",
    )
    rows = my_cases(user, proved).select_related(None).order_by("created_at", "pk").values(*fields)
    return [{k: v.isoformat() if hasattr(v, "isoformat") else v for k, v in row.items()} for row in rows]
