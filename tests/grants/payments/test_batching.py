"""Two people, one batch, one file; and whatever is refused changes nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from kernkracht.foundation.audit.models import AuditEvent
from kernkracht.grants.budgets.models import GrantCeiling, LedgerAct
from kernkracht.grants.payments.actions import (
    UnableToProposeBatch,
    UnableToReleaseBatch,
    UnableToWithdrawBatch,
    cancel_obligation,
    note_download,
    propose_batch,
    release_batch,
    withdraw_batch,
)
from kernkracht.grants.payments.models import (
    BatchState,
    DebtorAccount,
    ObligationState,
    PaymentAttempt,
    PaymentBatch,
    PaymentFile,
    PaymentObligation,
)
from tests.factories.budgets import ceiling_with
from tests.factories.payments import OTHER_IBAN, our_account, owed
from tests.factories.people import UserFactory

from .scene import WEDNESDAY, Finance, fresh

pytestmark = pytest.mark.django_db


def test_a_batch_holds_what_was_chosen_and_pays_on_the_first_banking_day() -> None:
    finance, first, second = Finance(), owed(100_01), owed(200_02)
    batch = finance.propose(first, second)
    assert (batch.number, batch.count, batch.total_cents) == ("B-2026-001", 2, 300_03)
    assert batch.execute_on == date(2026, 4, 15)
    assert {fresh(row).state for row in (first, second)} == {ObligationState.BATCHED}
    assert [a.end_to_end_id for a in batch.attempts.order_by("pk")] == [
        f"{row.case_number}-{row.pk}-1" for row in (first, second)
    ]
    assert finance.propose(owed()).number == "B-2026-002"


def test_on_good_friday_banks_wait_until_tuesday() -> None:
    good_friday = WEDNESDAY.replace(month=4, day=3)
    assert Finance().propose(owed(), at=good_friday).execute_on == date(2026, 4, 7)


@pytest.mark.parametrize(
    ("day", "fault"),
    [(date(2026, 4, 14), "vandaag of een latere"), (date(2026, 4, 18), "werkdag"), (date(2026, 5, 1), "werkdag")],
)
def test_another_day_must_be_one_on_which_banks_pay(day: date, fault: str) -> None:
    row = owed()
    with pytest.raises(UnableToProposeBatch, match=fault) as refused:
        Finance().propose(row, execute_on=day)
    assert refused.value.field == "execute_on"
    assert fresh(row).state == ObligationState.OPEN


def test_one_payment_that_cannot_go_keeps_all_back_and_is_named() -> None:
    good, bad = owed(), owed(iban="")
    with pytest.raises(UnableToProposeBatch, match=f"{bad.case_number}: Er is geen rekeningnummer. Vraag"):
        Finance().propose(good, bad)
    assert fresh(good).state == ObligationState.OPEN
    assert not PaymentBatch.objects.exists()


def test_what_waits_or_is_batched_cannot_be_chosen() -> None:
    finance, waits, taken = Finance(), owed(due_on=None, condition="receipts"), owed()
    finance.propose(taken)
    for row, fault in ((waits, "Wacht"), (taken, "In een betaalpartij")):
        with pytest.raises(UnableToProposeBatch, match=fault):
            finance.propose(row)


def test_nothing_chosen_gone_no_account_and_no_right() -> None:
    finance, row = Finance(), owed()
    with pytest.raises(UnableToProposeBatch, match="minstens één"):
        finance.propose()
    with pytest.raises(UnableToProposeBatch, match="bestaat niet meer"):
        propose_batch(obligations=[row.pk, 999_999], by=finance.proposer.actor, at=WEDNESDAY)
    with pytest.raises(UnableToProposeBatch, match="geen recht"):
        propose_batch(obligations=[row.pk], by=UserFactory(is_staff=True).actor, at=WEDNESDAY)
    DebtorAccount.objects.all().delete()
    with pytest.raises(UnableToProposeBatch, match="rekening van de gemeente"):
        finance.propose(row)


def test_release_pays_the_ledger_and_makes_the_file() -> None:
    ceiling = ceiling_with(1_000_00)
    finance, row = Finance(), owed(400_00, ceiling)
    batch = finance.release(finance.propose(row))
    assert batch.state == BatchState.RELEASED
    assert batch.file is not None
    assert fresh(row).state == ObligationState.PAID
    assert fresh(row).paid_on == date(2026, 4, 15)
    assert GrantCeiling.objects.get(pk=ceiling.pk).paid_cents == 400_00
    assert LedgerAct.objects.get(verb="pay").case_number == row.case_number
    assert AuditEvent.objects.filter(event="payment.batch_released").count() == 1


def test_who_proposed_does_not_release() -> None:
    finance, row = Finance(), owed()
    batch = finance.propose(row)
    with pytest.raises(UnableToReleaseBatch, match="zelf voorgesteld"):
        release_batch(batch=batch, by=finance.proposer.actor, at=WEDNESDAY)
    assert not PaymentFile.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentBatch.objects.filter(pk=batch.pk).update(
            state="released", released_by=finance.proposer.actor, released_at=WEDNESDAY
        )


def test_a_second_click_is_refused_and_the_file_stays_the_same() -> None:
    finance = Finance()
    batch = finance.release(finance.propose(owed()))
    before = bytes(PaymentFile.objects.get().content)
    with pytest.raises(UnableToReleaseBatch, match="Vrijgegeven"):
        finance.release(batch)
    assert bytes(PaymentFile.objects.get().content) == before


def test_a_day_that_went_by_becomes_the_next_banking_day() -> None:
    finance, row = Finance(), owed()
    batch = finance.propose(row)
    released = finance.release(batch, at=WEDNESDAY + timedelta(days=3))  # a Saturday
    assert released.execute_on == fresh(row).paid_on == date(2026, 4, 20)
    assert b"<Dt>2026-04-20</Dt>" in bytes(PaymentFile.objects.get().content)


def test_when_one_payment_cannot_go_nothing_is_released() -> None:
    """The ledger has less for the second case than the obligation says."""
    finance, first, second = Finance(), owed(), owed()
    PaymentObligation.objects.filter(pk=second.pk).update(case_number="B-2026-9999")
    second.refresh_from_db()
    other = owed(100_00, case_number="B-2026-9999")
    PaymentObligation.objects.filter(pk=other.pk).update(
        state="cancelled", cancelled_on="2026-04-01", cancel_reason="x"
    )
    batch = finance.propose(first, second)
    with pytest.raises(UnableToReleaseBatch, match="B-2026-9999"):
        finance.release(batch)
    assert fresh(first).state == ObligationState.BATCHED
    assert not LedgerAct.objects.filter(verb="pay").exists()
    assert not PaymentFile.objects.exists()


def test_another_account_meanwhile_stops_the_release() -> None:
    finance, row = Finance(), owed()
    batch = finance.propose(row)
    PaymentObligation.objects.filter(pk=row.pk).update(iban=OTHER_IBAN)
    with pytest.raises(UnableToReleaseBatch, match="andere rekening"):
        finance.release(batch)


def test_a_withdrawn_batch_frees_its_payments_for_another() -> None:
    finance, row = Finance(), owed()
    batch = finance.propose(row)
    with pytest.raises(UnableToWithdrawBatch, match="waarom"):
        withdraw_batch(batch=batch, reason=" ", by=finance.releaser.actor, at=WEDNESDAY)
    withdraw_batch(batch=batch, reason="Verkeerde dag.", by=finance.releaser.actor, at=WEDNESDAY)
    assert fresh(row).state == ObligationState.OPEN
    assert finance.pay(row)[0].end_to_end_id.endswith("-2")
    with pytest.raises(UnableToReleaseBatch, match="Ingetrokken"):
        finance.release(batch)


def test_what_was_released_cannot_be_withdrawn_or_lapse() -> None:
    finance, row = Finance(), owed()
    batch = finance.release(finance.propose(row))
    with pytest.raises(UnableToWithdrawBatch, match="Vrijgegeven"):
        withdraw_batch(batch=batch, reason="Toch niet.", by=finance.releaser.actor, at=WEDNESDAY)
    with pytest.raises(Exception, match="naar de bank"):
        cancel_obligation(obligation=row, reason="Toch niet.", by=finance.releaser.actor, at=WEDNESDAY)


def test_the_database_keeps_an_obligation_out_of_two_live_batches() -> None:
    finance, row = Finance(), owed()
    finance.propose(row)
    other = finance.propose(owed())
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentAttempt.objects.create(
            batch=other, obligation=row, end_to_end_id="x", amount_cents=1, payee_name="x", iban=OTHER_IBAN
        )


def test_taking_the_file_is_recorded() -> None:
    finance = Finance()
    batch = finance.release(finance.propose(owed()))
    note_download(batch=batch, by=finance.releaser.actor, at=WEDNESDAY)
    assert AuditEvent.objects.filter(event="payment.file_downloaded", actor=finance.releaser.actor).count() == 1
    with pytest.raises(UnableToReleaseBatch):
        note_download(batch=batch, by=UserFactory().actor, at=WEDNESDAY)


def test_the_account_of_the_day_pays() -> None:
    finance = Finance()
    later = our_account(date(2026, 5, 4), OTHER_IBAN)
    assert finance.propose(owed()).debtor == finance.account
    assert finance.propose(owed(), execute_on=date(2026, 5, 4)).debtor == later


def test_the_database_refuses_to_change_a_file() -> None:
    finance = Finance()
    finance.release(finance.propose(owed()))
    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        PaymentFile.objects.update(content=b"other")
