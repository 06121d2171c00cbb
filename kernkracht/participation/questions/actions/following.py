"""What the asker does through the link: say whether it helped, add something, give or take back consent."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from .. import legal
from ..models import Promise, PublishedAnswer, Question, QuestionNote, QuestionState
from ..notices import queue_reopened, queue_work
from ..permissions import can_reopen
from ..queries import promise_for
from ._guard import (
    UnableToHandleQuestion,
    asker,
    coordinator_of,
    locked,
    move,
    promise,
    require_handler,
    require_words,
)

LONGEST_ADDITION = 4000


class UnableToFollowUp(UnableToHandleQuestion):
    """The question is not answered, or its answer is long ago."""


@transaction.atomic(durable=True)
def say_whether_it_helped(*, question: Question, helped: bool, at: datetime, why: str = "") -> Question:
    """The asker's own verdict. “No” opens the question again with a new promise. Raises `UnableToFollowUp`."""
    row = locked(question)
    if not helped:
        return _reopen(row, why, by=asker(row), at=at)
    if row.state != QuestionState.ANSWERED:
        raise UnableToFollowUp(_("Deze vraag heeft nog geen antwoord."))
    row.helped, row.helped_at = True, at
    row.save(update_fields=["helped", "helped_at"])
    record("question.helped", row, by=asker(row), at=at, data={"number": row.number})
    return row


@transaction.atomic(durable=True)
def reopen_question(*, question: Question, why: str, by: Actor, at: datetime) -> Question:
    """An officer opens it again, such as when the asker calls. Raises `UnableToFollowUp`."""
    row = locked(question)
    require_handler(by, at, row.village)
    return _reopen(row, why, by=by, at=at)


def _reopen(row: Question, why: str, *, by: Actor, at: datetime) -> Question:
    on = localdate(at)
    if not can_reopen(row, on, legal.reopen_days(on)):
        raise UnableToFollowUp(
            _("Dit kan niet (meer): de vraag is open, of het antwoord is te lang geleden. Stel dan een nieuwe vraag.")
        )
    move(row, "reopen", UnableToFollowUp)
    row.helped, row.helped_at, row.closed_at, row.merged_into = False, at, None, None
    promise(row, Promise.Made.REOPENED, promise_for(on), at)
    row.save()
    if why.strip():
        _add(row, why, by=by, at=at)
    PublishedAnswer.objects.filter(question=row).delete()
    day = date_format(row.promised_on, "j F Y")
    record("question.reopened", row, by=by, at=at, data={"number": row.number, "day": day})
    queue_reopened(row, on=on, at=at)
    queue_work(row, "reopened", to=row.content_owner or coordinator_of(row.village, on), on=on, at=at)
    return row


@transaction.atomic(durable=True)
def add_to_question(*, question: Question, text: str, at: datetime) -> QuestionNote:
    """What the asker adds, on the page or by answering a mail.

    Raises `UnableToFollowUp`.
    """
    words = require_words(text, _("Schrijf op wat u wilt toevoegen."), "text", UnableToFollowUp)
    if len(words) > LONGEST_ADDITION:
        raise UnableToFollowUp(_("Maak uw bericht korter: hooguit %(n)d tekens.") % {"n": LONGEST_ADDITION}, "text")
    row, on = locked(question), localdate(at)
    note = _add(row, words, by=asker(row), at=at)
    record("question.added_to", row, by=asker(row), at=at, data={"number": row.number})
    queue_work(row, "written", to=row.content_owner or coordinator_of(row.village, on), on=on, at=at)
    return note


def _add(row: Question, text: str, *, by: Actor, at: datetime) -> QuestionNote:
    words = text.replace("\r\n", "\n").strip()[:LONGEST_ADDITION]
    return QuestionNote.objects.create(question=row, text=words, written_by=by, written_at=at, is_from_asker=True)


@transaction.atomic(durable=True)
def change_consent(*, question: Question, may_publish: bool, at: datetime) -> Question:
    """The asker lets question and answer be shown, or takes that back: then they are gone at once."""
    row = locked(question)
    row.may_publish = may_publish
    row.save(update_fields=["may_publish"])
    if not may_publish:
        PublishedAnswer.objects.filter(question=row).delete()
    record("question.consent_changed", row, by=asker(row), at=at, data={"number": row.number})
    return row
