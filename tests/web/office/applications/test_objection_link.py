"""From the dossier to an objection: for who may type one in, and only where there is something to object to."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from kernkracht.community.people.models import Role
from kernkracht.community.people.permission_codes import Permission
from kernkracht.grants.applications import actions
from kernkracht.grants.objections.actions import Filing, file_objection
from tests.factories.people import officer_with, sign_in
from tests.grants.applications.desk import DECIDED_AT, Desk, act

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def refused(desk: Desk) -> Desk:
    desk.judged_and_proposed(outcome="refuse", refusal_ground="open_access")
    actions.refuse_grant(**act(desk))
    return desk


def page(desk: Desk, *rights: Permission) -> str:
    reader = officer_with(Permission.READ_OFFICE, *rights, code=Role.Code.OBJECTION_OFFICER)
    answer = sign_in(Client(), reader).get(reverse("office_case", args=[desk.case.number]))
    assert answer.status_code == 200
    return answer.content.decode()


def link(desk: Desk) -> str:
    return reverse("office_objection_new", args=[desk.case.number])


@pytest.mark.parametrize("right", [Permission.HANDLE_OBJECTION, Permission.ENTER_APPLICATION])
def test_who_may_type_one_in_finds_the_way(refused: Desk, right: Permission) -> None:
    assert link(refused) in page(refused, right)


def test_who_only_reads_does_not(refused: Desk) -> None:
    assert link(refused) not in page(refused)


def test_without_a_decision_there_is_nothing_to_object_to(desk: Desk) -> None:
    assert link(desk) not in page(desk, Permission.HANDLE_OBJECTION)


def test_with_an_objection_that_runs_the_way_leads_there(refused: Desk) -> None:
    objection = file_objection(
        against=refused.case.decisions.get(),
        filing=Filing(name="Robin", address="Dorpsstraat 1", grounds="Iedereen mag meedoen.", email="r@example.org"),
        by=refused.assessor.actor,
        at=DECIDED_AT,
    )
    running = reverse("office_objection", args=[objection.number])
    clerk = page(refused, Permission.ENTER_APPLICATION)
    assert running not in clerk
    assert link(refused) not in clerk
    handler = page(refused, Permission.HANDLE_OBJECTION)
    assert running in handler
    assert link(refused) not in handler
