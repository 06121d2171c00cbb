"""When an award is paid, and in which parts. Pure: the letter states what the payments room then owes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from kernkracht.foundation.deadlines import Term, compute_deadline

from .accessors import payment_of
from .rules import RuleSet

Condition = Literal["", "receipts", "report"]
PartKind = Literal["whole", "advance", "rest"]
NO_EQUATED_DAYS: Mapping[date, str] = {}


@dataclass(frozen=True)
class PaymentPart:
    """A part of an award: euro cents, its last day with the reasoning, and what it waits for.

    A part that waits for something has no last day yet: its term starts when that has come in.
    """

    kind: PartKind
    amount_cents: int
    condition: Condition
    due_on: date | None
    steps: tuple[str, ...]


@dataclass(frozen=True)
class PaymentPlan:
    """All parts of an award; together they are the award. `term_weeks` counts for each part, from its own start."""

    parts: tuple[PaymentPart, ...]
    announced_on: date
    term_weeks: int
    claim_weeks: int | None

    @property
    def due_on(self) -> date | None:
        """The last day of the first payment; None while everything waits."""
        return next((part.due_on for part in self.parts if part.due_on), None)

    @property
    def waiting_cents(self) -> int:
        return sum(part.amount_cents for part in self.parts if part.condition)


def plan_payments(
    rules: RuleSet,
    amount_cents: int,
    announced_on: date,
    *,
    term_weeks: int,
    advance_pct: int | None = None,
    equated: Mapping[date, str] = NO_EQUATED_DAYS,
) -> PaymentPlan:
    """The parts of an award of `amount_cents`, announced on a day (Awb 4:86, 4:87).

    Paid at once unless the rules say otherwise: after receipts everything waits, save the advance that the applicant
    asked (`advance_pct`, never above the rule's own percentage). Where the rules know an advance and pay nothing else
    up front, the rest waits for the report. An advance is rounded down to a cent. Raises `ValueError` for no money.
    """
    if amount_cents <= 0:
        raise ValueError("an award is above zero")
    payment = payment_of(rules)
    deadline = compute_deadline(announced_on, Term(weeks=term_weeks), equated=equated)
    rest_waits_for: Condition = "receipts" if payment.moment == "after_receipts" else "report"
    waits = payment.moment == "after_receipts" or payment.advance_pct is not None
    first = amount_cents
    if waits:
        share = _advance_share(payment.advance_pct, advance_pct, is_up_front=payment.moment == "up_front")
        first = int(amount_cents * share // 100)
    parts = []
    if first:
        kind: PartKind = "whole" if first == amount_cents else "advance"
        parts.append(PaymentPart(kind, first, "", deadline.due_on, deadline.steps))
    if first < amount_cents:
        kind = "rest" if first else "whole"
        parts.append(PaymentPart(kind, amount_cents - first, rest_waits_for, None, ()))
    return PaymentPlan(tuple(parts), announced_on, term_weeks, payment.claim_weeks)


def _advance_share(most: Decimal | None, asked: int | None, *, is_up_front: bool) -> Decimal:
    """The percentage paid in advance: what was asked up to the rule's; all the rule allows when it pays up front."""
    if most is None:
        return Decimal(0)
    if asked is None:
        return most if is_up_front else Decimal(0)
    return min(max(Decimal(asked), Decimal(0)), most)
