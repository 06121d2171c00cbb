"""Gatherings: everybody reads public ones; by a link or code who takes part; the office plans and counts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.factories.gatherings import (
    ActionPointOfGatheringFactory,
    EveningFactory,
    GatheringSeriesFactory,
    SignUpFactory,
    SlotFactory,
)

from ..route_answers import Row, everybody, only
from ..route_world import ADMINISTRATOR, COORDINATOR, MANAGER, POLICY, STAFF, World

OFFICE = tuple(STAFF)
PLANNERS = (COORDINATOR, POLICY, MANAGER, ADMINISTRATOR)


def build(world: World) -> dict[str, Any]:
    now = timezone.now()
    ahead = EveningFactory(starts_at=now + timedelta(days=9), ends_at=now + timedelta(days=9, hours=2))
    ahead.villages.add(world.village)
    door = EveningFactory(starts_at=now - timedelta(minutes=5), ends_at=now + timedelta(hours=2), door_code="271828")
    sign_up = SignUpFactory(slot=SlotFactory(gathering=ahead), feedback_asked_at=now)
    return {
        "evening": ahead,
        "evening_series": GatheringSeriesFactory(),
        "evening_kind": ahead.kind,
        "evening_slot": sign_up.slot,
        "evening_sign_up": sign_up,
        "evening_point": ActionPointOfGatheringFactory(gathering=ahead),
        "evening_door": door,
    }


def _pk(name: str) -> Any:
    return lambda world: {"pk": world.things[name].pk}


def _page(world: World) -> dict[str, Any]:
    return {"pk": world.things["evening"].pk, "slug": world.things["evening"].slug}


def _token(world: World) -> dict[str, Any]:
    return {"token": world.things["evening_sign_up"].token}


def _code(world: World) -> dict[str, Any]:
    return {"code": world.things["evening_door"].door_code}


EVENING = _pk("evening")

ROWS = [
    # Everybody
    Row("gatherings", everybody(200)),
    Row("gathering_file", everybody(200), EVENING),
    Row("gathering", everybody(200), _page),
    Row("village_calendar", everybody(200), lambda world: {"slug": world.village.slug}),
    # Who takes part: no account; whoever has a mailed link or the code of the door may use it
    Row("resident:gathering_sign_up", everybody(200), EVENING),
    Row("resident:signed_up", everybody(200), EVENING),
    Row("resident:withdrawn", everybody(200)),
    Row("resident:sign_up", everybody(200), _token),
    Row("resident:sign_up_change", everybody(200), _token),
    Row("resident:sign_up_calendar", everybody(200), _token),
    Row("resident:gathering_feedback", everybody(200), _token),
    Row("resident:door", everybody(200)),
    Row("resident:door_code", everybody(200), _code),
    # The office
    Row("office_gatherings", only(*OFFICE)),
    Row("office_gathering_plan", only(*PLANNERS)),
    Row("office_gathering_take_over", only(*PLANNERS)),
    Row("office_gathering_series_plan", only(*PLANNERS)),
    Row("office_gathering_series", only(*OFFICE), _pk("evening_series")),
    Row("office_gathering_points", only(*OFFICE)),
    Row("office_gathering_point_done", only(*OFFICE), _pk("evening_point")),
    Row("office_gathering_kinds", only(*OFFICE)),
    Row("office_gathering_kind_add", only(*PLANNERS)),
    Row("office_gathering_kind", only(*PLANNERS), _pk("evening_kind")),
    Row("office_gathering_slot", only(*PLANNERS), _pk("evening_slot")),
    Row("office_gathering_slot_remove", only(*PLANNERS), _pk("evening_slot")),
    Row("office_gathering_present", everybody(405), _pk("evening_sign_up")),
    Row("office_gathering_sign_up_remove", only(*PLANNERS), _pk("evening_sign_up")),
    Row("office_gathering", only(*OFFICE), EVENING),
    Row("office_gathering_change", only(*PLANNERS), EVENING),
    Row("office_gathering_move", only(*PLANNERS), EVENING),
    Row("office_gathering_switch", only(*PLANNERS), EVENING),
    Row("office_gathering_cancel", only(*PLANNERS), EVENING),
    Row("office_gathering_invite", only(*PLANNERS), EVENING),
    Row("office_gathering_enter", only(*PLANNERS), EVENING),
    Row("office_gathering_door", only(*PLANNERS), EVENING),
    Row("office_gathering_door_picture", only(*PLANNERS), EVENING),
    Row("office_gathering_count", only(*PLANNERS), EVENING),
    Row("office_gathering_outcome", only(*PLANNERS), EVENING),
    Row("office_gathering_point_add", only(*PLANNERS), EVENING),
    Row("office_gathering_document", only(*PLANNERS), EVENING),
    Row("office_gathering_feedback", only(*PLANNERS), EVENING),
]
