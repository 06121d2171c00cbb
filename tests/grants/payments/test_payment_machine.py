"""Whatever officers do in whatever order, ledger, obligations and files say the same."""

from __future__ import annotations

import contextlib
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.budgets.models import GrantCeiling
from kernkracht.grants.payments.actions import (
    UnableToCancel,
    UnableToPayOut,
    cancel_obligation,
    return_paid,
    withdraw_batch,
)
from kernkracht.grants.payments.models import BatchState, PaymentAttempt, PaymentBatch, PaymentFile, PaymentObligation
from kernkracht.grants.payments.queries import journal_lines
from tests.factories.budgets import ceiling_with
from tests.factories.payments import owed

from .scene import WEDNESDAY, Finance

pytestmark = pytest.mark.django_db
AMOUNT = "{urn:iso:std:iso:20022:tech:xsd:pain.001.001.09}InstdAmt"
ACTS = st.tuples(
    st.sampled_from(["owe", "propose", "propose_all", "release", "withdraw", "take_back", "cancel"]),
    st.integers(min_value=0, max_value=9),
)


class Office:
    def __init__(self) -> None:
        self.finance = Finance()
        self.ceiling = ceiling_with(1_000_000_00)
        self.now: datetime = WEDNESDAY

    def do(self, act: str, choice: int) -> None:
        self.now += timedelta(hours=7)
        with contextlib.suppress(UnableToPayOut, UnableToCancel):
            getattr(self, act)(choice)

    def owe(self, choice: int) -> None:
        owed(100_01 * (choice + 1), self.ceiling)

    def propose(self, choice: int) -> None:
        if rows := list(PaymentObligation.objects.order_by("pk")):
            self.finance.propose(rows[choice % len(rows)], at=self.now)

    def propose_all(self, _choice: int) -> None:
        self.finance.propose(*PaymentObligation.objects.payable().order_by("pk"), at=self.now)

    def release(self, choice: int) -> None:
        if batch := self._batch(choice):
            self.finance.release(batch, at=self.now)

    def withdraw(self, choice: int) -> None:
        if batch := self._batch(choice):
            withdraw_batch(batch=batch, reason="Anders.", by=self.finance.releaser.actor, at=self.now)

    def cancel(self, choice: int) -> None:
        if rows := list(PaymentObligation.objects.order_by("pk")):
            cancel_obligation(obligation=rows[choice % len(rows)], reason="Weg.", by=Actor.system(), at=self.now)

    def take_back(self, choice: int) -> None:
        if rows := list(PaymentAttempt.objects.order_by("pk")):
            return_paid(
                attempt=rows[choice % len(rows)],
                returned_on=self.now.date(),
                reason="Terug.",
                account_is_wrong=choice > 6,
                by=self.finance.proposer.actor,
                at=self.now,
            )

    def _batch(self, choice: int) -> PaymentBatch | None:
        batches = list(PaymentBatch.objects.order_by("pk"))
        return batches[choice % len(batches)] if batches else None


def in_file(file: PaymentFile) -> int:
    return sum(int(str(e.text).replace(".", "")) for e in etree.fromstring(bytes(file.content)).iter(AMOUNT))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(acts=st.lists(ACTS, min_size=5, max_size=25))
def test_ledger_obligations_files_and_journal_agree(acts: list[tuple[str, int]]) -> None:
    savepoint = transaction.savepoint()
    office = Office()
    owed(500_00, office.ceiling)
    for act, choice in acts:
        office.do(act, choice)
    paid = sum(PaymentObligation.objects.filter(state="paid").order_by().values_list("amount_cents", flat=True))
    assert GrantCeiling.objects.get(pk=office.ceiling.pk).paid_cents == paid
    assert -sum(line.amount_cents for line in journal_lines()) == paid
    released = PaymentBatch.objects.filter(state=BatchState.RELEASED)
    assert released.count() == PaymentFile.objects.count()
    files = sum(in_file(file) for file in PaymentFile.objects.order_by("pk"))
    assert files == sum(released.order_by().values_list("total_cents", flat=True))
    live = list(PaymentAttempt.objects.filter(state__in=["proposed", "sent"]).values_list("obligation", flat=True))
    assert len(live) == len(set(live))
    transaction.savepoint_rollback(savepoint)
