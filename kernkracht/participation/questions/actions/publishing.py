"""Showing question and answer to everybody, with consent and without anything that points at a person."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.personal_traces import explained

from ..models import PublishedAnswer, Question
from ..permissions import can_publish
from ..telling import tell_of_answer
from ._guard import UnableToHandleQuestion, handled, require_words


class UnableToPublish(UnableToHandleQuestion):
    """The asker did not agree, there is no answer, or a text points at a person."""


@transaction.atomic(durable=True)
def publish_answer(
    *, question: Question, question_text: str, answer_text: str, by: Actor, at: datetime
) -> PublishedAnswer:
    """Put both texts on the website, or change them. Raises `UnableToPublish`."""
    row = handled(question, by, at)
    if not can_publish(row):
        raise UnableToPublish(_("Dit kan alleen bij een vraag met een antwoord, en als de vrager het goed vindt."))
    texts = {
        "question_text": require_words(question_text, _("Vul de vraag in."), "question_text", UnableToPublish),
        "answer_text": require_words(answer_text, _("Vul het antwoord in."), "answer_text", UnableToPublish),
    }
    for field, text in texts.items():
        if row.name and row.name.lower() in text.lower():
            raise UnableToPublish(_("Haal de naam van de vrager weg."), field)
        if found := explained(text):
            raise UnableToPublish(found[0], field)
    shown, is_new = PublishedAnswer.objects.update_or_create(
        question=row, defaults=texts | {"published_at": at, "published_by": by}
    )
    record("question.published", row, by=by, at=at, data={"number": row.number})
    if is_new:
        tell_of_answer(shown, at=at)
    return shown


@transaction.atomic(durable=True)
def unpublish_answer(*, question: Question, by: Actor, at: datetime) -> None:
    """Take both texts off the website. Twice is harmless."""
    row = handled(question, by, at)
    if PublishedAnswer.objects.filter(question=row).delete()[0]:
        record("question.unpublished", row, by=by, at=at, data={"number": row.number})
