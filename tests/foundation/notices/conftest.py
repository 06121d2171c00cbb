"""A mail server, a letter, and a message to queue."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents.models import Letter
from kernkracht.foundation.notices.actions import (
    queue_email,
)
from kernkracht.foundation.notices.models import OutboxMessage
from tests.factories.applications import NOON

from .mail_server import MailServer, Mood
from .sample import EXAMPLE


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
def letter(actor: Actor) -> Letter:
    return Letter.objects.create(
        kind="x", subject="Besluit", html="<p>x</p>", pdf=b"%PDF-", pdf_sha256="0" * 64, made_by=actor, made_at=NOON
    )


@pytest.fixture
def queue(actor: Actor) -> Callable[..., OutboxMessage]:
    def put(**changes: Any) -> OutboxMessage:
        facts: dict[str, Any] = {
            "kind": "test_letter",
            "context": EXAMPLE,
            "to_name": "Robin Voorbeeld",
            "to_email": "robin@example.org",
            "subject_obj": actor,
            "unique_key": "case-1-received",
            "at": NOON,
        }
        return queue_email(**facts | changes)

    return put
