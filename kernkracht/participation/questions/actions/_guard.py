"""What acts on questions share: who may, locking, promises, numbers."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import contact_for, may
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.workflow import IllegalTransition

from ..models import Promise, Question
from ..workflow import QUESTION_WORKFLOW


class UnableToHandleQuestion(Exception):
    """An act on a question was refused. The message is Dutch and says what to do; `field` names the answer."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class NotAllowedToHandleQuestions(UnableToHandleQuestion):
    """The actor does not hold the right, or not for this village."""


def require_handler(by: Actor, at: datetime, village: Village, *, anywhere: bool = False) -> None:
    """The system may act; a person needs the right in this village, or `anywhere`."""
    where = None if anywhere else village
    if by.kind != Actor.Kind.SYSTEM and not may(by, Permission.HANDLE_QUESTION, localdate(at), where):
        raise NotAllowedToHandleQuestions(
            _("U mag dit niet doen voor %(village)s. Vraag het een collega van dat dorp.") % {"village": village.name}
        )


def require_words(text: str, refusal: str, field: str, error: type[UnableToHandleQuestion]) -> str:
    """The text without spaces around it; `error` with `refusal` when nothing is left."""
    if not text.strip():
        raise error(refusal, field)
    return text.replace("\r\n", "\n").strip()


def locked(question: Question) -> Question:
    """The row of now, held until the transaction ends."""
    return Question.objects.select_for_update(of=("self",)).select_related("village", "theme").get(pk=question.pk)


def handled(question: Question, by: Actor, at: datetime) -> Question:
    """The same, for an officer of its village."""
    row = locked(question)
    require_handler(by, at, row.village)
    return row


def move(question: Question, transition: str, error: type[UnableToHandleQuestion]) -> None:
    """Set the next state, or say that somebody was earlier."""
    try:
        QUESTION_WORKFLOW.move(question, transition)
    except IllegalTransition as fault:
        raise error(
            _("Dit kan niet (meer): de vraag is %(state)s. Ververs de pagina.")
            % {"state": str(question.get_state_display()).lower()}
        ) from fault


def promise(question: Question, made: Promise.Made, by_day: date, at: datetime) -> Promise:
    """Name a day to the asker. The question holds it; the caller saves the question."""
    question.promised_on = by_day
    return Promise.objects.create(
        question=question, village=question.village, made=made, made_at=at, promised_on=by_day
    )


def settle_promise(question: Question, on: date) -> None:
    """An answer is sent: the running promise was kept, or not."""
    for row in Promise.objects.select_for_update().filter(question=question, kept__isnull=True).order_by("pk"):
        row.kept, row.settled_on = on <= row.promised_on, on
        row.save(update_fields=["kept", "settled_on"])


def asker(question: Question) -> Actor:
    """Who acts through the link of the question."""
    return question.visitor or Actor.system("link")


def coordinator_of(village: Village, on: date) -> User | None:
    """The person who answers for the village that day; None where a team does."""
    contact = contact_for(village, on)
    return contact.user if contact else None
