"""Messages about money: it is on its way, an account is needed, an account was changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.notices.actions import queue_email
from kernkracht.foundation.notices.kinds import NoticeContext, register_notice
from kernkracht.grants.applications.models import GrantApplication
from kernkracht.grants.applications.queries import language_of

from .models import AccountChange, Block, ObligationKind, PaymentAttempt, PaymentObligation
from .payee import last_digits

LINK = "https://voorbeeld.nl/mijn/aanvragen/voorbeeld/"


@dataclass(frozen=True)
class PaymentNotice(NoticeContext):
    """What a message about a payment may say; `amount_cents` in euro cents, of the account only its end."""

    name: str = "Robin Voorbeeld"
    number: str = "A-2027-0012"
    title: str = "Pluktuin bij de school"
    amount_cents: int = 75_000
    is_penalty: bool = False
    """For deciding late, not for the plan."""
    pay_on: date = date(2027, 5, 3)
    account_name: str = "R. Voorbeeld"
    digits: str = "4300"
    link: str = LINK


@dataclass(frozen=True)
class AccountNotice(NoticeContext):
    """What a message about an account may say. `reason` is why we ask, in a sentence."""

    name: str = "Robin Voorbeeld"
    number: str = "A-2027-0012"
    title: str = "Pluktuin bij de school"
    reason: str = "Wij hebben van u nog geen rekeningnummer."
    digits: str = "4300"
    link: str = LINK


PAID, NEEDED, CHANGED = "payment_sent", "payment_account_needed", "payment_account_changed"

WHY_ASKED = {
    Block.NO_ACCOUNT: _("Wij hebben van u nog geen rekeningnummer."),
    Block.WRONG_ACCOUNT: _("Het rekeningnummer dat wij van u hebben, klopt niet."),
    Block.PAYEE_RULE: _(
        "Volgens de regels betalen wij alleen op de rekening van uw vereniging, stichting of leverancier."
    ),
    Block.CAME_BACK: _("Uw bank stuurde ons geld terug. Misschien is de rekening opgeheven."),
}


def register() -> None:
    """Make the messages known to the administrator's list of texts."""
    register_notice(PAID, title=_("Betaling onderweg"), example=PaymentNotice())
    register_notice(NEEDED, title=_("Rekeningnummer nodig"), example=AccountNotice())
    register_notice(CHANGED, title=_("Andere rekening opgegeven"), example=AccountNotice())


def case_link(case: GrantApplication) -> str:
    """The address by which the applicant follows the case, without an account."""
    return f"{settings.SITE_URL}/mijn/aanvragen/{case.token}/"


def tell_paid(row: PaymentObligation, attempt: PaymentAttempt, *, at: datetime) -> None:
    """Tell the applicant that the bank is asked to pay. Payments without an application tell their own people."""
    case = row.application
    if case is None or row.paid_on is None:
        return
    context = PaymentNotice(
        name=case.contact_name,
        number=case.number or "",
        is_penalty=row.kind == ObligationKind.PENALTY,
        title=case.title,
        amount_cents=attempt.amount_cents,
        pay_on=row.paid_on,
        account_name=attempt.payee_name,
        digits=last_digits(attempt.iban),
        link=case_link(case),
    )
    _mail(case, PAID, context, f"{PAID}:{attempt.end_to_end_id}", at)


def ask_account(case: GrantApplication, block: str, unique: str, *, at: datetime, reason: str = "") -> None:
    """Ask the applicant for an account, with the link by which to give it. `reason` replaces the standard sentence."""
    with translation.override(language_of(case)):
        why = reason or str(WHY_ASKED.get(Block(block), WHY_ASKED[Block.WRONG_ACCOUNT]))
    context = AccountNotice(
        name=case.contact_name,
        number=case.number or "",
        title=case.title,
        reason=why,
        digits="",
        link=account_link(case),
    )
    _mail(case, NEEDED, context, f"{NEEDED}:{case.pk}:{unique}", at)


def warn_of_change(change: AccountChange, *, at: datetime) -> None:
    """Warn at every address we have that an account was given: whoever did not do that can still stop it."""
    case = change.application
    context = AccountNotice(
        name=case.contact_name,
        number=case.number or "",
        title=case.title,
        reason="",
        digits=last_digits(change.iban),
        link=case_link(case),
    )
    addresses = {case.contact_email.lower()} | ({case.applicant.email.lower()} if case.applicant else set())
    for address in sorted(addresses - {""}):
        _mail(case, CHANGED, context, f"{CHANGED}:{change.pk}:{at.isoformat()}:{address}", at, address)


def account_link(case: GrantApplication) -> str:
    """The page on which the applicant gives an account."""
    return f"{case_link(case)}rekening/"


def _mail(
    case: GrantApplication, kind: str, context: NoticeContext, unique: str, at: datetime, address: str = ""
) -> None:
    if not (address or case.contact_email):
        return
    queue_email(
        kind=kind,
        context=context,
        to_name=case.contact_name,
        to_email=address or case.contact_email,
        subject_obj=case,
        unique_key=unique[:160],
        at=at,
        language=language_of(case),
    )
