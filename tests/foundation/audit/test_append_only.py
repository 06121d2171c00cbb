"""The database refuses to change what was recorded, whoever asks."""

import pytest
from django.db import DatabaseError, connection, transaction

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


@pytest.mark.parametrize("change", ["save", "queryset", "raw"])
def test_the_database_refuses_a_change(event: AuditEvent, change: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        if change == "save":
            event.ground = "another"
            event.save()
        elif change == "queryset":
            AuditEvent.objects.filter(pk=event.pk).update(ground="another")
        else:
            with connection.cursor() as cursor:
                cursor.execute("UPDATE audit_auditevent SET ground = 'another'")
    event.refresh_from_db()
    assert event.ground == "Awb 4:5"


@pytest.mark.parametrize("delete", ["instance", "queryset", "raw"])
def test_the_database_refuses_to_delete(event: AuditEvent, delete: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        if delete == "instance":
            event.delete()
        elif delete == "queryset":
            AuditEvent.objects.all().delete()
        else:
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM audit_auditevent")
    assert AuditEvent.objects.filter(pk=event.pk).exists()


def test_an_actor_with_a_past_stays(event: AuditEvent) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM audit_actor WHERE id = %s", [event.actor_id])
            connection.check_constraints()


@pytest.mark.django_db(transaction=True)
def test_nothing_is_recorded_outside_the_transaction_of_the_act() -> None:
    actor = Actor.system("test")
    with pytest.raises(RecordedOutsideTransaction):
        record("test.happened", actor, by=actor, at=NOON)
    assert not AuditEvent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_record_vanishes_with_its_act() -> None:
    actor = Actor.system("test")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record("test.happened", actor, by=actor, at=NOON)
        raise ZeroDivisionError
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
