"""Sending what stands in the outbox, by any number of workers, each message at most once per decision to send it.

A worker claims a row by moving it to “sending” before it speaks to the mail server. When it dies between the two,
nobody knows whether the mail went out: the message then goes to the list of unsent mail with that remark, and a
person decides. A second copy of a decision is worse than a question, and a lost one worst of all.
"""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from .models import OutboxMessage
from .workflow import OUTBOX_WORKFLOW

logger = logging.getLogger(__name__)
Clock = Callable[[], datetime]
DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 4 * 60, 12 * 60, 24 * 60))
"""After the first failure, the second, …; after the last the message goes to the list of unsent mail."""
CLAIM_LASTS = timedelta(minutes=15)
AT_ONCE = 20  # a round stays short, so that a worker can stop between two
MAX_FAULT = 1000


def send_due(clock: Clock) -> int:
    """Send the e-mails whose time has come, oldest first; how many went out."""
    give_up_on_lost_claims(clock())
    due = _due(clock()).order_by("next_attempt_at", "pk").values_list("pk", flat=True)[:AT_ONCE]
    return sum(send_message(pk, clock) for pk in list(due))


def send_message(pk: int, clock: Clock) -> bool:
    """Send one message if nobody else is doing so and its time has come; whether it went out."""
    now = clock()
    if not _move(_due(now).filter(pk=pk), "claim", claimed_at=now, attempts=F("attempts") + 1):
        return False
    message = OutboxMessage.objects.get(pk=pk)
    try:
        as_email(message).send()
    except Exception as fault:  # whatever the mail server or the network thinks of, the message must not be lost
        _note_fault(message, fault, clock())
        return False
    return bool(_move(_claimed(pk), "delivered", sent_at=clock(), last_error="", next_attempt_at=None))


def give_up_on_lost_claims(now: datetime) -> int:
    """Messages whose worker died while sending go to the list of unsent mail; how many."""
    lost = OutboxMessage.objects.filter(state=OutboxMessage.State.SENDING, claimed_at__lt=now - CLAIM_LASTS)
    remark = _("De verzending werd afgebroken. Misschien is het bericht toch aangekomen. Kijk dat eerst na.")
    return _move(lost, "give_up", last_error=remark, next_attempt_at=None)


def as_email(message: OutboxMessage) -> EmailMultiAlternatives:
    """The message as mail, with a Message-ID that stays the same over retries so that receivers see one mail."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    headers = {
        "Message-ID": f"<{message.key}.{message.resends}@{domain}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": message.language,
        "From": settings.DEFAULT_FROM_EMAIL,
    }
    email = EmailMultiAlternatives(
        subject=message.subject,
        body=message.body_text,
        from_email=settings.BOUNCE_ADDRESS or settings.DEFAULT_FROM_EMAIL,
        to=[formataddr((message.recipient_name, message.recipient_email))],
        headers=headers,
    )
    if message.body_html:
        email.attach_alternative(message.body_html, "text/html")
    return email


def _due(now: datetime) -> QuerySet[OutboxMessage]:
    return OutboxMessage.objects.filter(
        Q(next_attempt_at__isnull=True) | Q(next_attempt_at__lte=now),
        channel=OutboxMessage.Channel.EMAIL,
        state=OutboxMessage.State.QUEUED,
    )


def _claimed(pk: int) -> QuerySet[OutboxMessage]:
    return OutboxMessage.objects.filter(pk=pk)


def _move(messages: QuerySet[OutboxMessage], name: str, **values: object) -> int:
    """Move rows in one statement, so that of two workers only one sees the row in its old state."""
    transition = OUTBOX_WORKFLOW.transitions[name]
    return messages.filter(state__in=transition.sources).update(state=transition.target, **values)


def _note_fault(message: OutboxMessage, fault: Exception, now: datetime) -> None:
    text = f"{type(fault).__name__}: {fault}"[:MAX_FAULT]
    logger.warning("Message %s could not be sent: %s", message.pk, text)
    if is_final_refusal(fault):
        _move(_claimed(message.pk), "refused", last_error=text, next_attempt_at=None)
    elif message.attempts > len(DELAYS):
        _move(_claimed(message.pk), "give_up", last_error=text, next_attempt_at=None)
    else:
        later = now + DELAYS[message.attempts - 1]
        _move(_claimed(message.pk), "try_later", last_error=text, next_attempt_at=later)


def is_final_refusal(fault: Exception) -> bool:
    """Whether the receiving side said it will never take this mail (SMTP codes from 500 for the recipient or the text).

    A refusal of our sender or password is our own trouble: that is tried again.
    """
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _reason in fault.recipients.values())
    return isinstance(fault, smtplib.SMTPDataError) and fault.smtp_code >= 500
