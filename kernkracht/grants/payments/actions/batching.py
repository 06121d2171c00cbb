"""A batch: one proposes, another releases, and exactly one file comes of it.

Locks: ceilings, then the batch, then obligations by primary key. Everything of a release happens in one transaction,
the file included, so that a crash leaves either nothing or all of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.money import format_euro
from kernkracht.foundation.numbering.actions import next_number
from kernkracht.grants.applications.days import AMSTERDAM, day_of
from kernkracht.grants.budgets.actions import MoneyRefusal, pay

from .. import notices
from ..bank_file import Debtor, Transfer, write_bank_file
from ..models import (
    DebtorAccount,
    ObligationState,
    PaymentAttempt,
    PaymentBatch,
    PaymentFile,
    PaymentObligation,
)
from ..permissions import may_release, may_withdraw
from ..queries.accounts import debtor_on
from ..queries.obligations import hindrance_of
from ..target_days import is_target_day, next_target_day
from ..workflow import BATCH_WORKFLOW, OBLIGATION_WORKFLOW
from .gate import UnableToPayOut, lock_money_of, require_right
from .owing import facts_of

State = PaymentAttempt.State


class UnableToProposeBatch(UnableToPayOut):
    """Nothing was chosen, something cannot be paid (now), or the day or our own account is not right."""


class UnableToReleaseBatch(UnableToPayOut):
    """The batch is not waiting, the same person proposed it, or something in it changed."""


class UnableToWithdrawBatch(UnableToPayOut):
    """The batch is not waiting (any more), or no reason was given."""


def propose_batch(
    *, obligations: Collection[int], by: Actor, at: datetime, execute_on: date | None = None
) -> PaymentBatch:
    """Put these obligations (primary keys) in a new batch, all or none.

    `execute_on` is the day on which the bank is asked to pay: a TARGET working day from today on, by default the
    first. Raises `UnableToProposeBatch` naming each payment that cannot go, and why.
    """
    with transaction.atomic(durable=True):
        require_right(UnableToProposeBatch, Permission.PROPOSE_PAYMENT, by=by, at=at)
        day = _day_to_pay(execute_on, day_of(at))
        debtor = _lock_debtor(day)
        rows = _lock_payable(obligations)
        batch = PaymentBatch.objects.create(
            number=next_number(series="B", year=day_of(at).year, width=3),
            execute_on=day,
            debtor=debtor,
            total_cents=sum(row.amount_cents for row in rows),
            count=len(rows),
            proposed_by=by,
            proposed_at=at,
        )
        for row in rows:
            _attempt(batch, row)
        record("payment.batch_proposed", batch, by=by, at=at, data=_facts(batch))
        return batch


def withdraw_batch(*, batch: PaymentBatch, reason: str, by: Actor, at: datetime) -> PaymentBatch:
    """Stop a batch that was not released; what was in it can be proposed again. Raises `UnableToWithdrawBatch`."""
    with transaction.atomic(durable=True):
        held = require_right(
            UnableToWithdrawBatch, Permission.PROPOSE_PAYMENT, Permission.RELEASE_PAYMENT, by=by, at=at
        )
        row = PaymentBatch.objects.select_for_update().get(pk=batch.pk)
        if not may_withdraw(held) or not reason.strip():
            raise UnableToWithdrawBatch(_("Schrijf op waarom u deze partij intrekt."), field="reason")
        _move(row, "withdraw", UnableToWithdrawBatch)
        for obligation in _lock_batched(row):
            OBLIGATION_WORKFLOW.move(obligation, "take_out")
            obligation.save(update_fields=["state"])
        row.attempts.update(state=State.WITHDRAWN)
        row.withdrawn_by, row.withdrawn_at, row.withdrawal_reason = by, at, reason.strip()[:200]
        row.save()
        record("payment.batch_withdrawn", row, by=by, at=at, ground=row.withdrawal_reason, data=_facts(row))
        return row


def release_batch(*, batch: PaymentBatch, by: Actor, at: datetime) -> PaymentBatch:
    """Release a batch that somebody else proposed: ledger, states, notices and the one file, in one transaction.

    A day to pay that went by meanwhile becomes the next one. Raises `UnableToReleaseBatch`; then nothing happened.
    """
    with transaction.atomic(durable=True):
        held = require_right(UnableToReleaseBatch, Permission.RELEASE_PAYMENT, by=by, at=at)
        cases = PaymentAttempt.objects.filter(batch=batch).order_by().values_list("obligation__case_number", flat=True)
        lock_money_of(set(cases))
        row = PaymentBatch.objects.select_for_update(of=("self",)).select_related("debtor").get(pk=batch.pk)
        if not may_release(held, actor_id=by.pk, proposed_by_id=row.proposed_by_id):
            raise UnableToReleaseBatch(_("U heeft deze partij zelf voorgesteld. Laat een collega haar vrijgeven."))
        _move(row, "release", UnableToReleaseBatch)
        row.execute_on = next_target_day(max(row.execute_on, day_of(at)))
        attempts = _lock_attempts(row)
        for attempt in attempts:
            _send(attempt, row, by=by, at=at)
        row.released_by, row.released_at = by, at
        row.file = _make_file(row, attempts, at)
        row.save()
        record("payment.batch_released", row, by=by, at=at, data=_facts(row))
        return row


def note_download(*, batch: PaymentBatch, by: Actor, at: datetime) -> None:
    """Record that somebody took the file: whoever has it can bring it to the bank. Raises `UnableToReleaseBatch`."""
    with transaction.atomic(durable=True):
        require_right(UnableToReleaseBatch, Permission.PROPOSE_PAYMENT, Permission.RELEASE_PAYMENT, by=by, at=at)
        record("payment.file_downloaded", batch, by=by, at=at, data={"number": batch.number})


def _day_to_pay(asked: date | None, today: date) -> date:
    if asked is None:
        return next_target_day(today)
    if asked < today:
        raise UnableToProposeBatch(_("Kies vandaag of een latere dag."), field="execute_on")
    if not is_target_day(asked):
        raise UnableToProposeBatch(_("Op die dag betalen banken niet. Kies een werkdag."), field="execute_on")
    return asked


def _lock_debtor(day: date) -> DebtorAccount:
    """Our own account, locked: so that two proposals never take the same number."""
    debtor = debtor_on(day)
    if debtor is None:
        raise UnableToProposeBatch(
            _("De rekening van de gemeente is nog niet ingevuld. Vraag de beheerder om dat te doen.")
        )
    return DebtorAccount.objects.select_for_update().get(pk=debtor.pk)


def _lock_payable(keys: Collection[int]) -> list[PaymentObligation]:
    if not keys:
        raise UnableToProposeBatch(_("Kies minstens één betaling."), field="obligations")
    locked = PaymentObligation.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    found = {row.pk for row in locked}
    rows = list(PaymentObligation.objects.with_changes().filter(pk__in=found).order_by("pk"))
    faults = [f"{row.case_number}: {why}" for row in rows if (why := hindrance_of(row))]
    if len(found) < len(set(keys)):
        faults.append(_("Een gekozen betaling bestaat niet meer. Ververs de pagina."))
    if faults:
        raise UnableToProposeBatch(*faults, field="obligations")
    return rows


def _attempt(batch: PaymentBatch, row: PaymentObligation) -> None:
    OBLIGATION_WORKFLOW.move(row, "batch")
    row.save(update_fields=["state"])
    PaymentAttempt.objects.create(
        batch=batch,
        obligation=row,
        end_to_end_id=f"{row.case_number[:20]}-{row.pk}-{row.attempts.count() + 1}",
        amount_cents=row.amount_cents,
        payee_name=row.payee_name,
        iban=row.iban,
    )


def _lock_batched(batch: PaymentBatch) -> list[PaymentObligation]:
    rows = PaymentObligation.objects.select_for_update(of=("self",))
    return list(rows.filter(attempts__batch=batch, state=ObligationState.BATCHED).order_by("pk"))


def _lock_attempts(batch: PaymentBatch) -> list[PaymentAttempt]:
    """The payments of a batch under lock, in the order of their obligations, each still as it was proposed."""
    rows = {row.pk: row for row in _lock_batched(batch)}
    changing = {row.pk for row in PaymentObligation.objects.changing().filter(pk__in=rows).order_by("pk")}
    attempts = list(batch.attempts.order_by("obligation"))
    for attempt in attempts:
        row = rows.get(attempt.obligation_id)
        if row is None or row.pk in changing or (row.iban, row.amount_cents) != (attempt.iban, attempt.amount_cents):
            raise UnableToReleaseBatch(
                _("%(id)s: hiervoor is een andere rekening opgegeven. Trek de partij in en maak een nieuwe.")
                % {"id": attempt.end_to_end_id}
            )
        attempt.obligation = row
    return attempts


def _send(attempt: PaymentAttempt, batch: PaymentBatch, *, by: Actor, at: datetime) -> None:
    row = attempt.obligation
    try:
        pay(
            amount_cents=attempt.amount_cents,
            case_number=row.case_number,
            key=f"pay:{attempt.end_to_end_id}",
            by=by,
            at=at,
        )
    except MoneyRefusal as error:
        raise UnableToReleaseBatch(f"{row.case_number}: {error}") from error
    OBLIGATION_WORKFLOW.move(row, "pay")
    row.paid_on = batch.execute_on
    row.save(update_fields=["state", "paid_on"])
    attempt.state = State.SENT
    attempt.save(update_fields=["state"])
    record("payment.sent", row, by=by, at=at, data=facts_of(row))
    notices.tell_paid(row, attempt, at=at)


def _make_file(batch: PaymentBatch, attempts: list[PaymentAttempt], at: datetime) -> PaymentFile:
    content = write_bank_file(
        number=batch.number,
        debtor=Debtor(batch.debtor.name, batch.debtor.iban, batch.debtor.bic),
        execute_on=batch.execute_on,
        made_at=at.astimezone(AMSTERDAM).replace(tzinfo=None),
        transfers=[
            Transfer(a.end_to_end_id, a.amount_cents, a.payee_name, a.iban, a.obligation.description) for a in attempts
        ],
    )
    return PaymentFile.objects.create(
        name=f"{batch.number}.xml", content=content, sha256=hashlib.sha256(content).hexdigest(), made_at=at
    )


def _move(batch: PaymentBatch, transition: str, refusal: type[UnableToPayOut]) -> None:
    sentence = _("Dit kan niet meer: de partij staat op ‘%(state)s’. Ververs de pagina.")
    BATCH_WORKFLOW.move(batch, transition, lambda state: refusal(sentence % {"state": state}))


def _facts(batch: PaymentBatch) -> dict[str, object]:
    return {
        "number": batch.number,
        "count": batch.count,
        "amount": format_euro(batch.total_cents),
        "amount_cents": batch.total_cents,
    }
