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
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from .bounces import is_hard
from .hooks import tell_bounced
from .models import OutboxMessage
from .workflow import OUTBOX_WORKFLOW

logger = logging.getLogger(__name__)
Clock = Callable[[], datetime]
DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 4 * 60, 12 * 60, 24 * 60))
"""After the first failure, the second, …; after the last the message goes to the list of unsent mail."""
CLAIM_LASTS = timedelta(minutes=15)
AT_ONCE = 20  # a round stays short, so that a worker can stop between two
BULK_AT_ONCE, BULK_LASTS = 500, timedelta(seconds=1.2)
"""A round of bulk mail is over after so many, or so long: a receipt never waits longer than that behind a digest."""
MAX_FAULT, CLOSING = 1000, 421
STYLE = """body{margin:0;padding:24px 16px;background:#fff;color:#1f2a24;font:16px/1.55 "Segoe UI",Arial,sans-serif}
div.mail{max-width:560px;margin:0 auto;overflow-wrap:anywhere}h1,h2,h3{line-height:1.3;margin:28px 0 8px}
h1{font-size:24px}h2{font-size:20px}h3{font-size:17px;margin:20px 0 4px}p{margin:0 0 14px}a{color:#00563b}
hr{border:0;border-top:1px solid #c9d3cd;margin:28px 0 16px}"""
"""How mail looks where the reader's program takes a style; where it does not, plain HTML is just as readable."""


class RoundIsOver(RuntimeError):
    """The connection to the mail server is gone; what is left waits for the next round."""


def send_due(clock: Clock) -> int:
    """Send the e-mails whose time has come, oldest first and those to one person before bulk; how many went out."""
    give_up_on_lost_claims(clock())
    due = _due(clock()).filter(lane=OutboxMessage.Lane.PERSONAL).order_by("next_attempt_at", "pk")
    went = [send_message(pk, clock) for pk in list(due.values_list("pk", flat=True)[:AT_ONCE])]
    if len(went) == AT_ONCE:  # more of those may wait; bulk has time
        return sum(went)
    return sum(went) + send_bulk(clock)


def send_bulk(clock: Clock) -> int:
    """Send bulk mail over one connection for `BULK_LASTS`, and stop at the first sign that the server is unwell.

    A server that cannot be reached costs no message an attempt: nothing is claimed before the connection stands.
    """
    due = _due(clock()).filter(lane=OutboxMessage.Lane.BULK).order_by("next_attempt_at", "pk")
    keys = list(due.values_list("pk", flat=True)[:BULK_AT_ONCE])
    if not keys:
        return 0
    server = get_connection()
    try:
        server.open()
    except OSError as fault:
        logger.warning("The mail server cannot be reached; bulk mail waits: %s", fault)
        return 0
    began, went = clock(), 0
    try:
        for pk in keys:
            went += send_message(pk, clock, server)
            if clock() - began >= BULK_LASTS:
                break
    except RoundIsOver:
        logger.warning("The mail server hung up; the rest of the bulk mail waits for the next round")
    finally:
        _close(server)
    return went


def _close(server: BaseEmailBackend) -> None:
    try:
        server.close()
    except (OSError, smtplib.SMTPException) as fault:
        logger.info("The mail server closed the connection by itself: %s", fault)


def send_message(pk: int, clock: Clock, server: BaseEmailBackend | None = None) -> bool:
    """Send one message if nobody else is doing so and its time has come; whether it went out.

    Over `server` when given, an open connection for many. Raises `RoundIsOver` when that connection is of no more use.
    """
    now = clock()
    if not _move(_due(now).filter(pk=pk), "claim", claimed_at=now, attempts=F("attempts") + 1):
        return False
    message = OutboxMessage.objects.filter(pk=pk).first()
    if message is None:  # forgotten since: somebody stopped following
        return False
    try:
        email = as_email(message)
        email.connection = server
        email.send()
    except Exception as fault:  # whatever the mail server or the network thinks of, the message must not be lost
        _note_fault(message, fault, clock())
        if server is not None and isinstance(fault, OSError) and not _is_about_one(fault):
            raise RoundIsOver from fault
        return False
    return bool(_move(_claimed(pk), "delivered", sent_at=clock(), last_error="", next_attempt_at=None))


def _is_about_one(fault: OSError) -> bool:
    """Whether only this message was refused, and the connection still stands (421 says that the server leaves)."""
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        return all(code != CLOSING for code, _why in fault.recipients.values())
    return isinstance(fault, smtplib.SMTPDataError) and fault.smtp_code != CLOSING


def _says_no_such_address(fault: Exception) -> bool:
    """Whether the receiving server refused the address itself, in its own words and not in those of the address."""
    if not isinstance(fault, smtplib.SMTPRecipientsRefused):
        return False
    return all(is_hard(f"{code} {_text(why)}") for code, why in fault.recipients.values())


def _text(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else words


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
    if message.unsubscribe_url:
        headers["List-Unsubscribe"] = f"<{message.unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    email = EmailMultiAlternatives(
        subject=message.subject,
        body=message.body_text,
        from_email=settings.BOUNCE_ADDRESS or settings.DEFAULT_FROM_EMAIL,
        to=[formataddr((message.recipient_name, message.recipient_email))],
        headers=headers,
    )
    if message.body_html:
        email.attach_alternative(_dressed(message.body_html), "text/html")
    return email


def _dressed(html: str) -> str:
    """The stored HTML with a look that fits a phone; what is stored stays without it."""
    head = f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style></head>'
    return (
        html.replace("</head>", head, 1)
        .replace("<body>", '<body><div class="mail">', 1)
        .replace("</body>", "</div></body>", 1)
    )


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
        with transaction.atomic():
            _move(_claimed(message.pk), "refused", last_error=text, next_attempt_at=None)
            tell_bounced(message, _says_no_such_address(fault), now)
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
