"""Money that comes back from the bank: by hand, or read from a statement. What is owed is then owed again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.applications.days import day_of
from kernkracht.grants.budgets.actions import MoneyRefusal, return_payment

from .. import notices
from ..bank_statement import ACCOUNT_CODES, StatementLine, UnreadableStatement, read_statement
from ..models import BankStatement, BankStatementEntry, Block, DebtorAccount, PaymentAttempt, PaymentObligation
from ..workflow import OBLIGATION_WORKFLOW
from .gate import UnableToPayOut, lock_money_of, require_right
from .owing import facts_of, lock_obligation

Kind = BankStatementEntry.Kind
State = PaymentAttempt.State


class UnableToReturnPayment(UnableToPayOut):
    """This payment is not at the bank (any more), or the day or reason is missing or wrong."""


class UnableToImportStatement(UnableToPayOut):
    """The file cannot be read, or is about another account. Nothing of it was taken in."""


def return_paid(
    *,
    attempt: PaymentAttempt,
    returned_on: date,
    reason: str,
    account_is_wrong: bool,
    by: Actor,
    at: datetime,
) -> PaymentObligation:
    """Note that a payment came back whole. Its obligation is open again; the next try gets another EndToEndId.

    With `account_is_wrong` it is blocked until there is another account, which the applicant is asked for.
    Raises `UnableToReturnPayment`.
    """
    if not reason.strip():
        raise UnableToReturnPayment(_("Schrijf op waarom het geld terugkwam."), field="reason")
    with transaction.atomic(durable=True):
        require_right(UnableToReturnPayment, Permission.PROPOSE_PAYMENT, by=by, at=at)
        lock_money_of({attempt.obligation.case_number})
        return _take_back(
            attempt, returned_on=returned_on, reason=reason, account_is_wrong=account_is_wrong, by=by, at=at
        )


@dataclass(frozen=True)
class ImportResult:
    """What one file brought: entries taken in, and how many were known already or about other matters."""

    statement: BankStatement
    returned: int
    paid: int
    unclear: int
    known: int
    others: int


def import_statement(*, content: bytes, file_name: str, by: Actor, at: datetime) -> ImportResult:
    """Take in a bank statement (camt.053): payments of ours that came back are owed again; the rest is counted.

    A movement that an earlier file held is recognised. Raises `UnableToImportStatement`, having changed nothing.
    """
    try:
        statement = read_statement(content)
    except UnreadableStatement as fault:
        raise UnableToImportStatement(str(fault), field="file") from fault
    with transaction.atomic(durable=True):
        require_right(UnableToImportStatement, Permission.PROPOSE_PAYMENT, by=by, at=at)
        _require_ours(statement.accounts)
        ids = {line.end_to_end_id for line in statement.lines}
        attempts = PaymentAttempt.objects.filter(end_to_end_id__in=ids).select_related("obligation", "batch")
        ours = {attempt.end_to_end_id: attempt for attempt in attempts.order_by("pk")}
        lock_money_of({attempt.obligation.case_number for attempt in ours.values()})
        lines = [line for line in statement.lines if line.end_to_end_id in ours]
        known = set(
            BankStatementEntry.objects.filter(reference__in=[line.reference for line in lines])
            .order_by()
            .values_list("reference", flat=True)
        )
        stored = BankStatement.objects.create(
            file_name=file_name[:200],
            sha256=hashlib.sha256(content).hexdigest(),
            entries_seen=len(statement.lines),
            entries_known=len(known),
            imported_by=by,
            imported_at=at,
        )
        kinds = [
            _enter(stored, line, ours[line.end_to_end_id], by, at) for line in lines if line.reference not in known
        ]
        result = ImportResult(
            stored,
            returned=kinds.count(Kind.RETURNED),
            paid=kinds.count(Kind.PAID),
            unclear=kinds.count(Kind.UNCLEAR),
            known=len(known),
            others=len(statement.lines) - len(lines),
        )
        record("payment.statement_imported", stored, by=by, at=at, data={"returned": result.returned})
        return result


def _require_ours(accounts: frozenset[str]) -> None:
    ours = set(DebtorAccount.objects.order_by().values_list("iban", flat=True))
    if strange := sorted(accounts - ours):
        raise UnableToImportStatement(
            _("Dit afschrift gaat over een andere rekening (%(iban)s). Kies het afschrift van de betaalrekening.")
            % {"iban": ", ".join(strange)},
            field="file",
        )


def _enter(statement: BankStatement, line: StatementLine, attempt: PaymentAttempt, by: Actor, at: datetime) -> Kind:
    """Keep one entry about a payment of ours, and do what it says when that is clear."""
    kind = Kind.PAID if not line.came_in else Kind.UNCLEAR
    reason = line.reason
    if line.came_in and line.amount_cents != attempt.amount_cents:
        reason = _("Er kwam een ander bedrag terug dan wij betaalden. %(reason)s") % {"reason": line.reason}
    elif line.came_in:
        try:
            with transaction.atomic():
                _take_back(
                    attempt,
                    returned_on=line.booked_on,
                    reason=line.reason or _("De bank gaf geen reden."),
                    account_is_wrong=line.reason_code in ACCOUNT_CODES,
                    by=by,
                    at=at,
                )
            kind = Kind.RETURNED
        except UnableToReturnPayment as refusal:
            reason = str(refusal)
    BankStatementEntry.objects.create(
        statement=statement,
        reference=line.reference,
        kind=kind,
        attempt=attempt,
        amount_cents=line.amount_cents,
        booked_on=line.booked_on,
        reason=reason[:200],
    )
    return kind


def _take_back(
    attempt: PaymentAttempt, *, returned_on: date, reason: str, account_is_wrong: bool, by: Actor, at: datetime
) -> PaymentObligation:
    """Ledger, obligation and attempt of one return; ceilings are locked by the caller."""
    row = lock_obligation(attempt.obligation)
    found = PaymentAttempt.objects.select_for_update(of=("self",)).select_related("batch").get(pk=attempt.pk)
    not_at_bank = UnableToReturnPayment(_("Deze betaling is niet (meer) bij de bank. Ververs de pagina."))
    if found.state != State.SENT:
        raise not_at_bank
    sent_on = day_of(found.batch.released_at or at)
    if not sent_on <= returned_on <= day_of(at):
        raise UnableToReturnPayment(_("Kies een dag vanaf de vrijgave tot en met vandaag."), field="returned_on")
    try:
        return_payment(
            amount_cents=found.amount_cents,
            case_number=row.case_number,
            key=f"return:{found.end_to_end_id}",
            by=by,
            at=at,
        )
    except MoneyRefusal as error:
        raise UnableToReturnPayment(f"{row.case_number}: {error}") from error
    OBLIGATION_WORKFLOW.move(row, "come_back", lambda _state: not_at_bank)
    reason = reason.strip()[:200]
    found.state, found.returned_on, found.return_reason = State.RETURNED, returned_on, reason
    found.save(update_fields=["state", "returned_on", "return_reason"])
    row.returned_on, row.return_reason, row.paid_on = returned_on, reason, None
    if account_is_wrong:
        row.block = Block.CAME_BACK
    row.save(update_fields=["state", "returned_on", "return_reason", "paid_on", "block"])
    record("payment.came_back", row, by=by, at=at, ground=reason, data=facts_of(row))
    if account_is_wrong and row.application is not None:
        notices.ask_account(row.application, Block.CAME_BACK, f"returned:{found.pk}", at=at)
    return row
