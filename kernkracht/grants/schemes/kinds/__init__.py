"""The closed registry of kinds of rule. Importing this package loads every kind."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import get_args

from . import (
    accountability,
    budget,
    challenge,
    content,
    costs,
    decision,
    distribution,
    documents,
    money,
    payment,
    tiers,
    time,
    village_budgets,
    who,
)
from .base import REGISTRY, Case, Check, Group, Kind

KINDS: Mapping[str, type[Kind]] = MappingProxyType(REGISTRY)

GROUPS: tuple[str, ...] = get_args(Group)
"""Groups in the order in which rules are shown."""

MODULES = (
    who, content, money, tiers, costs, budget, village_budgets, time, documents, decision, distribution, payment,
    accountability, challenge,
)  # fmt: skip

__all__ = ["GROUPS", "KINDS", "Case", "Check", "Kind"]
