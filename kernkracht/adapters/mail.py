"""Mail that is kept as files instead of sent: for a demonstration and for development."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

_counter = itertools.count()


class KeepingBackend(BaseEmailBackend):
    """Writes each message to `MAIL_KEPT_DIR` under a name that sorts by time. Nothing leaves the machine."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.MAIL_KEPT_DIR)
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            moment = timezone.now().strftime("%Y%m%d-%H%M%S-%f")
            unfinished = folder / f"{moment}-{next(_counter):04d}.part"
            unfinished.write_bytes(message.message().as_bytes())
            unfinished.rename(unfinished.with_suffix(".eml"))
        return len(email_messages)
