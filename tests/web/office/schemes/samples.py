"""Parameters for every kind of rule, made from its types: full ones, and the least that it needs."""

from __future__ import annotations

from dataclasses import MISSING
from typing import Any

from kernkracht.grants.schemes.kinds.base import Kind
from kernkracht.grants.schemes.parameters import (
    Anything,
    Choice,
    Code,
    Count,
    Day,
    Either,
    Euro,
    Flag,
    Labelled,
    ListOf,
    MapOf,
    ParameterType,
    Percent,
    Record,
    RecordOf,
    Text,
    parameter_fields,
)

FITTING: dict[str, dict[str, Any]] = {
    "tiers": {
        "tier_key": "amount",
        "tiers": [
            {"key": "klein", "label": "Klein plan", "up_to": 500, "documents": ["plan", {"code": "x", "label": "Iks"}]},
            {"key": "groot", "label": "Groot plan", "maximum": "2500,50", "decision_maker": "municipal_executive",
             "changes": {"andere": {"amount": 3}}},
        ],
    },
    "frequency_limit": {"per": "years", "years": 3, "key": ["street", "activity"], "max": 2, "other_schemes_too": True},
    "category_share": {"category": {"code": "new", "label": "Nieuwe plannen"}, "min_pct": "12,5", "of": "village"},
    "non_eligible_costs": {"cost_kinds": ["travel", "food_drink"]},
    "eligible_costs": {"cost_kinds": ["plants", "materials"], "other_costs": "judgement"},
    "period_tranches": {"tranches": [
        {"from": "01-01", "to": "06-30", "amount": 5000, "label": "Eerste helft"},
        {"from": "07-01", "to": "12-31", "pct": 50},
    ]},
    "application_window": {"rounds": [{"open": "02-01", "close": "2027-03-01", "label": "Een"}], "for_year": "next"},
    "execution_term": {"months": 12},
    "percentage_of_costs": {"max_grant_pct": "33,3", "applies_from_amount": 500},
    "area_budget_formula": {
        "base": 500, "per_inhabitant": "1,25", "reference_date": "01-01", "least": 100, "most": "9999,99",
        "size_classes": [{"from_inhabitants": 0, "base": 100}, {"from_inhabitants": 1500, "base": 10}],
    },
    "comparative_assessment": {"criteria_weights": [
        {"criterion": "Steun", "weight_pct": 40}, {"criterion": "Plezier", "weight_pct": 60},
    ]},
    "purpose_criteria": {"criteria": ["Ontmoeting", {"code": "green", "label": "Groen & water"}], "min_met": 1},
}  # fmt: skip
"""Kinds whose parameters must also fit each other."""


def full(kind: type[Kind]) -> dict[str, Any]:
    """Every parameter filled in."""
    return FITTING.get(kind.id) or _record(kind, every=True)


def least(kind: type[Kind]) -> dict[str, Any]:
    """Only what the kind needs."""
    return FITTING.get(kind.id) or _record(kind, every=False)


def _record(cls: type[Record], *, every: bool) -> dict[str, Any]:
    return {
        name: _sample(parameter.metadata["type"], name)
        for name, parameter in parameter_fields(cls).items()
        if every or parameter.default is MISSING
    }


def _sample(type_: ParameterType, name: str) -> Any:  # noqa: C901 # one line for each type
    match type_:
        case Euro():
            return {"from": 1, "least": 10}.get(name, "1234,56")
        case Percent():
            return {"min_pct": 10, "own_share_pct": 50, "max_grant_pct": 50}.get(name, "33,3")
        case Count():
            return min(type_.high, max(type_.low, 1993))
        case Flag():
            return True
        case Day():
            return "02-29" if type_.yearly else "2027-03-15"
        case Choice():
            return type_.options[-1]
        case Either():
            return 13
        case ListOf():
            first = _sample(type_.item, name)
            own = {"code": "eigen_code", "label": "Iets & <eigens>"}
            return [first, own] if isinstance(type_.item, Labelled) else [first]
        case MapOf():
            return {"eerste": _sample(type_.value, name), "tweede-dorp": _sample(type_.value, name)}
        case RecordOf():
            return _record(type_.cls, every=True)
        case Labelled():
            return list(type_.catalogue or ["Een “gewone” naam"])[-1]
        case Code():
            return "een_code"
        case Text():
            return "Tekst met <haken> & é"
        case Anything():
            return "iets"
    raise AssertionError(f"no sample for {type_}")
