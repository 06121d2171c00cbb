"""What is owed is owed once, waits when it must, and lapses only with a reason."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from kernkracht.foundation.audit.models import Actor, AuditEvent
from kernkracht.grants.budgets.actions import NotInTransaction
from kernkracht.grants.payments.actions import (
    OwedDifferently,
    UnableToCancel,
    UnableToMakeDue,
    UnableToOwe,
    cancel_obligation,
    make_due,
)
from kernkracht.grants.payments.models import Block, ObligationState, PaymentObligation
from tests.factories.applications import NOON
from tests.factories.payments import owed

pytestmark = pytest.mark.django_db


def waiting(**fields: object) -> PaymentObligation:
    return owed(due_on=None, condition="receipts", term_weeks=6, **fields)


def test_it_is_open_with_its_last_day_and_recorded() -> None:
    row = owed()
    assert (row.state, row.due_on, row.block) == (ObligationState.OPEN, date(2026, 4, 20), "")
    event = AuditEvent.objects.get(event="payment.owed", object_id=str(row.pk))
    assert event.data == {"amount": "€\u00a0500", "amount_cents": 50000, "case": row.case_number}
    assert PaymentObligation.objects.payable().get() == row


def test_one_source_owes_once_and_the_same() -> None:
    from kernkracht.grants.payments.actions import owe

    row = owed(source_key="claim:1")
    same = {
        "source_key": "claim:1", "case_number": row.case_number, "amount_cents": 500_00, "due_on": row.due_on,
        "payee_name": "Robin", "iban": "", "kind": row.kind, "description": "", "by": Actor.system(), "at": NOON,
    }  # fmt: skip
    assert owe(**same) == row
    with pytest.raises(OwedDifferently):
        owe(**{**same, "amount_cents": 501_00})
    assert PaymentObligation.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"payee_name": "  "}, "aan wie"),
        ({"due_on": None}, "laatste dag"),
        ({"condition": "receipts"}, "laatste dag"),
    ],
)
def test_what_cannot_be_owed_is_refused(fields: dict[str, object], fault: str) -> None:
    with pytest.raises(UnableToOwe, match=fault):
        owed(**fields)
    assert not PaymentObligation.objects.exists()


@pytest.mark.parametrize(
    ("iban", "kept", "block"),
    [
        ("nl91 abna 0417 1643 00", "NL91ABNA0417164300", Block.NONE),
        ("", "", Block.NO_ACCOUNT),
        ("NL91ABNA0417164301", "NL91ABNA0417164301", Block.WRONG_ACCOUNT),
    ],
)
def test_an_account_is_checked_and_its_lack_is_no_reason_to_forget_the_money(iban: str, kept: str, block: str) -> None:
    row = owed(iban=iban)
    assert (row.iban, row.block) == (kept, block)
    assert PaymentObligation.objects.payable().exists() is (block == "")


def test_what_waits_is_released_with_a_term_of_its_own() -> None:
    row = make_due(obligation=waiting(), counted_from=date(2026, 6, 1), by=Actor.system(), at=NOON)
    assert (row.state, row.due_on) == (ObligationState.OPEN, date(2026, 7, 13))


def test_it_may_turn_out_lower_never_higher() -> None:
    row = waiting()
    with pytest.raises(UnableToMakeDue, match="hoogstens"):
        make_due(obligation=row, counted_from=date(2026, 6, 1), amount_cents=500_01, by=Actor.system(), at=NOON)
    lower = make_due(obligation=row, counted_from=date(2026, 6, 1), amount_cents=400_00, by=Actor.system(), at=NOON)
    assert (lower.amount_cents, lower.promised_cents) == (400_00, 500_00)
    with pytest.raises(UnableToMakeDue, match="wacht nergens"):
        make_due(obligation=row, counted_from=date(2026, 6, 1), by=Actor.system(), at=NOON)


def test_it_lapses_with_a_reason() -> None:
    row = owed()
    with pytest.raises(UnableToCancel, match="waarom"):
        cancel_obligation(obligation=row, reason=" ", by=Actor.system(), at=NOON)
    gone = cancel_obligation(obligation=row, reason="Het plan gaat niet door.", by=Actor.system(), at=NOON)
    assert gone.state == ObligationState.CANCELLED
    with pytest.raises(UnableToCancel, match="Vervallen"):
        cancel_obligation(obligation=row, reason="Nog eens.", by=Actor.system(), at=NOON)


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_owed() -> None:
    with pytest.raises(NotInTransaction):
        cancel_obligation(obligation=PaymentObligation(pk=1), reason="x", by=Actor(), at=NOON)


@pytest.mark.parametrize(
    "change",
    [
        {"amount_cents": 0},
        {"amount_cents": 600_00},
        {"due_on": None},
        {"state": "waiting"},
        {"state": "paid"},
        {"state": "batched", "iban": ""},
        {"state": "batched", "block": "no_account"},
        {"state": "cancelled"},
    ],
)
def test_the_database_says_no_too(change: dict[str, object]) -> None:
    row = owed()
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentObligation.objects.filter(pk=row.pk).update(**change)
