"""Rows of the matrix: who may decide, up to which amount."""

from __future__ import annotations

from datetime import date
from typing import Any

from kernkracht.community.people.models import Assignment
from kernkracht.grants.applications.models import Mandate

from ..route_answers import Row, only
from ..route_world import ADMINISTRATOR, STAFF, World


def build(world: World) -> dict[str, Any]:
    post = Assignment.objects.order_by("pk").first()
    mandate = Mandate.objects.create(assignment=post, reference="Besluit", valid_from=date(2999, 1, 1))
    mandate.schemes.add(world.case.scheme)
    return {"mandate": mandate}


def _mandate(world: World) -> dict[str, Any]:
    return {"pk": world.things["mandate"].pk}


ROWS = [
    Row("office_mandates", only(*STAFF)),
    Row("office_mandate_give", only(ADMINISTRATOR)),
    Row("office_mandate_change_end", only(ADMINISTRATOR), _mandate),
    Row("office_mandate_end", only(ADMINISTRATOR), _mandate),
    Row("office_mandate_withdraw", only(ADMINISTRATOR), _mandate),
]
