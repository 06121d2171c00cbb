"""Counts of partners: read by who handles questions, kept by who manages partners."""

from __future__ import annotations

from typing import Any

from kernkracht.participation.observations.models import ReportKind

from ..route_answers import Row, only
from ..route_world import COORDINATOR, MANAGER, POLICY, World

KEEPERS = (COORDINATOR, POLICY)


def build(world: World) -> dict[str, Any]:
    return {"report_kind": ReportKind.objects.create(label="Afval")}


ROWS = [
    Row("office_partner_counts", only(*KEEPERS, MANAGER)),
    Row("office_partner_counts_import", only(*KEEPERS)),
    Row("office_trend_add", only(*KEEPERS, MANAGER)),
    Row("office_report_kinds", only(*KEEPERS)),
    Row("office_report_kind_add", only(*KEEPERS)),
    Row("office_report_kind", only(*KEEPERS), lambda world: {"pk": world.things["report_kind"].pk}),
]
