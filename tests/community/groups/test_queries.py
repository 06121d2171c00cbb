"""Who belongs to which group, which covenants run, and which duties are due."""

from __future__ import annotations

from datetime import date

import pytest

from kernkracht.community.groups.models import DutyEvidence, GroupKindLabel, GroupState, Nature
from kernkracht.community.groups.queries import (
    duties_due,
    groups_of,
    kind_labels,
    manages_group,
    may_speak_for,
    overdue_duties,
    public_groups,
    running_covenants,
    signalling_coverage,
    speakers_of,
    with_running_covenant,
)
from kernkracht.community.people.models import Assignment, Role
from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.models import Actor
from tests.factories.groups import LONG_AGO, GroupFactory, covenant_of, duty_of, kind_of, speaker
from tests.factories.people import TeamFactory, UserFactory, officer_with, role_with
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def test_a_contact_belongs_to_the_group_and_speaks_for_it_once_approved() -> None:
    group = GroupFactory()
    approved, other = speaker(group), speaker(group, approved=False)
    assert list(groups_of(approved, TODAY)) == list(groups_of(other, TODAY)) == [group]
    assert may_speak_for(approved.actor, group, TODAY)
    assert not may_speak_for(other.actor, group, TODAY)
    assert not may_speak_for(Actor.system(), group, TODAY)


def test_ties_count_from_their_first_to_their_last_day() -> None:
    group = GroupFactory()
    user = speaker(group, valid_from=date(2025, 1, 1), valid_until=date(2025, 12, 31))
    for day, tied in ((date(2024, 12, 31), False), (date(2025, 1, 1), True), (date(2025, 12, 31), True)):
        assert groups_of(user, day).exists() is tied
        assert may_speak_for(user.actor, group, day) is tied
    assert not groups_of(user, date(2026, 1, 1)).exists()


def test_a_coordinator_is_tied_to_every_group_it_coordinates() -> None:
    together = GroupFactory(kind=kind_of(Nature.WHATSAPP_COORDINATION))
    one = GroupFactory(kind=kind_of(Nature.WHATSAPP_GROUP), coordinated_by=together)
    elsewhere = GroupFactory(kind=kind_of(Nature.WHATSAPP_GROUP))
    user = speaker(together)
    assert set(groups_of(user, TODAY)) == {together, one}
    assert may_speak_for(user.actor, one, TODAY)
    assert not may_speak_for(user.actor, elsewhere, TODAY)
    assert [contact.user for contact in speakers_of(one, TODAY)] == [user]
    assert not speakers_of(elsewhere, TODAY).exists()


def test_nobody_speaks_for_a_group_that_stopped_but_the_tie_stays() -> None:
    group = GroupFactory(state=GroupState.ENDED, ended_on=date(2026, 1, 1))
    user = speaker(group)
    assert not may_speak_for(user.actor, group, TODAY)
    assert list(groups_of(user, TODAY)) == [group]


def test_a_closed_account_speaks_for_nobody() -> None:
    group = GroupFactory()
    user = speaker(group)
    user.is_active = False
    user.save()
    assert not may_speak_for(user.actor, group, TODAY)


def test_an_officer_keeps_the_groups_of_the_own_villages() -> None:
    mine, theirs = VillageFactory(), VillageFactory()
    officer = UserFactory(is_staff=True)
    role = role_with(Role.Code.VILLAGE_COORDINATOR, Permission.MANAGE_GROUPS)
    post = Assignment.objects.create(role=role, user=officer, team=TeamFactory(), valid_from=date(2020, 1, 1))
    post.villages.set([mine])
    assert manages_group(officer.actor, GroupFactory(villages=[mine, theirs]), TODAY)
    assert not manages_group(officer.actor, GroupFactory(villages=[theirs]), TODAY)
    assert manages_group(officer.actor, GroupFactory(), TODAY)
    reader = officer_with(Permission.READ_OFFICE)
    assert not manages_group(reader.actor, GroupFactory(villages=[mine]), TODAY)


def test_covenants_run_between_their_days_and_only_when_those_are_known() -> None:
    group, unknown = GroupFactory(), GroupFactory()
    version = covenant_of(group, since=date(2022, 1, 1), until=date(2025, 12, 31))
    covenant_of(unknown, since=None)
    for day, runs in ((date(2021, 12, 31), []), (date(2022, 1, 1), [version]), (date(2025, 12, 31), [version])):
        assert list(running_covenants(day)) == runs
    assert not with_running_covenant(TODAY).exists()
    assert list(with_running_covenant(date(2024, 1, 1))) == [group]


