"""What an evaluation says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


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
    missing: tuple[str, ...] = ()
    """Question codes whose answers the machine still misses: “not yet known” rather than “somebody must judge”."""
    repairable: bool = False
    """The applicant can still mend this, so completion is asked before a refusal (Awb 4:5)."""

    @property
    def not_yet_known(self) -> bool:
        return self.outcome == Outcome.NEEDS_JUDGEMENT and bool(self.missing)


@dataclass(frozen=True)
class RemovedLine:
    """A budget line that leaves the amount, not the application, with the sentence that says so."""

    description: str
    kind: str
    cents: int
    criterion: str
    sentence: str


@dataclass(frozen=True)
class Evaluation:
    """All findings plus the money. `bound_by` is what set the payable amount.

    A criterion key, "requested", "eligible_costs" or a ceiling: "ceiling:scheme", "ceiling:village",
    "ceiling:tranche", "ceiling:category". None when neither an amount nor costs are known.
    """

    findings: tuple[Finding, ...]
    eligible_cents: int
    payable_cents: int
    bound_by: str | None
    removed_cents: int = 0
    """Cost lines that leave the amount, not the application."""
    removed_lines: tuple[RemovedLine, ...] = ()
    tier: str = ""
    """The key of the tier that applied, if the scheme has tiers."""

    @property
    def not_met(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.outcome == Outcome.NOT_MET)

    @property
    def needs_judgement(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.outcome == Outcome.NEEDS_JUDGEMENT)

    def finding(self, criterion: str) -> Finding:
        """The finding of one criterion. Raises KeyError."""
        for finding in self.findings:
            if finding.criterion == criterion:
                return finding
        raise KeyError(criterion)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values; `Evaluation.from_dict` gives the same evaluation back."""
        stored = asdict(self)
        stored["findings"] = [
            f | {"outcome": str(f["outcome"]), "missing": list(f["missing"])} for f in stored["findings"]
        ]
        stored["removed_lines"] = list(stored["removed_lines"])
        return stored

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Evaluation:
        values = dict(stored)
        values["findings"] = tuple(
            Finding(**f | {"outcome": Outcome(f["outcome"]), "missing": tuple(f.get("missing", ()))})
            for f in values["findings"]
        )
        values["removed_lines"] = tuple(RemovedLine(**line) for line in values.get("removed_lines", ()))
        return cls(**values)
