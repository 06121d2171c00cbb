"""The work beside the hours: who answers for what, and the villages that nobody serves (R5, R6, R52)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from kernkracht.accountability.workload.queries import workload
from kernkracht.community.people.actions import (
    NotAllowedToManagePeople,
    UnableToSetHours,
    set_formation,
    set_working_time,
)
from kernkracht.community.people.models import Absence, Assignment, Role, Team
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import formation_of, working_times
from kernkracht.foundation.audit.models import Actor
from tests.factories.applications import ApplicationFactory
from tests.factories.briefings import briefed_village
from tests.factories.gatherings import ActionPointOfGatheringFactory, EveningFactory
from tests.factories.people import TeamFactory, UserFactory, officer_with, role_with
from tests.factories.questions import asked
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
TODAY = date(2026, 11, 23)
SINCE = date(2024, 1, 1)


@pytest.fixture
def manager() -> Actor:
    return officer_with(Permission.MANAGE_WORKLOAD, code=Role.Code.TEAM_MANAGER).actor


def post_of(user: object) -> Assignment:
    return Assignment.objects.get(user=user, role__code=Role.Code.VILLAGE_COORDINATOR)


def test_work_is_counted_per_coordinator_and_against_the_formation(manager: Actor) -> None:
    pair = briefed_village()
    other = briefed_village(VillageFactory())
    asked(NOW - timedelta(days=20), village=pair.village)  # late
    asked(NOW, village=pair.village)
    ApplicationFactory(village=pair.village)
    evening = EveningFactory(starts_at=NOW + timedelta(days=9), ends_at=NOW + timedelta(days=9, hours=2))
    evening.villages.add(pair.village)
    ActionPointOfGatheringFactory(gathering=evening, due_on=TODAY + timedelta(days=5))
    ActionPointOfGatheringFactory(gathering=evening, due_on=TODAY + timedelta(days=50))
    set_working_time(post=post_of(pair.coordinator), fte=Decimal("0.8"), since=SINCE, by=manager, at=NOW)
    set_formation(role=role_with(Role.Code.VILLAGE_COORDINATOR), fte=Decimal(2), since=SINCE, by=manager, at=NOW)
    found = workload(NOW)
    busiest, idle = found.coordinators
    assert (busiest.user, idle.user) == (pair.coordinator, other.coordinator)
    assert (busiest.load.questions, busiest.load.cases, busiest.load.gatherings) == (2, 1, 1)
    assert (busiest.load.promises, busiest.load.villages, idle.fte) == (3, 1, None)
    assert busiest.load.late >= 1
    assert busiest.per_fte == 5
    assert (found.fte, found.formation, found.missing) == (Decimal("0.8"), Decimal(2), Decimal("1.2"))
    assert found.total.villages == 2


def test_a_village_without_anybody_stands_apart_and_a_stand_in_carries_it(manager: Actor) -> None:
    pair = briefed_village()
    alone = VillageFactory(name="Verlaten")
    Team.objects.update(is_default=True)
    asked(NOW, village=alone)
    Absence.objects.create(user=pair.coordinator, valid_from=SINCE)
    found = workload(NOW)
    assert [row.village for row in found.unserved] == [alone, pair.village]
    assert found.unserved[0].team == "Team Dorpen"
    stand_in = UserFactory(is_staff=True)
    Assignment.objects.filter(user=pair.coordinator).update(stand_in=stand_in)
    found = workload(NOW)
    assert [row.village for row in found.unserved] == [alone]
    assert [(row.user, row.stands_in) for row in found.coordinators] == [(stand_in, 1)]


def test_hours_are_dated_and_keep_their_history(manager: Actor) -> None:
    pair = briefed_village()
    post = post_of(pair.coordinator)
    for fte, since in ((Decimal(1), SINCE), (Decimal("0.6"), date(2026, 6, 1)), (Decimal("0.5"), date(2026, 6, 1))):
        set_working_time(post=post, fte=fte, since=since, by=manager, at=NOW)
    assert working_times(date(2025, 1, 1)) == {pair.coordinator.pk: Decimal("1.00")}
    assert working_times(TODAY) == {pair.coordinator.pk: Decimal("0.50")}
    assert working_times(date(2023, 1, 1)) == {}
    assert formation_of(Role.Code.VILLAGE_COORDINATOR, TODAY) is None


@pytest.mark.parametrize(("fte", "since"), [("0", SINCE), ("1.01", SINCE), ("-1", SINCE), ("1", date(2019, 1, 1))])
def test_hours_that_cannot_be_are_refused(manager: Actor, fte: str, since: date) -> None:
    post = post_of(briefed_village().coordinator)
    with pytest.raises(UnableToSetHours):
        set_working_time(post=post, fte=Decimal(fte), since=since, by=manager, at=NOW)
    assert not post.working_times.exists()


def test_only_who_manages_the_workload_sets_hours() -> None:
    pair = briefed_village()
    with pytest.raises(NotAllowedToManagePeople):
        set_working_time(post=post_of(pair.coordinator), fte=Decimal(1), since=SINCE, by=pair.coordinator.actor, at=NOW)
    role = role_with(Role.Code.VILLAGE_COORDINATOR)
    with pytest.raises(NotAllowedToManagePeople):
        set_formation(role=role, fte=Decimal(2), since=SINCE, by=pair.coordinator.actor, at=NOW)


def test_fifteen_villages_cost_no_more_queries_than_two(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    for _number in range(3):
        briefed_village()
    VillageFactory.create_batch(12)
    TeamFactory(is_default=True)
    with django_assert_max_num_queries(16):
        assert workload(NOW).total.villages == 15
