"""Sending a message to the groups of its villages in one act (R250, R252)."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from kernkracht.community.channels import actions
from kernkracht.community.channels.actions import Sent, UnableToSendToGroups
from kernkracht.community.channels.models import GroupDelivery, MessagePlan
from kernkracht.community.channels.queries import group_standings
from kernkracht.community.groups.models import Group, GroupContact, GroupState
from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.villages.models import Village
from kernkracht.foundation.notices.models import OutboxMessage
from tests.factories.channels import MessagePlanFactory
from tests.factories.groups import GroupFactory
from tests.factories.people import officer_with
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


@pytest.fixture
def manager(db: None) -> User:
    return officer_with(Permission.READ_OFFICE, Permission.MANAGE_CHANNELS)


@pytest.fixture
def village(db: None) -> Village:
    return VillageFactory()


@pytest.fixture
def plan(village: Village, manager: User) -> MessagePlan:
    return MessagePlanFactory(state=MessagePlan.State.PLANNED, villages=[village], owner=manager)


def somebody(group: Group, email: str = "", **fields: object) -> GroupContact:
    values = {"name": "Robin Voorbeeld", "email": email, "valid_from": date(2020, 1, 1)} | fields
    return GroupContact.objects.create(group=group, **values)


def mailed() -> list[str]:
    return sorted(OutboxMessage.objects.order_by("pk").values_list("recipient_email", flat=True))


def test_everybody_of_a_group_gets_it_once_and_who_has_no_address_is_listed(
    manager: User, village: Village, plan: MessagePlan, now: datetime
) -> None:
    club, silent = GroupFactory(villages=[village]), GroupFactory(villages=[village])
    somebody(club, "een@example.org")
    somebody(club, "twee@example.org")
    somebody(club, "oud@example.org", valid_until=date(2026, 3, 1))
    somebody(silent, phone="06 12 34 56 78")
    both = [club, silent]
    sent = actions.send_to_groups(plan=plan, groups=both, by=manager.actor, at=now)
    assert sent == Sent(mailed=1, without=1, before=0)
    assert mailed() == ["een@example.org", "twee@example.org"]
    body = OutboxMessage.objects.order_by("pk")[0].body_text
    assert plan.text in body
    assert club.name in body
    standing = {row.group: row for row in group_standings(plan, TODAY)}
    assert standing[silent].delivery is not None
    assert [person.phone for person in standing[silent].to_call] == ["06 12 34 56 78"]
    assert not standing[silent].waits
    again = actions.send_to_groups(plan=plan, groups=both, by=manager.actor, at=now)
    assert again == Sent(mailed=0, without=1, before=1)
    assert len(mailed()) == 2


def test_an_address_that_comes_later_gets_it_then(
    manager: User, village: Village, plan: MessagePlan, now: datetime
) -> None:
    group = GroupFactory(villages=[village])
    actions.send_to_groups(plan=plan, groups=[group], by=manager.actor, at=now)
    somebody(group, "nieuw@example.org")
    assert group_standings(plan, TODAY)[0].waits
    assert actions.send_to_groups(plan=plan, groups=[group], by=manager.actor, at=now).mailed == 1
    assert mailed() == ["nieuw@example.org"]
    assert GroupDelivery.objects.get().outcome == GroupDelivery.Outcome.MAILED


def test_somebody_of_two_groups_gets_one_mail(
    manager: User, village: Village, plan: MessagePlan, now: datetime
) -> None:
    first, second = GroupFactory(villages=[village]), GroupFactory(villages=[village])
    for group in (first, second):
        somebody(group, "robin@example.org")
    assert actions.send_to_groups(plan=plan, groups=[first], by=manager.actor, at=now).mailed == 1
    assert actions.send_to_groups(plan=plan, groups=[second], by=manager.actor, at=now).mailed == 1
    assert mailed() == ["robin@example.org"]


def test_a_group_without_addresses_is_reached_through_who_coordinates_it(
    manager: User, village: Village, plan: MessagePlan, now: datetime
) -> None:
    keeper = GroupFactory()
    group = GroupFactory(villages=[village], coordinated_by=keeper)
    somebody(keeper, "beheer@example.org")
    assert actions.send_to_groups(plan=plan, groups=[group], by=manager.actor, at=now).mailed == 1
    assert mailed() == ["beheer@example.org"]


def test_groups_elsewhere_and_groups_that_stopped_get_nothing(
    manager: User, village: Village, plan: MessagePlan, now: datetime
) -> None:
    elsewhere = GroupFactory(villages=[VillageFactory()])
    stopped = GroupFactory(villages=[village], state=GroupState.ENDED, ended_on=date(2026, 1, 1))
    for group in (elsewhere, stopped):
        somebody(group, f"{group.slug}@example.org")
    with pytest.raises(UnableToSendToGroups) as refused:
        actions.send_to_groups(plan=plan, groups=[elsewhere, stopped], by=manager.actor, at=now)
    assert refused.value.field == "groups"
    assert not mailed()


@pytest.mark.parametrize("state", ["draft", "evaluated"])
def test_only_what_goes_out_is_sent(
    manager: User, village: Village, plan: MessagePlan, now: datetime, state: str
) -> None:
    MessagePlan.objects.update(state=state)
    somebody(group := GroupFactory(villages=[village]), "een@example.org")
    with pytest.raises(UnableToSendToGroups, match="Plan de boodschap eerst"):
        actions.send_to_groups(plan=plan, groups=[group], by=manager.actor, at=now)
    assert not mailed()


def test_a_colleague_who_called_says_so_once(manager: User, village: Village, plan: MessagePlan, now: datetime) -> None:
    silent, club = GroupFactory(villages=[village]), GroupFactory(villages=[village])
    somebody(club, "een@example.org")
    actions.send_to_groups(plan=plan, groups=[silent, club], by=manager.actor, at=now)
    delivery = GroupDelivery.objects.get(group=silent)
    for _press in range(2):
        actions.note_group_told(delivery=delivery, by=manager.actor, at=now)
    delivery.refresh_from_db()
    assert delivery.outcome == GroupDelivery.Outcome.TOLD
    with pytest.raises(UnableToSendToGroups, match="al per mail"):
        actions.note_group_told(delivery=GroupDelivery.objects.get(group=club), by=manager.actor, at=now)
    somebody(silent, "later@example.org")
    assert actions.send_to_groups(plan=plan, groups=[silent], by=manager.actor, at=now) == Sent(0, 0, 1)


def test_a_mail_that_came_back_is_seen(manager: User, village: Village, plan: MessagePlan, now: datetime) -> None:
    somebody(group := GroupFactory(villages=[village]), "weg@example.org")
    actions.send_to_groups(plan=plan, groups=[group], by=manager.actor, at=now)
    assert not group_standings(plan, TODAY)[0].has_failed
    OutboxMessage.objects.update(state=OutboxMessage.State.BOUNCED, next_attempt_at=None)
    assert group_standings(plan, TODAY)[0].has_failed
