"""Two colleagues press the same button: a group gets a message once, and one of two messages on a topic is warned."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

import pytest

from kernkracht.community.channels.actions import (
    ChannelRefusal,
    Sent,
    StandsBesideAnother,
    plan_message,
    send_to_groups,
)
from kernkracht.community.channels.models import GroupDelivery, MessagePlan
from kernkracht.community.groups.models import GroupContact
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.notices.models import OutboxMessage
from tests.factories.channels import ChannelUseFactory, MessagePlanFactory, TargetGroupFactory
from tests.factories.groups import GroupFactory
from tests.factories.villages import VillageFactory

from .crowd import all_at_once

pytestmark = pytest.mark.concurrency
CROWD = 6


def test_a_group_gets_a_message_once(committed_db: None, now: datetime) -> None:
    village = VillageFactory()
    plan = MessagePlanFactory(state=MessagePlan.State.PLANNED, villages=[village])
    groups = [GroupFactory(villages=[village]) for _number in range(3)]
    for number, group in enumerate(groups):
        GroupContact.objects.create(
            group=group, name="Robin", email=f"robin{number}@example.org", valid_from=date(2020, 1, 1)
        )
    act = partial(send_to_groups, plan=plan, groups=groups, by=Actor.system(), at=now)
    results = all_at_once([act for _press in range(CROWD)])
    sent = [result for result in results if isinstance(result, Sent)]
    assert len(sent) == CROWD, results
    assert sorted(each.mailed for each in sent) == [0] * (CROWD - 1) + [3]
    assert GroupDelivery.objects.count() == OutboxMessage.objects.filter(kind="message_to_group").count() == 3


def test_of_two_messages_on_one_topic_the_second_is_warned(committed_db: None, now: datetime) -> None:
    village, group = VillageFactory(), TargetGroupFactory()
    plans = [MessagePlanFactory(villages=[village], groups=[group]) for _number in range(2)]
    for plan in plans:
        ChannelUseFactory(plan=plan)
    results = all_at_once([partial(plan_message, plan=plan, by=Actor.system(), at=now) for plan in plans])
    assert sum(isinstance(result, MessagePlan) for result in results) == 1, results
    refused = [result for result in results if isinstance(result, ChannelRefusal)]
    assert [type(each) for each in refused] == [StandsBesideAnother]
