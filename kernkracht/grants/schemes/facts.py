"""What a rule may look at. Plain values only, so that an evaluation can be stored and replayed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, Literal, cast

Reach = Literal["street", "neighbourhood", "village", "several_villages", ""]
Judgement = Literal["met", "not_met"]


@dataclass(frozen=True)
class CostLine:
    """One line of the budget. `kind` is a cost kind code (see cost_kinds.py; "" is not known yet); with VAT."""

    description: str
    kind: str
    cents: int


@dataclass(frozen=True)
class EarlierGrant:
    """A grant (or pending case) that frequency and yearly limits count. `scheme` is a slug; "" means this scheme."""

    scheme: str
    year: int
    granted_cents: int
    same_applicant: bool = False
    same_activity: bool = False
    same_target_group: bool = False
    same_street: bool = False
    same_village: bool = False
    number: str = ""


@dataclass(frozen=True)
class RoomLeft:
    """Euro cents still free under each ceiling at the moment of evaluation; None means that no such ceiling exists."""

    scheme: int | None = None
    village: int | None = None
    tranche: int | None = None
    category: int | None = None
    grants_count: int | None = None
    """How many grants may still be given in this round (not cents)."""


@dataclass(frozen=True)
class Facts:
    """An application as rules see it. Empty or None means “not known (yet)”; 0 and an empty set are answers.

    Money in cents, days as dates in Europe/Amsterdam. `village` and `area` are slugs. `answers` holds further answers
    of the form by question code; `judgements` the assessor's ticks by criterion key; `documents` the codes of attached
    document kinds; `filled_fields` the codes of answered questions.
    """

    village: str = ""
    village_inhabitants: int | None = None
    area: str = ""
    applicant_kind: str = ""
    applicant_is_legal_body: bool | None = None
    applicant_local: bool | None = None
    title: str = ""
    activity_kind: str = ""
    category: str = ""
    reach: Reach = ""
    street: str = ""
    requested_cents: int | None = None
    cost_lines: tuple[CostLine, ...] = ()
    income_cents: int = 0
    other_public_contribution_cents: int = 0
    own_share_cents: int = 0
    own_hours: int = 0
    supporters: int | None = None
    """People who confirmed their support."""
    co_applicants: int | None = None
    """Confirmed co-applicants, the applicant not counted."""
    households: int | None = None
    """Different households among applicant and co-applicants together."""
    documents: frozenset[str] | None = None
    filled_fields: frozenset[str] | None = None
    activity_starts_on: date | None = None
    activity_ends_on: date | None = None
    received_on: date | None = None
    completed_on: date | None = None
    earlier: tuple[EarlierGrant, ...] = ()
    room: RoomLeft = field(default_factory=RoomLeft)
    answers: dict[str, object] = field(default_factory=dict)
    judgements: dict[str, Judgement] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values; `Facts.from_dict` gives the same facts back."""
        return {f.name: _plain(getattr(self, f.name)) for f in fields(self)}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Facts:
        """Facts as stored by `to_dict`. Raises TypeError for a name that no fact has."""
        values = dict(stored)
        for name in ("activity_starts_on", "activity_ends_on", "received_on", "completed_on"):
            if values.get(name) is not None:
                values[name] = date.fromisoformat(values[name])
        for name in ("documents", "filled_fields"):
            if values.get(name) is not None:
                values[name] = frozenset(values[name])
        values["cost_lines"] = tuple(CostLine(**line) for line in values.get("cost_lines", ()))
        values["earlier"] = tuple(EarlierGrant(**grant) for grant in values.get("earlier", ()))
        values["room"] = RoomLeft(**values.get("room", {}))
        return cls(**values)


def _plain(value: object) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(cast(frozenset[str], value))
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    if isinstance(value, CostLine | EarlierGrant | RoomLeft):
        return {f.name: getattr(value, f.name) for f in fields(value)}
    return dict(value) if isinstance(value, dict) else value
