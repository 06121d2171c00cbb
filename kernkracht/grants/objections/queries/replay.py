"""Doing an evaluation again from what was stored with it, to see that it comes out the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kernkracht.grants.applications.days import day_of
from kernkracht.grants.applications.models import Assessment, GrantDecision
from kernkracht.grants.schemes.evaluation import evaluate
from kernkracht.grants.schemes.facts import Facts
from kernkracht.grants.schemes.queries import rules_of

COMPARED = ("outcome", "sentence", "cap_cents")


@dataclass(frozen=True)
class ReplayDifference:
    """One thing that came out otherwise: where, what was stored, what comes out now."""

    criterion: str
    stored: str
    replayed: str


@dataclass(frozen=True)
class Replay:
    """The same version and facts, evaluated again. `assessment` None: nothing was stored with this decision."""

    assessment: Assessment | None
    version_label: str = ""
    made_at: datetime | None = None
    payable_cents: int = 0
    differences: tuple[ReplayDifference, ...] = ()
    findings: tuple[dict[str, Any], ...] = ()

    @property
    def is_same(self) -> bool:
        return self.assessment is not None and not self.differences


def replay_evaluation(decision: GrantDecision | None) -> Replay:
    """Evaluate the stored version with the stored facts on the day of then, and compare with what was stored.

    Judgements of people are no part of it: they are read from the file as they are. A settlement or recovery (None) was
    not evaluated by rules.
    """
    if decision is None:
        return Replay(None)
    stored = decision.application.assessments.filter(made_at__lte=decision.decided_at)
    assessment = stored.select_related("version").order_by("-made_at", "-pk").first()
    if assessment is None:
        return Replay(None)
    evaluation = evaluate(rules_of(assessment.version), Facts.from_dict(assessment.facts), day_of(assessment.made_at))
    now = {row["criterion"]: row for row in evaluation.to_dict()["findings"]}
    then = {row["criterion"]: row for row in assessment.findings}
    found = [*_findings_apart(then, now)]
    if evaluation.payable_cents != assessment.payable_cents:
        found.append(ReplayDifference("payable_cents", str(assessment.payable_cents), str(evaluation.payable_cents)))
    return Replay(
        assessment,
        assessment.version.label,
        assessment.made_at,
        evaluation.payable_cents,
        tuple(found),
        tuple(assessment.findings),
    )


def _findings_apart(then: dict[str, Any], now: dict[str, Any]) -> list[ReplayDifference]:
    apart = []
    for criterion in sorted(then.keys() | now.keys()):
        before, after = then.get(criterion), now.get(criterion)
        if before is None or after is None or any(before.get(name) != after.get(name) for name in COMPARED):
            apart.append(ReplayDifference(criterion, _said(before), _said(after)))
    return apart


def _said(row: dict[str, Any] | None) -> str:
    return f"{row['outcome']}: {row['sentence']}" if row else "–"
