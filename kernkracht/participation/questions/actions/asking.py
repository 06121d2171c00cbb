"""A question comes in: from the website, or written down by an officer (R227, R232, R235)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import IO
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.themes.models import Theme
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents.actions import store_upload
from kernkracht.foundation.numbering.actions import next_number

from ..grams import grams_of
from ..models import Promise, Question, QuestionGram
from ..notices import queue_received, queue_work
from ..queries import promise_for
from ..telling import tell_of_question
from ._guard import UnableToHandleQuestion, coordinator_of, promise, require_handler
from .routing import route_if_known

QUESTIONS_PER_DAY = 5
"""So many questions a day from one address, so that nobody's mailbox can be filled with receipts."""
LONGEST_TEXT = 4000
LONGEST_WAIT = timedelta(days=31)
PHOTO_KINDS = (".jpg", ".jpeg", ".png")


class UnableToAsk(UnableToHandleQuestion):
    """Something is missing or too much; `field` says at which answer."""


@dataclass(frozen=True)
class QuestionFacts:
    """What somebody asks. An e-mail address or a telephone number is enough; `photo` is a file with its name."""

    text: str
    name: str
    village: Village
    email: str = ""
    phone: str = ""
    theme: Theme | None = None
    street: str = ""
    longitude: float | None = None
    latitude: float | None = None
    may_publish: bool = False
    photo: tuple[File[bytes] | IO[bytes], str] | None = None


def ask_question(
    *,
    facts: QuestionFacts,
    at: datetime,
    submission_key: UUID | None = None,
    channel: Question.Channel = Question.Channel.WEB,
    language: str = "nl",
) -> Question:
    """Take in what a visitor asks, promise a day and mail the receipt. The same `submission_key` asks once.

    Raises `UnableToAsk`, and `UnacceptableFile` for a photo that cannot be kept.
    """
    sound = _sound(facts)
    _refuse_flood(sound.email, at)

    def make() -> Question:
        visitor = Actor.objects.create(kind=Actor.Kind.VISITOR)
        question = Question(visitor=visitor, channel=channel, language=language, submission_key=submission_key)
        return _receive(question, sound, localdate(at), event="question.asked", by=visitor, at=at)

    return _once(submission_key, make)


def enter_question(
    *,
    facts: QuestionFacts,
    channel: Question.Channel,
    asked_on: date,
    by: Actor,
    at: datetime,
    submission_key: UUID | None = None,
) -> Question:
    """Write down what somebody asked by telephone, in the village or at the counter; the term runs from that day.

    Raises `UnableToAsk` and `NotAllowedToHandleQuestions`.
    """
    require_handler(by, at, facts.village)
    if not localdate(at) - LONGEST_WAIT <= asked_on <= localdate(at):
        raise UnableToAsk(_("Kies de dag waarop de vraag is gesteld, hooguit een maand geleden."), "asked_on")
    sound = _sound(facts)

    def make() -> Question:
        question = Question(entered_by=by, channel=channel, submission_key=submission_key)
        return _receive(question, sound, asked_on, event="question.entered", by=by, at=at)

    return _once(submission_key, make)


def _once(key: UUID | None, make: Callable[[], Question]) -> Question:
    """Make the question in a transaction of its own, or give back the one that this form already made."""
    known = Question.objects.filter(submission_key=key).first() if key else None
    if known is not None:
        return known
    try:
        with transaction.atomic(durable=True):
            return make()
    except IntegrityError:
        known = Question.objects.filter(submission_key=key).first() if key else None
        if known is None:
            raise
        return known


def _sound(facts: QuestionFacts) -> QuestionFacts:
    """The facts without loose spaces. Raises `UnableToAsk`."""
    text, name = facts.text.replace("\r\n", "\n").strip(), " ".join(facts.name.split())
    email, phone = facts.email.strip().lower(), " ".join(facts.phone.split())
    if not text:
        raise UnableToAsk(_("Schrijf uw vraag op."), "text")
    if len(text) > LONGEST_TEXT:
        raise UnableToAsk(_("Maak uw vraag korter: hooguit %(n)d tekens.") % {"n": LONGEST_TEXT}, "text")
    if not name:
        raise UnableToAsk(_("Vul uw naam in."), "name")
    if not email and not phone:
        raise UnableToAsk(_("Vul een e-mailadres of telefoonnummer in. Anders kunnen wij niet antwoorden."), "reach")
    if email:
        try:
            validate_email(email)
        except ValidationError as fault:
            raise UnableToAsk(_("Vul een e-mailadres in zoals naam@voorbeeld.nl."), "reach") from fault
    if phone and not 6 <= sum(character.isdigit() for character in phone) <= 15:
        raise UnableToAsk(_("Vul een telefoonnummer in zoals 0344 00 00 00."), "reach")
    if facts.photo is not None and not facts.photo[1].lower().endswith(PHOTO_KINDS):
        raise UnableToAsk(_("Kies een foto: een JPG of PNG."), "photo")
    return QuestionFacts(
        text=text,
        name=name[:100],
        village=facts.village,
        email=email,
        phone=phone[:30],
        theme=facts.theme,
        street=" ".join(facts.street.split())[:150],
        longitude=facts.longitude if facts.latitude is not None else None,
        latitude=facts.latitude if facts.longitude is not None else None,
        may_publish=facts.may_publish,
        photo=facts.photo,
    )


def _refuse_flood(email: str, at: datetime) -> None:
    if email and Question.objects.filter(email=email, asked_at__gt=at - timedelta(days=1)).count() >= QUESTIONS_PER_DAY:
        raise UnableToAsk(_("Vandaag kwamen er al veel vragen van dit adres. Bel ons, of probeer het morgen."), "reach")


def _receive(
    question: Question, facts: QuestionFacts, asked_on: date, *, event: str, by: Actor, at: datetime
) -> Question:
    for name in ("text", "name", "email", "phone", "village", "theme", "street", "longitude", "latitude"):
        setattr(question, name, getattr(facts, name))
    question.may_publish = facts.may_publish
    question.number = next_number(series="V", year=asked_on.year)
    question.asked_on, question.asked_at = asked_on, at
    question.promised_on = promise_for(asked_on)
    if facts.photo is not None:
        question.photo = store_upload(file=facts.photo[0], name=facts.photo[1], by=by, at=at)
    question.save()
    promise(question, Promise.Made.RECEIPT, question.promised_on, at)
    QuestionGram.objects.bulk_create(
        QuestionGram(question=question, gram=gram) for gram in sorted(grams_of(question.text))
    )
    record(event, question, by=by, at=at, data={"number": question.number, "village": question.village.name})
    tell_of_question(question, at=at)
    queue_received(question, on=localdate(at), at=at)
    if not route_if_known(question, by=by, at=at):
        coordinator = coordinator_of(question.village, localdate(at))
        if coordinator is None or coordinator.actor_id != by.pk:
            queue_work(question, "new", to=coordinator, on=localdate(at), at=at)
    return question
