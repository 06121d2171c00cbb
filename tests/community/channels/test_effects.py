"""What works where, suggestions with their reasons, and what owners of messages are reminded of."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.utils.timezone import localdate

from kernkracht.community.channels import actions
from kernkracht.community.channels.models import ChannelUse, MessagePlan
from kernkracht.community.channels.queries import channels_worth_using, effects_in, suggest_channels, to_do
from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.notices.models import OutboxMessage
from tests.factories.channels import (
    ChannelFactory,
    ChannelKindFactory,
    ChannelUseFactory,
    MessagePlanFactory,
    TargetGroupFactory,
    scored,
)
from tests.factories.people import UserFactory, officer_with
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
WANTED_ON = date(2026, 3, 16)


@pytest.fixture
def manager(db: None) -> User:
    return officer_with(Permission.READ_OFFICE, Permission.MANAGE_CHANNELS)


@pytest.fixture
def ready(db: None) -> MessagePlan:
    """A draft that can be planned."""
    plan = MessagePlanFactory(groups=[TargetGroupFactory()], villages=[VillageFactory()])
    ChannelUseFactory(plan=plan)
    return plan


def test_suggestions_come_with_their_reasons(now: datetime) -> None:
    village, elsewhere, group = VillageFactory(), VillageFactory(), TargetGroupFactory()
    school = ChannelKindFactory(code="school")
    good = ChannelFactory(name="School", kind=school, villages=[village], lead_days=5, cost_cents=0, reach=1200)
    poor = ChannelFactory(name="Lichtkrant", villages=[village], cost_cents=2500)
    slow = ChannelFactory(name="Dorpskrant", villages=[village], lead_days=21)
    ChannelFactory(name="Elders", villages=[elsewhere])
    ChannelFactory(name="Gestopt", valid_until=TODAY)
    for _number in range(4):
        scored(good, 5, villages=[village], groups=[group])
        scored(poor, 1, villages=[village], groups=[group])
    scored(slow, 5, villages=[village], groups=[group])
    scored(good, 1, on=TODAY - timedelta(days=4 * 365))
    rows = suggest_channels([village], [group], WANTED_ON, TODAY)
    assert [row.channel for row in rows] == [good, poor, slow]
    reasons = " ".join(rows[0].reasons)
    for words in ("5,0", "4 keer", "11 maart 2026", "5 dagen", "1.200 mensen", "Kost niets"):
        assert words in reasons
    assert "€\u00a025" in " ".join(rows[1].reasons)
    assert "23 maart 2026" in " ".join(rows[2].reasons)
    assert rows[0].expected > 3 > rows[1].expected


def test_all_residents_are_not_a_group_beside_others(now: datetime) -> None:
    """A channel for everybody serves each group; a message for everybody was for each group too."""
    village, parents = VillageFactory(), TargetGroupFactory()
    everybody = TargetGroupFactory(is_everybody=True)
    wide = ChannelFactory(name="Lichtkrant", villages=[village], target_groups=[everybody])
    school = ChannelFactory(name="School", villages=[village], target_groups=[parents])
    scored(wide, 4, villages=[village], groups=[everybody])
    rows = {row.channel: row for row in suggest_channels([village], [parents], WANTED_ON, TODAY)}
    assert (rows[wide].percentage, rows[school].percentage) == (100, 100)
    assert rows[wide].suggestion.uses_alike == 1
    rows = {row.channel: row for row in suggest_channels([village], [everybody], WANTED_ON, TODAY)}
    assert (rows[wide].percentage, rows[school].percentage) == (100, 50)
    assert [row.channel for row in effects_in(None, parents, TODAY).channels] == [wide]


def test_what_works_where(now: datetime, django_assert_max_num_queries: object) -> None:
    here, there = VillageFactory(), VillageFactory()
    group, other = TargetGroupFactory.create_batch(2)
    sign, paper = ChannelFactory(name="Lichtkrant", villages=[here]), ChannelFactory(name="Krant")
    scored(sign, 5, villages=[here, there], groups=[group])
    scored(sign, 3, villages=[here], groups=[other])
    scored(paper, 2, villages=[there], groups=[other])
    scored(paper, 1, groups=[other])
    with django_assert_max_num_queries(12):  # type: ignore[operator]  # a fixture of pytest-django
        found = effects_in(here, None, TODAY)
    assert [(row.channel.name, row.average, row.uses) for row in found.channels] == [
        ("Lichtkrant", 4.0, 2),
        ("Krant", 1.0, 1),
    ]
    assert [(row.here, row.uses, row.everywhere) for row in found.kinds] == [(3.0, 3, 2.8)]
    assert [row.channel.name for row in effects_in(None, group, TODAY).channels] == ["Lichtkrant"]
    assert effects_in(there, group, TODAY).channels == ()
    worth = channels_worth_using([here, there], TODAY, 1)
    assert [(row.channel.name, row.village, row.average, row.uses) for row in worth] == [("Lichtkrant", here, 4.0, 2)]
    assert channels_worth_using([], TODAY, 5) == []


def test_owners_are_reminded_once_for_each_day(manager: User, now: datetime, ready: MessagePlan) -> None:
    ready.owner = UserFactory(email="fenna@example.org")
    ready.save()
    use = ready.uses.get()
    ChannelUse.objects.update(hand_over_by=TODAY + timedelta(days=2))
    assert actions.remind_to_hand_over(at=now) == 0
    actions.plan_message(plan=ready, by=manager.actor, at=now)
    assert [row.pk for row in to_do(ready.villages.all(), TODAY + timedelta(days=7))] == [use.pk]
    assert [actions.remind_to_hand_over(at=now) for _run in range(2)] == [1, 0]
    ChannelUse.objects.update(hand_over_by=TODAY + timedelta(days=1))
    assert actions.remind_to_hand_over(at=now) == 1
    mails = OutboxMessage.objects.filter(kind="channel_hand_over", recipient_email="fenna@example.org")
    assert mails.count() == 2


def test_the_effect_is_asked_once_some_days_after(manager: User, now: datetime, ready: MessagePlan) -> None:
    ready.owner = UserFactory()
    ready.save()
    by = {"by": manager.actor, "at": now}
    actions.plan_message(plan=ready, **by)
    use = actions.finish_use(use=ready.uses.get(), done_on=TODAY, cost_cents=None, **by)
    assert actions.ask_effects(at=now + timedelta(days=6)) == 0
    later = now + timedelta(days=7)
    assert [actions.ask_effects(at=later) for _run in range(2)] == [1, 0]
    assert OutboxMessage.objects.get(kind="channel_effect").subject_id == str(use.pk)
    assert localdate(later) == date(2026, 3, 9)
