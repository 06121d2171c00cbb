"""Gatherings: planned, moved, cancelled, closed; who may know; the calendar file of who is invited."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from icalendar import Calendar

from kernkracht.community.gatherings.actions import (
    GatheringOutsideTransaction,
    GatheringRefusal,
    Guest,
    UnableToCancel,
    UnableToMove,
    UnableToPlan,
    UnableToRecord,
    cancel_gathering,
    move_gathering,
    name_kind,
    plan_gathering,
    record_outcome,
)
from kernkracht.community.gatherings.models import Gathering
from kernkracht.community.gatherings.permissions import may_know
from kernkracht.community.gatherings.queries import calendar_of, kind_named, public_ahead
from kernkracht.community.gatherings.workflow import GATHERING_WORKFLOW
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.audit.queries import history_of
from tests.factories.people import UserFactory
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 16, 13, tzinfo=UTC)
END = START + timedelta(hours=1)


def planned(actor: Actor, now: datetime, **changes: object) -> Gathering:
    asked: dict[str, object] = {
        "kind": "hearing",
        "title": "Hoorzitting over de pluktuin",
        "starts_at": START,
        "ends_at": END,
        "place": "Gemeentehuis",
    }
    return plan_gathering(**(asked | changes), by=actor, at=now)  # type: ignore[arg-type]


def test_a_hearing_is_planned_with_its_guests(actor: Actor, now: datetime) -> None:
    village = VillageFactory()
    made = planned(actor, now, villages=[village], guests=[Guest("Robin Voorbeeld", "robin@example.org")])
    assert (made.state, made.kind.name, made.is_public) == ("planned", "Hoorzitting", False)
    assert list(made.villages.all()) == [village]
    assert made.invitees.get().email == "robin@example.org"
    assert [event.event for event in history_of(made)] == ["gathering.planned"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"place": " "}, "place"),
        ({"online_url": "javascript:alert(1)"}, "online_url"),
        ({"online_url": "http://example.org"}, "online_url"),
        ({"starts_at": datetime(2026, 3, 2, 12, tzinfo=UTC)}, "starts_at"),
        ({"ends_at": START}, "ends_at"),
        ({"kind": "party"}, "kind"),
    ],
)
def test_a_plan_that_does_not_hold_is_refused(
    actor: Actor, now: datetime, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(UnableToPlan) as refused:
        planned(actor, now, **changes)
    assert refused.value.field == field
    assert not Gathering.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_verbs_belong_to_a_larger_act(actor: Actor, now: datetime) -> None:
    with transaction.atomic():
        made = planned(actor, now)
    with pytest.raises(GatheringOutsideTransaction):
        planned(actor, now)
    with pytest.raises(GatheringOutsideTransaction):
        cancel_gathering(gathering=made, reason="Ziek", by=actor, at=now)


def test_moving_keeps_it_the_same_meeting(actor: Actor, now: datetime) -> None:
    made = planned(actor, now)
    later = move_gathering(
        gathering=made, starts_at=START + timedelta(days=1), ends_at=END + timedelta(days=1), by=actor, at=now
    )
    assert (later.pk, later.revision, later.place) == (made.pk, 1, "Gemeentehuis")
    assert later.calendar_uid == made.calendar_uid
    with pytest.raises(UnableToMove):
        move_gathering(gathering=later, starts_at=now, ends_at=END, by=actor, at=now)


def test_closing_needs_a_meeting_that_began_and_an_outcome(actor: Actor, now: datetime) -> None:
    made = planned(actor, now)
    with pytest.raises(UnableToRecord):
        record_outcome(gathering=made, outcome="Te vroeg.", by=actor, at=now)
    with pytest.raises(UnableToRecord) as refused:
        record_outcome(gathering=made, outcome="  ", by=actor, at=END)
    assert refused.value.field == "outcome"
    held = record_outcome(gathering=made, outcome="Iedereen is gehoord.", by=actor, at=END)
    assert held.state == "held"
    with pytest.raises(UnableToCancel):
        cancel_gathering(gathering=made, reason="Toch niet", by=actor, at=END)


def test_cancelling_needs_a_reason(actor: Actor, now: datetime) -> None:
    made = planned(actor, now)
    with pytest.raises(UnableToCancel):
        cancel_gathering(gathering=made, reason=" ", by=actor, at=now)
    assert cancel_gathering(gathering=made, reason="Ziek", by=actor, at=now).state == "cancelled"
    assert issubclass(UnableToCancel, GatheringRefusal)


@pytest.mark.parametrize("name", list(GATHERING_WORKFLOW.transitions))
@pytest.mark.parametrize("state", Gathering.State.values)
def test_only_a_planned_gathering_changes(name: str, state: str) -> None:
    assert GATHERING_WORKFLOW.allows(name, state) is (state == "planned")


def test_a_kind_is_data(actor: Actor, now: datetime) -> None:
    name_kind(code="hearing", name="Gesprek over uw bezwaar", is_public=False, by=actor, at=now)
    assert planned(actor, now).kind.name == "Gesprek over uw bezwaar"
    assert kind_named("hearing") is not None
    assert kind_named("party") is None
    with pytest.raises(UnableToPlan):
        name_kind(code="hearing", name=" ", is_public=False, by=actor, at=now)


def test_the_calendar_file_follows_the_meeting(actor: Actor, now: datetime) -> None:
    made = planned(actor, now, online_url="https://example.org/vergadering")
    (event,) = Calendar.from_ical(calendar_of(made)).walk("VEVENT")
    assert event.decoded("dtstart") == START
    assert event["status"] == "CONFIRMED"
    gone = cancel_gathering(gathering=made, reason="Ziek", by=actor, at=now)
    calendar = Calendar.from_ical(calendar_of(gone))
    (cancelled,) = calendar.walk("VEVENT")
    assert calendar["method"] == "CANCEL"
    assert cancelled["uid"] == event["uid"]
    assert cancelled["sequence"] > event["sequence"]
    assert b"Robin" not in calendar_of(gone)


def test_who_may_know(actor: Actor, now: datetime) -> None:
    guest, stranger, officer = UserFactory(), UserFactory(), UserFactory(is_staff=True)
    made = planned(actor, now, guests=[Guest(guest.name, guest.email, guest)])
    assert may_know(made, guest)
    assert may_know(made, officer)
    assert not may_know(made, stranger)
    assert not may_know(made, None)
    open_to_all = planned(actor, now, kind="village_meeting")
    assert may_know(open_to_all, None)
    assert list(public_ahead(now)) == [open_to_all]
    assert not public_ahead(END + timedelta(hours=1)).exists()


@pytest.mark.parametrize(
    "change",
    ["ends_at = starts_at", "title = ''", "place = ''", "state = 'held'", "state = 'cancelled'"],
)
def test_the_database_says_no(actor: Actor, now: datetime, change: str) -> None:
    made = planned(actor, now)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE gatherings_gathering SET {change} WHERE id = %s", [made.pk])  # noqa: S608  (fixed list)
