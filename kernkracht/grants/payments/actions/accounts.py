"""Accounts: given by the payee, confirmed by somebody else; and the municipality's own.

Who only changes the account of a payee takes the money. So a change is mailed to every address we knew, waits for an
officer who did not enter it, and stops payments to the old account meanwhile.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.applications.days import day_of
from kernkracht.grants.applications.models import GrantApplication

from .. import notices
from ..models import AccountChange, Block, DebtorAccount, PaymentObligation
from ..models.obligations import OUTSTANDING
from ..payee import WrongAccount, checked_iban, last_digits
from ..permissions import may_check_account
from .gate import UnableToPayOut, require_right

State = AccountChange.State
BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?")
EXAMPLE = "NL91 ABNA 0417 1643 00"


class UnableToGiveAccount(UnableToPayOut):
    """There is nothing to pay (any more), or this is no account."""


class UnableToCheckAccount(UnableToPayOut):
    """The account does not wait (any more), it changed meanwhile, or the same person entered it."""


class UnableToSetDebtorAccount(UnableToPayOut):
    """This is no account of ours, or its day is in the past or taken."""


def give_account(
    *, application: GrantApplication, iban: str, account_holder: str, by: Actor, at: datetime
) -> AccountChange:
    """Note the account to which what is owed for a case should go. It counts after confirmation by another person.

    A second account before that replaces the first. Raises `UnableToGiveAccount`.
    """
    iban, holder = _sound(iban, UnableToGiveAccount), account_holder.strip()
    if not holder:
        raise UnableToGiveAccount(_("Vul in op welke naam de rekening staat."), field="account_holder")
    with transaction.atomic(durable=True):
        case = GrantApplication.objects.select_for_update(of=("self",)).get(pk=application.pk)
        rows = list(case.payment_obligations.filter(state__in=OUTSTANDING).order_by("pk"))
        if not rows:
            raise UnableToGiveAccount(_("Voor deze aanvraag staat geen betaling open. Bel ons als dat niet klopt."))
        if all(row.iban == iban and not row.block for row in rows):
            raise UnableToGiveAccount(_("Dit is de rekening die wij al hebben."), field="iban")
        change = AccountChange.objects.filter(application=case, state=State.GIVEN).first()
        change = change or AccountChange(application=case)
        change.iban, change.account_holder, change.given_by, change.given_at = iban, holder[:150], by, at
        change.save()
        record("payment.account_given", case, by=by, at=at, data=_facts(case, iban))
        notices.warn_of_change(change, at=at)
        return change


def confirm_account(*, change: AccountChange, iban: str, by: Actor, at: datetime) -> AccountChange:
    """Take over an account for everything of the case that is not yet on its way.

    `iban` is the account that the officer saw and checked. Raises `UnableToCheckAccount`.
    """
    with transaction.atomic(durable=True):
        row = _lock_change(change, by=by, at=at)
        if row.iban != iban:
            raise UnableToCheckAccount(_("Intussen is een andere rekening opgegeven. Controleer die opnieuw."))
        _close(row, State.CONFIRMED, "", by=by, at=at)
        owed = PaymentObligation.objects.select_for_update().filter(
            application=row.application_id, state__in=OUTSTANDING
        )
        for obligation in owed.order_by("pk"):
            obligation.iban, obligation.payee_name, obligation.block = row.iban, row.account_holder, Block.NONE
            obligation.save(update_fields=["iban", "payee_name", "block"])
        record("payment.account_confirmed", row.application, by=by, at=at, data=_facts(row.application, row.iban))
        return row


def refuse_account(*, change: AccountChange, reason: str, by: Actor, at: datetime) -> AccountChange:
    """Leave everything as it was, with a reason; the applicant is told why and can give another account.

    Raises `UnableToCheckAccount`.
    """
    if not reason.strip():
        raise UnableToCheckAccount(_("Schrijf op waarom u deze rekening niet overneemt."), field="reason")
    with transaction.atomic(durable=True):
        row = _lock_change(change, by=by, at=at)
        _close(row, State.REFUSED, reason.strip()[:200], by=by, at=at)
        case = row.application
        record("payment.account_refused", case, by=by, at=at, ground=row.reason, data=_facts(case, row.iban))
        notices.ask_account(case, Block.WRONG_ACCOUNT, f"refused:{row.pk}", at=at, reason=row.reason)
        return row


def set_debtor_account(
    *, name: str, iban: str, valid_from: date, by: Actor, at: datetime, bic: str = ""
) -> DebtorAccount:
    """Pay from this account of the municipality from a day on. Raises `UnableToSetDebtorAccount`."""
    iban, bic = _sound(iban, UnableToSetDebtorAccount), "".join(bic.split()).upper()
    if not name.strip():
        raise UnableToSetDebtorAccount(_("Vul in op welke naam de rekening staat."), field="name")
    if bic and not BIC.fullmatch(bic):
        raise UnableToSetDebtorAccount(_("Dit is geen BIC. Laat dit leeg als u het niet weet."), field="bic")
    if valid_from < day_of(at):
        raise UnableToSetDebtorAccount(_("Kies vandaag of een latere dag."), field="valid_from")
    try:
        with transaction.atomic(durable=True):
            require_right(UnableToSetDebtorAccount, Permission.MANAGE_LEGAL_SETTINGS, by=by, at=at)
            row = DebtorAccount.objects.create(
                name=name.strip()[:70], iban=iban, bic=bic, valid_from=valid_from, set_by=by, set_at=at
            )
            data = {"from": str(valid_from), "digits": last_digits(iban)}
            record("payment.debtor_account_set", row, by=by, at=at, data=data)
            return row
    except IntegrityError as fault:
        raise UnableToSetDebtorAccount(
            _("Voor deze dag is al een rekening ingevuld. Kies een andere dag."), field="valid_from"
        ) from fault


def _sound(iban: str, refusal: type[UnableToPayOut]) -> str:
    try:
        return checked_iban(iban)
    except WrongAccount as fault:
        raise refusal(
            _("Dit is geen rekeningnummer (IBAN). Kijk de cijfers na, bijvoorbeeld %(example)s.")
            % {"example": EXAMPLE},
            field="iban",
        ) from fault


def _lock_change(change: AccountChange, *, by: Actor, at: datetime) -> AccountChange:
    held = require_right(UnableToCheckAccount, Permission.PROPOSE_PAYMENT, Permission.RELEASE_PAYMENT, by=by, at=at)
    row = AccountChange.objects.select_for_update(of=("self",)).select_related("application").get(pk=change.pk)
    if row.state != State.GIVEN:
        raise UnableToCheckAccount(_("Een collega heeft deze rekening al nagekeken. Ververs de pagina."))
    if not may_check_account(held, actor_id=by.pk, given_by_id=row.given_by_id):
        raise UnableToCheckAccount(_("U heeft deze rekening zelf ingevoerd. Laat een collega haar nakijken."))
    return row


def _close(row: AccountChange, state: State, reason: str, *, by: Actor, at: datetime) -> None:
    row.state, row.reason, row.checked_by, row.checked_at = state, reason, by, at
    row.save()


def _facts(case: GrantApplication, iban: str) -> dict[str, object]:
    return {"case": case.number or "", "digits": last_digits(iban)}
