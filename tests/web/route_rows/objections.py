"""Objections, and the calendar file of a hearing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from kernkracht.community.gatherings.models import Invitee
from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.applications.models import GrantDecision
from kernkracht.grants.objections.models import Objection
from tests.factories.applications import ApplicationFactory
from tests.factories.gatherings import GatheringFactory

from ..route_answers import Row, everybody, only, signed_in
from ..route_world import (
    ADMINISTRATOR,
    COORDINATOR,
    DECIDER,
    OBJECTIONS,
    POLICY,
    STAFF,
    World,
)


def build(world: World) -> dict[str, Any]:
    gathering = GatheringFactory()
    invitee = Invitee.objects.create(gathering=gathering, name="Robin Voorbeeld", invited_at=gathering.planned_at)
    return {"invitee": invitee, **_refused(world)}


def _refused(world: World) -> dict[str, Any]:
    """A refused case, and one with an objection."""
    by, noon = Actor.system(), gathering_day()
    cases = [
        ApplicationFactory(
            village=world.village,
            version=world.case.version,
            state="refused",
            refusal_ground="insolvent",
            decided_on=noon.date(),
        )
        for _n in range(2)
    ]
    decisions = [
        GrantDecision.objects.create(
            application=case,
            outcome="refuse",
            refusal_ground="insolvent",
            reason="Nee.",
            budget_year=2026,
            decided_by=by,
            decided_at=noon,
            decided_on=noon.date(),
        )
        for case in cases
    ]
    objection = Objection.objects.create(
        number="BZ-2026-0001",
        application=cases[0],
        decision=decisions[0],
        contested_decider=by,
        channel="paper",
        name="Robin Voorbeeld",
        address="Dorpsstraat 1",
        received_at=noon,
        received_on=noon.date(),
        announced_on=noon.date(),
        term_ends_on=noon.date(),
        due_on=noon.date(),
        changed_at=noon,
    )
    return {"objection": objection, "refused": cases[1]}


def gathering_day() -> datetime:
    return datetime(2026, 3, 2, 12, tzinfo=UTC)


def _objection(world: World) -> dict[str, Any]:
    return {"number": world.things["objection"].number}


def _refused_number(world: World) -> dict[str, Any]:
    return {"number": world.things["refused"].number}


def _follow(world: World) -> dict[str, Any]:
    return {"token": world.things["objection"].token}


def _invitee(world: World) -> dict[str, Any]:
    return {"token": world.things["invitee"].token}


def _number(world: World) -> dict[str, Any]:
    return {"number": world.case.number}


def _person(world: World) -> dict[str, Any]:
    return {"pk": world.colleague.pk}


OFFICE = tuple(STAFF)

READERS = (OBJECTIONS, DECIDER)
HANDLER_ACTS = (
    *("assign", "lateness", "repair", "repaired", "resume", "committee", "extend"),
    *("adjourn", "default", "no_penalty", "hearing", "hearing_move", "report", "waive", "propose"),
)

ROWS = [
    Row("gathering_calendar", everybody(200), _invitee),
    # Everybody who works here may have an interest; an address is for the colleague and the administrator.
    Row("office_interest", only(*OFFICE), _number),
    Row("office_no_interest", only(*OFFICE), _number),
    Row("office_household", only(ADMINISTRATOR), _person),
    Row("office_household_forget", only(ADMINISTRATOR), _person),
    # Residents: whoever has the mailed link.
    Row("resident:objecting", everybody(200)),
    Row("resident:object", everybody(200), lambda w: {"token": w.things["refused"].token}),
    Row("resident:object_to", everybody(200), lambda w: {"token": w.things["refused"].token, "about": "besluit"}),
    Row("resident:objections", signed_in(200)),
    Row("resident:objection", everybody(200), _follow),
    Row("resident:objection_sign", everybody(200), _follow),
    Row("resident:objection_code", everybody(405), _follow),
    Row("resident:objection_repair", everybody(200), _follow),
    Row("resident:objection_late", everybody(200), _follow),
    Row("resident:objection_default", everybody(200), _follow),
    Row("resident:objection_withdraw", everybody(200), _follow),
    # The office: who handles and who decides.
    Row("office_objections", only(*READERS)),
    Row(
        "office_objection_new", only(OBJECTIONS, COORDINATOR, POLICY), lambda w: {"number": w.things["refused"].number}
    ),
    Row("office_objection", only(*READERS), _objection),
    Row("office_objection_file", only(*READERS), _objection),
    Row("office_objection_take", everybody(405), _objection),
    *(Row(f"office_objection_{act}", only(OBJECTIONS), _objection) for act in HANDLER_ACTS),
    Row("office_objection_return", only(DECIDER), _objection),
    Row("office_objection_decide", only(DECIDER), _objection),
]
