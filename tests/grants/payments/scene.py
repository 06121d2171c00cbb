"""Two officers of finance, our account, and payments on their way."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from kernkracht.community.people.models import User
from kernkracht.grants.payments.actions import propose_batch, release_batch
from kernkracht.grants.payments.models import PaymentAttempt, PaymentBatch, PaymentObligation
from tests.factories.payments import finance_officer, our_account

WEDNESDAY = datetime(2026, 4, 15, 10, tzinfo=UTC)


class Finance:
    """Who proposes, who releases, and the account they pay from."""

    def __init__(self) -> None:
        self.proposer: User = finance_officer("Fenna Financieel")
        self.releaser: User = finance_officer("Floris Financieel")
        self.account = our_account()

    def propose(self, *rows: PaymentObligation, at: datetime = WEDNESDAY, **more: Any) -> PaymentBatch:
        return propose_batch(obligations=[r.pk for r in rows], by=self.proposer.actor, at=at, **more)

    def release(self, batch: PaymentBatch, at: datetime = WEDNESDAY) -> PaymentBatch:
        return release_batch(batch=batch, by=self.releaser.actor, at=at)

    def pay(self, *rows: PaymentObligation, at: datetime = WEDNESDAY) -> list[PaymentAttempt]:
        """The payments of a released batch."""
        return list(self.release(self.propose(*rows, at=at), at=at).attempts.order_by("pk"))


def fresh(row: PaymentObligation) -> PaymentObligation:
    return PaymentObligation.objects.get(pk=row.pk)


def paid_cents(rows: Iterable[PaymentObligation]) -> int:
    return sum(row.amount_cents for row in rows if fresh(row).state == "paid")
