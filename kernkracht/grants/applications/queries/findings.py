"""What the rules say now, with the assessor's judgements laid over it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernkracht.foundation.money import format_euro
from kernkracht.grants.schemes.accessors import advisors_of, talk_of
from kernkracht.grants.schemes.evaluation import evaluate, rules_for
from kernkracht.grants.schemes.facts import Facts
from kernkracht.grants.schemes.findings import Evaluation, Finding, Outcome
from kernkracht.grants.schemes.queries import rules_of
from kernkracht.grants.schemes.rules import RuleSet

from ..facts import facts_of
from ..models import GrantApplication, Judgement

ROOM_SENTENCES: dict[str, str | Promise] = {
    "ceiling:scheme": gettext_lazy("Onder het subsidieplafond is nog %(amount)s over. Wij mogen niet meer geven."),
    "ceiling:village": gettext_lazy("Voor uw dorp is nog %(amount)s over. Wij mogen niet meer geven."),
    "ceiling:tranche": gettext_lazy(
        "Van het geld voor deze periode is nog %(amount)s over. Wij mogen niet meer geven."
    ),
    "ceiling:category": gettext_lazy("Voor deze soort plannen is nog %(amount)s over. Wij mogen niet meer geven."),
}
"""What a room bound, by `Evaluation.bound_by`."""


@dataclass(frozen=True)
class FindingRow:
    """One criterion on the assessment sheet: what the machine said, what a person judged, and what counts."""

    finding: Finding
    statement: str
    judgement: Judgement | None
    needs_person: bool

    @property
    def key(self) -> str:
        return self.finding.criterion

    @property
    def outcome(self) -> Outcome:
        """What counts: the newest judgement, else what the machine said."""
        return Outcome(self.judgement.verdict) if self.judgement else self.finding.outcome

    @property
    def is_cap(self) -> bool:
        return self.finding.cap_cents is not None

    @property
    def can_be_judged(self) -> bool:
        """Caps are arithmetic. A cap that is not met (too little asked, nothing left) is still open to a reason."""
        return not self.is_cap or self.finding.outcome != Outcome.MET

    @property
    def is_overruled(self) -> bool:
        return not self.needs_person and self.judgement is not None and self.judgement.verdict != self.finding.outcome

    def overruled_by(self, verdict: str) -> bool:
        """Whether this verdict would overrule the machine."""
        return not self.needs_person and verdict != self.finding.outcome


@dataclass(frozen=True)
class Sheet:
    """The assessment sheet of a case at one moment."""

    evaluation: Evaluation
    rows: tuple[FindingRow, ...]
    facts: Facts
    rules: RuleSet
    """The rules as they hold for this case: its version, village and tier."""

    def row(self, criterion: str) -> FindingRow | None:
        return next((row for row in self.rows if row.key == criterion), None)

    @property
    def unjudged(self) -> tuple[FindingRow, ...]:
        return tuple(row for row in self.rows if row.outcome == Outcome.NEEDS_JUDGEMENT)

    @property
    def not_met(self) -> tuple[FindingRow, ...]:
        return tuple(row for row in self.rows if row.outcome == Outcome.NOT_MET)

    @property
    def payable_cents(self) -> int:
        return self.evaluation.payable_cents

    @property
    def needs_talk(self) -> bool:
        """Whether the scheme demands a talk; an offered one is no duty."""
        talk = talk_of(self.rules)
        return talk is not None and talk.when != "offered"

    @property
    def needs_advice(self) -> bool:
        return bool(advisors_of(self.rules))

    @property
    def bound_sentence(self) -> str:
        """What set the payable amount, for the office and the letter; empty when all that was asked can be paid."""
        bound = self.evaluation.bound_by or ""
        row = self.row(bound)
        if row is not None:
            return row.finding.sentence
        payable = format_euro(self.payable_cents)
        if bound == "eligible_costs":
            return _("De kosten die meetellen zijn samen %(amount)s.") % {
                "amount": format_euro(self.evaluation.eligible_cents)
            }
        left = ROOM_SENTENCES.get(bound)
        return str(left) % {"amount": payable} if left else ""

    def stored_rows(self) -> list[dict[str, object]]:
        """Plain JSON: what the machine found and what counts, per criterion."""
        findings = self.evaluation.to_dict()["findings"]
        return [
            {**stored, "counts": str(row.outcome), "judgement": row.judgement.pk if row.judgement else None}
            for stored, row in zip(findings, self.rows, strict=True)
        ]


def current_findings(application: GrantApplication, *, on: date) -> Sheet:
    """Evaluate the version that applied on receipt with today's facts and room, and lay the judgements over it.

    The case's own reservation counts as room: it is what the case would be paid from.
    """
    facts = facts_of(application)
    all_rules = rules_of(application.version)
    rules = rules_for(all_rules, facts)
    evaluation = evaluate(all_rules, facts, on)
    newest = {j.criterion: j for j in application.judgements.select_related("by__user").order_by("at", "pk")}
    rows = tuple(
        FindingRow(
            finding=finding,
            statement=rules.rule(finding.criterion).statement,
            judgement=newest.get(finding.criterion),
            needs_person=rules.rule(finding.criterion).terms.checked_by == "human",
        )
        for finding in evaluation.findings
    )
    return Sheet(evaluation, rows, facts, rules)
