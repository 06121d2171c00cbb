"""Every state with every transition: allowed pairs move, all others refuse and change nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import product
from typing import Any

import pytest

from kernkracht.community.people.models import User
from kernkracht.foundation.audit.models import AuditEvent
from kernkracht.foundation.workflow import IllegalTransition
from kernkracht.grants.applications import actions
from kernkracht.grants.applications.models import (
    ApplicationState,
    CompletionRequest,
    DecisionProposal,
    GrantApplication,
    GrantDecision,
    Outcome,
    Suspension,
)
from kernkracht.grants.applications.workflow import APPLICATION_WORKFLOW

from .desk import DECIDED_AT, READY_BY, TODAY, Desk

ALLOWED = {
    "submit": {"draft"},
    "withdraw": {"submitted", "assessing", "awaiting_completion", "proposed"},
    "complete": {"awaiting_completion"},
    "start_assessment": {"submitted"},
    "request_completion": {"submitted", "assessing"},
    "resume": {"awaiting_completion"},
    "propose": {"assessing"},
    "return_proposal": {"proposed"},
    "grant": {"proposed"},
    "refuse": {"proposed"},
    "not_treat": {"proposed"},
    "refer": {"proposed"},
    "carry_over": {"proposed"},
    "grant_on_objection": {"refused", "not_treated", "referred", "granted"},
    "refuse_on_objection": {"refused", "not_treated", "referred"},
}
TARGETS = {
    "submit": "submitted",
    "withdraw": "withdrawn",
    "complete": "assessing",
    "start_assessment": "assessing",
    "request_completion": "awaiting_completion",
    "resume": "assessing",
    "propose": "proposed",
    "return_proposal": "assessing",
    "grant": "granted",
    "refuse": "refused",
    "not_treat": "not_treated",
    "refer": "referred",
    "carry_over": "assessing",
    "grant_on_objection": "granted",
    "refuse_on_objection": "refused",
}


def test_the_table_here_is_the_whole_table() -> None:
    """Written out a second time on purpose: a changed arrow must be changed by somebody who looks at this list."""
    assert {n: set(t.sources) for n, t in APPLICATION_WORKFLOW.transitions.items()} == ALLOWED
    assert {n: t.target for n, t in APPLICATION_WORKFLOW.transitions.items()} == TARGETS


@pytest.mark.parametrize(("name", "state"), list(product(ALLOWED, ApplicationState.values)))
def test_the_table_moves_or_refuses(name: str, state: str) -> None:
    case = GrantApplication(state=state)
    if state in ALLOWED[name]:
        assert APPLICATION_WORKFLOW.move(case, name) == state
        assert case.state == TARGETS[name]
        return
    with pytest.raises(IllegalTransition):
        APPLICATION_WORKFLOW.move(case, name)
    assert case.state == state


def _by(desk: Desk, user: User) -> dict[str, Any]:
    return {"application": desk.case, "by": user.actor, "at": DECIDED_AT}


def _decide(verb: Callable[..., object], **more: Any) -> Callable[[Desk], object]:
    return lambda desk: verb(**_by(desk, desk.decider), no_interest=True, **more)


VERBS: dict[str, Callable[[Desk], object]] = {
    "start_assessment": lambda desk: actions.start_assessment(**_by(desk, desk.assessor)),
    "request_completion": lambda desk: actions.request_completion(
        **_by(desk, desk.assessor), question="Stuur een offerte.", days=14
    ),
    "complete": lambda desk: actions.record_completion(**_by(desk, desk.assessor), answer="De offerte is € 400."),
    "resume": lambda desk: actions.resume_after_unused_term(**_by(desk, desk.assessor)),
    "propose": lambda desk: desk.propose(outcome=Outcome.REFER, refer_to="Fonds Voorbeeld", at=DECIDED_AT),
    "return_proposal": lambda desk: actions.return_proposal(**_by(desk, desk.decider), reason="Nog eens."),
    "grant": _decide(actions.award_grant),
    "refuse": _decide(actions.refuse_grant, ground="insolvent", reason="De stichting is failliet."),
    "not_treat": _decide(actions.leave_untreated),
    "refer": _decide(actions.refer_elsewhere),
    "carry_over": _decide(actions.carry_over),
}
"""The office's verb behind each arrow. `submit` and `withdraw` are the applicant's and are tested with those acts."""
PROPOSED_FOR = {
    "grant": Outcome.GRANT,
    "refuse": Outcome.REFUSE,
    "not_treat": Outcome.NOT_TREAT,
    "refer": Outcome.REFER,
    "carry_over": Outcome.CARRY_OVER,
}


def _put_in(desk: Desk, state: str, outcome: str) -> None:
    """Bring a case in a state with the facts that belong to it, past all checks."""
    fields: dict[str, Any] = {"state": state}
    if state == ApplicationState.GRANTED:
        fields |= {"granted_cents": 500_00, "decided_on": TODAY}
    elif state in (ApplicationState.REFUSED, ApplicationState.NOT_TREATED, ApplicationState.REFERRED):
        fields["decided_on"] = TODAY
    if state == ApplicationState.AWAITING_COMPLETION or outcome == Outcome.NOT_TREAT:
        ended = None if state == ApplicationState.AWAITING_COMPLETION else TODAY
        pause = Suspension.objects.create(
            application=desk.case,
            ground=Suspension.Ground.COMPLETION,
            invited_on=TODAY - timedelta(days=3),
            until_on=TODAY,
            ended_on=ended,
        )
        CompletionRequest.objects.create(
            application=desk.case, suspension=pause, question="?", asked_by=desk.assessor.actor, asked_at=DECIDED_AT
        )
    if state == ApplicationState.PROPOSED:
        is_award = outcome == Outcome.GRANT
        DecisionProposal.objects.create(
            application=desk.case,
            outcome=outcome,
            amount_cents=500_00 if is_award else None,
            carry_out_by=READY_BY if is_award else None,
            refusal_ground="insolvent" if outcome == Outcome.REFUSE else "",
            refer_to="Fonds Voorbeeld" if outcome == Outcome.REFER else "",
            reason="Zo is het.",
            by=desk.assessor.actor,
            at=DECIDED_AT,
        )
    GrantApplication.objects.filter(pk=desk.case.pk).update(**fields)
    desk.case.refresh_from_db()


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "state"), list(product(VERBS, ApplicationState.values)))
def test_every_verb_moves_from_its_states_and_refuses_elsewhere(name: str, state: str) -> None:
    desk = Desk()
    _put_in(desk, state, PROPOSED_FOR.get(name, Outcome.GRANT))
    events, before = AuditEvent.objects.count(), GrantApplication.objects.filter(pk=desk.case.pk).values().get()
    if state in ALLOWED[name]:
        VERBS[name](desk)
        assert desk.fresh().state == TARGETS[name]
        assert AuditEvent.objects.count() > events
        return
    with pytest.raises(actions.UnableToAct):
        VERBS[name](desk)
    assert GrantApplication.objects.filter(pk=desk.case.pk).values().get() == before
    assert AuditEvent.objects.count() == events
    assert not GrantDecision.objects.exists()
