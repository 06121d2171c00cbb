"""Presence in the villages: everybody reads it; who visits villages plans it and logs contact with groups."""

from __future__ import annotations

from typing import Any

from tests.factories.presence import ContactMomentFactory, PresenceFactory

from ..route_answers import Row, everybody, only
from ..route_world import ADMINISTRATOR, COORDINATOR, POLICY, STAFF, World

OFFICE = tuple(STAFF)
SPEAKERS = (COORDINATOR, POLICY, ADMINISTRATOR)


def build(world: World) -> dict[str, Any]:
    return {"presence": PresenceFactory(village=world.village), "spoken": ContactMomentFactory()}


def _pk(name: str) -> Any:
    return lambda world: {"pk": world.things[name].pk}


ROWS = [
    Row("presence_file", everybody(200), _pk("presence")),
    Row("office_presence", only(*OFFICE)),
    Row("office_presence_plan", only(COORDINATOR)),
    Row("office_presence_change", only(COORDINATOR), _pk("presence")),
    Row("office_presence_cancel", only(COORDINATOR), _pk("presence")),
    Row("office_group_contacts", only(*OFFICE)),
    Row("office_group_contact_log", only(*SPEAKERS), lambda world: {"slug": world.things["spoken"].group.slug}),
    Row("office_group_contact_remove", only(*SPEAKERS), _pk("spoken")),
]
