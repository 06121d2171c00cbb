"""Answers: the content, which closes, or how far it is and by when (R102, R228, R229, R233)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.people.models import User
from kernkracht.community.people.queries import duties_of
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from ..models import Answer, Promise, Question
from ..notices import queue_answer
from ._guard import UnableToHandleQuestion, handled, move, promise, require_words, settle_promise

LATEST = timedelta(days=366)


class UnableToAnswer(UnableToHandleQuestion):
    """There is nothing to send, no day, or no way to send it."""


@dataclass(frozen=True)
class AnswerFacts:
    """What the asker is told (R102). `told_by_voice`: said by telephone or face to face, and noted here.

    What stands in `to_find_out` needs a day in a process answer; a content answer finds nothing out any more.
    """

    text: str
    possible: str = ""
    not_possible: str = ""
    to_find_out: str = ""
    referred_to: str = ""
    told_by_voice: bool = False


def answer_in_content(*, question: Question, facts: AnswerFacts, by: Actor, at: datetime) -> list[Answer]:
    """Answer the question and close it, with every question that was merged into it. Raises `UnableToAnswer`.

    Nothing closes without an answer that goes to the asker (R233); what still has to be found out needs a process
    answer instead.
    """
    if facts.to_find_out.strip():
        raise UnableToAnswer(
            _("U wilt nog iets uitzoeken. Stuur dan een antwoord over de voortgang, met een dag."), "to_find_out"
        )
    return _answer(question, facts, Answer.Kind.CONTENT, None, by, at)


def answer_in_process(
    *, question: Question, facts: AnswerFacts, next_on: date, by: Actor, at: datetime
) -> list[Answer]:
    """Say how far it is and by when the asker hears more: that meets the promise.

    Raises `UnableToAnswer`.
    """
    today = localdate(at)
    if next_on <= today:
        raise UnableToAnswer(_("Kies een dag na vandaag."), "next_on")
    if next_on > today + LATEST:
        raise UnableToAnswer(_("Kies een dag binnen een jaar."), "next_on")
    if facts.referred_to.strip():
        raise UnableToAnswer(_("Verwijzen kan alleen met een antwoord op de vraag."), "referred_to")
    return _answer(question, facts, Answer.Kind.PROCESS, next_on, by, at)


@transaction.atomic(durable=True)
def _answer(
    question: Question, facts: AnswerFacts, kind: Answer.Kind, next_on: date | None, by: Actor, at: datetime
) -> list[Answer]:
    row = handled(question, by, at)
    if row.merged_into_id is not None:
        raise UnableToAnswer(_("Deze vraag hoort bij een andere. Beantwoord die: dan gaat het antwoord ook hierheen."))
    require_words(facts.text, _("Schrijf een antwoord."), "text", UnableToAnswer)
    merged = Question.objects.select_for_update(of=("self",)).select_related("village", "theme").open()
    others = list(merged.filter(merged_into=row).order_by("pk"))
    return [_answer_one(one, facts, kind, next_on, by, at, is_main=one == row) for one in [row, *others]]


def _answer_one(
    row: Question,
    facts: AnswerFacts,
    kind: Answer.Kind,
    next_on: date | None,
    by: Actor,
    at: datetime,
    *,
    is_main: bool,
) -> Answer:
    today = localdate(at)
    _require_way(row, facts, is_main)
    move(row, f"answer_in_{kind.value}", UnableToAnswer)
    told = Answer.Told.PHONE if facts.told_by_voice and (is_main or not row.email) else Answer.Told.MAIL
    words = {f.name: getattr(facts, f.name).replace("\r\n", "\n").strip() for f in fields(facts) if f.type == "str"}
    answer = Answer.objects.create(
        question=row, kind=kind, next_on=next_on, told=told, given_by=by, sent_at=at, **words
    )
    settle_promise(row, today)
    if next_on is not None:
        promise(row, Promise.Made.PROCESS, next_on, at)
    else:
        row.closed_at, row.helped, row.helped_at = at, None, None
    if row.content_owner is None:
        _take_over(row, by, today)
    row.save()
    record(_event(answer), row, by=by, at=at, data=_facts_of(row, next_on))
    queue_answer(row, answer, on=today, at=at)
    return answer


def _require_way(row: Question, facts: AnswerFacts, is_main: bool) -> None:
    """No answer counts that did not reach the asker (R233)."""
    if row.email or facts.told_by_voice:
        return
    if is_main:
        raise UnableToAnswer(
            _("Er is geen e-mailadres. Bel %(phone)s, vertel het antwoord en zet dan het vinkje.")
            % {"phone": row.phone},
            "told_by_voice",
        )
    raise UnableToAnswer(
        _("De vrager van %(number)s heeft alleen een telefoonnummer. Haal die vraag eerst los en bel.")
        % {"number": row.number}
    )


def _take_over(row: Question, by: Actor, on: date) -> None:
    """Who answers what nobody had, owned the content (R16)."""
    officer = User.objects.filter(actor=by).first()
    duty = duties_of(officer, on).select_related("team").first() if officer else None
    if officer is not None and duty is not None:
        row.content_owner, row.department = officer, duty.team


def _event(answer: Answer) -> str:
    if answer.kind == Answer.Kind.PROCESS:
        return "question.answered_in_process"
    return "question.referred" if answer.referred_to else "question.answered_in_content"


def _facts_of(row: Question, next_on: date | None) -> dict[str, object]:
    facts: dict[str, object] = {"number": row.number}
    return facts | {"day": date_format(next_on, "j F Y")} if next_on else facts
