"""Objections, and the calendar file of a hearing."""

from __future__ import annotations

from typing import Any

from kernkracht.community.gatherings.models import Invitee
from tests.factories.gatherings import GatheringFactory

from ..route_answers import Row, everybody
from ..route_world import World


def build(world: World) -> dict[str, Any]:
    gathering = GatheringFactory()
    invitee = Invitee.objects.create(gathering=gathering, name="Robin Voorbeeld", invited_at=gathering.planned_at)
    return {"invitee": invitee}


def _invitee(world: World) -> dict[str, Any]:
    return {"token": world.things["invitee"].token}


ROWS = [
    Row("gathering_calendar", everybody(200), _invitee),
]
