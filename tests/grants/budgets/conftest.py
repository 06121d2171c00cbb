from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

import pytest

from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.budgets import actions
from kernkracht.grants.budgets.models import GrantCeiling, LedgerAct
from tests.factories.budgets import a_key

Do = Callable[..., LedgerAct]


@pytest.fixture
def do(actor: Actor, now: datetime) -> Do:
    """`do("reserve", [ceiling], 300_00, "A-1")`: an act on a case by a person at the usual moment."""

    def act(
        verb: str, ceilings: list[GrantCeiling] | None, amount_cents: int, case: str = "A-1", **rest: Any
    ) -> LedgerAct:
        function = partial(getattr(actions, verb), by=actor, at=now)
        rest.setdefault("key", a_key(verb))
        done: LedgerAct = function(ceilings=ceilings, amount_cents=amount_cents, case_number=case, **rest)
        return done

    return act


def totals_of(ceiling: GrantCeiling) -> tuple[int, int, int, int]:
    """Allocated, reserved, granted and paid as stored now, in whole euros."""
    ceiling.refresh_from_db()
    cents = (ceiling.allocated_cents, ceiling.reserved_cents, ceiling.granted_cents, ceiling.paid_cents)
    assert all(c % 100 == 0 for c in cents)
    return tuple(c // 100 for c in cents)  # type: ignore[return-value]
