"""Everything about one case that an assessor or decision-maker needs, on one page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.deadlines import Deadline
from kernkracht.foundation.documents.models import Letter
from kernkracht.grants.budgets.models import GrantCeiling
from kernkracht.grants.budgets.queries import ceilings_for, room_under
from kernkracht.grants.schemes.accessors import DecisionMaker, execution_deadline_of

from ..languages import foreign_language_of
from ..models import (
    OPEN_STATES,
    Advice,
    ApplicationState,
    Assessment,
    Attachment,
    Companion,
    CompletionRequest,
    DecisionProposal,
    GrantApplication,
    GrantDecision,
    Outcome,
    Talk,
)
from ..permissions import BAR_SENTENCES, DecisionRight, decision_right, interests
from ..refusal_grounds import CEILING
from ..rules import decider_of
from ..terms import DecisionClock
from ..workflow import APPLICATION_WORKFLOW
from .cases import visible_cases
from .findings import Sheet, current_findings
from .letters import letters_of
from .related import RelatedCase, related_cases
from .rights import mandates_of, named_decider, officer_for, parties_of, permissions_in
from .terms import deadline_of, untreated_deadline
from .timeline import TimelineEntry, timeline_of

DEFAULT_REPAIR_DAYS = 14


@dataclass(frozen=True)
class ActRight:
    """Something that can be done with a case: allowed now, or the reasons why not."""

    name: str
    allowed: bool
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class CeilingRoom:
    """A ceiling the case falls under; `room_cents` is what this case may get, its own reservation counted in."""

    ceiling: GrantCeiling
    room_cents: int


@dataclass(frozen=True)
class Dossier:
    """One case as somebody of the office sees it on a day."""

    application: GrantApplication
    viewer: User
    on: date
    sheet: Sheet
    on_receipt: Assessment | None
    decider: DecisionMaker
    """Who decides by the rules."""
    deadline: DecisionClock
    untreated: Deadline | None
    """By when leaving the case untreated is possible, once completion was asked (Awb 4:5)."""
    ceilings: tuple[CeilingRoom, ...]
    related: tuple[RelatedCase, ...]
    companions: tuple[Companion, ...]
    attachments: tuple[Attachment, ...]
    talks: tuple[Talk, ...]
    advices: tuple[Advice, ...]
    completions: tuple[CompletionRequest, ...]
    proposals: tuple[DecisionProposal, ...]
    decisions: tuple[GrantDecision, ...]
    letters: tuple[Letter, ...]
    """Newest first."""
    timeline: tuple[TimelineEntry, ...]
    acts: Mapping[str, ActRight]
    right: DecisionRight | None
    """Set while a proposal waits."""

    @property
    def letter_language(self) -> str:
        """The language of letters and mails to the applicant, when it is another than the office's own; else ""."""
        return foreign_language_of(self.application)

    @property
    def untreated_until(self) -> date | None:
        return self.untreated.due_on if self.untreated else None

    @property
    def untreated_steps(self) -> tuple[str, ...]:
        return self.untreated.steps if self.untreated else ()

    @property
    def open_proposal(self) -> DecisionProposal | None:
        if self.application.state != ApplicationState.PROPOSED:
            return None
        waiting = [p for p in self.proposals if p.returned_at is None]
        return waiting[-1] if waiting else None

    @property
    def open_completion(self) -> CompletionRequest | None:
        return next((c for c in reversed(self.completions) if c.answered_at is None), None)

    @property
    def repair_days(self) -> int:
        """The repair term to suggest, in days: of the scheme's texts, else two weeks (the model of the VNG)."""
        days = self.application.version.texts.get("repair_days")
        return days if isinstance(days, int) and 1 <= days <= 90 else DEFAULT_REPAIR_DAYS

    @property
    def repair_question(self) -> str:
        """What the rules already say is missing and can still be mended, as a first draft of the question."""
        wanting = [row for row in self.sheet.rows if row.finding.repairable or row.finding.not_yet_known]
        return "\n".join(f"- {row.finding.sentence}" for row in wanting if row.judgement is None)

    def suggested_proposal(self) -> dict[str, object]:
        """What the sheet points at: award what can be paid, or refuse on the first rule that is not met."""
        if self.sheet.not_met:
            return {"outcome": Outcome.REFUSE, "ground": self.sheet.not_met[0].finding.kind}
        if self.sheet.payable_cents <= 0:
            return {"outcome": Outcome.REFUSE, "ground": CEILING}
        return {
            "outcome": Outcome.GRANT,
            "amount": self.sheet.payable_cents,
            "carry_out_by": execution_deadline_of(self.sheet.rules, self.on) or self._end_of_plan(),
        }

    def _end_of_plan(self) -> date | None:
        """The day the applicant named, when it lies ahead."""
        ends = self.application.ends_on or self.application.starts_on
        return ends if ends is not None and ends > self.on else None

    def advice_for(self, user: User) -> Advice | None:
        """The open question for advice that this person has to answer."""
        return next((a for a in self.advices if a.asked_of_id == user.pk and a.answered_at is None), None)


