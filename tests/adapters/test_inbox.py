"""Questions by e-mail, read from a real local IMAP server."""

from __future__ import annotations

import logging
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from kernkracht.adapters import inbox as adapter
from kernkracht.adapters.inbox import Inbox, InboxUnavailable, inbox_from_settings, read_inbox
from kernkracht.adapters.jobs import read
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.villages.models import Village
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.foundation.notices.sending import as_email
from kernkracht.participation.questions import actions
from kernkracht.participation.questions.models import IncomingMail, Question
from kernkracht.participation.questions.queries import waiting_mail
from tests.factories.people import officer_with
from tests.factories.questions import MONDAY, asked
from tests.factories.villages import VillageFactory

from .imap_server import Mailbox, serving

pytestmark = pytest.mark.django_db
State = IncomingMail.State


@pytest.fixture
def village() -> Village:
    return VillageFactory(name="Lienden", slug="lienden")


def letter(text: str, number: int = 1, **headers: str) -> bytes:
    message = EmailMessage()
    known = {"From": "Robin <robin@example.org>", "To": "vragen@buren.example", "Subject": "Gras"}
    known |= {"Message-ID": f"<{number}@example.org>"}
    for name, value in (known | {key.replace("_", "-"): value for key, value in headers.items()}).items():
        message[name] = value
    message.set_content(text)
    return message.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def taken(*messages: bytes, box: Mailbox | None = None, at: Any = MONDAY) -> Mailbox:
    """Read a box with these messages."""
    box = box or Mailbox()
    box.messages += messages
    with serving(box) as port:
        read_inbox(Inbox("127.0.0.1", port, "vragen", "geheim", "INBOX", is_encrypted=False), at)
    return box


def test_a_mail_that_names_a_village_becomes_a_question_with_a_receipt(village: Village) -> None:
    box = taken(letter("Wie maait het gras in Lienden?"))
    question = Question.objects.get()
    assert (question.channel, question.village, question.name) == (Question.Channel.MAIL, village, "Robin")
    assert question.text == "Gras\n\nWie maait het gras in Lienden?"
    assert OutboxMessage.objects.get(kind="question_received").recipient_email == "robin@example.org"
    assert box.unseen() == []
    assert IncomingMail.objects.get().text == "", "the words are the question's now"


def test_the_address_says_the_village_too(village: Village) -> None:
    taken(letter("Wie maait het gras?", To="vragen+lienden@buren.example"))
    assert Question.objects.get().village == village


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Er ligt glas in Buren.", True),
        ("Mijn buren maken lawaai.", False),
        ("Beste gemeente Buren, wie maait het gras?", False),
        ("De Burenweg is stuk.", False),
    ],
)
def test_neighbours_and_the_municipality_are_no_village(text: str, found: bool) -> None:
    VillageFactory(name="Buren", slug="buren")
    taken(letter(text))
    assert Question.objects.exists() is found


def test_without_a_village_it_waits_for_a_colleague(village: Village) -> None:
    VillageFactory(name="Ommeren", slug="ommeren")
    taken(letter("Wie maait het gras?"), letter("Tussen Lienden en Ommeren ligt glas.", 2))
    first, second = waiting_mail()
    assert not Question.objects.exists()
    officer = officer_with(Permission.HANDLE_QUESTION)
    who = {"by": officer.actor, "at": MONDAY + timedelta(days=1)}
    question = actions.take_mail(mail=first, village=village, **who)
    assert question.promised_on == MONDAY.date() + timedelta(days=7), "the term runs from the day it came in"
    actions.leave_mail(mail=second, **who)
    second.refresh_from_db()
    assert (second.state, second.text, second.email) == (State.LEFT, "", "")
    with pytest.raises(actions.UnableToSortMail):
        actions.leave_mail(mail=second, **who)


def test_an_answer_is_added_to_its_question_by_reference_or_link(village: Village) -> None:
    question = asked(village=village)
    receipt = OutboxMessage.objects.get(kind="question_received")
    sent = as_email(receipt).extra_headers["Message-ID"]
    quote = f"\n\nOp maandag schreef de gemeente:\n> {question.token}"
    taken(letter(f"Er ligt ook glas.{quote}", In_Reply_To=sent))
    taken(letter(f"En karton.\n\n> https://buren.example/vraag/{question.token}/", 2))
    assert [note.text for note in question.notes.order_by("pk")] == ["Er ligt ook glas.", "En karton."]
    assert Question.objects.count() == 1


