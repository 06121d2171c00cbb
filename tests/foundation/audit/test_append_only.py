"""The database refuses to change what was recorded, whoever asks."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError

from kernkracht.foundation.audit.actions import RecordedOutsideTransaction, record
from kernkracht.foundation.audit.events import EventDeclaredTwice, UnknownEvent, declare, declared
from kernkracht.foundation.audit.models import Actor, AuditEvent
from tests.factories.applications import NOON

declare({"test.happened": "Er gebeurde iets met {what}."})


@pytest.fixture
def event(db: None) -> AuditEvent:
    actor = Actor.system("test")
    return record("test.happened", actor, by=actor, at=NOON, ground="Awb 4:5", data={"what": "een test"})


def test_an_event_keeps_what_was_done_to_what_on_which_ground(event: AuditEvent) -> None:
    event.refresh_from_db()
    assert (event.object_type, event.object_id, event.ground) == ("audit.actor", str(event.actor_id), "Awb 4:5")
    assert event.at == NOON


def _save(event: AuditEvent) -> None:
    event.ground = "another"
    event.save()


def _raw(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


CHANGES: dict[str, Callable[[AuditEvent], object]] = {
    "save": _save,
    "update of a queryset": lambda event: AuditEvent.objects.filter(pk=event.pk).update(ground="another"),
    "raw update": lambda _event: _raw("UPDATE audit_auditevent SET ground = 'another'"),
    "delete": lambda event: event.delete(),
    "delete of a queryset": lambda _event: AuditEvent.objects.all().delete(),
    "raw delete": lambda _event: _raw("DELETE FROM audit_auditevent"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_database_refuses_to_change_or_delete(event: AuditEvent, change: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        CHANGES[change](event)
    event.refresh_from_db()
    assert event.ground == "Awb 4:5"


def test_an_actor_with_a_past_stays(event: AuditEvent) -> None:
    with pytest.raises(ProtectedError):
        event.actor.delete()


@pytest.mark.django_db(transaction=True)
def test_nothing_is_recorded_outside_the_transaction_of_the_act() -> None:
    actor = Actor.system("test")
    with pytest.raises(RecordedOutsideTransaction):
        record("test.happened", actor, by=actor, at=NOON)
    assert not AuditEvent.objects.exists()


@transaction.atomic
def _record_and_fail(actor: Actor) -> None:
    record("test.happened", actor, by=actor, at=NOON)
    raise ZeroDivisionError


@pytest.mark.django_db(transaction=True)
def test_a_record_vanishes_with_its_act() -> None:
    actor = Actor.system("test")
    with pytest.raises(ZeroDivisionError):
        _record_and_fail(actor)
    assert not AuditEvent.objects.exists()
    with transaction.atomic():
        record("test.happened", actor, by=actor, at=NOON)
    assert AuditEvent.objects.count() == 1


def test_an_unknown_event_is_refused(event: AuditEvent) -> None:
    with pytest.raises(UnknownEvent):
        record("test.never_declared", event.actor, by=event.actor, at=NOON)


def test_one_code_has_one_sentence() -> None:
    declare({"test.happened": "Er gebeurde iets met {what}."})
    with pytest.raises(EventDeclaredTwice):
        declare({"test.happened": "Iets anders."})


def test_the_events_of_every_room_are_declared_when_the_software_starts() -> None:
    assert {"message.resent", "message_text.changed"} <= set(declared())
