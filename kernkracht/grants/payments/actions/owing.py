"""Making, releasing and cancelling what is owed. All three are parts of a larger act and join its transaction.

Locks are taken in one order everywhere: ceilings, case, batch, obligations by primary key.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.deadlines import Term
from kernkracht.foundation.deadlines.queries import deadline_from
from kernkracht.foundation.legal_settings.queries import number_on
from kernkracht.foundation.money import format_euro
from kernkracht.grants.applications.days import day_of
from kernkracht.grants.applications.models import GrantApplication
from kernkracht.grants.budgets.actions import NotInTransaction

from ..models import Block, Condition, ObligationState, PaymentObligation
from ..payee import WrongAccount, checked_iban
from ..workflow import OBLIGATION_WORKFLOW

DESCRIPTION = 140
PAYMENT_TERM_WEEKS = "payment.term_weeks"


class UnableToOwe(Exception):
    """The amount, the last day or the payee of an obligation is not possible."""


class OwedDifferently(RuntimeError):
    """The same source asked another amount or case before: a fault in the calling code."""


class UnableToMakeDue(Exception):
    """What is owed does not wait (any more), or more is asked than was promised."""


class UnableToCancel(Exception):
    """What is owed is already in a batch, paid or cancelled."""


def owe(
    *,
    source_key: str,
    case_number: str,
    amount_cents: int,
    due_on: date | None,
    payee_name: str,
    iban: str,
    kind: str,
    description: str,
    by: Actor,
    at: datetime,
    condition: str = Condition.NONE,
    counted_from: date | None = None,
    term_weeks: int | None = None,
    block: str = Block.NONE,
    application: GrantApplication | None = None,
) -> PaymentObligation:
    """Note that money is owed; at most once per `source_key`. Returns the obligation, also when it was there already.

    `amount_cents` above zero. With a `condition` the obligation waits and `due_on` is None; `make_due` lets it go.
    `application` only for money about a case that is no part of its grant (a penalty), with another `case_number`.
    Without usable `iban` the obligation is blocked, so that it is on the list with its remedy. The ledger is not
    touched: money is committed before, under `case_number`, and `pay` runs at release.
    Raises `UnableToOwe`, `OwedDifferently`, `NotInTransaction`.
    """
    _require_transaction()
    if known := PaymentObligation.objects.filter(source_key=source_key).first():
        return _same(known, case_number, amount_cents)
    _require_sound(amount_cents, payee_name, due_on, condition)
    iban, found = _checked(iban)
    obligation = PaymentObligation(
        source_key=source_key,
        application=application or GrantApplication.objects.filter(number=case_number).first(),
        case_number=case_number,
        kind=kind,
        description=description[:DESCRIPTION],
        promised_cents=amount_cents,
        amount_cents=amount_cents,
        state=ObligationState.WAITING if condition else ObligationState.OPEN,
        condition=condition,
        counted_from=counted_from,
        term_weeks=term_weeks,
        due_on=due_on,
        payee_name=payee_name.strip()[:150],
        iban=iban,
        block=block or found,
        created_at=at,
    )
    return _save_once(obligation, by=by, at=at)


def make_due(
    *,
    obligation: PaymentObligation,
    counted_from: date,
    by: Actor,
    at: datetime,
    amount_cents: int | None = None,
) -> PaymentObligation:
    """Let a waiting obligation be paid, because what it waited for came in on `counted_from`: the term starts then.

    `amount_cents` makes it lower (the ledger is lowered by the caller first, `settle_lower`); for nothing at all use
    `cancel_obligation`. Raises `UnableToMakeDue` and `NotInTransaction`.
    """
    row = lock_obligation(obligation)
    amount = row.amount_cents if amount_cents is None else amount_cents
    if not 0 < amount <= row.amount_cents:
        raise UnableToMakeDue(
            _("Er is hoogstens %(most)s te betalen. Kies een bedrag tot en met dat bedrag.")
            % {"most": format_euro(row.amount_cents)}
        )
    not_waiting = UnableToMakeDue(_("Deze betaling wacht nergens meer op. Ververs de pagina."))
    OBLIGATION_WORKFLOW.move(row, "make_due", lambda _state: not_waiting)
    weeks = row.term_weeks or number_on(PAYMENT_TERM_WEEKS, counted_from)
    row.amount_cents, row.counted_from, row.term_weeks = amount, counted_from, weeks
    row.due_on = deadline_from(counted_from, Term(weeks=weeks)).due_on
    row.save()
    record("payment.made_due", row, by=by, at=at, data=facts_of(row))
    return row


def cancel_obligation(*, obligation: PaymentObligation, reason: str, by: Actor, at: datetime) -> PaymentObligation:
    """Let an obligation lapse with a reason: nothing of it is paid. The caller sees to the ledger (`settle_lower`).

    Raises `UnableToCancel` for money that is in a batch or paid (withdraw the batch first, or recover), and
    `NotInTransaction`.
    """
    row = lock_obligation(obligation)
    if not reason.strip():
        raise UnableToCancel(_("Schrijf op waarom wij dit niet betalen."))
    sentence = _("Deze betaling staat op ‘%(state)s’. Vervallen kan alleen wat nog niet naar de bank gaat.")
    OBLIGATION_WORKFLOW.move(row, "cancel", lambda state: UnableToCancel(sentence % {"state": state}))
    row.cancel_reason, row.cancelled_on = reason.strip()[:200], day_of(at)
    row.save()
    record("payment.cancelled", row, by=by, at=at, ground=row.cancel_reason, data=facts_of(row))
    return row


def lock_obligation(obligation: PaymentObligation) -> PaymentObligation:
    """The obligation as it is now, locked until the transaction ends. Lock ceilings and case before."""
    _require_transaction()
    return PaymentObligation.objects.select_for_update().get(pk=obligation.pk)


def facts_of(obligation: PaymentObligation) -> dict[str, object]:
    """What the audit trail keeps: amount and case, no name and no account."""
    return {
        "amount": format_euro(obligation.amount_cents),
        "amount_cents": obligation.amount_cents,
        "case": obligation.case_number,
    }


def _require_transaction() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise NotInTransaction("what is owed is part of a larger act and its transaction")


def _require_sound(amount_cents: int, payee_name: str, due_on: date | None, condition: str) -> None:
    if amount_cents <= 0:
        raise UnableToOwe(_("Een betaling is hoger dan € 0."))
    if not payee_name.strip():
        raise UnableToOwe(_("Vul in aan wie wij betalen."))
    if (due_on is None) != bool(condition):
        raise UnableToOwe(_("Een betaling heeft een laatste dag, of wacht op iets."))


def _save_once(obligation: PaymentObligation, *, by: Actor, at: datetime) -> PaymentObligation:
    try:
        with transaction.atomic():
            obligation.save()
    except IntegrityError:
        known = PaymentObligation.objects.filter(source_key=obligation.source_key).first()
        if known is None:
            raise
        return _same(known, obligation.case_number, obligation.promised_cents)
    record("payment.owed", obligation, by=by, at=at, data=facts_of(obligation))
    return obligation


def _same(known: PaymentObligation, case_number: str, amount_cents: int) -> PaymentObligation:
    if (known.case_number, known.promised_cents) != (case_number, amount_cents):
        raise OwedDifferently(known.source_key)
    return known


def _checked(iban: str) -> tuple[str, Block]:
    if not iban.strip():
        return "", Block.NO_ACCOUNT
    try:
        return checked_iban(iban), Block.NONE
    except WrongAccount:
        return iban.strip()[:34], Block.WRONG_ACCOUNT
