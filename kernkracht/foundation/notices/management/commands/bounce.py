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
        try:
            register_bounce(message=message, reason=bounce.reason, by=Actor.system("mail server"), at=timezone.now())
        except UnableToRegisterBounce:
            self.stdout.write("This message was not waiting for an answer; nothing was changed.")
            return
        self.stdout.write("The message now stands on the list of unsent mail.")
