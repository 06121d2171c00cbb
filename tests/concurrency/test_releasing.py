"""Two officers and double clicks on one batch: exactly one file, and every euro paid once."""

from __future__ import annotations

from functools import partial

import pytest

from kernkracht.grants.budgets.models import GrantCeiling, LedgerAct
from kernkracht.grants.payments import actions
from kernkracht.grants.payments.actions import batching
from kernkracht.grants.payments.models import (
    ObligationState,
    PaymentAttempt,
    PaymentBatch,
    PaymentFile,
    PaymentObligation,
)
from tests.factories.budgets import ceiling_with
from tests.factories.payments import finance_officer, owed
from tests.grants.payments.scene import WEDNESDAY, Finance, fresh

from .crowd import all_at_once

pytestmark = [pytest.mark.concurrency, pytest.mark.usefixtures("committed_db")]


def test_four_clicks_of_two_officers_make_one_file() -> None:
    finance, ceiling = Finance(), ceiling_with(5_000_00)
    third = finance_officer("Tess Financieel")
    rows = [owed(100_00 + n, ceiling) for n in range(5)]
    batch = finance.propose(*rows)
    clicks = [
        partial(actions.release_batch, batch=batch, by=user.actor, at=WEDNESDAY)
        for user in (finance.releaser, third, finance.releaser, third)
    ]
    results = all_at_once(clicks)
    assert sum(isinstance(r, PaymentBatch) for r in results) == 1, results
    assert all(isinstance(r, (PaymentBatch, actions.UnableToReleaseBatch)) for r in results), results
    assert PaymentFile.objects.count() == 1
    assert LedgerAct.objects.filter(verb="pay").count() == 5
    assert GrantCeiling.objects.get(pk=ceiling.pk).paid_cents == batch.total_cents


def test_one_obligation_proposed_by_many_goes_in_one_batch() -> None:
    finance, row = Finance(), owed()
    clicks = [
        partial(actions.propose_batch, obligations=[row.pk], by=user.actor, at=WEDNESDAY)
        for user in (finance.proposer, finance.releaser, finance.proposer, finance.releaser)
    ]
    results = all_at_once(clicks)
    assert sum(isinstance(r, PaymentBatch) for r in results) == 1, results
    assert all(isinstance(r, (PaymentBatch, actions.UnableToProposeBatch)) for r in results), results
    assert PaymentAttempt.objects.count() == 1


def test_proposals_at_once_have_numbers_of_their_own() -> None:
    finance, rows = Finance(), [owed() for _ in range(4)]
    results = all_at_once(
        [partial(actions.propose_batch, obligations=[r.pk], by=finance.proposer.actor, at=WEDNESDAY) for r in rows]
    )
    assert sorted(str(r) for r in results) == [f"B-2026-00{n}" for n in (1, 2, 3, 4)]


def test_release_and_withdrawal_at_once_leave_one_of_them() -> None:
    finance, row = Finance(), owed()
    batch = finance.propose(row)
    results = all_at_once(
        [
            partial(actions.release_batch, batch=batch, by=finance.releaser.actor, at=WEDNESDAY),
            partial(actions.withdraw_batch, batch=batch, reason="Stop.", by=finance.proposer.actor, at=WEDNESDAY),
        ]
    )
    assert sum(isinstance(r, PaymentBatch) for r in results) == 1, results
    state = fresh(row).state
    assert (state == ObligationState.PAID) is (PaymentFile.objects.count() == 1)
    assert state in (ObligationState.PAID, ObligationState.OPEN)


def test_a_crash_while_the_file_is_made_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    finance, rows = Finance(), [owed(), owed()]
    batch = finance.propose(*rows)

    def crash(**_: object) -> bytes:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(batching, "write_bank_file", crash)
        with pytest.raises(KeyboardInterrupt):
            finance.release(batch)
    assert not PaymentFile.objects.exists()
    assert not LedgerAct.objects.filter(verb="pay").exists()
    assert set(PaymentObligation.objects.order_by("pk").values_list("state", flat=True)) == {ObligationState.BATCHED}
    finance.release(batch)
    assert PaymentFile.objects.count() == 1