def case_by_number(user: User, number: str, on: date) -> GrantApplication | None:
    """The case, or None when there is none or this person may not know of it."""
    cases = visible_cases(user, on).select_related(
        "scheme", "version", "village__area", "handler", "team", "applicant", "entered_by"
    )
    return cases.filter(number=number).first()


def dossier(application: GrantApplication, user: User, *, on: date) -> Dossier:
    """Read the whole case. The number of queries does not depend on how much there is."""
    sheet = current_findings(application, on=on)
    proposals = tuple(application.proposals.select_related("by__user").prefetch_related("decisions"))
    right = _right(application, user, proposals, on)
    return Dossier(
        application=application,
        viewer=user,
        on=on,
        sheet=sheet,
        on_receipt=application.assessments.order_by("made_at", "pk").first(),
        decider=decider_of(application),
        deadline=deadline_of(application, on),
        untreated=untreated_deadline(application),
        ceilings=_ceilings(application),
        related=tuple(related_cases(application)),
        companions=tuple(application.companions.all()),
        attachments=tuple(application.attachments.filter(removed_at__isnull=True).select_related("document")),
        talks=tuple(application.talks.select_related("by__user")),
        advices=tuple(application.advices.select_related("asked_of", "asked_by__user")),
        completions=tuple(application.completion_requests.select_related("suspension", "asked_by__user")),
        proposals=proposals,
        decisions=tuple(application.decisions.select_related("decided_by__user", "mandate", "letter")),
        letters=tuple(letters_of(application)),
        timeline=timeline_of(application),
        acts=_acts(application, user, right, on),
        right=right,
    )


def _ceilings(application: GrantApplication) -> tuple[CeilingRoom, ...]:
    if application.budget_year is None:
        return ()
    ceilings = ceilings_for(application.scheme, application.budget_year, application.village)
    room = room_under(ceilings, filed_on=application.received_on, case_number=application.number or "")
    return tuple(CeilingRoom(ceiling, room[ceiling.pk]) for ceiling in ceilings)


def _right(
    application: GrantApplication, user: User, proposals: tuple[DecisionProposal, ...], on: date
) -> DecisionRight | None:
    waiting = [p for p in proposals if p.returned_at is None]
    if application.state != ApplicationState.PROPOSED or not waiting:
        return None
    amount = waiting[-1].amount_cents if waiting[-1].outcome == Outcome.GRANT else 0
    return decision_right(
        officer_for(user.actor, on),
        parties_of(application),
        mandates_of(user.actor, on),
        scheme_id=application.scheme_id,
        village_id=application.village_id,
        amount_cents=amount or 0,
        on=on,
        decider=named_decider(application),
    )


NEEDS: Mapping[str, tuple[Permission, str]] = {
    "take": (Permission.ASSIGN_APPLICATION, ""),
    "assign": (Permission.ASSIGN_APPLICATION, ""),
    "start": (Permission.ASSESS_APPLICATION, "start_assessment"),
    "judge": (Permission.ASSESS_APPLICATION, "propose"),
    "request_completion": (Permission.ASSESS_APPLICATION, "request_completion"),
    "note_completion": (Permission.ASSESS_APPLICATION, "resume"),
    "resume": (Permission.ASSESS_APPLICATION, "resume"),
    "note_talk": (Permission.ASSESS_APPLICATION, ""),
    "ask_advice": (Permission.ASSESS_APPLICATION, "request_completion"),
    "extend_term": (Permission.ASSESS_APPLICATION, ""),
    "suspend_term": (Permission.ASSESS_APPLICATION, ""),
    "end_suspension": (Permission.ASSESS_APPLICATION, ""),
    "register_default": (Permission.ASSESS_APPLICATION, ""),
    "propose": (Permission.ASSESS_APPLICATION, "propose"),
    "return": (Permission.DECIDE_APPLICATION, "return_proposal"),
    "decide": (Permission.DECIDE_APPLICATION, "grant"),
}
"""Per act of the office: the permission it needs, and the transition whose sources say when it can be done."""


def _acts(application: GrantApplication, user: User, right: DecisionRight | None, on: date) -> dict[str, ActRight]:
    """Which acts this person can do now. What the state does not allow is left out: nothing to explain."""
    held = permissions_in(user, application.village, on)
    ties = interests(officer_for(user.actor, on), parties_of(application))
    acts = {}
    for name, (permission, transition) in NEEDS.items():
        if not _possible(application, transition):
            continue
        reasons: list[str] = []
        if permission not in held:
            reasons.append(str(_("Daarvoor heeft u in dit dorp geen recht.")))
        elif name == "decide" and right is not None:
            reasons += right.sentences
        elif permission == Permission.ASSESS_APPLICATION and ties:
            reasons += [str(BAR_SENTENCES[tie]) for tie in ties]
        acts[name] = ActRight(name, not reasons, tuple(reasons))
    return acts


def _possible(application: GrantApplication, transition: str) -> bool:
    if transition:
        return APPLICATION_WORKFLOW.allows(transition, application.state) or (
            transition == "propose" and application.state == ApplicationState.SUBMITTED
        )
    return application.state in OPEN_STATES


__all__ = ["ActRight", "CeilingRoom", "Dossier", "case_by_number", "dossier"]
