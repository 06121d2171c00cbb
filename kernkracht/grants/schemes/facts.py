"""What a rule may look at. Plain values only, so that an evaluation can be stored and replayed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Reach = Literal["street", "neighbourhood", "village", "several_villages", ""]
Judgement = Literal["met", "not_met"]


@dataclass(frozen=True)
class CostLine:
    """One line of the budget. `kind` is a cost kind code (see cost_kinds.py); `cents` includes VAT."""

    description: str
    kind: str
    cents: int


@dataclass(frozen=True)
class EarlierGrant:
    """A grant (or pending case) that frequency and yearly limits count."""

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
    """An application as rules see it. Empty or None means “not known (yet)”.

    Money in cents, days as dates in Europe/Amsterdam. `answers` holds further answers of the form by field code;
    `judgements` the assessor's ticks by criterion key; `documents` the codes of attached document kinds.
    """

    village: str = ""
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
    supporters: int = 0
    co_applicants: int = 0
    households: int = 0
    documents: frozenset[str] = frozenset()
    filled_fields: frozenset[str] = frozenset()
    activity_starts_on: date | None = None
    activity_ends_on: date | None = None
    received_on: date | None = None
    completed_on: date | None = None
    earlier: tuple[EarlierGrant, ...] = ()
    room: RoomLeft = field(default_factory=RoomLeft)
    answers: dict[str, object] = field(default_factory=dict)
    judgements: dict[str, Judgement] = field(default_factory=dict)
