"""Messages about accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.notices.actions import queue_email
from kernkracht.foundation.notices.kinds import NoticeContext, register_notice
from kernkracht.foundation.notices.models import OutboxMessage

from .models import User


@dataclass(frozen=True)
class Invitation(NoticeContext):
    """A colleague is invited to choose a password and set up the second step."""

    name: str
    link: str
    days: int


@dataclass(frozen=True)
class AccountMail(NoticeContext):
    """What the sign-in pages have to say: a code, a link, a warning. The text is made by the page."""

    subject: str
    text: str


register_notice(
    "account_invitation",
    title=_("Uitnodiging voor een nieuwe collega"),
    example=Invitation(name="Fenna Voorbeeld", link="https://voorbeeld.example/kies", days=3),
)
register_notice(
    "account_mail",
    title=_("Bericht over inloggen"),
    example=AccountMail(subject="Uw code om in te loggen", text="Uw code is 123-456."),
)

LINK_DAYS = 3
"""How long the link of an invitation works; the same as for a forgotten password."""


def queue_invitation(*, user: User, link: str, at: datetime) -> OutboxMessage:
    """Invite a colleague; call inside the transaction that makes the account."""
    return queue_email(
        kind="account_invitation",
        context=Invitation(name=user.name, link=link, days=LINK_DAYS),
        to_name=user.name,
        to_email=user.email,
        subject_obj=user,
        unique_key=f"account_invitation:{user.pk}:{at.isoformat()}",
        at=at,
        language=user.language,
    )


def queue_account_mail(*, email: str, subject: str, text: str, language: str, unique: str, at: datetime) -> None:
    """Mail about signing in, to an address that may not have an account; inside a transaction.

    Raises nothing for an unknown address: who asks learns nothing about who has an account.
    """
    user = User.objects.filter(email__iexact=email).first()
    queue_email(
        kind="account_mail",
        context=AccountMail(subject=subject, text=text),
        to_name=user.name if user else "",
        to_email=email,
        subject_obj=user or User(),
        unique_key=f"account_mail:{unique}",
        at=at,
        language=language,
    )
