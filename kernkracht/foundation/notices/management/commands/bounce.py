"""Takes the report of a mail that came back, from the mail server's alias for `BOUNCE_ADDRESS`."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.notices.actions import UnableToRegisterBounce, register_bounce
from kernkracht.foundation.notices.bounces import read_bounce
from kernkracht.foundation.notices.models import OutboxMessage

MAX_BYTES = 1024 * 1024


class Command(BaseCommand):
    help = (
        "Read one bounced mail from standard input and put the message on the list of unsent mail. "
        'For a mail server\'s alias file: bounce: "|kernkracht bounce".'
    )

    def handle(self, *args: Any, **options: Any) -> None:
        bounce = read_bounce(sys.stdin.buffer.read(MAX_BYTES))
        message = OutboxMessage.objects.filter(key=bounce.key).first() if bounce else None
        if bounce is None or message is None:
            self.stdout.write("This is no report about one of our messages; nothing was changed.")
            return
        who, at = Actor.system("mail server"), timezone.now()
        try:
            register_bounce(message=message, reason=bounce.reason, hard=bounce.is_hard, by=who, at=at)
        except UnableToRegisterBounce:
            self.stdout.write("This message was not waiting for an answer; nothing was changed.")
            return
        self.stdout.write("The message now stands on the list of unsent mail.")
