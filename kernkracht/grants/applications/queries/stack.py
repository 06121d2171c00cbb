"""What waits for a decision, and which of it this person may decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kernkracht.community.people.models import User

from ..languages import foreign_language_of
from ..models import ApplicationState, DecisionProposal, GrantApplication, Outcome
from ..permissions import DecisionRight, decision_right
from .cases import visible_cases
from .rights import mandates_of, named_decider, officer_for, parties_of


@dataclass(frozen=True)
class StackItem:
    """A case with its proposal and what this person may do with it."""

    application: GrantApplication
    proposal: DecisionProposal
    right: DecisionRight

    @property
    def letter_language(self) -> str:
        """The language of the letter, when it is another than the office's own; else ""."""
        return foreign_language_of(self.application)


def stack_for(user: User, *, on: date) -> list[StackItem]:
    """Every proposal that waits, the most urgent first; the number of queries does not grow with them."""
    officer, mandates = officer_for(user.actor, on), mandates_of(user.actor, on)
    cases = (
        visible_cases(user, on)
        .filter(state=ApplicationState.PROPOSED)
        .select_related("scheme", "version__scheme", "village", "handler", "applicant")
        .prefetch_related(
            "judgements", "completion_requests", "companions", "proposals__by__user", "interest_declarations__officer"
        )
        .order_by("due_on", "pk")
    )
    items = []
    for case in cases:
        waiting = [p for p in case.proposals.all() if p.returned_at is None]
        if not waiting:
            continue
        proposal = waiting[-1]
        right = decision_right(
            officer,
            parties_of(case),
            mandates,
            scheme_id=case.scheme_id,
            village_id=case.village_id,
            amount_cents=(proposal.amount_cents or 0) if proposal.outcome == Outcome.GRANT else 0,
            on=on,
            decider=named_decider(case),
        )
        items.append(StackItem(case, proposal, right))
    return items