def test_somebody_else_with_the_link_writes_nothing_in_the_askers_name(village: Village) -> None:
    question = asked(village=village)
    taken(letter(f"Wis dit! /vraag/{question.token}/", From="ander@example.org"))
    assert not question.notes.exists()


@pytest.mark.parametrize(
    "headers", [{"Auto_Submitted": "auto-replied"}, {"From": "MAILER-DAEMON@example.org"}, {"Precedence": "list"}]
)
def test_machines_get_no_answer(village: Village, headers: dict[str, str]) -> None:
    taken(letter("Ik ben op vakantie in Lienden.", **headers))
    assert IncomingMail.objects.get().state == State.LEFT
    assert not Question.objects.exists()
    assert not OutboxMessage.objects.exists()


def test_two_machines_that_answer_each_other_stop(village: Village) -> None:
    question = asked(village=village)
    link = f"/vraag/{question.token}/"
    taken(*(letter(f"Bericht {n}\n> {link}", n) for n in range(12)))
    assert question.notes.count() == 10
    assert IncomingMail.objects.filter(state=State.LEFT, question=question).count() == 2


def test_one_address_cannot_flood(village: Village) -> None:
    taken(*(letter(f"Vraag {n} over Lienden", n) for n in range(7)))
    assert Question.objects.count() == 5
    assert IncomingMail.objects.filter(state=State.LEFT).exclude(reason="").count() == 2


def test_the_same_message_twice_is_one_question(village: Village) -> None:
    taken(letter("Wie maait in Lienden?"), letter("Wie maait in Lienden?"))
    assert Question.objects.count() == IncomingMail.objects.count() == 1


def test_a_huge_message_is_not_fetched_whole(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adapter, "MAX_BYTES", 500)
    box = taken(letter("x" * 1000, Subject="Foto van Lienden"))
    assert "BODY.PEEK[]" not in box.fetched
    assert "te groot" in Question.objects.get().text


def test_one_bad_message_does_not_stop_the_rest(
    village: Village, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    real = adapter.read_mail

    def breaks(raw: bytes, own: Any) -> Any:
        if b"kapot" in raw:
            raise RecursionError("nested too deep")
        return real(raw, own)

    monkeypatch.setattr(adapter, "read_mail", breaks)
    box = taken(letter("kapot"), letter("Wie maait in Lienden?", 2))
    assert Question.objects.count() == 1
    assert box.flags[1] == {"\\Seen", "\\Flagged"}
    assert "could not be taken in" in caplog.text


def test_a_connection_that_breaks_loses_nothing(village: Village) -> None:
    box = Mailbox(messages=[letter(f"Wie maait in Lienden? {n}", n) for n in range(3)], dies_after=7)
    with pytest.raises(InboxUnavailable):
        taken(box=box)
    box.dies_after = 1000
    taken(box=box)
    assert Question.objects.count() == 3
    assert box.unseen() == []


@pytest.mark.parametrize(("password", "folder"), [("fout", "INBOX"), ("geheim", "Bestaat niet")])
def test_a_server_that_refuses_is_said(password: str, folder: str) -> None:
    with serving(Mailbox()) as port, pytest.raises(InboxUnavailable):
        read_inbox(Inbox("127.0.0.1", port, "vragen", password, folder, is_encrypted=False), MONDAY)


def test_a_server_that_is_down_only_warns(settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    with serving(Mailbox()) as port:
        pass
    settings.INBOX_URL = f"imap://vragen:geheim@127.0.0.1:{port}/INBOX"
    with caplog.at_level(logging.WARNING):
        read(MONDAY)
    assert "could not be read" in caplog.text


def test_the_switch(settings: Any) -> None:
    settings.INBOX_URL = ""
    assert inbox_from_settings() is None
    assert read(MONDAY) is None
    settings.INBOX_URL = "imaps://vra%40gen:ge%2Fheim@mail.example/Vragen"
    assert inbox_from_settings() == Inbox("mail.example", 993, "vra@gen", "ge/heim", "Vragen", is_encrypted=True)
    for wrong in ("https://x", "imaps://mail.example", "imaps://"):
        settings.INBOX_URL = wrong
        with pytest.raises(ImproperlyConfigured):
            inbox_from_settings()


def test_what_is_remembered_goes_after_a_year(village: Village) -> None:
    taken(letter("Wie maait in Lienden?"), letter("Geen dorp.", 2))
    assert actions.forget_mail(at=MONDAY + timedelta(days=366)) == 1
    assert IncomingMail.objects.get().state == State.WAITING
