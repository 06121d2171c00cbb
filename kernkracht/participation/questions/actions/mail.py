"""A message from the mailbox becomes a question, belongs to one, or waits for a colleague who knows the village."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.notices.models import OutboxMessage

from ..models import IncomingMail, Question
from ._guard import UnableToHandleQuestion, require_handler
from .asking import LONGEST_TEXT, QuestionFacts, UnableToAsk, ask_question, enter_question
from .following import LONGEST_ADDITION, UnableToFollowUp, add_to_question

State = IncomingMail.State
ADDITIONS_PER_DAY = 10
"""So many replies to one question a day: two machines that answer each other stop by themselves."""
KEPT = timedelta(days=365)
LINK = re.compile(r"/vraag/([A-Za-z0-9_-]{20,64})")


class UnableToSortMail(UnableToHandleQuestion):
    """The message was handled already."""


@dataclass(frozen=True)
class Incoming:
    """A message as the mailbox gave it. `reply` is what the sender wrote, without what is quoted below it.

    `not_from_a_person` says why a machine sent it, such as an out-of-office reply ("" for people); `answers_to` are
    keys of our own messages that it answers.
    """

    message_id: str
    name: str
    email: str
    subject: str
    text: str
    reply: str
    to: tuple[str, ...] = ()
    answers_to: tuple[UUID, ...] = ()
    not_from_a_person: str = ""


def receive_mail(*, mail: Incoming, at: datetime) -> IncomingMail:
    """Take in one message; the same Message-ID twice is one message. Nothing is ever answered to a machine."""
    key = hashlib.sha256(mail.message_id.encode()).hexdigest()
    known = IncomingMail.objects.filter(message_key=key).first()
    if known is not None:
        return known
    row = IncomingMail(message_key=key, received_at=at, state=State.LEFT)
    if mail.not_from_a_person:
        row.reason = mail.not_from_a_person[:200]
    elif (question := _question_of(mail)) is not None:
        _add(row, question, mail, at)
    else:
        _ask(row, mail, at)
    row.save()
    return row


def _question_of(mail: Incoming) -> Question | None:
    """The question whose mail is answered, or whose link stands in the text. Only for the asker's own address."""
    about = OutboxMessage.objects.filter(key__in=mail.answers_to, subject_type="questions.question")
    keys = [int(key) for key in about.order_by("pk").values_list("subject_id", flat=True)]
    links = LINK.findall(mail.text)
    rows = Question.objects.filter(email=mail.email.lower())
    return rows.filter(pk__in=keys).first() or rows.filter(token__in=links).first()


def _add(row: IncomingMail, question: Question, mail: Incoming, at: datetime) -> None:
    row.question = question
    recent = question.notes.filter(is_from_asker=True, written_at__gt=at - timedelta(days=1)).count()
    words = mail.reply.strip()[:LONGEST_ADDITION]
    if recent >= ADDITIONS_PER_DAY:
        row.reason = _("Te veel berichten op een dag bij deze vraag.")
        return
    try:
        add_to_question(question=question, text=words, at=at)
        row.state = State.ADDED
    except UnableToFollowUp as refusal:
        row.reason = str(refusal)[:200]


def _ask(row: IncomingMail, mail: Incoming, at: datetime) -> None:
    """A new question when the message names one village; otherwise it waits."""
    village = village_in(mail, Village.objects.active())
    if village is None:
        row.state = State.WAITING
        row.name, row.email, row.subject = mail.name[:100], mail.email[:254], mail.subject[:200]
        row.text = _words_of(mail)
        return
    facts = QuestionFacts(_words_of(mail), mail.name or mail.email, village, email=mail.email)
    try:
        row.question = ask_question(facts=facts, at=at, channel=Question.Channel.MAIL)
        row.state = State.TAKEN
    except UnableToAsk as refusal:
        row.reason = str(refusal)[:200]


def _words_of(mail: Incoming) -> str:
    text = mail.text.strip()
    whole = f"{mail.subject.strip()}\n\n{text}".strip() if mail.subject.strip() else text
    return whole[:LONGEST_TEXT]


def village_in(mail: Incoming, villages: Iterable[Village]) -> Village | None:
    """The one village that a message is about: by the address it was sent to (vragen+lienden@), or named in it.

    None when it names no village or several. Written with its capital, since “buren” are also neighbours, and not as
    the name of the municipality.
    """
    known = list(villages)
    tags = {address.partition("@")[0].partition("+")[2].lower() for address in mail.to}
    by_address = [village for village in known if village.slug in tags]
    if len(by_address) == 1:
        return by_address[0]
    words = f"{mail.subject}\n{mail.reply}"
    named = [v for v in known if re.search(rf"(?<![\w-])(?<!emeente ){re.escape(v.name)}(?![\w-])", words)]
    return named[0] if len(named) == 1 else None


def take_mail(*, mail: IncomingMail, village: Village, by: Actor, at: datetime) -> Question:
    """An officer says of which village a waiting message is: it becomes a question of the day it came in.

    Raises `UnableToSortMail`, `UnableToAsk` and `NotAllowedToHandleQuestions`.
    """
    row = _waiting(mail)
    facts = QuestionFacts(row.text, row.name or row.email, village, email=row.email)
    channel, asked_on = Question.Channel.MAIL, localdate(row.received_at)
    question = enter_question(facts=facts, channel=channel, asked_on=asked_on, by=by, at=at)
    with transaction.atomic(durable=True):
        _handled(row, State.TAKEN, question)
    return question


@transaction.atomic(durable=True)
def leave_mail(*, mail: IncomingMail, by: Actor, at: datetime) -> IncomingMail:
    """An officer says that a waiting message is no question; its words go. Raises `UnableToSortMail`."""
    require_handler_somewhere(by, at)
    row = _handled(_waiting(mail), State.LEFT, None)
    record("question.mail_left", row, by=by, at=at)
    return row


def require_handler_somewhere(by: Actor, at: datetime) -> None:
    """The right in at least one village: a waiting message belongs to none."""
    first = Village.objects.active().first()
    if first is not None:
        require_handler(by, at, first, anywhere=True)


def _waiting(mail: IncomingMail) -> IncomingMail:
    row = IncomingMail.objects.get(pk=mail.pk)
    if row.state != State.WAITING:
        raise UnableToSortMail(_("Een collega was u voor: dit bericht is al verwerkt."))
    return row


def _handled(row: IncomingMail, state: IncomingMail.State, question: Question | None) -> IncomingMail:
    row.state, row.question = state, question
    row.name = row.email = row.subject = row.text = ""
    row.save()
    return row


def forget_mail(*, at: datetime) -> int:
    """Delete what is remembered of handled messages after `KEPT`; returns how many."""
    return IncomingMail.objects.exclude(state=State.WAITING).filter(received_at__lt=at - KEPT).delete()[0]