def test_only_active_associations_count_as_party_of_a_running_covenant() -> None:
    association = GroupFactory()
    sports = GroupFactory(kind=kind_of(Nature.OTHER))
    gone = GroupFactory(state=GroupState.ENDED, ended_on=date(2025, 1, 1))
    covenant_of(association, sports, gone)
    covenant_of(association)  # a second covenant does not count the group twice
    assert list(with_running_covenant(TODAY)) == [association]


def test_duties_are_due_on_each_date_without_evidence() -> None:
    duty = duty_of(covenant_of(GroupFactory(), since=date(2025, 1, 1)))
    assert [due.due_on for due in duties_due(date(2026, 1, 1))] == [date(2025, 7, 1), date(2026, 1, 1)]
    assert [due.due_on for due in overdue_duties(date(2026, 1, 1))] == [date(2025, 7, 1)]
    DutyEvidence.objects.create(
        duty=duty, due_on=date(2025, 7, 1), done_on=date(2025, 6, 20), added_by=Actor.system(), added_at=LONG_AGO
    )
    assert [due.due_on for due in duties_due(date(2026, 1, 1))] == [date(2026, 1, 1)]


def test_duties_end_with_the_covenant_but_what_was_open_stays() -> None:
    duty_of(covenant_of(GroupFactory(), since=date(2025, 1, 1), until=date(2025, 12, 31)))
    assert [due.due_on for due in duties_due(TODAY)] == [date(2025, 7, 1)]


def test_a_task_without_dates_is_never_due() -> None:
    duty_of(covenant_of(GroupFactory()), months=None, kind="task")
    assert duties_due(TODAY) == []


def test_duties_of_other_villages_are_not_counted() -> None:
    here, there = VillageFactory(), VillageFactory()
    mine = duty_of(covenant_of(GroupFactory(villages=[here, there]), since=date(2026, 1, 1)))
    duty_of(covenant_of(GroupFactory(villages=[there]), since=date(2026, 1, 1)))
    assert [due.duty for due in duties_due(TODAY, villages=[here])] == [mine]
    assert len(duties_due(TODAY)) == 2


def test_one_signalling_group_covers_three_villages() -> None:
    villages = [VillageFactory() for _ in range(4)]
    GroupFactory(kind=kind_of(Nature.SIGNALLING_GROUP), villages=villages[:3])
    GroupFactory(kind=kind_of(Nature.SIGNALLING_GROUP), villages=villages[:1])
    GroupFactory(kind=kind_of(Nature.SIGNALLING_GROUP), villages=villages[3:], state=GroupState.PROPOSED)
    GroupFactory(villages=villages)
    coverage = signalling_coverage()
    assert (coverage.groups, set(coverage.covered), coverage.uncovered) == (2, set(villages[:3]), (villages[3],))


def test_groups_are_found_by_kind_village_and_word() -> None:
    here = VillageFactory()
    found = GroupFactory(name="Harmonie Voorbeeld", purpose="Muziek maken", villages=[here, VillageFactory()])
    GroupFactory(name="Harmonie Concept", state=GroupState.PROPOSED, villages=[here])
    GroupFactory(name="Voetbal Voorbeeld", kind=kind_of(Nature.OTHER))
    assert list(public_groups(village=here.slug)) == list(public_groups(text="muziek voorbeeld")) == [found]
    assert list(public_groups(kind=found.kind.code, text="HARMONIE")) == [found]
    assert not public_groups(kind="bestaat-niet").exists()


def test_a_kind_is_called_what_it_was_called_on_the_day() -> None:
    kind = kind_of(Nature.VILLAGE_ASSOCIATION)
    GroupKindLabel.objects.create(kind=kind, label="bewonersvereniging", plural="x", since=date(2022, 1, 1))
    assert kind_labels(date(2021, 12, 31))[kind.pk].label == "village_association een"
    assert kind_labels(TODAY)[kind.pk].label == "bewonersvereniging"
    assert kind_labels(date(1990, 1, 1))[kind.pk].label == "village_association een"
