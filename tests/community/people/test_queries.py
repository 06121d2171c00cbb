"""Who may do what on which day, and who answers for a village."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kernkracht.community.people.models import Absence, Assignment, ContactCard, Role, RoleLabel, Team, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import (
    contact_for,
    contacts,
    holders_of,
    may,
    permissions_of,
    role_label,
    villages_where,
    villages_without_coordinator,
)
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor
from tests.factories.people import TeamFactory, UserFactory, role_with
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db

ASSESS = Permission.ASSESS_APPLICATION
JAN, MAR, JUN, DEC = date(2026, 1, 1), date(2026, 3, 1), date(2026, 6, 30), date(2026, 12, 31)


def post(user: User | None, *villages: Village, stand_in: User | None = None, until: date | None = None) -> Assignment:
    """A coordinator's post from January, for these villages or, without any, for all."""
    assignment = Assignment.objects.create(
        role=role_with(Role.Code.VILLAGE_COORDINATOR, ASSESS),
        user=user,
        stand_in=stand_in,
        team=TeamFactory(phone="0344 00 00 01"),
        all_villages=not villages,
        valid_from=JAN,
        valid_until=until,
    )
    assignment.villages.set(villages)
    return assignment


def test_holder_may_in_own_village_only() -> None:
    user, mine, other = UserFactory(), VillageFactory(), VillageFactory()
    post(user, mine)
    assert may(user.actor, ASSESS, MAR, mine)
    assert may(user.actor, ASSESS, MAR)
    assert not may(user.actor, ASSESS, MAR, other)
    assert not may(user.actor, Permission.DECIDE_APPLICATION, MAR, mine)
    assert list(villages_where(user.actor, ASSESS, MAR)) == [mine]


@pytest.mark.parametrize(
    ("day", "expected"), [(date(2025, 12, 31), False), (JAN, True), (JUN, True), (date(2026, 7, 1), False)]
)
def test_first_and_last_day_count(day: date, expected: bool) -> None:
    user = UserFactory()
    post(user, until=JUN)
    assert may(user.actor, ASSESS, day) is expected


def test_post_for_all_villages_reaches_a_village_made_later() -> None:
    user = UserFactory()
    post(user)
    assert may(user.actor, ASSESS, MAR, VillageFactory())


def test_inactive_account_may_nothing() -> None:
    user = UserFactory()
    post(user)
    user.is_active = False
    user.save()
    assert not may(user.actor, ASSESS, MAR)
    assert permissions_of(user, MAR) == frozenset()
    assert user not in holders_of(ASSESS, MAR)


def test_system_and_visitor_may_nothing() -> None:
    assert not may(Actor.system(), ASSESS, MAR)
    assert not may(Actor.objects.create(kind=Actor.Kind.VISITOR), ASSESS, MAR)


def test_stand_in_may_only_while_the_holder_cannot_act() -> None:
    holder, stand_in = UserFactory(), UserFactory()
    post(holder, stand_in=stand_in)
    assert not may(stand_in.actor, ASSESS, MAR)
    Absence.objects.create(user=holder, valid_from=MAR, valid_until=JUN)
    assert may(stand_in.actor, ASSESS, MAR)
    assert may(holder.actor, ASSESS, MAR), "an absent holder who logs in keeps the post"
    assert not may(stand_in.actor, ASSESS, DEC)


@pytest.mark.parametrize("why", ["vacancy", "closed account"])
def test_stand_in_may_in_a_vacancy_and_for_a_closed_account(why: str) -> None:
    stand_in = UserFactory()
    post(None if why == "vacancy" else UserFactory(is_active=False), stand_in=stand_in)
    assert may(stand_in.actor, ASSESS, MAR)
    assert list(holders_of(ASSESS, MAR)) == [stand_in]


def test_holders_follow_village_and_stand_in() -> None:
    village, other = VillageFactory(), VillageFactory()
    near, far, stand_in = UserFactory(name="A"), UserFactory(name="B"), UserFactory(name="C")
    post(near, village, stand_in=stand_in)
    post(far, other)
    assert list(holders_of(ASSESS, MAR, village)) == [near]
    assert list(holders_of(ASSESS, MAR)) == [near, far]
    Absence.objects.create(user=near, valid_from=JAN)
    assert list(holders_of(ASSESS, MAR, village)) == [near, stand_in]


