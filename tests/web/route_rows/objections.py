"""Objections, and the calendar file of a hearing."""

from __future__ import annotations

from typing import Any

from kernkracht.community.gatherings.models import Invitee
from tests.factories.gatherings import GatheringFactory

from ..route_answers import Row, everybody, only
from ..route_world import ADMINISTRATOR, STAFF, World


def build(world: World) -> dict[str, Any]:
    gathering = GatheringFactory()
    invitee = Invitee.objects.create(gathering=gathering, name="Robin Voorbeeld", invited_at=gathering.planned_at)
    return {"invitee": invitee}


def _invitee(world: World) -> dict[str, Any]:
    return {"token": world.things["invitee"].token}


def _number(world: World) -> dict[str, Any]:
    return {"number": world.case.number}


def _person(world: World) -> dict[str, Any]:
    return {"pk": world.colleague.pk}


OFFICE = tuple(STAFF)

ROWS = [
    Row("gathering_calendar", everybody(200), _invitee),
    # Everybody who works here may have an interest; an address is for the colleague and the administrator.
    Row("office_interest", only(*OFFICE), _number),
    Row("office_no_interest", only(*OFFICE), _number),
    Row("office_household", only(ADMINISTRATOR), _person),
    Row("office_household_forget", only(ADMINISTRATOR), _person),
]
