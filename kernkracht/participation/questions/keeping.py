"""How long this room's rows are kept, and what they hold about people."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.retention.declarations import (
    ByEmail,
    Case,
    Closing,
    DataClass,
    Keeping,
    Lasting,
    NoPerson,
    Part,
    Passing,
    Personal,
    Remains,
    declare_keeping,
)

from .models import OPEN_STATES, QuestionState, new_token

_OF_THE_QUESTION = Part("question")


def _token(_question: Any) -> str:
    return new_token()


def _no(_question: Any) -> bool:
    return False


declare_keeping(
    Keeping(
        "questions.Question",
        _("Vragen"),
        Case(
            closings=(Closing(DataClass.RELATION, Q(state=QuestionState.ANSWERED), "closed_at"),),
            number="number",
            owns=("photo",),
            goes_when_asked=True,
            remains=Remains(
                kept={"number": "the trail and the figures name the question by it", "language": "a language"},
                replaced={"token": _token, "may_publish": _no},
                unlinked=("visitor", "submission_key", "longitude", "latitude", "photo"),
            ),
        ),
        Personal(owners=(ByEmail("email"),), withheld={"token": "a link that opens it"}),
    ),
    Keeping(
        "questions.Promise",
        _("Beloofde dagen"),
        Part("question", running=Q(question__state__in=OPEN_STATES), remains=Remains()),
        NoPerson("Days, and whether they were kept."),
    ),
    Keeping("questions.Answer", _("Antwoorden"), _OF_THE_QUESTION, Personal()),
    Keeping("questions.DrawnIn", _("Wie meedacht over een vraag"), _OF_THE_QUESTION, Personal()),
    Keeping("questions.QuestionNote", _("Notities bij vragen"), _OF_THE_QUESTION, Personal()),
    Keeping(
        "questions.PromiseWarning",
        _("Waarschuwingen over beloofde dagen, aan collega’s"),
        Part("promise"),
        NoPerson("Which colleague was told that a day comes near."),
    ),
    Keeping("questions.PublishedAnswer", _("Vragen en antwoorden op de website"), _OF_THE_QUESTION, Personal()),
    Keeping(
        "questions.QuestionGram",
        _("Zoekwoorden van vragen"),
        _OF_THE_QUESTION,
        NoPerson("Loose groups of three letters without order."),
    ),
    Keeping(
        "questions.IncomingMail",
        _("Berichten uit de mailbox"),
        Passing("forget handled mail"),
        Personal(owners=(ByEmail("email"),), withheld={"message_key": "a fingerprint against taking it in twice"}),
    ),
    Keeping(
        "questions.ThemeOwner",
        _("Wie welk thema beantwoordt"),
        Lasting("dated settings"),
        NoPerson("A colleague's task and its days."),
    ),
    Keeping(
        "questions.QuickPoll",
        _("Peilingen"),
        Lasting("what a village thought"),
        NoPerson("A question of the municipality; texts that point at a person are refused."),
    ),
    Keeping(
        "questions.PollOption",
        _("Antwoorden van peilingen"),
        Lasting("goes with its poll"),
        NoPerson("Labels to choose from."),
    ),
    Keeping(
        "questions.PollVote",
        _("Stemmen in peilingen"),
        Lasting("goes with its poll"),
        NoPerson("An option and a fingerprint of a random value; nobody can tell whose."),
    ),
)
