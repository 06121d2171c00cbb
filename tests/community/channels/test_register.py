"""The register: kinds and target groups as data, channels with place, owner and days, and who answers for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.conf import settings

from kernkracht.community.channels import actions
from kernkracht.community.channels.actions import (
    ChannelFacts,
    ContactFacts,
    KindFacts,
    NotAllowedToManageChannels,
    TargetGroupFacts,
    UnableToKeepRegister,
)
from kernkracht.community.channels.models import (
    Channel,
    ChannelContact,
    ChannelKind,
    Coverage,
    OwnerKind,
    TargetGroup,
)
from kernkracht.community.channels.queries import channels_covering, channels_of, told_of_channels
from kernkracht.community.people.models import Assignment, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor, AuditEvent
from tests.factories.channels import (
    ChannelFactory,
    ChannelKindFactory,
    ChannelUseFactory,
    TargetGroupFactory,
)
from tests.factories.groups import GroupFactory
from tests.factories.people import officer_with
from tests.factories.villages import AreaFactory, VillageFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


@pytest.fixture
def manager(db: None) -> User:
    return officer_with(Permission.READ_OFFICE, Permission.MANAGE_CHANNELS)


def sign(**changes: object) -> ChannelFacts:
    facts = ChannelFacts(name="Lichtkrant", kind=ChannelKindFactory(), coverage=Coverage.MUNICIPALITY, lead_days=3)
    return replace(facts, **changes)  # type: ignore[arg-type]  # its own fields


def test_a_channel_keeps_everything_that_was_filled_in(manager: User, now: datetime) -> None:
    village, group, owner = VillageFactory(), TargetGroupFactory(), GroupFactory()
    facts = sign(
        coverage=Coverage.VILLAGES,
        villages=(village,),
        owner_kind=OwnerKind.GROUP,
        owner_group=owner,
        owner_name="Wordt niet bewaard",
        target_groups=(group,),
        reach=2500,
        cost_cents=0,
        website="https://lichtkrant.example.org",
    )
    row = actions.add_channel(facts=facts, by=manager.actor, at=now)
    row.refresh_from_db()
    assert (row.reach, row.cost_cents, row.lead_days, row.owner_name) == (2500, 0, 3, "")
    assert (list(row.villages.all()), list(row.target_groups.all()), row.owner_group) == ([village], [group], owner)
    changed = actions.change_channel(
        channel=row, facts=replace(facts, coverage=Coverage.MUNICIPALITY), by=manager.actor, at=now
    )
    assert not changed.villages.exists()
    events = AuditEvent.objects.filter(object_type="channels.channel").order_by("pk")
    assert list(events.values_list("event", flat=True)) == ["channel.added", "channel.changed"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "Bel Jan op 06 12 34 56 78"}, "name"),
        ({"coverage": Coverage.VILLAGES}, "villages"),
        ({"coverage": Coverage.AREA}, "area"),
        ({"owner_kind": OwnerKind.GROUP}, "owner_group"),
        ({"owner_kind": OwnerKind.ORGANISATION}, "owner_name"),
        ({"lead_days": 367}, "lead_days"),
        ({"reach": -1}, "reach"),
        ({"cost_cents": -1}, "cost_cents"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"instructions": "Mail kees@example.org"}, "instructions"),
    ],
)
def test_a_channel_that_does_not_hold_is_refused_beside_its_question(
    manager: User, now: datetime, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(UnableToKeepRegister) as refused:
        actions.add_channel(facts=sign(**changes), by=manager.actor, at=now)
    assert refused.value.field == field
    assert not Channel.objects.exists()


def test_a_name_is_taken_while_a_channel_is_in_use(manager: User, now: datetime) -> None:
    first = actions.add_channel(facts=sign(), by=manager.actor, at=now)
    with pytest.raises(UnableToKeepRegister, match="deze naam"):
        actions.add_channel(facts=sign(name="LICHTKRANT"), by=manager.actor, at=now)
    actions.end_channel(channel=first, last_day=TODAY, reason="Stuk", by=manager.actor, at=now)
    actions.add_channel(facts=sign(name="LICHTKRANT"), by=manager.actor, at=now)
    with pytest.raises(UnableToKeepRegister, match="deze naam"):
        actions.resume_channel(channel=first, by=manager.actor, at=now)


def test_a_kind_that_ended_is_chosen_no_more_but_stays_with_its_channels(manager: User, now: datetime) -> None:
    row = actions.add_channel(facts=sign(), by=manager.actor, at=now)
    facts = KindFacts(label="Lichtkrant", valid_from=date(2020, 1, 1), valid_until=date(2026, 3, 1))
    actions.save_kind(facts=facts, kind=row.kind, by=manager.actor, at=now)
    with pytest.raises(UnableToKeepRegister) as refused:
        actions.add_channel(facts=sign(name="Nog een"), by=manager.actor, at=now)
    assert refused.value.field == "kind"
    actions.change_channel(channel=row, facts=sign(reach=9), by=manager.actor, at=now)


def test_who_lacks_the_right_for_a_village_changes_nothing_there(manager: User, now: datetime) -> None:
    own, other = VillageFactory(), VillageFactory()
    Assignment.objects.update(all_villages=False)
    Assignment.objects.get().villages.add(own)
    row = ChannelFactory(villages=[other])
    with pytest.raises(NotAllowedToManageChannels, match=other.name):
        actions.end_channel(channel=row, last_day=TODAY, reason="Stuk", by=manager.actor, at=now)
    facts = sign(coverage=Coverage.VILLAGES, villages=(own, other))
    with pytest.raises(NotAllowedToManageChannels, match=other.name):
        actions.add_channel(facts=facts, by=manager.actor, at=now)
    reader = officer_with(Permission.READ_OFFICE, code="auditor")
    with pytest.raises(NotAllowedToManageChannels):
        actions.save_kind(facts=KindFacts("School", TODAY), by=reader.actor, at=now)
    assert not ChannelKind.objects.filter(label="School").exists()


def test_a_channel_ends_only_when_nothing_counts_on_it(manager: User, now: datetime) -> None:
    use = ChannelUseFactory(channel__lead_days=0)
    contact = ContactFacts("Ria Voorbeeld", phone="0344 00 00 51")
    actions.save_channel_contact(channel=use.channel, facts=contact, by=manager.actor, at=now)
    with pytest.raises(UnableToKeepRegister, match=use.plan.title):
        actions.end_channel(channel=use.channel, last_day=TODAY, reason="Stuk", by=manager.actor, at=now)
    ended = actions.end_channel(channel=use.channel, last_day=use.planned_on, reason="Stuk", by=manager.actor, at=now)
    assert ended.valid_until == ChannelContact.objects.get().ended_on == use.planned_on
    actions.resume_channel(channel=ended, by=manager.actor, at=now)
    assert ChannelContact.objects.get().ended_on is None


def test_a_contact_replaces_the_one_before_and_can_be_erased(manager: User, now: datetime) -> None:
    row = ChannelFactory()

    def save(facts: ContactFacts) -> None:
        actions.save_channel_contact(channel=row, facts=facts, by=manager.actor, at=now)

    save(ContactFacts("Ria Voorbeeld", email="Ria@Example.org"))
    save(ContactFacts("Kees Voorbeeld", phone="0344 00 00 52"))
    contact = ChannelContact.objects.get()
    assert (contact.name, contact.email, contact.phone) == ("Kees Voorbeeld", "", "0344 00 00 52")
    for wrong in (ContactFacts("", "a@example.org"), ContactFacts("Ria"), ContactFacts("Ria", "geen adres")):
        with pytest.raises(UnableToKeepRegister):
            save(wrong)
    actions.remove_channel_contact(channel=row, by=manager.actor, at=now)
    actions.remove_channel_contact(channel=row, by=manager.actor, at=now)
    assert not ChannelContact.objects.exists()
    assert not [event for event in AuditEvent.objects.order_by("pk") if "Ria" in str(event.data)]


def test_target_groups_are_data_with_their_interests(manager: User, now: datetime) -> None:
    facts = TargetGroupFacts("Jongeren", TODAY, interests="Een plek", information_need="Kort, met beeld")
    row = actions.save_target_group(facts=facts, by=manager.actor, at=now)
    actions.save_target_group(facts=replace(facts, label="Jeugd"), target_group=row, by=manager.actor, at=now)
    row.refresh_from_db()
    assert (row.code, row.label) == ("jongeren", "Jeugd")
    for wrong, field in (
        (replace(facts, label="jeugd"), "label"),
        (replace(facts, label="Ouderen", interests="Bel 06 12 34 56 78"), "interests"),
        (replace(facts, label="Ouderen", valid_until=TODAY - timedelta(days=1)), "valid_until"),
    ):
        with pytest.raises(UnableToKeepRegister) as refused:
            actions.save_target_group(facts=wrong, by=manager.actor, at=now)
        assert refused.value.field == field


def test_the_seed_is_loaded_once_and_leaves_what_the_office_changed(db: None) -> None:
    file = settings.BASE_DIR / "seed" / "channels.yaml"
    assert actions.load_reference_data(file) == ChannelKind.objects.count() + TargetGroup.objects.count()
    assert ChannelKind.objects.filter(code__in=["light-up-sign", "help-point", "residents-association"]).count() == 3
    ChannelKind.objects.filter(code="school").update(label="Scholen")
    assert actions.load_reference_data(file) == 0
    assert ChannelKind.objects.get(code="school").label == "Scholen"


def test_what_covers_a_village_and_what_its_page_names(now: datetime, django_assert_num_queries: object) -> None:
    here, there = VillageFactory(area=AreaFactory()), VillageFactory()
    ChannelFactory(name="A alle", is_public=True, website="https://alle.example.org")
    ChannelFactory(name="B hier", villages=[here], is_public=True)
    ChannelFactory(name="C gebied", coverage=Coverage.AREA, area=here.area, is_public=True)
    ChannelFactory(name="D intern", villages=[here, there])
    ChannelFactory(name="E elders", villages=[there], is_public=True)
    ChannelFactory(name="F gestopt", villages=[here], is_public=True, valid_until=date(2026, 3, 1))
    names = [row.name for row in channels_covering([here], TODAY)]
    assert names == ["A alle", "B hier", "C gebied", "D intern"]
    with django_assert_num_queries(1):  # type: ignore[operator]  # a fixture of pytest-django
        assert [row.name for row in channels_of(here, TODAY)] == ["A alle", "B hier", "C gebied"]
    assert channels_of(here, TODAY)[0].website == "https://alle.example.org"
    Channel.objects.filter(coverage=Coverage.MUNICIPALITY).update(is_public=False)
    told = told_of_channels(Village.objects.order_by("pk"), TODAY)
    assert {row.pk: row.has_channels for row in told} == {here.pk: True, there.pk: True}  # type: ignore[attr-defined]  # annotated
    Channel.objects.filter(name="E elders").update(is_public=False)
    assert not told_of_channels(Village.objects.order_by("pk"), TODAY).get(pk=there.pk).has_channels  # type: ignore[attr-defined]  # annotated


def test_the_system_keeps_the_register_too(now: datetime) -> None:
    assert actions.add_channel(facts=sign(), by=Actor.system(), at=now).pk