def test_permissions_of_unites_posts() -> None:
    user = UserFactory()
    post(user)
    Assignment.objects.create(
        role=role_with(Role.Code.FINANCE_OFFICER, Permission.SEE_BUDGETS), user=user, team=TeamFactory(), valid_from=JAN
    )
    assert permissions_of(user, MAR) == {ASSESS, Permission.SEE_BUDGETS}
    assert permissions_of(user, date(2025, 1, 1)) == frozenset()


def test_contact_is_the_coordinator_under_the_label_of_that_day() -> None:
    user, village, second = UserFactory(), VillageFactory(name="Aa"), VillageFactory(name="Bb")
    assignment = post(user, village, second)
    RoleLabel.objects.create(role=assignment.role, label="kernregisseur", plural="kernregisseurs", since=MAR)
    ContactCard.objects.create(user=user, public_name="Fenna V.", phone="06 12 34 56 78", email="fenna@example.org")
    contact = contact_for(village, JUN)
    assert contact is not None
    assert (contact.name, contact.title, contact.email) == ("Fenna V.", "kernregisseur", "fenna@example.org")
    assert contact.phone_href == "0612345678"
    assert contact.villages == ("Aa", "Bb")
    assert not contact.is_temporary
    before = contact_for(village, JAN)
    assert before is not None
    assert before.title == "village_coordinator"


def test_vacancy_says_tijdelijk_via_stand_in_else_team() -> None:
    village, stand_in = VillageFactory(), UserFactory(name="Karel")
    vacancy = post(None, village, stand_in=stand_in)
    contact = contact_for(village, MAR)
    assert contact is not None
    assert (contact.title, contact.user) == ("tijdelijk via Karel", stand_in)
    vacancy.stand_in = None
    vacancy.save()
    contact = contact_for(village, MAR)
    assert contact is not None
    assert (contact.title, contact.phone, contact.user) == ("tijdelijk via Team Dorpen", "0344 00 00 01", None)


def test_village_without_post_falls_to_the_default_team_or_nobody() -> None:
    village = VillageFactory()
    assert contact_for(village, MAR) is None
    Team.objects.create(code="loket", name="Loket", is_default=True)
    contact = contact_for(village, MAR)
    assert contact is not None
    assert contact.title == "tijdelijk via Loket"


def test_present_holder_goes_before_a_vacancy_for_the_same_village() -> None:
    village, user = VillageFactory(), UserFactory(name="Present")
    post(None, village)
    post(user, village)
    contact = contact_for(village, MAR)
    assert contact is not None
    assert contact.name == "Present"


def test_contacts_cost_the_same_for_one_village_as_for_thirty() -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as context:
            contacts(MAR)
        return len(context)

    post(UserFactory(), VillageFactory())
    one = count()
    for _ in range(29):
        post(UserFactory(), VillageFactory())
    assert count() == one <= 7


def test_villages_without_coordinator() -> None:
    served, vacant, nobody = VillageFactory(name="A"), VillageFactory(name="B"), VillageFactory(name="C")
    VillageFactory(name="D", status=Village.Status.ENDED)
    post(UserFactory(), served)
    post(None, vacant)
    assert villages_without_coordinator(MAR) == [vacant, nobody]
    assert villages_without_coordinator(date(2025, 1, 1)) == [served, vacant, nobody]


def test_role_label_follows_the_day() -> None:
    role = Role.objects.create(code=Role.Code.VILLAGE_COORDINATOR)
    assert role_label(role.code, JAN) == "Village coordinator"
    RoleLabel.objects.create(role=role, label="kernambtenaar", plural="kernambtenaren", since=JAN)
    RoleLabel.objects.create(role=role, label="kernregisseur", plural="kernregisseurs", since=JUN)
    assert role_label(role.code, date(2020, 1, 1)) == "kernambtenaar"
    assert role_label(role.code, MAR) == "kernambtenaar"
    assert role_label(role.code, JUN, plural=True) == "kernregisseurs"
