"""Queueing messages inside the act they tell of, and what the office does with them later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents.models import Letter

from .bounces import is_hard, read_bounce
from .hooks import tell_bounced
from .kinds import SOURCE_LANGUAGE, NoticeContext, notice_kind
from .models import MessageTemplate, OutboxMessage
from .texts import RenderedNotice, render_notice, try_text
from .workflow import OUTBOX_WORKFLOW

State = OutboxMessage.State


class QueuedOutsideTransaction(RuntimeError):
    """An act and its message succeed or vanish together; without a transaction they cannot."""


class UnableToResend(Exception):
    """The message is still waiting, or is being sent at this moment."""


class UnableToMarkPrinted(Exception):
    """The letter is not in the print queue (any more)."""


class UnableToRegisterBounce(Exception):
    """Only an e-mail that was sent can come back."""


def queue_email(
    *,
    kind: str,
    context: NoticeContext,
    to_name: str,
    to_email: str,
    subject_obj: models.Model,
    unique_key: str,
    at: datetime,
    language: str = SOURCE_LANGUAGE,
    letter: Letter | None = None,
) -> OutboxMessage:
    """Put an e-mail in the outbox, inside the transaction of the act; it is sent after that transaction commits.

    The same `unique_key` gives the message that is already there. An address that cannot be one does not stop the
    act: the message goes to the list of unsent mail. Raises `QueuedOutsideTransaction`, `UnknownNotice` and
    `WrongContext`.
    """
    _inside_transaction(unique_key)
    known = OutboxMessage.objects.filter(unique_key=unique_key).first()
    if known is not None:
        return known
    rendered = render_notice(kind, context, language)
    fault = _address_fault(to_email)
    return _once(
        OutboxMessage(
            unique_key=unique_key,
            kind=kind,
            channel=OutboxMessage.Channel.EMAIL,
            state=State.FAILED if fault else State.QUEUED,
            last_error=fault,
            subject_type=subject_obj._meta.label_lower,
            subject_id=str(subject_obj.pk),
            recipient_name=to_name[:150],
            recipient_email=to_email[:254],
            language=language,
            subject=rendered.subject,
            body_text=rendered.body_text,
            body_html=rendered.body_html,
            letter=letter,
            next_attempt_at=None if fault else at,
            created_at=at,
        )
    )


@dataclass(frozen=True)
class BulkEmail:
    """One copy of mail that many get: rendered already, with where one POST ends it (RFC 8058)."""

    kind: str
    rendered: RenderedNotice
    to_name: str
    to_email: str
    subject_obj: models.Model
    unique_key: str
    unsubscribe_url: str
    language: str = SOURCE_LANGUAGE


def queue_bulk(*, mails: Iterable[BulkEmail], at: datetime) -> int:
    """Put a batch of mail to many in the bulk lane, which is sent after all personal mail; how many were new.

    In one statement, inside the transaction of who counts whom it reached. A `unique_key` that is known adds nothing.
    An address that cannot be one is left out: who mails many asked for a confirmation first.
    """
    _inside_transaction("bulk")
    rows = [_copy(mail, at) for mail in mails if not _address_fault(mail.to_email)]
    keys = [row.unique_key for row in rows]
    known = set(OutboxMessage.objects.filter(unique_key__in=keys).order_by("pk").values_list("unique_key", flat=True))
    fresh = [row for row in rows if row.unique_key not in known]
    OutboxMessage.objects.bulk_create(fresh)
    return len(fresh)


def _copy(mail: BulkEmail, at: datetime) -> OutboxMessage:
    return OutboxMessage(
        unique_key=mail.unique_key,
        lane=OutboxMessage.Lane.BULK,
        kind=mail.kind,
        subject_type=mail.subject_obj._meta.label_lower,
        subject_id=str(mail.subject_obj.pk),
        recipient_name=mail.to_name[:150],
        recipient_email=mail.to_email[:254],
        language=mail.language,
        subject=mail.rendered.subject,
        body_text=mail.rendered.body_text,
        body_html=mail.rendered.body_html,
        unsubscribe_url=mail.unsubscribe_url,
        next_attempt_at=at,
        created_at=at,
    )


def queue_print(
    *,
    kind: str,
    letter: Letter,
    to_name: str,
    to_address: str,
    subject_obj: models.Model,
    unique_key: str,
    at: datetime,
    language: str = SOURCE_LANGUAGE,
) -> OutboxMessage:
    """Put a stored letter in the print queue, inside the transaction of the act; never twice for one `unique_key`."""
    _inside_transaction(unique_key)
    known = OutboxMessage.objects.filter(unique_key=unique_key).first()
    if known is not None:
        return known
    return _once(
        OutboxMessage(
            unique_key=unique_key,
            kind=kind,
            channel=OutboxMessage.Channel.PRINT,
            subject_type=subject_obj._meta.label_lower,
            subject_id=str(subject_obj.pk),
            recipient_name=to_name[:150],
            recipient_address=to_address,
            language=language,
            subject=letter.subject,
            letter=letter,
            created_at=at,
        )
    )


@transaction.atomic(durable=True)
def resend(*, message: OutboxMessage, by: Actor, at: datetime, to_email: str = "") -> OutboxMessage:
    """Put a message that was sent, failed or came back in the queue again, if wished for another address.

    Raises `UnableToResend` for a message that is still on its way, and `ValidationError` for a wrong address.
    """
    message = OutboxMessage.objects.select_for_update().get(pk=message.pk)
    if not OUTBOX_WORKFLOW.allows("resend", message.state):
        raise UnableToResend(_("Dit bericht staat al in de wachtrij."))
    if message.channel == OutboxMessage.Channel.EMAIL:
        message.recipient_email = to_email or message.recipient_email
        validate_email(message.recipient_email)
    OUTBOX_WORKFLOW.move(message, "resend")
    message.attempts, message.last_error, message.claimed_at = 0, "", None
    message.sent_at, message.next_attempt_at = None, at
    message.resends += 1
    message.save()
    record("message.resent", message, by=by, at=at, data={"kind": message.kind})
    return message


@transaction.atomic(durable=True)
def mark_printed(*, message: OutboxMessage, by: Actor, at: datetime) -> OutboxMessage:
    """Note that a letter from the print queue was printed and posted. Raises `UnableToMarkPrinted`."""
    message = OutboxMessage.objects.select_for_update().get(pk=message.pk)
    is_letter = message.channel == OutboxMessage.Channel.PRINT
    if not is_letter or not OUTBOX_WORKFLOW.allows("printed", message.state):
        raise UnableToMarkPrinted(_("Deze brief staat niet meer in de wachtrij voor de post."))
    OUTBOX_WORKFLOW.move(message, "printed")
    message.sent_at = at
    message.save()
    record("message.printed", message, by=by, at=at, data={"kind": message.kind})
    return message


@transaction.atomic(durable=True)
def register_bounce(
    *, message: OutboxMessage, reason: str, by: Actor, at: datetime, hard: bool | None = None
) -> OutboxMessage:
    """Note that a sent e-mail came back; it then stands on the list of unsent mail. Raises `UnableToRegisterBounce`.

    `hard`: the address itself is wrong; None when only the words of `reason` tell.
    """
    message = OutboxMessage.objects.select_for_update().get(pk=message.pk)
    is_mail = message.channel == OutboxMessage.Channel.EMAIL
    if not is_mail or not OUTBOX_WORKFLOW.allows("came_back", message.state):
        raise UnableToRegisterBounce(_("Alleen een verstuurde e-mail kan terugkomen."))
    OUTBOX_WORKFLOW.move(message, "came_back")
    message.last_error = reason
    message.save()
    record("message.came_back", message, by=by, at=at, data={"kind": message.kind})
    tell_bounced(message, is_hard(reason) if hard is None else hard, at)
    return message


def receive_report(*, raw: bytes, by: Actor, at: datetime) -> OutboxMessage | None:
    """Take in what may be a mail server's report (RFC 3464); the message of ours that it says came back, or None.

    The same report twice changes nothing.
    """
    bounce = read_bounce(raw)
    message = OutboxMessage.objects.filter(key=bounce.key).first() if bounce else None
    if bounce is None or message is None:
        return None
    try:
        return register_bounce(message=message, reason=bounce.reason, hard=bounce.is_hard, by=by, at=at)
    except UnableToRegisterBounce:
        return message


@transaction.atomic(durable=True)
def change_text(*, kind: str, part: str, language: str, body: str, by: Actor, at: datetime) -> MessageTemplate:
    """Give a notice the municipality's own text for one part, as a new version.

    Raises `UnusableText` with every fault (unknown field, forbidden tag, anything that is not a field, “if” or “for”).
    """
    body = body.replace("\r\n", "\n")
    try_text(notice_kind(kind), part, language, body)
    text = _next_version(kind, part, language, by, at)
    text.body = body
    text.save()
    record("message_text.changed", text, by=by, at=at, data=_text_facts(text))
    return text


@transaction.atomic(durable=True)
def reset_text(*, kind: str, part: str, language: str, by: Actor, at: datetime) -> MessageTemplate:
    """Use the text of the software again, as a new version, so that the history stays whole. Raises `UnknownNotice`."""
    notice_kind(kind)
    text = _next_version(kind, part, language, by, at)
    text.is_default = True
    text.save()
    record("message_text.reset", text, by=by, at=at, data=_text_facts(text))
    return text


def forget_messages(*, about: models.Model) -> int:
    """Delete what was mailed about something that may no longer be kept; returns how many. Inside a transaction.

    For rows that pass away by a job or when the person asks; printed letters stand on destruction lists instead.
    Raises `QueuedOutsideTransaction`.
    """
    _inside_transaction(about._meta.label_lower)
    mine = OutboxMessage.objects.filter(subject_type=about._meta.label_lower, subject_id=str(about.pk), letter=None)
    return mine.delete()[0]


def forget_bulk(*, before: datetime) -> int:
    """Delete copies of mail to many that were made before a moment and are no longer on their way; how many.

    The news itself stands on the website; thousands of copies of it say nothing more.
    """
    over = OutboxMessage.objects.filter(lane=OutboxMessage.Lane.BULK, created_at__lt=before)
    return over.exclude(state__in=[State.QUEUED, State.SENDING]).delete()[0]


def _inside_transaction(unique_key: str) -> None:
    if not transaction.get_connection().in_atomic_block:
        raise QueuedOutsideTransaction(unique_key)


def _once(message: OutboxMessage) -> OutboxMessage:
    """Save the message, or give the one that came between; of two at the same moment one waits for the other."""
    try:
        with transaction.atomic():
            message.save()
    except IntegrityError:
        return OutboxMessage.objects.get(unique_key=message.unique_key)
    return message


def _address_fault(address: str) -> str:
    try:
        validate_email(address)
    except ValidationError:
        return str(_("Dit is geen e-mailadres."))
    return ""


def _next_version(kind: str, part: str, language: str, by: Actor, at: datetime) -> MessageTemplate:
    versions = MessageTemplate.objects.filter(kind=kind, part=part, language=language)
    last = versions.aggregate(last=models.Max("version"))["last"] or 0
    return MessageTemplate(kind=kind, part=part, language=language, version=last + 1, changed_by=by, changed_at=at)


def _text_facts(text: MessageTemplate) -> dict[str, object]:
    return {"kind": text.kind, "part": text.part, "version": text.version}
