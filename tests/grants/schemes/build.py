"""Short ways to make rules, facts and evaluations for tests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from kernkracht.grants.schemes.evaluation import evaluate
from kernkracht.grants.schemes.facts import CostLine, Facts
from kernkracht.grants.schemes.faults import Faults
from kernkracht.grants.schemes.findings import Evaluation, Finding
from kernkracht.grants.schemes.rules import InvalidRules, RuleSet, check_together, read_rules

ROOT = Path(__file__).resolve().parents[3]
SEEDS = sorted((ROOT / "seed" / "schemes").glob("*.yaml"))
TODAY = date(2026, 3, 2)


def rules(*criteria: Mapping[str, Any] | tuple[str, Mapping[str, Any]], **fields: Any) -> RuleSet:
    """Rules out of spelled criteria, or out of (kind, parameters) whose key is the kind. Raises `InvalidRules`."""
    faults = Faults()
    spelled = [c if isinstance(c, Mapping) else {"key": c[0], "kind": c[0], "parameters": c[1]} for c in criteria]
    made = RuleSet("proef", "2026", tuple(read_rules(spelled, ("criteria",), faults)), **fields)
    if not faults:
        check_together(made, ("criteria",), faults)
    if faults:
        raise InvalidRules(faults)
    return made


def costs(**euros: int) -> tuple[CostLine, ...]:
    """Budget lines by cost kind, in whole euros."""
    return tuple(CostLine(kind, kind, amount * 100) for kind, amount in euros.items())


def judge(made: RuleSet, on: date = TODAY, **facts: Any) -> Evaluation:
    return evaluate(made, Facts(**facts), on)


def finding_of(kind: str, parameters: Mapping[str, Any], on: date = TODAY, **facts: Any) -> Finding:
    """What one rule alone says."""
    return judge(rules((kind, parameters)), on, **facts).finding(kind)
