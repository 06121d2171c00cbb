"""What stands on a desk: promises first, nothing kept by nobody in silence, and no more than the reader may see."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from kernkracht.accountability.desk.actions import mark_seen
from kernkracht.accountability.desk.models import DeskLook
from kernkracht.accountability.desk.queries import CHANNEL_QUERIES, FIRST_LOOK, MOST_QUERIES, Desk, Scope, desk_of
from kernkracht.community.people.models import Absence, Assignment, Role, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.applications.models import Advice
from kernkracht.participation.questions.actions import draw_in, route_question
from kernkracht.participation.questions.models import Question
from tests.factories.applications import ApplicationFactory
from tests.factories.channels import ChannelFactory, scored
from tests.factories.gatherings import ActionPointOfGatheringFactory, EveningFactory, SignUpFactory, SlotFactory
from tests.factories.observations import VisitNoteFactory
from tests.factories.partners import PartnerFactory
from tests.factories.people import TeamFactory, UserFactory, officer_with, role_with
from tests.factories.presence import ContactMomentFactory, PresenceFactory
from tests.factories.questions import asked
from tests.factories.themes import ThemeFactory
from tests.factories.villages import VillageFactory

AT = datetime(2026, 11, 23, 10, tzinfo=UTC)
TODAY = date(2026, 11, 23)
RIGHTS = (
    Permission.READ_OFFICE,
    Permission.HANDLE_QUESTION,
    Permission.VISIT_VILLAGES,
    Permission.WRITE_PAGES,
)

pytestmark = pytest.mark.django_db


def serve(user: User | None, *villages: Village, stand_in: User | None = None) -> Assignment:
    """A post as coordinator of these villages."""
    role = role_with(Role.Code.VILLAGE_COORDINATOR, *RIGHTS)
    post = Assignment.objects.create(
        role=role, user=user, stand_in=stand_in, team=TeamFactory(), valid_from=date(2020, 1, 1)
    )
    post.villages.set(villages)
    return post


def coordinator(*villages: Village, **more: Any) -> User:
    user: User = UserFactory(is_staff=True)
    serve(user, *villages, **more)
    return user


def away(user: User) -> None:
    Absence.objects.create(user=user, valid_from=date(2026, 7, 1), valid_until=date(2026, 12, 31))


def question(village: Village, days_ago: int = 3) -> Question:
    """Of another asker each time: one address may ask so much a day and no more."""
    return asked(AT - timedelta(days=days_ago), village=village, email=f"{uuid4().hex}@example.org")


def look(user: User, scope: str = "", at: datetime = AT) -> Desk:
    return desk_of(user, scope, at)


def keys(rows: Any) -> list[str]:
    return [row.key for row in rows]


def test_promises_of_three_kinds_stand_together_the_nearest_first() -> None:
    village = VillageFactory()
    me = coordinator(village)
    late, soon = question(village, 30), question(village)
    case = ApplicationFactory(village=village, due_on=TODAY + timedelta(days=1), handler=me)
    later = ApplicationFactory(village=village, due_on=TODAY + timedelta(days=40))
    point = ActionPointOfGatheringFactory(owner=me, due_on=TODAY + timedelta(days=2))
    ActionPointOfGatheringFactory(due_on=TODAY)  # a colleague's
    desk = look(me)
    assert keys(desk.due) == [late.number, case.number, str(point.gathering_id), soon.number]
    assert [row.is_late(TODAY) for row in desk.due] == [True, False, False, False]
    assert [row.is_mine for row in desk.due] == [False, True, True, False]
    assert later.number not in keys(desk.due)
    assert not desk.alone


def test_a_coordinator_never_sees_questions_of_other_villages_in_no_scope() -> None:
    mine, other = VillageFactory(), VillageFactory()
    me = coordinator(mine)
    coordinator(other)
    hidden, shown = question(other), question(mine)
    for scope in Scope:
        desk = look(me, scope.value)
        assert hidden.number not in keys((*desk.due, *desk.alone, *desk.fresh))
        assert shown.number in keys((*desk.due, *desk.alone))


def test_who_may_not_handle_questions_sees_none() -> None:
    question(VillageFactory())
    reader = officer_with(Permission.READ_OFFICE, code=Role.Code.AUDITOR)
    desk = look(reader, Scope.TEAM.value)
    assert not desk.due
    assert not desk.alone
    assert not [row for row in desk.fresh if row.kind == "question"]


def test_a_stand_in_sees_the_promises_of_who_is_away_only_while_away() -> None:
    mine, theirs = VillageFactory(), VillageFactory()
    me = coordinator(mine)
    holder: User = UserFactory(is_staff=True, name="Fenna Voorbeeld")
    serve(holder, theirs, stand_in=me)
    waiting = question(theirs)
    assert Scope.STANDING_IN not in look(me).posts.scopes()
    assert waiting.number not in keys(look(me, "team").due)
    away(holder)
    desk = look(me, Scope.STANDING_IN.value)
    assert desk.scope == Scope.STANDING_IN
    assert keys(desk.due) == [waiting.number]
    assert desk.posts.stood_in_for == ("Fenna Voorbeeld",)
    assert not desk.unserved


def test_what_nobody_keeps_stands_apart_and_first() -> None:
    village, served = VillageFactory(), VillageFactory()
    holder = coordinator(village)
    coordinator(served)
    manager = officer_with(*RIGHTS, Permission.MANAGE_QUESTIONS, code=Role.Code.TEAM_MANAGER)
    alone, kept = question(village, 30), question(served)
    assert not look(manager).alone
    away(holder)
    desk = look(manager)
    assert desk.scope == Scope.TEAM
    assert keys(desk.alone) == [alone.number]
    assert keys(desk.due) == [kept.number]
    (row,) = desk.unserved
    assert (row.village, row.open_questions, row.late_questions) == (village, 1, 1)
    assert row.next_promise == alone.promised_on


def test_a_colleague_who_is_there_keeps_a_promise_of_an_unserved_village() -> None:
    village = VillageFactory()
    manager = officer_with(*RIGHTS, Permission.MANAGE_QUESTIONS, code=Role.Code.TEAM_MANAGER)
    expert = officer_with(Permission.HANDLE_QUESTION)
    row = question(village)
    route_question(question=row, theme=ThemeFactory(), officer=expert, by=Actor.system("test"), at=AT)
    assert not look(manager).alone
    away(expert)
    (alone,) = look(manager).alone
    assert (alone.key, alone.owner_is_away) == (row.number, True)


def test_who_serves_all_villages_sees_as_own_only_what_lies_with_that_person() -> None:
    village = VillageFactory()
    coordinator(village)
    expert = officer_with(Permission.READ_OFFICE, Permission.HANDLE_QUESTION)
    mine, other = question(village), question(village)
    route_question(question=mine, theme=ThemeFactory(), officer=expert, by=Actor.system("test"), at=AT)
    assert keys(look(expert).due) == [mine.number]
    assert set(keys(look(expert, "team").due)) == {mine.number, other.number}


def test_an_unknown_scope_becomes_the_readers_own() -> None:
    me = coordinator(VillageFactory())
    assert look(me, "../etc").scope == Scope.MINE
    assert look(me, Scope.STANDING_IN.value).scope == Scope.MINE


def test_who_owes_whom_since_when() -> None:
    village = VillageFactory()
    me, expert = coordinator(village), officer_with(Permission.HANDLE_QUESTION)
    row, by = question(village, 9), Actor.system("test")
    draw_in(question=row, asked="Weet u dit?", colleague=expert, by=by, at=AT - timedelta(days=8))
    partner = PartnerFactory(email="p@example.org")
    draw_in(question=row, asked="En u?", partner=partner, by=by, at=AT - timedelta(days=2))
    case = ApplicationFactory(village=village)
    Advice.objects.create(application=case, asked_of=me, asked_by=by, question="Past dit?", asked_at=AT)
    desk = look(me)
    first, second = desk.owed_by_others
    assert (first.whom, first.days, first.is_partner) == (str(expert), 8, False)
    assert (second.whom, second.days, second.is_partner) == (str(partner), 2, True)
    assert [(found.key, found.is_me) for found in desk.owed_by_me] == [(case.number, True)]
    assert [found.key for found in look(expert).owed_by_me] == [row.number]


def test_new_is_what_came_after_the_last_look() -> None:
    village = VillageFactory()
    me = coordinator(village)
    old, new = question(village, 10), question(village, 1)
    case = ApplicationFactory(village=village, submitted_at=AT - timedelta(days=2), due_on=TODAY + timedelta(days=80))
    note = VisitNoteFactory(village=village, received_at=AT - timedelta(hours=2))
    VisitNoteFactory(village=village, received_at=AT, written_by=me.actor)  # one's own is not new
    contact = ContactMomentFactory(logged_at=AT - timedelta(hours=1))
    contact.group.villages.add(village)
    evening = EveningFactory(starts_at=AT + timedelta(days=5), ends_at=AT + timedelta(days=5, hours=2))
    evening.villages.add(village)
    SignUpFactory(slot=SlotFactory(gathering=evening), signed_up_at=AT - timedelta(hours=3))
    desk = look(me)
    assert desk.since == AT - FIRST_LOOK
    found = {(row.kind, row.key) for row in desk.fresh}
    assert found == {
        ("question", new.number),
        ("case", case.number),
        ("visit", str(note.pk)),
        ("contact", contact.group.slug),
        ("sign-up", str(evening.pk)),
    }
    assert old.number in keys(desk.due)
    mark_seen(user=me, until=AT, at=AT)
    assert not look(me).fresh


def test_seen_goes_forward_only_and_never_past_now() -> None:
    me = coordinator(VillageFactory())
    mark_seen(user=me, until=AT + timedelta(days=1), at=AT)
    assert DeskLook.objects.get().seen_until == AT
    mark_seen(user=me, until=AT - timedelta(days=5), at=AT)
    assert DeskLook.objects.get().seen_until == AT


def test_the_week_and_visits_without_a_note() -> None:
    village = VillageFactory()
    me = coordinator(village)
    soon = PresenceFactory(user=me, village=village, starts_at=AT + timedelta(days=2), ends_at=AT + timedelta(days=3))
    was = PresenceFactory(user=me, village=village, starts_at=AT - timedelta(days=2), ends_at=AT - timedelta(days=1))
    for days in (9, -9):
        start = AT - timedelta(days=days)
        PresenceFactory(user=me, village=village, starts_at=start, ends_at=start + timedelta(hours=1))
    everywhere = EveningFactory(starts_at=AT + timedelta(days=1), ends_at=AT + timedelta(days=1, hours=2))
    elsewhere = EveningFactory(starts_at=AT + timedelta(days=1), ends_at=AT + timedelta(days=1, hours=2))
    elsewhere.villages.add(VillageFactory())
    desk = look(me)
    assert [(row.kind, row.pk) for row in desk.agenda.ahead] == [("gathering", everywhere.pk), ("visit", soon.pk)]
    assert [row.pk for row in desk.agenda.to_note] == [was.pk]
    VisitNoteFactory(village=village, presence=was, written_by=me.actor)
    assert not look(me).agenda.to_note


@pytest.mark.parametrize("kind", ["visit", "presence", "gathering", "group", "question", "case"])
def test_every_kind_of_contact_makes_a_village_less_quiet(kind: str) -> None:
    village, silent = VillageFactory(sort_order=1), VillageFactory(sort_order=2)
    me = coordinator(village, silent)
    day = AT - timedelta(days=4)
    span = {"starts_at": day - timedelta(hours=2), "ends_at": day}
    if kind == "visit":
        VisitNoteFactory(village=village, visited_on=day.date())
    elif kind == "presence":
        PresenceFactory(village=village, **span)
        PresenceFactory(village=silent, cancelled_at=AT, cancelled_because="Ziek", **span)
    elif kind == "gathering":
        EveningFactory(**span).villages.add(village)
        EveningFactory(state="cancelled", cancelled_because="Storm", **span).villages.add(silent)
    elif kind == "group":
        ContactMomentFactory(spoken_on=day.date()).group.villages.add(village)
    elif kind == "question":
        asked(day, village=village)
    else:
        ApplicationFactory(village=village, received_on=day.date())
    first, second = look(me).quiet
    assert (first.village, first.last_on) == (silent, None)
    assert (second.village, second.days, second.last_kind) == (village, 4, kind)


def test_the_number_of_questions_to_the_database_does_not_grow(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    villages = [VillageFactory() for _ in range(4)]
    me = coordinator(*villages)
    for village in villages:
        for _ in range(2):
            question(village)
            ApplicationFactory(village=village, due_on=TODAY)
            VisitNoteFactory(village=village, received_at=AT)
            ContactMomentFactory(logged_at=AT).group.villages.add(village)
        start = AT + timedelta(days=1)
        PresenceFactory(user=me, village=village, starts_at=start, ends_at=start + timedelta(hours=1))
        EveningFactory(starts_at=start, ends_at=start + timedelta(hours=1)).villages.add(village)
    with django_assert_max_num_queries(MOST_QUERIES):
        desk = look(me)
    assert len(desk.due) == 16


def test_channels_that_work_in_these_villages_are_shown_to_who_works_with_them(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    here, there = VillageFactory(), VillageFactory()
    me = coordinator(here)
    sign, paper, other = (ChannelFactory(villages=[village]) for village in (here, here, there))
    for channel, score in ((sign, 5), (sign, 4), (paper, 2), (other, 5)):
        scored(channel, score, villages=[here if channel is not other else there])
    assert not look(me).channels
    role_with(Role.Code.VILLAGE_COORDINATOR, Permission.MANAGE_CHANNELS)
    with django_assert_max_num_queries(MOST_QUERIES + CHANNEL_QUERIES):
        desk = look(me)
    assert [(row.channel, row.average, row.uses) for row in desk.channels] == [(sign, 4.5, 2), (paper, 2.0, 1)]
