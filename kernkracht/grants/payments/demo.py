"""The demo's payments: what was awarded is owed already; here two officers pay some of it, as they would have."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import yaml
from django.conf import settings

from kernkracht.community.people.models import User
from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.applications.days import AMSTERDAM, day_of

from .actions import propose_batch, release_batch, return_paid, set_debtor_account
from .models import DebtorAccount, PaymentAttempt, PaymentObligation
from .target_days import next_target_day

MORNING, NOON = time(9, 30), time(12, 0)


def load(at: datetime) -> None:
    """Fill in the account and make the batches of the seed. A seed without payments loads nothing."""
    file = settings.DEMO_SEED_DIR / "payments.yaml"
    if not file.exists():
        return
    seed: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    _open_account(seed["account"], at - timedelta(days=seed["batches"]["first_days"]))
    proposer, releaser = _actor(seed["proposer"]), _actor(seed["releaser"])
    every = seed["batches"]
    for days in range(every["first_days"], every["last_days"] - 1, -every["every_days"]):
        _pay(days, proposer, releaser, at)
    _come_back(seed["returned"], proposer, at)


def _open_account(row: dict[str, Any], first_batch: datetime) -> None:
    """Since the first of January of the year of the first batch, so that every batch finds it."""
    if DebtorAccount.objects.exists():
        return
    first = date(day_of(first_batch).year, 1, 1)
    moment = datetime.combine(first, NOON, AMSTERDAM)
    set_debtor_account(name=row["name"], iban=row["iban"], valid_from=first, by=_actor(row["set_by"]), at=moment)


def _pay(days: int, proposer: Actor, releaser: Actor, at: datetime) -> None:
    """One released batch on a banking day; a day without anything to pay makes none."""
    moment = datetime.combine(next_target_day(day_of(at) - timedelta(days=days)), MORNING, AMSTERDAM)
    rows = PaymentObligation.objects.payable().filter(created_at__lt=moment).order_by("due_on", "pk")
    keys = list(rows.values_list("pk", flat=True))
    if keys:
        batch = propose_batch(obligations=keys, by=proposer, at=moment)
        release_batch(batch=batch, by=releaser, at=moment + timedelta(hours=4))


def _come_back(row: dict[str, Any], by: Actor, at: datetime) -> None:
    """The newest payment comes back, so that the office sees what then happens."""
    newest = (
        PaymentAttempt.objects.filter(state=PaymentAttempt.State.SENT).order_by("-batch__execute_on", "-pk").first()
    )
    if newest is None:
        return
    moment = datetime.combine(newest.batch.execute_on + timedelta(days=row["days_after"]), NOON, AMSTERDAM)
    moment = min(moment, at)
    return_paid(
        attempt=newest, returned_on=day_of(moment), reason=row["reason"], account_is_wrong=True, by=by, at=moment
    )


def _actor(email: str) -> Actor:
    return User.objects.get(email=email).actor
