from datetime import UTC, date, datetime
from itertools import count
from typing import Any

import factory
from factory.django import DjangoModelFactory

from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.budgets.actions import open_ceiling
from kernkracht.grants.budgets.models import CouncilBudget, GrantCeiling
from kernkracht.grants.schemes.models import Scheme

from .schemes import SchemeFactory

PUBLISHED = date(2025, 12, 15)
_keys = count(1)


class EmptyCeilingFactory(DjangoModelFactory[GrantCeiling]):
    """A ceiling with nothing allocated; tests give it money with the `allocate` action."""

    class Meta:
        model = GrantCeiling

    scheme = factory.SubFactory(SchemeFactory)
    year = 2026


class CouncilBudgetFactory(DjangoModelFactory[CouncilBudget]):
    class Meta:
        model = CouncilBudget

    year = 2026
    name = factory.Sequence(lambda n: f"Leefbaarheid {n}")
    amount_cents = 50_000_00
    decision = "Raadsbesluit 8 november 2025"
    decided_on = date(2025, 11, 8)


def a_key(what: str = "test") -> str:
    """A key that no other act has."""
    return f"{what}:{next(_keys)}"


def ceiling_with(
    amount_cents: int, scheme: Scheme | None = None, village: Village | None = None, year: int = 2026, **rest: Any
) -> GrantCeiling:
    """A ceiling published on 15 December 2025 with this much money, by the system."""
    return open_ceiling(
        scheme=scheme or SchemeFactory(),
        year=year,
        village=village,
        amount_cents=amount_cents,
        published_on=rest.pop("published_on", PUBLISHED),
        source="Besluit van B en W",
        key=a_key("open"),
        by=Actor.system(),
        at=datetime(2026, 1, 5, 12, tzinfo=UTC),
        **rest,
    )
