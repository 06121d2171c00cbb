"""Channels and messages: every colleague reads the toolbox and its scores (R248); who manages channels acts."""

from __future__ import annotations

from typing import Any

from tests.factories.channels import (
    ChannelFactory,
    ChannelUseFactory,
    MessagePlanFactory,
    TargetGroupFactory,
)

from ..route_answers import Row, everybody, only
from ..route_world import ADMINISTRATOR, COORDINATOR, MANAGER, POLICY, STAFF, World

OFFICE = tuple(STAFF)
MANAGERS = (COORDINATOR, POLICY, MANAGER, ADMINISTRATOR)


def build(world: World) -> dict[str, Any]:
    group = TargetGroupFactory()
    plan = MessagePlanFactory(groups=[group], villages=[world.village])
    channel = ChannelFactory()
    return {
        "toolbox_channel": channel,
        "toolbox_target_group": group,
        "toolbox_message": plan,
        "toolbox_use": ChannelUseFactory(plan=plan, channel=channel),
    }


def _pk(name: str) -> Any:
    return lambda world: {"pk": world.things[name].pk}


def _kind(world: World) -> dict[str, Any]:
    return {"pk": world.things["toolbox_channel"].kind_id}


def _choice(world: World) -> dict[str, Any]:
    return {"pk": world.things["toolbox_message"].pk, "channel_pk": world.things["toolbox_channel"].pk}


CHANNEL, GROUP, MESSAGE, USE = (_pk(f"toolbox_{name}") for name in ("channel", "target_group", "message", "use"))

ROWS = [
    # The register
    Row("office_village_channels", only(*OFFICE)),
    Row("office_village_channel_add", only(*MANAGERS)),
    Row("office_village_channel_effects", only(*OFFICE)),
    Row("office_village_channel_kinds", only(*OFFICE)),
    Row("office_village_channel_kind_add", only(*MANAGERS)),
    Row("office_village_channel_kind", only(*MANAGERS), _kind),
    Row("office_target_groups", only(*OFFICE)),
    Row("office_target_group_add", only(*MANAGERS)),
    Row("office_target_group", only(*MANAGERS), GROUP),
    Row("office_village_channel", only(*OFFICE), CHANNEL),
    Row("office_village_channel_change", only(*MANAGERS), CHANNEL),
    Row("office_village_channel_end", only(*MANAGERS), CHANNEL),
    Row("office_village_channel_resume", only(*MANAGERS), CHANNEL),
    Row("office_village_channel_contact", only(*MANAGERS), CHANNEL),
    Row("office_village_channel_contact_remove", only(*MANAGERS), CHANNEL),
    # Messages
    Row("office_message_plans", only(*OFFICE)),
    Row("office_message_plan_add", only(*MANAGERS)),
    Row("office_message_plan_calendar", only(*OFFICE)),
    Row("office_message_plan_use_move", only(*MANAGERS), USE),
    Row("office_message_plan_use_done", only(*MANAGERS), USE),
    Row("office_message_plan_use_drop", only(*MANAGERS), USE),
    Row("office_message_plan_use_score", only(*MANAGERS), USE),
    Row("office_message_plan_group_told", everybody(405), lambda _world: {"pk": 1}),
    Row("office_message_plan", only(*OFFICE), MESSAGE),
    Row("office_message_plan_change", only(*MANAGERS), MESSAGE),
    Row("office_message_plan_factor_c", only(*MANAGERS), MESSAGE),
    Row("office_message_plan_channels", only(*OFFICE), MESSAGE),
    Row("office_message_plan_choose", only(*MANAGERS), _choice),
    Row("office_message_plan_decide", only(*MANAGERS), MESSAGE),
    Row("office_message_plan_take_back", only(*MANAGERS), MESSAGE),
    Row("office_message_plan_call_off", only(*MANAGERS), MESSAGE),
    Row("office_message_plan_groups", only(*OFFICE), MESSAGE),
    Row("office_message_plan_close", only(*MANAGERS), MESSAGE),
    Row("office_message_plan_evaluate", only(*MANAGERS), MESSAGE),
]
