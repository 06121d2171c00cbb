"""Posts, vacancies, stand-ins: refusal beside success."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from kernkracht.community.people.actions import (
    LastManagerWouldGo,
    NotAllowedToManagePeople,
    UnableToAssignRole,
    UnableToEndAssignment,
    UnableToFillVacancy,
    UnableToManagePeople,
    UnableToSetStandIn,
    assign_role,
    change_villages,
    end_absence,
    end_assignment,
    fill_vacancy,
    mark_absent,
    open_vacancy,
    set_stand_in,
)
from kernkracht.community.people.actions.posts import Reach
from kernkracht.community.people.models import Absence, Assignment, Role, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import contact_for, may
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import AuditEvent
from kernkracht.foundation.audit.queries import history_of
from tests.factories.people import TeamFactory, UserFactory, officer_with, role_with
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 10, 11, 0, tzinfo=UTC)
TODAY, NEXT_WEEK, LAST_DAY = date(2026, 3, 10), date(2026, 3, 17), date(2026, 3, 31)


@pytest.fixture
def manager() -> User:
    return officer_with(Permission.MANAGE_PEOPLE, code=Role.Code.ADMINISTRATOR)


@pytest.fixture
def role() -> Role:
    return role_with(Role.Code.VILLAGE_COORDINATOR, Permission.ASSESS_APPLICATION)


@pytest.fixture
def village() -> Village:
    return VillageFactory()


@pytest.fixture
def colleague() -> User:
    return UserFactory(is_staff=True)


def give(manager: User, role: Role, user: User, *villages: Village, **dates: date) -> Assignment:
    return assign_role(
        role=role,
        user=user,
        reach=Reach(villages) if villages else Reach.all(),
        team=TeamFactory(),
        since=dates.get("since", TODAY),
        until=dates.get("until"),
        by=manager.actor,
        at=NOW,
    )


def test_assigning_gives_the_right_and_leaves_a_record(
    manager: User, role: Role, colleague: User, village: Village
) -> None:
    post = give(manager, role, colleague, village)
    assert may(colleague.actor, Permission.ASSESS_APPLICATION, TODAY, village)
    event = history_of(post).get()
    assert event.event == "people.role_assigned"
    assert event.data["villages"] == [village.slug]
    assert colleague.name not in str(event.data)


def test_giving_oneself_a_role_is_recorded_as_such(manager: User, role: Role) -> None:
    manager.is_staff = True
    post = give(manager, role, manager)
    assert history_of(post).get().event == "people.role_assigned_to_self"


def test_without_the_right_nothing_changes(role: Role, colleague: User) -> None:
    stranger = officer_with(Permission.READ_OFFICE)
    before = Assignment.objects.count()
    with pytest.raises(NotAllowedToManagePeople):
        give(stranger, role, colleague)
    assert Assignment.objects.count() == before
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("fields", [{"is_staff": False}, {"is_active": False}])
def test_resident_or_closed_account_gets_no_role(manager: User, role: Role, fields: dict[str, bool]) -> None:
    with pytest.raises(UnableToAssignRole):
        give(manager, role, UserFactory(**{"is_staff": True} | fields))


def test_period_and_reach_must_make_sense(manager: User, role: Role, colleague: User) -> None:
    with pytest.raises(UnableToAssignRole, match="laatste dag"):
        give(manager, role, colleague, since=NEXT_WEEK, until=TODAY)
    with pytest.raises(UnableToAssignRole, match="dorpen"):
        assign_role(role=role, user=colleague, reach=Reach(), team=TeamFactory(), since=TODAY, by=manager.actor, at=NOW)


def test_same_role_twice_for_a_village_is_refused_but_not_afterwards(
    manager: User, role: Role, colleague: User, village: Village
) -> None:
    give(manager, role, colleague, village, until=LAST_DAY)
    with pytest.raises(UnableToAssignRole, match="al"):
        give(manager, role, colleague, village, since=LAST_DAY)
    give(manager, role, colleague, VillageFactory())
    give(manager, role, colleague, village, since=date(2026, 4, 1))


def test_ending_keeps_history_and_leaves_a_vacancy(
    manager: User, role: Role, colleague: User, village: Village
) -> None:
    post = give(manager, role, colleague, village)
    set_stand_in(post=post, stand_in=manager, by=manager.actor, at=NOW)
    end_assignment(post=post, last_day=LAST_DAY, leave_vacancy=True, by=manager.actor, at=NOW)
    assert may(colleague.actor, Permission.ASSESS_APPLICATION, LAST_DAY, village)
    assert not may(colleague.actor, Permission.ASSESS_APPLICATION, date(2026, 4, 1), village)
    contact = contact_for(village, date(2026, 4, 1))
    assert contact is not None
    assert contact.title == f"tijdelijk via {manager.name}"


def test_ending_before_the_start_or_after_the_end_is_refused(manager: User, role: Role, colleague: User) -> None:
    post = give(manager, role, colleague, since=NEXT_WEEK, until=LAST_DAY)
    for day in (TODAY, date(2026, 4, 1)):
        with pytest.raises(UnableToEndAssignment):
            end_assignment(post=post, last_day=day, by=manager.actor, at=NOW)
    post.refresh_from_db()
    assert post.valid_until == LAST_DAY


def test_last_manager_stays(manager: User, colleague: User) -> None:
    own = manager.assignments.get()
    with pytest.raises(LastManagerWouldGo):
        end_assignment(post=own, last_day=TODAY, by=manager.actor, at=NOW)
    own.refresh_from_db()
    assert own.valid_until is None
    give(manager, own.role, colleague)
    end_assignment(post=own, last_day=TODAY, by=manager.actor, at=NOW)


def test_a_manager_who_leaves_later_does_not_count_as_remaining(manager: User, colleague: User) -> None:
    own = manager.assignments.get()
    give(manager, own.role, colleague, until=NEXT_WEEK)
    with pytest.raises(LastManagerWouldGo):
        end_assignment(post=own, last_day=LAST_DAY, by=manager.actor, at=NOW)


def test_vacancy_is_filled_from_a_day_and_keeps_its_past(
    manager: User, role: Role, colleague: User, village: Village
) -> None:
    vacancy = open_vacancy(role=role, reach=Reach([village]), team=TeamFactory(), since=TODAY, by=manager.actor, at=NOW)
    post = fill_vacancy(vacancy=vacancy, user=colleague, since=NEXT_WEEK, by=manager.actor, at=NOW)
    assert post.pk != vacancy.pk
    before, after = contact_for(village, date(2026, 3, 16)), contact_for(village, NEXT_WEEK)
    assert before is not None
    assert after is not None
    assert (before.is_temporary, after.is_temporary) == (True, False)


def test_vacancy_filled_on_its_first_day_never_was(manager: User, role: Role, colleague: User) -> None:
    vacancy = open_vacancy(role=role, reach=Reach.all(), team=TeamFactory(), since=TODAY, by=manager.actor, at=NOW)
    assert fill_vacancy(vacancy=vacancy, user=colleague, since=TODAY, by=manager.actor, at=NOW).pk == vacancy.pk


def test_filling_too_early_or_twice_is_refused(manager: User, role: Role, colleague: User) -> None:
    vacancy = open_vacancy(role=role, reach=Reach.all(), team=TeamFactory(), since=NEXT_WEEK, by=manager.actor, at=NOW)
    with pytest.raises(UnableToFillVacancy):
        fill_vacancy(vacancy=vacancy, user=colleague, since=TODAY, by=manager.actor, at=NOW)
    filled = fill_vacancy(vacancy=vacancy, user=colleague, since=NEXT_WEEK, by=manager.actor, at=NOW)
    with pytest.raises(UnableToFillVacancy):
        fill_vacancy(vacancy=filled, user=manager, since=NEXT_WEEK, by=manager.actor, at=NOW)


def test_stand_in_must_be_another_open_colleague(manager: User, role: Role, colleague: User) -> None:
    post = give(manager, role, colleague)
    for unfit in (colleague, UserFactory(), UserFactory(is_staff=True, is_active=False)):
        with pytest.raises(UnableToSetStandIn):
            set_stand_in(post=post, stand_in=unfit, by=manager.actor, at=NOW)
    set_stand_in(post=post, stand_in=manager, by=manager.actor, at=NOW)
    assert history_of(post).last().event == "people.stand_in_set_to_self"  # type: ignore[union-attr]
    set_stand_in(post=post, stand_in=None, by=manager.actor, at=NOW)
    post.refresh_from_db()
    assert post.stand_in is None


def test_other_villages_from_a_day(manager: User, role: Role, colleague: User, village: Village) -> None:
    other = VillageFactory()
    post = give(manager, role, colleague, village)
    change_villages(post=post, reach=Reach([other]), since=NEXT_WEEK, by=manager.actor, at=NOW)
    right = Permission.ASSESS_APPLICATION
    assert may(colleague.actor, right, date(2026, 3, 16), village)
    assert not may(colleague.actor, right, NEXT_WEEK, village)
    assert may(colleague.actor, right, NEXT_WEEK, other)


def test_absence_brings_in_the_stand_in_and_return_ends_it(
    manager: User, role: Role, colleague: User, village: Village
) -> None:
    deputy = UserFactory(is_staff=True)
    post = give(manager, role, colleague, village)
    set_stand_in(post=post, stand_in=deputy, by=manager.actor, at=NOW)
    mark_absent(user=colleague, since=TODAY, until=None, by=colleague.actor, at=NOW)
    assert may(deputy.actor, Permission.ASSESS_APPLICATION, NEXT_WEEK, village)
    end_absence(user=colleague, back_on=NEXT_WEEK, by=manager.actor, at=NOW)
    assert may(deputy.actor, Permission.ASSESS_APPLICATION, date(2026, 3, 16), village)
    assert not may(deputy.actor, Permission.ASSESS_APPLICATION, NEXT_WEEK, village)


def test_absence_of_another_needs_the_right_and_a_sane_period(manager: User, colleague: User) -> None:
    stranger = UserFactory()
    with pytest.raises(NotAllowedToManagePeople):
        mark_absent(user=colleague, since=TODAY, until=None, by=stranger.actor, at=NOW)
    with pytest.raises(UnableToManagePeople):
        mark_absent(user=colleague, since=NEXT_WEEK, until=TODAY, by=manager.actor, at=NOW)
    mark_absent(user=colleague, since=TODAY, until=None, by=manager.actor, at=NOW)
    mark_absent(user=colleague, since=TODAY, until=LAST_DAY, by=manager.actor, at=NOW)
    assert Absence.objects.get(user=colleague).valid_until == LAST_DAY
