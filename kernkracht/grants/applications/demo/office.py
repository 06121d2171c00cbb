"""What the office does in the demo: take, talk, judge, ask, propose, decide."""

from __future__ import annotations

from datetime import datetime, timedelta

from kernkracht.community.people.models import Team, User
from kernkracht.foundation.audit.models import Actor

from .. import actions
from ..actions.proposing import Proposal
from ..days import day_of
from ..models import Advice, Judgement, Outcome
from ..queries.findings import FindingRow, current_findings
from .scene import Scene
from .seed import Step

READY_IN = timedelta(days=270)
"""How long after the proposal a plan must be ready, when the seed says nothing."""


def _officer(scene: Scene, at: datetime) -> Actor:
    return scene.assessor(day_of(at)).actor


def to_team(scene: Scene, step: Step, at: datetime) -> None:
    """Put it in the team's queue, unless it waits there already because the village has no coordinator."""
    case = scene.case
    if case.handler is None:
        return
    team = Team.objects.get(is_default=True)
    actions.hand_to_team(application=case, team=team, by=User.objects.get(email=scene.seed.office.policy).actor, at=at)


def take(scene: Scene, step: Step, at: datetime) -> None:
    officer = scene.assessor(day_of(at))
    actions.assign_case(application=scene.case, to=officer, by=officer.actor, at=at)


def start(scene: Scene, step: Step, at: datetime) -> None:
    actions.start_assessment(application=scene.case, by=_officer(scene, at), at=at)


def talk(scene: Scene, step: Step, at: datetime) -> None:
    actions.note_talk(
        application=scene.case,
        held_on=day_of(at),
        how=step.words.get("how", ""),
        summary=step.words["text"],
        by=_officer(scene, at),
        at=at,
    )


def assess(scene: Scene, step: Step, at: datetime) -> None:
    """Judge everything that needs a person; criteria under `not_met` fail, with the reason given there.

    `leave` keeps that many open, for a case that is only half-way.
    """
    refused: dict[str, str] = step.words.get("not_met", {})
    sheet = current_findings(scene.case, on=day_of(at))
    rows = [row for row in sheet.rows if row in sheet.unjudged or row.key in refused]
    rows = rows[: len(rows) - int(step.words.get("leave", 0))]
    for minutes, row in enumerate(rows):
        fails = row.key in refused
        actions.judge_criterion(
            application=scene.case,
            criterion=row.key,
            verdict=Judgement.Verdict.NOT_MET if fails else Judgement.Verdict.MET,
            reason=refused[row.key] if fails else _reason(scene, row),
            by=_officer(scene, at),
            at=at + timedelta(minutes=minutes),
        )


def _reason(scene: Scene, row: FindingRow) -> str:
    return scene.plan.reasons.get(row.key) or scene.seed.reasons[row.finding.kind]


def ask(scene: Scene, step: Step, at: datetime) -> None:
    colleague = User.objects.get(email=step.words["of"])
    actions.ask_advice(application=scene.case, of=colleague, question=step.words["text"], by=_officer(scene, at), at=at)


def advise(scene: Scene, step: Step, at: datetime) -> None:
    advice = Advice.objects.select_related("asked_of").get(application=scene.case, answered_at__isnull=True)
    actions.give_advice(advice=advice, answer=step.words["text"], by=advice.asked_of.actor, at=at)


def request(scene: Scene, step: Step, at: datetime) -> None:
    actions.request_completion(
        application=scene.case, question=step.words["text"], days=step.words["term"], by=_officer(scene, at), at=at
    )


def resume(scene: Scene, step: Step, at: datetime) -> None:
    actions.resume_after_unused_term(application=scene.case, by=_officer(scene, at), at=at)


def propose(scene: Scene, step: Step, at: datetime) -> None:
    words = step.words
    outcome = Outcome(words["outcome"])
    grants = outcome == Outcome.GRANT
    amount = words.get("amount")
    proposal = Proposal(
        outcome=outcome,
        reason=words["reason"],
        amount_cents=amount * 100 if amount else None,
        up_to_room=grants and not amount,
        refusal_ground=words.get("ground", ""),
        obligations=words.get("agreed", ""),
        carry_out_by=day_of(at) + READY_IN if grants else None,
        refer_to=words.get("to", ""),
        refer_url=words.get("url", ""),
    )
    actions.propose_decision(application=scene.case, proposal=proposal, by=_officer(scene, at), at=at)


def decide(scene: Scene, step: Step, at: datetime) -> None:
    """As proposed, or less (`amount`, with a `reason`); by the decision-maker, or by whom the step names."""
    words = step.words
    decider = User.objects.get(email=words.get("by", scene.seed.office.decider)).actor
    if "amount" in words:
        actions.award_grant(
            application=scene.case,
            no_interest=True,
            amount_cents=words["amount"] * 100,
            reason=words["reason"],
            by=decider,
            at=at,
        )
    else:
        actions.decide_as_proposed(application=scene.case, no_interest=True, by=decider, at=at)
