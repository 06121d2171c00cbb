"""Signing up, the waiting list, changing and withdrawing; reminders; and forgetting."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from icalendar import Calendar

from kernkracht.community.gatherings.actions import (
    SignUpFacts,
    SlotIsFull,
    UnableToChangeSlot,
    UnableToSignUp,
    change_sign_up,
    change_slot,
    enter_sign_up,
    forget_sign_ups,
    remind_of_tomorrow,
    remove_slot,
    sign_up,
    withdraw_sign_up,
)
from kernkracht.community.gatherings.models import Attendance, Gathering, SignUp, Slot, Way
from kernkracht.community.gatherings.queries import calendar_of_sign_up, sign_up_by_token
from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.models import Actor, AuditEvent
from kernkracht.foundation.notices.models import OutboxMessage
from tests.factories.gatherings import EveningFactory, SignUpFactory, SlotFactory, coffee_kind
from tests.factories.people import officer_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def slot(db: None) -> Slot:
    """A conversation for one, by video or telephone, on 16 March 2026."""
    gathering = EveningFactory(kind=coffee_kind(), mode="online", place="", online_url="https://example.org/x")
    return SlotFactory(gathering=gathering, capacity=1, by_place=False, by_video=True, by_phone=True)


@pytest.fixture
def planner(db: None) -> User:
    return officer_with(Permission.READ_OFFICE, Permission.MANAGE_GATHERINGS)


def facts(slot: Slot, **changes: object) -> SignUpFacts:
    asked = SignUpFacts(slot, "Robin Voorbeeld", "robin@example.org", topic="De speelplek", way=Way.VIDEO)
    return replace(asked, **changes)  # type: ignore[arg-type]


def kinds() -> list[tuple[str, str]]:
    return list(OutboxMessage.objects.order_by("pk").values_list("kind", "recipient_email"))


def test_who_signs_up_gets_a_place_a_mail_and_a_calendar_file(slot: Slot, now: datetime) -> None:
    made = sign_up(facts=facts(slot), at=now)
    slot.refresh_from_db()
    assert (made.state, slot.taken) == ("placed", 1)
    (message,) = OutboxMessage.objects.all()
    for text in ("https://example.org/x", f"/aanmelding/{made.token}/", "afspraak.ics", "14.00 tot 16.00"):
        assert text in message.body_text
    (event,) = Calendar.from_ical(calendar_of_sign_up(made)).walk("VEVENT")
    assert str(event["location"]) == "https://example.org/x"
    assert not AuditEvent.objects.filter(data__icontains="Robin").exists(), "the trail outlives the sign-up"
    assert sign_up_by_token(made.token) == made


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"email": "robin"}, "email"),
        ({"topic": ""}, "topic"),
        ({"way": ""}, "way"),
        ({"way": Way.PLACE}, "way"),
        ({"way": Way.PHONE}, "phone"),
        ({"way": Way.PHONE, "phone": "12"}, "phone"),
    ],
)
def test_a_missing_answer_is_refused_beside_its_question(
    slot: Slot, now: datetime, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(UnableToSignUp) as refused:
        sign_up(facts=facts(slot, **changes), at=now)
    assert refused.value.field == field
    slot.refresh_from_db()
    assert (slot.taken, SignUp.objects.count(), OutboxMessage.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize(
    ("gathering", "at", "remedy"),
    [
        ({"state": "cancelled", "cancelled_because": "Ziek"}, None, "Bekijk of er een andere is"),
        ({}, datetime(2026, 3, 16, 16, tzinfo=UTC), "al geweest"),
        ({}, datetime(2026, 3, 16, 14, tzinfo=UTC), "Kies een latere tijd"),
        ({"sign_ups_until": datetime(2026, 3, 1, tzinfo=UTC)}, None, "Bel of mail ons"),
        ({"takes_sign_ups": False}, None, "hoeft u zich niet aan te melden"),
        ({"is_public": False}, None, "hier niet aanmelden"),
    ],
)
def test_a_closed_gathering_says_what_else_is_possible(
    slot: Slot, now: datetime, gathering: dict[str, object], at: datetime | None, remedy: str
) -> None:
    Gathering.objects.update(**gathering)
    with pytest.raises(UnableToSignUp, match=remedy):
        sign_up(facts=facts(slot), at=at or now)
    assert not SignUp.objects.exists()


def test_the_waiting_list_moves_on_by_mail(slot: Slot, now: datetime) -> None:
    first = sign_up(facts=facts(slot), at=now)
    with pytest.raises(SlotIsFull):
        sign_up(facts=facts(slot, email="sam@example.org"), at=now)
    second = sign_up(facts=facts(slot, email="sam@example.org", waits=True), at=now)
    third = sign_up(facts=facts(slot, email="kim@example.org", waits=True), at=now + timedelta(minutes=1))
    assert {second.state, third.state} == {"waiting"}
    withdraw_sign_up(sign_up=first, at=now)
    withdraw_sign_up(sign_up=first, at=now)
    for row in (second, third, slot):
        row.refresh_from_db()
    assert (second.state, third.state, slot.taken) == ("placed", "waiting", 1)
    assert kinds() == [
        ("gathering_sign_up", "sam@example.org"),
        ("gathering_sign_up", "kim@example.org"),
        ("gathering_place_free", "sam@example.org"),
    ], "what was mailed to who withdrew is gone"


def test_nobody_gets_a_place_in_a_conversation_that_began(slot: Slot, now: datetime) -> None:
    first = sign_up(facts=facts(slot), at=now)
    second = sign_up(facts=facts(slot, email="sam@example.org", waits=True), at=now)
    withdraw_sign_up(sign_up=first, at=slot.starts_at)
    second.refresh_from_db()
    assert second.state == "waiting"


def test_signing_up_twice_keeps_the_first_and_tells_nobody(slot: Slot, now: datetime) -> None:
    other = SlotFactory(gathering=slot.gathering, starts_at=slot.starts_at + timedelta(hours=1), by_video=True)
    first = sign_up(facts=facts(slot), at=now)
    for minutes in (1, 2):
        again = sign_up(facts=facts(other, email="ROBIN@example.org"), at=now + timedelta(minutes=minutes))
        assert again == first
    assert SignUp.objects.get().slot == slot
    assert kinds() == [("gathering_sign_up", "robin@example.org")] * 2, "again, and at most once a day"


def test_one_address_cannot_be_flooded(now: datetime) -> None:
    for _number in range(5):
        SignUpFactory(email="robin@example.org", signed_up_at=now)
    evening = SlotFactory()
    with pytest.raises(UnableToSignUp, match="morgen"):
        sign_up(facts=facts(evening, way=""), at=now)


def test_changing_to_another_time_frees_the_first(slot: Slot, now: datetime) -> None:
    later = SlotFactory(
        gathering=slot.gathering, capacity=1, starts_at=slot.starts_at + timedelta(hours=1), by_video=True
    )
    mine = sign_up(facts=facts(slot), at=now)
    waiting = sign_up(facts=facts(slot, email="sam@example.org", waits=True), at=now)
    changed = change_sign_up(sign_up=mine, facts=facts(later, topic="De brug", email=""), at=now)
    waiting.refresh_from_db()
    assert (changed.slot, changed.topic, changed.email) == (later, "De brug", "robin@example.org")
    assert waiting.state == "placed"
    with pytest.raises(SlotIsFull):
        change_sign_up(sign_up=waiting, facts=facts(later), at=now)
    waiting.refresh_from_db()
    assert waiting.slot == slot
    withdraw_sign_up(sign_up=mine, at=now)
    with pytest.raises(UnableToSignUp, match="bestaat niet meer"):
        change_sign_up(sign_up=mine, facts=facts(slot), at=now)


def test_an_officer_writes_somebody_down_without_mail(slot: Slot, planner: User, actor: Actor, now: datetime) -> None:
    asked = facts(slot, email="", way=Way.PHONE, phone="0344 12 34 56")
    made = enter_sign_up(facts=asked, by=planner.actor, at=now)
    assert (made.state, OutboxMessage.objects.count()) == ("placed", 0)
    with pytest.raises(UnableToSignUp) as refused:
        enter_sign_up(facts=facts(SlotFactory(), email="", way="", phone=" "), by=planner.actor, at=now)
    assert refused.value.field == "phone"
    with pytest.raises(Exception, match="kernregisseur"):
        enter_sign_up(facts=asked, by=actor, at=now)


def test_more_places_go_to_who_waits_and_fewer_than_taken_are_refused(slot: Slot, planner: User, now: datetime) -> None:
    sign_up(facts=facts(slot), at=now)
    waiting = sign_up(facts=facts(slot, email="sam@example.org", waits=True), at=now)
    act = {"slot": slot, "link": "", "by": planner.actor, "at": now}
    change_slot(capacity=2, ways=(Way.VIDEO, Way.PHONE), **act)  # type: ignore[arg-type]
    waiting.refresh_from_db()
    assert waiting.state == "placed"
    for refused in (
        {"capacity": 1, "ways": (Way.VIDEO,)},
        {"capacity": 2, "ways": (Way.PHONE,)},
        {"capacity": 2, "ways": ()},
    ):
        with pytest.raises(UnableToChangeSlot):
            change_slot(**refused, **act)  # type: ignore[arg-type]
    with pytest.raises(UnableToChangeSlot):
        remove_slot(slot=slot, by=planner.actor, at=now)


def test_the_database_refuses_one_too_many(slot: Slot) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Slot.objects.filter(pk=slot.pk).update(taken=2)


def test_the_reminder_comes_the_day_before_and_once(slot: Slot, now: datetime) -> None:
    sign_up(facts=facts(slot), at=now)
    sign_up(facts=facts(slot, email="sam@example.org", waits=True), at=now)
    OutboxMessage.objects.all().delete()
    day_before = datetime(2026, 3, 15, 6, tzinfo=UTC)
    assert remind_of_tomorrow(at=day_before - timedelta(days=1)) == 0
    assert remind_of_tomorrow(at=day_before) == 1
    assert remind_of_tomorrow(at=day_before + timedelta(hours=3)) == 0
    assert kinds() == [("gathering_reminder", "robin@example.org")]


def test_a_cancelled_gathering_is_not_reminded_of(slot: Slot, now: datetime) -> None:
    sign_up(facts=facts(slot), at=now)
    Gathering.objects.update(state="cancelled", cancelled_because="Ziek")
    assert remind_of_tomorrow(at=datetime(2026, 3, 15, 6, tzinfo=UTC)) == 0


def test_sign_ups_are_forgotten_and_the_count_stays(slot: Slot, actor: Actor, now: datetime) -> None:
    mine = sign_up(facts=facts(slot), at=now)
    Attendance.objects.create(gathering=slot.gathering, how="signed_up", sign_up=mine, noted_at=now)
    end = slot.gathering.ends_at
    assert forget_sign_ups(by=actor, at=end + timedelta(days=29)) == 0
    assert forget_sign_ups(by=actor, at=end + timedelta(days=31)) == 1
    assert (SignUp.objects.count(), OutboxMessage.objects.count()) == (0, 0)
    assert Attendance.objects.get().people == 1
    assert date(2026, 3, 16) == end.date()
