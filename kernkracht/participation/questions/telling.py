"""What followers hear of questions: public answers and quick polls. Colleagues hear that something was asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernkracht.community.following.actions import About, tell_colleagues, tell_followers
from kernkracht.community.following.sources import Line, NewsSource, declare_source
from kernkracht.community.people.permission_codes import Permission

from .models import PublishedAnswer, Question, QuickPoll
from .permissions import takes_votes
from .queries import published_answers

ANSWER, POLL, ASKED = "answer", "poll", "office_question"
LONGEST_TITLE, LONGEST_TEXT = 120, 240


def tell_of_answer(shown: PublishedAnswer, *, at: datetime) -> None:
    """Question and answer are on the website from now on."""
    question = shown.question
    tell_followers(source=ANSWER, key=str(shown.pk), about=About((question.village,), question.theme), at=at)


def tell_of_poll(poll: QuickPoll, *, at: datetime) -> None:
    tell_followers(source=POLL, key=str(poll.pk), about=About((poll.village,)), at=at)


def tell_of_question(question: Question, *, at: datetime) -> None:
    """Colleagues of the village hear that something was asked: its number and theme, never its words."""
    tell_colleagues(source=ASKED, key=str(question.pk), about=About((question.village,)), at=at)


def _numbers(keys: Collection[str]) -> list[int]:
    return [int(key) for key in keys]


def _answers(keys: Collection[str], at: datetime) -> Mapping[str, Line]:
    rows = published_answers().filter(pk__in=_numbers(keys))
    return {
        str(row.pk): Line(
            _short(row.question_text, LONGEST_TITLE),
            f"/vragen/?dorp={row.question.village.slug}#antwoord-{row.pk}",
            _short(row.answer_text, LONGEST_TEXT),
        )
        for row in rows
    }


def _polls(keys: Collection[str], at: datetime) -> Mapping[str, Line]:
    """Only those that still take votes: an invitation that comes too late annoys."""
    on = localdate(at)
    rows = QuickPoll.objects.filter(pk__in=_numbers(keys))
    return {
        str(row.pk): Line(
            row.text,
            f"/peiling/{row.pk}/",
            _("Geef uw mening. Dat kan tot en met %(day)s.") % {"day": date_format(row.closes_on, "j F Y")},
        )
        for row in rows
        if takes_votes(row, on)
    }


def _asked(keys: Collection[str], at: datetime) -> Mapping[str, Line]:
    rows = Question.objects.filter(pk__in=_numbers(keys)).select_related("village", "theme")
    return {
        str(row.pk): Line(
            _("Vraag %(number)s") % {"number": row.number},
            f"/werk/vragen/{row.number}/",
            ", ".join(part for part in (row.village.name, row.theme.label if row.theme else "") if part),
        )
        for row in rows
    }


def _short(text: str, most: int) -> str:
    words = " ".join(text.split())
    return words if len(words) <= most else f"{words[:most].rsplit(' ', 1)[0]}…"


def register() -> None:
    declare_source(NewsSource(ANSWER, gettext_lazy("Antwoorden op vragen"), _answers, place=30))
    declare_source(NewsSource(POLL, gettext_lazy("Wat vindt u?"), _polls, place=15))
    needs = Permission.HANDLE_QUESTION
    declare_source(NewsSource(ASKED, gettext_lazy("Nieuwe vragen"), _asked, place=5, needs=needs))
