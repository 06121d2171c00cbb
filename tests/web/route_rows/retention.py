"""Who sees what of keeping and forgetting."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.retention.models import DestructionItem, DestructionList

from ..route_answers import Row, everybody, only, signed_in
from ..route_world import ADMINISTRATOR, ARCHIVIST, World

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def build(world: World) -> dict[str, Any]:
    found = DestructionList.objects.create(as_of=date(2026, 1, 1), made_by=Actor.system("matrix"), made_at=LONG_AGO)
    item = DestructionItem.objects.create(
        list=found,
        object_type=world.case._meta.label_lower,
        object_id="0",
        number="A-2018-0001",
        data_class="refused",
        ended_on=date(2018, 1, 1),
        years=5,
        due_on=date(2023, 1, 1),
        source="8.2",
    )
    return {"destruction_item": item}


def _list(world: World) -> dict[str, Any]:
    return {"pk": world.things["destruction_item"].list_id}


def _item(world: World) -> dict[str, Any]:
    return _list(world) | {"item": world.things["destruction_item"].pk}


KEEPERS = only(ADMINISTRATOR, ARCHIVIST)
ROWS = [
    Row("my_data", signed_in(200)),
    Row("office_retention", KEEPERS),
    Row("office_retention_term", only(ARCHIVIST), lambda _w: {"code": "granted"}),
    Row("office_destruction_new", KEEPERS),
    Row("office_destruction", KEEPERS, _list),
    Row("office_destruction_approve", only(ARCHIVIST), _list),
    Row("office_destruction_withdraw", everybody(405), _list),
    Row("office_destruction_certificate", only(), _list),
    Row("office_destruction_spare", KEEPERS, _item),
    Row("office_agreements_kept", only(ARCHIVIST)),
    Row("office_agreement_kept", only(), lambda _w: {"label": "groups.covenant", "pk": 0}),
    Row("office_person_request", KEEPERS),
]
