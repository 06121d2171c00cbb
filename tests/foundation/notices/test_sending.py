"""The outbox against a real mail server, in every mood a mail server can have."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from kernkracht.foundation.audit.models import Actor, AuditEvent
from kernkracht.foundation.documents.models import Letter
from kernkracht.foundation.notices import sending
from kernkracht.foundation.notices.actions import (
    QueuedOutsideTransaction,
    UnableToMarkPrinted,
    UnableToRegisterBounce,
    UnableToResend,
    mark_printed,
    queue_email,
    queue_print,
    register_bounce,
    resend,
)
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.foundation.notices.queries import (
    messages_about,
    print_queue,
    sent_messages,
    unsent_messages,
    waiting_messages,
)
from kernkracht.foundation.notices.sending import DELAYS, send_due, send_message
from tests.factories.applications import NOON

from .mail_server import Mood
from .sample import EXAMPLE

State = OutboxMessage.State


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now


Queue = Callable[..., OutboxMessage]


def test_a_message_is_sent_once_and_says_who_it_is_from(queue: Queue, mood: Mood) -> None:
    message = queue()
    assert send_due(Clock()) == 1
    assert send_due(Clock()) == 0
    [mail] = mood.received
    message.refresh_from_db()
    assert (message.state, message.sent_at, message.attempts) == (State.SENT, NOON, 1)
    assert mail["To"] == "Robin Voorbeeld <robin@example.org>"
    assert mail["From"] == "Kernkracht <post@voorbeeld.example>"
    assert mail["Subject"] == "Uw plan Pluktuin"
    assert mail["Message-ID"] == f"<{message.key}.0@voorbeeld.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "nl"
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    assert "€\u00a0750" in text.get_content()
    assert "<p>Beste Robin,</p>" in html.get_content()


def test_the_same_key_is_never_two_messages(queue: Queue) -> None:
    assert queue().pk == queue(to_email="ander@example.org").pk
    assert OutboxMessage.objects.count() == 1
    assert queue(unique_key="another").pk != queue().pk


def test_two_acts_at_the_same_moment_make_one_message(queue: Queue, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other act commits between our look and our insert."""
    first = queue()
    nothing = OutboxMessage.objects.none()
    looked = []

    def look_too_early(**wanted: Any) -> Any:
        looked.append(wanted)
        return nothing

    monkeypatch.setattr(OutboxMessage.objects, "filter", look_too_early)
    assert queue().pk == first.pk
    assert looked


@pytest.mark.parametrize("address", ["", "robin", "robin@", "a b@example.org", "x@example.org\nBcc: y@example.org"])
def test_an_address_that_cannot_be_one_goes_to_the_list(queue: Queue, mood: Mood, address: str) -> None:
    message = queue(to_email=address)
    assert message.state == State.FAILED
    assert message.last_error == "Dit is geen e-mailadres."
    assert list(unsent_messages()) == [message]
    assert send_due(Clock()) == 0


def test_a_name_cannot_add_recipients(queue: Queue, mood: Mood) -> None:
    queue(to_name='Robin" <x@example.org>, "')
    send_due(Clock())
    [mail] = mood.received
    assert [address.addr_spec for address in mail["To"].addresses] == ["robin@example.org"]


@pytest.mark.django_db(transaction=True)
def test_a_message_belongs_to_the_transaction_of_its_act() -> None:
    actor = Actor.system("test")
    facts: dict[str, Any] = {
        "kind": "test_letter",
        "context": EXAMPLE,
        "to_name": "",
        "to_email": "robin@example.org",
        "subject_obj": actor,
        "unique_key": "k",
        "at": NOON,
    }

    @transaction.atomic
    def act_that_fails() -> None:
        queue_email(**facts)
        raise ZeroDivisionError

    with pytest.raises(QueuedOutsideTransaction):
        queue_email(**facts)
    with pytest.raises(ZeroDivisionError):
        act_that_fails()
    assert not OutboxMessage.objects.exists()


