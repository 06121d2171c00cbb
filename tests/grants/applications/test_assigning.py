"""Whose case it is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kernkracht.community.people.models import Membership, Role, Team
from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.queries import history_of
from kernkracht.grants.applications import actions
from kernkracht.grants.applications.models import ApplicationState, GrantApplication
from tests.factories.applications import NOON
from tests.factories.people import officer_with

from .desk import Desk, assessor

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return Desk()


def act(desk: Desk, **more: Any) -> dict[str, Any]:
    return {"application": desk.case, "by": desk.assessor.actor, "at": NOON, **more}


def test_somebody_takes_a_free_case_once(desk: Desk) -> None:
    actions.take_case(**act(desk))
    actions.take_case(**act(desk))
    assert desk.fresh().handler == desk.assessor
    assert [e.event for e in history_of(desk.case)] == ["application.taken"]


def test_a_case_of_a_colleague_is_not_taken_by_accident(desk: Desk) -> None:
    other = assessor("Mila de Jong")
    actions.take_case(**act(desk))
    with pytest.raises(actions.UnableToAssign, match="Sanne"):
        actions.take_case(**act(desk, by=other.actor))
    assert desk.fresh().handler == desk.assessor


def test_it_can_be_given_to_who_can_assess_it(desk: Desk) -> None:
    other = assessor("Mila de Jong")
    actions.assign_case(**act(desk), to=other)
    assert desk.fresh().handler == other


def test_not_to_who_cannot_assess_or_has_a_tie(desk: Desk) -> None:
    reader = officer_with(Permission.READ_OFFICE, code=Role.Code.AUDITOR)
    tied = assessor("Mila de Jong")
    GrantApplication.objects.filter(pk=desk.case.pk).update(organisation="De Wip")
    Membership.objects.create(user=tied, organisation="De Wip", valid_from=date(2020, 1, 1))
    for somebody in (reader, tied):
        with pytest.raises(actions.UnableToAssign) as refusal:
            actions.assign_case(**act(desk), to=somebody)
        assert refusal.value.field == "to"
    assert desk.fresh().handler is None


def test_a_team_gets_what_nobody_can_do_now(desk: Desk) -> None:
    actions.take_case(**act(desk))
    team = Team.objects.create(code="vangnet", name="Vangnet")
    actions.hand_to_team(**act(desk), team=team)
    case = desk.fresh()
    assert (case.handler, case.team) == (None, team)


@pytest.mark.parametrize("state", [ApplicationState.DRAFT, ApplicationState.WITHDRAWN])
def test_a_case_that_is_not_open_has_no_handler_to_change(desk: Desk, state: str) -> None:
    GrantApplication.objects.filter(pk=desk.case.pk).update(state=state)
    with pytest.raises(actions.UnableToAssign):
        actions.take_case(**act(desk))
    assert desk.fresh().handler is None


def test_without_the_right_nothing_is_assigned(desk: Desk) -> None:
    with pytest.raises(actions.UnableToAssign, match="recht"):
        actions.assign_case(**act(desk, by=desk.decider.actor), to=desk.assessor)
