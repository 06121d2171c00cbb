"""One question: what was asked, promised, answered and thought along."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import contact_for
from kernkracht.participation.questions.models import Question
from kernkracht.participation.questions.permissions import can_publish
from kernkracht.participation.questions.queries import (
    can_read_asker,
    may_be_reopened,
    question_of_photo,
    similar_questions,
)
from kernkracht.web.office.access import office_page, officer
from kernkracht.web.shown_files import shown
from kernkracht.web.village_pins import pin_picture

from .shared import question_of

opens = office_page(Permission.READ_OFFICE, Permission.HANDLE_QUESTION)


@require_safe
@opens
def question_page(request: HttpRequest, number: str) -> HttpResponse:
    """`/werk/vragen/V-2026-0001/`: for who handles it, and without the asker for who was drawn in."""
    user, today = officer(request), timezone.localdate()
    question = question_of(request, number)
    reads_asker = can_read_asker(user, question, today)
    context = {
        "question": question,
        "contact": contact_for(question.village, today),
        "reads_asker": reads_asker,
        "buttons": _buttons(question, reads_asker, may_be_reopened(question, today)),
        "answers": question.answers.order_by("-sent_at", "-pk"),
        "drawn": [
            (row, reads_asker or row.colleague_id == user.pk)
            for row in question.drawn_in.select_related("colleague", "partner").order_by("asked_at", "pk")
        ],
        "notes": question.notes.select_related("written_by__user").order_by("-written_at", "-pk"),
        "promises": question.promises.order_by("-made_at", "-pk"),
        "merged": question.merged.order_by("pk"),
        "similar": similar_questions(question.text, user, today, besides=question),
        "published": getattr(question, "published", None),
        "today": today,
    }
    return render(request, "office/questions/show.html", context)


def _buttons(question: Question, may_act: bool, may_reopen: bool) -> list[dict[str, Any]]:
    """What can be done now, the most likely first."""
    if not may_act:
        return []
    if not question.is_open:
        found = [("office_question_reopen", _("Open opnieuw"), "secondary")] if may_reopen else []
        if can_publish(question):
            found.append(("office_question_publish", _("Zet op de website"), "secondary"))
    elif question.merged_into_id is not None:
        found = [("office_question_separate", _("Maak los"), "secondary")]
    else:
        first = [
            ("office_question_answer", _("Geef antwoord"), "primary"),
            ("office_question_progress", _("Laat weten hoe ver het is"), "secondary"),
        ]
        route = [("office_question_route", _("Kies thema en collega"), "secondary")]
        found = (first + route) if question.content_owner_id else [(*route[0][:2], "primary"), *first]
        found += [
            ("office_question_draw_in", _("Laat iemand meedenken"), "secondary"),
            ("office_question_merge", _("Voeg samen"), "subtle"),
        ]
    found.append(("office_question_note", _("Maak een notitie"), "subtle"))
    return [{"label": label, "url": reverse(name, args=[question.number]), "kind": kind} for name, label, kind in found]


@require_safe
@opens
def place(request: HttpRequest, number: str) -> HttpResponse:
    """Where the asker pointed on the map of the village."""
    question = question_of(request, number)
    return pin_picture(question.village, question.longitude, question.latitude)


@require_safe
@opens
def photo(request: HttpRequest, number: str) -> HttpResponseBase:
    """The asker's photo, for who may see the question."""
    question = question_of_photo(officer(request), number, timezone.localdate())
    if question is None or question.photo is None:
        raise Http404
    return shown(question.photo)