def test_a_server_that_is_away_is_tried_again_later_and_later_and_then_the_office_sees_it(
    queue: Queue, settings: Any
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    message, clock = queue(), Clock()
    waited = []
    for _attempt in range(20):
        send_due(clock)
        message.refresh_from_db()
        if message.next_attempt_at is None:
            break
        waited.append(message.next_attempt_at - clock.now)
        clock.now = message.next_attempt_at - timedelta(seconds=1)
        assert send_due(clock) == 0
        message.refresh_from_db()
        assert message.attempts == len(waited), "not before its time"
        clock.now += timedelta(seconds=1)
    assert tuple(waited) == DELAYS
    assert list(waited) == sorted(waited)
    assert (message.state, message.attempts) == (State.FAILED, len(DELAYS) + 1)
    assert "Connection refused" in message.last_error
    assert list(unsent_messages()) == [message]
    assert not waiting_messages().exists()


@pytest.mark.parametrize(
    ("moods", "state"),
    [
        ({"recipient": "550 no such user"}, State.BOUNCED),
        ({"recipient": "450 try later"}, State.QUEUED),
        ({"text": "554 looks like spam"}, State.BOUNCED),
        ({"text": "451 busy"}, State.QUEUED),
        ({"hangs_up": True}, State.QUEUED),
    ],
)
def test_a_final_refusal_bounces_and_a_passing_one_is_tried_again(
    queue: Queue, mood: Mood, moods: dict[str, Any], state: str
) -> None:
    for name, value in moods.items():
        setattr(mood, name, value)
    message = queue()
    assert send_due(Clock()) == 0
    message.refresh_from_db()
    assert message.state == state
    assert message.last_error
    assert (message in unsent_messages()) is (state == State.BOUNCED)
    mood.recipient, mood.text, mood.hangs_up = "250 OK", "250 OK", False
    assert send_due(Clock(NOON + timedelta(hours=1))) == (state == State.QUEUED)


def test_a_worker_killed_while_sending_is_put_before_a_person_and_never_sent_again(queue: Queue, mood: Mood) -> None:
    message = queue()
    OutboxMessage.objects.update(state=State.SENDING, claimed_at=NOON, attempts=1)
    assert send_due(Clock(NOON + timedelta(minutes=14))) == 0
    message.refresh_from_db()
    assert message.state == State.SENDING
    assert send_due(Clock(NOON + timedelta(minutes=16))) == 0
    message.refresh_from_db()
    assert message.state == State.FAILED
    assert "Misschien is het bericht toch aangekomen" in message.last_error
    assert send_due(Clock(NOON + timedelta(days=9))) == 0
    assert not mood.received


def test_of_two_workers_one_sends(queue: Queue, mood: Mood, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second worker looked before the first claimed, and claims while the first is talking to the server."""
    message = queue()
    as_email = sending.as_email
    outcomes = []

    def second_worker_meanwhile(row: OutboxMessage) -> Any:
        monkeypatch.setattr(sending, "as_email", as_email)
        outcomes.append(send_message(message.pk, Clock()))
        return as_email(row)

    monkeypatch.setattr(sending, "as_email", second_worker_meanwhile)
    assert send_message(message.pk, Clock())
    assert outcomes == [False]
    assert len(mood.received) == 1


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_many_workers_send_each_message_once(mood: Mood) -> None:
    actor = Actor.system("test")
    with transaction.atomic():
        for number in range(12):
            queue_email(
                kind="test_plain",
                context=EXAMPLE,
                to_name="",
                to_email=f"n{number}@example.org",
                subject_obj=actor,
                unique_key=str(number),
                at=NOON,
            )

    def work() -> None:
        try:
            send_due(Clock())
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(mail["To"] for mail in mood.received) == sorted(f"n{number}@example.org" for number in range(12))
    assert set(OutboxMessage.objects.values_list("state", flat=True)) == {State.SENT}


class TestTheOffice:
    """What people do with a message afterwards."""

    def test_sending_again_is_another_mail_to_the_receiver(self, queue: Queue, mood: Mood, actor: Actor) -> None:
        message = queue()
        send_due(Clock())
        resend(message=message, by=actor, at=NOON)
        assert send_due(Clock()) == 1
        first, second = (mail["Message-ID"] for mail in mood.received)
        assert first != second
        event = AuditEvent.objects.get(event="message.resent")
        assert (event.object_id, event.data) == (str(message.pk), {"kind": "test_letter"})

    @pytest.mark.parametrize("state", [State.FAILED, State.BOUNCED])
    def test_unsent_mail_can_go_to_another_address(self, queue: Queue, actor: Actor, mood: Mood, state: str) -> None:
        message = queue()
        OutboxMessage.objects.update(state=state, attempts=8, next_attempt_at=None)
        resend(message=message, by=actor, at=NOON, to_email="nieuw@example.org")
        assert send_due(Clock()) == 1
        assert mood.received[0]["To"] == "Robin Voorbeeld <nieuw@example.org>"
        assert not unsent_messages().exists()

    @pytest.mark.parametrize("state", [State.QUEUED, State.SENDING])
    def test_a_message_on_its_way_is_not_sent_again(self, queue: Queue, actor: Actor, state: str) -> None:
        message = queue()
        OutboxMessage.objects.update(state=state, claimed_at=NOON)
        with pytest.raises(UnableToResend):
            resend(message=message, by=actor, at=NOON)
        assert not AuditEvent.objects.exists()

    def test_a_wrong_new_address_changes_nothing(self, queue: Queue, actor: Actor) -> None:
        message = queue(to_email="fout")
        with pytest.raises(ValidationError):
            resend(message=message, by=actor, at=NOON, to_email="nog steeds fout")
        message.refresh_from_db()
        assert (message.state, message.recipient_email) == (State.FAILED, "fout")

    def test_a_mail_that_came_back_is_on_the_list(self, queue: Queue, actor: Actor, mood: Mood) -> None:
        message = queue()
        with pytest.raises(UnableToRegisterBounce):
            register_bounce(message=message, reason="x", by=actor, at=NOON)
        send_due(Clock())
        register_bounce(message=message, reason="Postbus vol", by=actor, at=NOON)
        assert [row.last_error for row in unsent_messages()] == ["Postbus vol"]
        assert not sent_messages().exists()

    def test_a_letter_is_printed_once(self, actor: Actor, letter: Letter) -> None:
        facts: dict[str, Any] = {"kind": "decision", "letter": letter, "to_name": "R", "to_address": "Dorpsweg 1"}
        message = queue_print(**facts, subject_obj=actor, unique_key="p", at=NOON)
        assert queue_print(**facts, subject_obj=actor, unique_key="p", at=NOON).pk == message.pk
        assert list(print_queue()) == [message]
        assert send_due(Clock()) == 0, "a letter is no e-mail"
        mark_printed(message=message, by=actor, at=NOON)
        assert not print_queue().exists()
        assert list(sent_messages()) == [message]
        with pytest.raises(UnableToMarkPrinted):
            mark_printed(message=message, by=actor, at=NOON)

    def test_a_mail_is_not_printed(self, queue: Queue, actor: Actor) -> None:
        with pytest.raises(UnableToMarkPrinted):
            mark_printed(message=queue(), by=actor, at=NOON)

    def test_the_messages_about_an_object(self, queue: Queue, actor: Actor) -> None:
        other = Actor.system("other")
        queue(subject_obj=other, unique_key="elsewhere")
        message = queue()
        assert list(messages_about(actor)) == [message]


@pytest.mark.parametrize(
    "wrong", [{"state": "sent", "sent_at": None}, {"state": "sending", "claimed_at": None}, {"channel": "print"}]
)
def test_the_database_ties_a_state_to_its_facts(queue: Queue, wrong: dict[str, Any]) -> None:
    queue()
    with pytest.raises(IntegrityError), transaction.atomic():
        OutboxMessage.objects.update(**wrong)
