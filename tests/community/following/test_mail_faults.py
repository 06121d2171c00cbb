"""Digests against a real mail server in every mood, and reports that come back to a real mailbox."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from kernkracht.adapters.inbox import Inbox, read_inbox
from kernkracht.community.following.actions import send_digests
from kernkracht.community.following.models import Follower
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor, AuditEvent
from kernkracht.foundation.notices import sending
from kernkracht.foundation.notices.actions import queue_email
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.foundation.notices.queries import bulk_messages, sent_messages, unsent_messages, waiting_messages
from kernkracht.foundation.notices.sending import send_bulk, send_due
from kernkracht.participation.questions.models import IncomingMail, Question
from tests.adapters.imap_server import Mailbox, serving
from tests.factories.following import MORNING, follows, village_thing
from tests.factories.news import some_news
from tests.factories.villages import VillageFactory
from tests.foundation.notices.mail_server import MailServer, Mood
from tests.foundation.notices.sample import EXAMPLE
from tests.foundation.notices.test_bounces import report

pytestmark = pytest.mark.django_db
State = OutboxMessage.State


class Clock:
    """A clock that moves only when told, or by `tick` with each look."""

    def __init__(self, now: datetime = MORNING, tick: float = 0) -> None:
        self.now, self.tick = now, timedelta(seconds=tick)

    def __call__(self) -> datetime:
        self.now += self.tick
        return self.now


@pytest.fixture
def mood(settings: Any) -> Iterator[Mood]:
    server = MailServer(Mood())
    threading.Thread(target=server.serve_forever, args=[0.05], daemon=True).start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
    settings.EMAIL_TIMEOUT = 5
    settings.DEFAULT_FROM_EMAIL = "Kernkracht <post@voorbeeld.example>"
    yield server.mood
    server.shutdown()
    server.server_close()


@pytest.fixture
def zoelen() -> Village:
    return VillageFactory(name="Zoelen", slug="zoelen")


def digests(village: Village, count: int, title: str = "Feest", at: datetime = MORNING) -> list[OutboxMessage]:
    """So many more followers, and a digest in the outbox for each."""
    for _n in range(count):
        follows(village_thing(village))
    some_news(title, at=at, villages=(village,))
    send_digests(Clock(at))
    return list(OutboxMessage.objects.filter(kind="news_digest").order_by("pk"))


def receipt(actor: Actor, key: str = "receipt") -> OutboxMessage:
    """Mail to one person about their own."""
    with transaction.atomic():
        return queue_email(
            kind="test_plain",
            context=EXAMPLE,
            to_name="",
            to_email="ontvanger@example.org",
            subject_obj=actor,
            unique_key=key,
            at=MORNING,
        )


def test_a_digest_as_mail_can_be_stopped_in_one_click(mood: Mood, zoelen: Village) -> None:
    [row] = digests(zoelen, 1)
    assert send_due(Clock()) == 1
    [mail] = mood.received
    assert mail["List-Unsubscribe"].strip() == f"<{row.unsubscribe_url}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["Subject"] == "Zoelen: Feest"
    html = mail.get_body(("html",))
    assert html is not None
    assert "width=device-width" in html.get_content()
    assert '<h3><a href="' in html.get_content()


def test_a_receipt_goes_before_digests_and_has_no_unsubscribe(mood: Mood, zoelen: Village, actor: Actor) -> None:
    digests(zoelen, 5)
    receipt(actor)
    assert send_due(Clock()) == 6
    assert mood.received[0]["To"] == "ontvanger@example.org"
    assert mood.received[0]["List-Unsubscribe"] is None


def test_a_round_of_bulk_mail_is_short_so_that_a_receipt_waits_no_longer(
    mood: Mood, zoelen: Village, actor: Actor
) -> None:
    digests(zoelen, 12)
    assert send_due(Clock(tick=0.1)) < 12
    receipt(actor)
    went = len(mood.received)
    send_due(Clock(MORNING + timedelta(seconds=2), tick=0.1))
    assert mood.received[went]["To"] == "ontvanger@example.org"


def test_many_receipts_leave_no_room_for_digests(mood: Mood, zoelen: Village, actor: Actor) -> None:
    digests(zoelen, 1)
    for number in range(sending.AT_ONCE):
        receipt(actor, str(number))
    assert send_due(Clock()) == sending.AT_ONCE
    assert all(mail["To"] == "ontvanger@example.org" for mail in mood.received)


def test_a_server_that_is_down_costs_nothing_and_when_it_is_back_everybody_gets_one(
    mood: Mood, zoelen: Village, settings: Any
) -> None:
    rows = digests(zoelen, 5)
    works = settings.EMAIL_PORT
    with socket.create_server(("127.0.0.1", 0)) as closed:
        settings.EMAIL_PORT = closed.getsockname()[1]
    clock = Clock()
    for _round in range(200):
        assert send_bulk(clock) == 0
        clock.now += timedelta(seconds=2)
    assert set(OutboxMessage.objects.values_list("state", "attempts")) == {(State.QUEUED, 0)}
    settings.EMAIL_PORT = works
    assert send_due(clock) == 5
    assert sorted(mail["To"] for mail in mood.received) == sorted(row.recipient_email for row in rows)
    assert send_due(clock) == 0


def test_a_connection_that_drops_in_the_middle_stops_the_round_and_loses_nobody(
    mood: Mood, zoelen: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = digests(zoelen, 6)
    real, calls = sending.as_email, []

    def drops(message: OutboxMessage) -> Any:
        calls.append(message.pk)
        mood.hangs_up = len(calls) == 3
        return real(message)

    monkeypatch.setattr(sending, "as_email", drops)
    assert send_due(Clock()) == 2
    assert len(calls) == 3, "no other message is tried on a connection that is gone"
    states = list(OutboxMessage.objects.order_by("pk").values_list("state", "attempts"))
    assert states == [(State.SENT, 1)] * 2 + [(State.QUEUED, 1)] + [(State.QUEUED, 0)] * 3
    assert send_due(Clock()) == 3
    assert send_due(Clock(MORNING + timedelta(minutes=2))) == 1
    assert sorted(mail["To"] for mail in mood.received) == sorted(row.recipient_email for row in rows)


def test_a_refused_recipient_stops_nobody_else(mood: Mood, zoelen: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = digests(zoelen, 3)
    real = sending.as_email

    def refuses_the_second(message: OutboxMessage) -> Any:
        mood.recipient = "550 5.1.1 no such user" if message.pk == rows[1].pk else "250 OK"
        return real(message)

    monkeypatch.setattr(sending, "as_email", refuses_the_second)
    assert send_due(Clock()) == 2
    rows[1].refresh_from_db()
    assert rows[1].state == State.BOUNCED
    follower = Follower.objects.get(pk=rows[1].subject_id)
    assert (follower.bounces, follower.paused_at) == (1, None)
    assert Follower.objects.filter(bounces=0).count() == 2


@pytest.mark.parametrize(
    ("answer", "counts"),
    [
        ("550 5.1.1 no such user", True),
        ("550 unknown", True),
        ("552 5.2.2 mailbox full", False),
        ("550 5.7.1 blocked for spam", False),
        ("554 rejected", False),
    ],
)
def test_only_an_address_that_is_wrong_counts(mood: Mood, zoelen: Village, answer: str, counts: bool) -> None:
    digests(zoelen, 1)
    mood.recipient = answer
    send_due(Clock())
    assert Follower.objects.get().bounces == int(counts)


def test_after_three_hard_bounces_no_mail_goes_any_more(mood: Mood, zoelen: Village) -> None:
    digests(zoelen, 1, "Eerste")
    mood.recipient = "550 5.1.1 no such user"
    send_due(Clock())
    for number in (2, 3):
        later = MORNING + timedelta(days=number)
        some_news(f"Nieuws {number}", at=later, villages=(zoelen,))
        send_digests(Clock(later))
        send_due(Clock(later))
    follower = Follower.objects.get()
    assert follower.paused_at == MORNING + timedelta(days=3)
    assert AuditEvent.objects.filter(event="following.paused").count() == 1
    some_news("Nieuws 4", at=MORNING + timedelta(days=4), villages=(zoelen,))
    assert send_digests(Clock(MORNING + timedelta(days=4))) == 0


def test_an_old_bounce_is_forgotten(mood: Mood, zoelen: Village) -> None:
    digests(zoelen, 1)
    Follower.objects.update(bounces=2, bounced_at=MORNING - timedelta(days=91))
    mood.recipient = "550 5.1.1 no such user"
    send_due(Clock())
    assert (Follower.objects.get().bounces, Follower.objects.get().paused_at) == (1, None)


def test_a_report_in_the_mailbox_is_a_bounce_and_no_question(mood: Mood, zoelen: Village) -> None:
    """A real IMAP server with reports about three digests, a report about strangers' mail, and a question."""
    VillageFactory(name="Lienden", slug="lienden")
    box, moment = Mailbox(), MORNING
    for number in range(3):
        later = MORNING + timedelta(minutes=number)
        digests(zoelen, 1 if number == 0 else 0, f"Nieuws {number}", later)
        send_due(Clock(later))
    sent = list(OutboxMessage.objects.filter(kind="news_digest").order_by("pk"))
    assert len(sent) == 3
    box.messages += [report(row.key).replace(b"\n", b"\r\n") for row in sent]
    box.messages.append(report(sent[0].key).replace(b"\n", b"\r\n"))
    box.messages.append(report("11111111-1111-1111-1111-111111111111").replace(b"\n", b"\r\n"))
    box.messages.append(report(sent[0].key, action="delayed").replace(b"\n", b"\r\n"))
    box.messages.append(
        b"From: Robin <robin@example.org>\r\nSubject: Gras\r\nMessage-ID: <1@x>\r\n\r\nWie maait in Lienden?\r\n"
    )
    with serving(box) as port:
        read_inbox(Inbox("127.0.0.1", port, "vragen", "geheim", "INBOX", is_encrypted=False), moment)
    assert box.unseen() == []
    assert set(OutboxMessage.objects.filter(kind="news_digest").values_list("state", flat=True)) == {State.BOUNCED}
    follower = Follower.objects.get()
    assert (follower.bounces, follower.paused_at) == (3, moment)
    assert Question.objects.get().name == "Robin"
    assert {row.state for row in IncomingMail.objects.filter(question=None)} <= {IncomingMail.State.LEFT}


def test_lists_of_the_office_do_not_drown_in_digests(mood: Mood, zoelen: Village, actor: Actor) -> None:
    rows = digests(zoelen, 3)
    assert not waiting_messages().exists()
    assert set(bulk_messages()) == set(rows)
    mood.recipient = "550 5.1.1 no such user"
    send_due(Clock())
    assert not unsent_messages().exists()
    assert bulk_messages().count() == 3
    assert not sent_messages().exists()


def test_who_stopped_while_mail_waited_gets_none(mood: Mood, zoelen: Village) -> None:
    from kernkracht.community.following.actions import stop_all

    rows = digests(zoelen, 2)
    stop_all(follower=Follower.objects.get(pk=rows[0].subject_id), at=MORNING)
    assert send_due(Clock()) == 1
    assert mood.received[0]["To"] == rows[1].recipient_email
