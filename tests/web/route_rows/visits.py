"""Notes of visits: read by who visits villages or handles questions, written by who visits."""

from __future__ import annotations

from typing import Any

from tests.factories.observations import VisitNoteFactory

from ..route_answers import Row, everybody, only
from ..route_world import COORDINATOR, MANAGER, POLICY, World


def build(world: World) -> dict[str, Any]:
    writer = world.staff[COORDINATOR].actor
    return {"visit_note": VisitNoteFactory(village=world.village, written_by=writer)}


def _pk(world: World) -> dict[str, Any]:
    return {"pk": world.things["visit_note"].pk}


ROWS = [
    Row("office_visits", only(COORDINATOR, POLICY, MANAGER)),
    Row("office_visit_new", only(COORDINATOR)),
    Row("office_visit_take_in", only(COORDINATOR, answer=405)),
    Row("office_visit_device", only(COORDINATOR)),
    Row("office_visit_worker", everybody(200)),
    Row("office_visit_change", only(COORDINATOR), _pk),
    Row("office_visit_remove", only(COORDINATOR), _pk),
    Row("office_visit_trend", only(COORDINATOR, POLICY, MANAGER), _pk),
]
