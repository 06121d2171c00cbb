"""Reports of mail servers, and everything else that arrives at such an address."""

from __future__ import annotations

import io
import sys
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command

from kernkracht.foundation.audit.models import Actor, AuditEvent
from kernkracht.foundation.notices.actions import queue_email
from kernkracht.foundation.notices.bounces import read_bounce
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.foundation.notices.sending import send_due
from tests.factories.applications import NOON

from .sample import EXAMPLE


def report(
    key: UUID | str, action: str = "failed", kind: str = "multipart/report; report-type=delivery-status"
) -> bytes:
    return f"""From: mailer-daemon@mail.example
To: terug@voorbeeld.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: {kind}; boundary="grens"

--grens
Content-Type: text/plain

This is the mail system.

--grens
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; robin@example.org
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <robin@example.org>:
 Recipient address rejected

--grens
Content-Type: text/rfc822-headers

From: post@voorbeeld.example
Message-ID: <{key}.0@voorbeeld.example>
Subject: Uw plan

--grens--
""".encode()


@pytest.fixture
def sent(actor: Actor) -> OutboxMessage:
    message = queue_email(
        kind="test_plain",
        context=EXAMPLE,
        to_name="Robin",
        to_email="robin@example.org",
        subject_obj=actor,
        unique_key="k",
        at=NOON,
    )
    send_due(lambda: NOON)
    message.refresh_from_db()
    assert message.state == OutboxMessage.State.SENT
    return message


def _bounce(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> str:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
    said = io.StringIO()
    call_command("bounce", stdout=said)
    return said.getvalue()


def test_a_report_puts_its_message_on_the_list(sent: OutboxMessage, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "list of unsent mail" in _bounce(monkeypatch, report(sent.key))
    sent.refresh_from_db()
    assert sent.state == OutboxMessage.State.BOUNCED
    assert sent.last_error == "smtp; 550 5.1.1 <robin@example.org>: Recipient address rejected"
    assert AuditEvent.objects.get().event == "message.came_back"
    assert "nothing was changed" in _bounce(monkeypatch, report(sent.key)), "the same report again"
    assert AuditEvent.objects.count() == 1


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\x00\xfe",
        report(uuid4()),
        report("11111111-1111-1111-1111-111111111111"),
        b"Subject: Afwezig\n\nIk ben met vakantie.",
    ],
)
def test_what_is_no_report_about_our_mail_changes_nothing(
    sent: OutboxMessage, monkeypatch: pytest.MonkeyPatch, raw: bytes
) -> None:
    assert "nothing was changed" in _bounce(monkeypatch, raw)
    sent.refresh_from_db()
    assert sent.state == OutboxMessage.State.SENT


def test_a_delay_and_a_forged_report_in_the_text_are_no_bounce() -> None:
    key = uuid4()
    assert read_bounce(report(key)) is not None
    assert read_bounce(report(key, action="delayed")) is None
    assert read_bounce(report(key, kind="multipart/mixed")) is None
    assert read_bounce(report("geen-sleutel")) is None
