"""The closed registry of kinds of rule. Importing this package loads every kind."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

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
    time,
    who,
)
from .base import REGISTRY, Case, Check, Kind

KINDS: Mapping[str, type[Kind]] = MappingProxyType(REGISTRY)

GROUP_MODULES = (
    who, content, money, costs, budget, time, documents, decision, distribution, payment, accountability, challenge,
)  # fmt: skip
GROUPS = tuple(module.__name__.rsplit(".", 1)[1] for module in GROUP_MODULES)
"""Groups in the order in which rules are shown."""

__all__ = ["GROUPS", "KINDS", "Case", "Check", "Kind"]
