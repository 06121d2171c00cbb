"""Pages about payments."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.applications.models import ApplicationState
from kernkracht.grants.payments.actions import give_account, propose_batch, release_batch
from kernkracht.grants.payments.models import PaymentAttempt
from tests.factories.applications import ApplicationFactory
from tests.factories.payments import OTHER_IBAN, finance_officer, our_account, owed
from tests.web.route_answers import Row, everybody, only
from tests.web.route_world import ADMINISTRATOR, AUDITOR, FINANCE, MANAGER, POLICY, World

READERS = (POLICY, FINANCE, MANAGER, AUDITOR)
AT = datetime(2026, 4, 15, 10, tzinfo=UTC)


def build(world: World) -> dict[str, Any]:
    """A released batch, one that waits, and an account to check."""
    our_account()
    case = ApplicationFactory(
        state=ApplicationState.GRANTED, granted_cents=500_00, decided_on=date(2026, 3, 9), village=world.village
    )
    open_row = owed(case_number=case.number)
    proposer, releaser = finance_officer(), finance_officer()
    sent = propose_batch(obligations=[owed().pk], by=proposer.actor, at=AT)
    release_batch(batch=sent, by=releaser.actor, at=AT)
    waiting = propose_batch(obligations=[owed().pk], by=proposer.actor, at=AT)
    change = give_account(
        application=case, iban=OTHER_IBAN, account_holder="R. Voorbeeld", by=Actor.system("link"), at=AT
    )
    return {
        "obligation": open_row,
        "waiting_batch": waiting,
        "attempt": PaymentAttempt.objects.get(batch=sent),
        "new_account": change,
        "granted_case": case,
    }


def _obligation(world: World) -> dict[str, Any]:
    return {"pk": world.things["obligation"].pk}


def _batch(world: World) -> dict[str, Any]:
    return {"number": world.things["waiting_batch"].number}


def _change(world: World) -> dict[str, Any]:
    return {"pk": world.things["new_account"].pk}


ROWS = [
    Row("office_payments", only(*READERS)),
    Row("office_payment_propose", everybody(405)),
    Row("office_payment_journal", only(*READERS)),
    Row("office_payment_batches", only(*READERS)),
    Row("office_payment_batch", only(*READERS), _batch),
    Row("office_payment_release", only(FINANCE, MANAGER), _batch),
    Row("office_payment_withdraw", only(FINANCE, MANAGER), _batch),
    Row("office_payment_file", everybody(405), _batch),
    Row("office_payment_return", only(FINANCE), lambda w: {"reference": w.things["attempt"].end_to_end_id}),
    Row("office_payment_statements", only(*READERS)),
    Row("office_payment_debtor", only(*READERS, ADMINISTRATOR)),
    Row("office_payment_accounts", only(*READERS)),
    Row("office_payment_account", only(FINANCE, MANAGER), _change),
    Row("office_payment_account_refuse", only(FINANCE, MANAGER), _change),
    Row("office_payment", only(*READERS), _obligation),
    Row("office_payment_give_account", only(FINANCE), _obligation),
    Row("resident:account", everybody(200), lambda w: {"token": w.things["granted_case"].token}),
]
