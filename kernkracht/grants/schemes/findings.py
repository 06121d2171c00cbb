"""What an evaluation says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    MET = "met"
    NOT_MET = "not_met"
    NEEDS_JUDGEMENT = "needs_judgement"


@dataclass(frozen=True)
class Finding:
    """One criterion's outcome, with a sentence that a resident understands (Dutch)."""

    criterion: str
    kind: str
    outcome: Outcome
    sentence: str
    article: str = ""
    refusal_ground: str = ""
    cap_cents: int | None = None
    """The amount this criterion allows at most, when it is a cap."""


@dataclass(frozen=True)
class Evaluation:
    """All findings plus the money. `bound_by` is the key of the criterion (or ceiling) that set the payable amount."""

    findings: tuple[Finding, ...]
    eligible_cents: int
    payable_cents: int
    bound_by: str | None
    removed_cents: int = 0
    """Cost lines that leave the amount, not the application."""

    @property
    def not_met(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.outcome == Outcome.NOT_MET)

    @property
    def needs_judgement(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.outcome == Outcome.NEEDS_JUDGEMENT)
