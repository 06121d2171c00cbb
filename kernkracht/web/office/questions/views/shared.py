"""What the pages about questions share."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kernkracht.community.people.permission_codes import Permission
from kernkracht.participation.questions.actions import UnableToHandleQuestion
from kernkracht.participation.questions.models import Question
from kernkracht.participation.questions.queries import visible_questions
from kernkracht.web.office.access import office_page, officer, rights_of
from kernkracht.web.office.acting import Act

FORM = require_http_methods(["GET", "HEAD", "POST"])
REFUSED = UnableToHandleQuestion
handles = office_page(Permission.HANDLE_QUESTION)
manages = office_page(Permission.MANAGE_QUESTIONS)
reads = office_page(Permission.HANDLE_QUESTION, Permission.MANAGE_QUESTIONS)


def question_of(request: HttpRequest, number: str) -> Question:
    """A question the reader may see; 404 for every other."""
    return get_object_or_404(visible_questions(officer(request), timezone.localdate()), number=number)


def by(request: HttpRequest) -> dict[str, Any]:
    return {"by": officer(request).actor, "at": timezone.now()}


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def act_of(question: Question, title: str, button: str, done: str, **more: Any) -> Act:
    return Act(
        title=title,
        button=button,
        back=reverse("office_question", args=[question.number]),
        done=done,
        section=question.number,
        section_url=reverse("office_question", args=[question.number]),
        **more,
    )


def tabs(request: HttpRequest, current: str) -> list[dict[str, Any]]:
    """The parts of the section that the reader may open."""
    held = rights_of(request)
    entries = [
        ("office_questions", _("Vragen"), Permission.HANDLE_QUESTION),
        ("office_question_mail", _("Uit de mailbox"), Permission.HANDLE_QUESTION),
        ("office_polls", _("Peilingen"), Permission.HANDLE_QUESTION),
        ("office_questions_overdue", _("Te laat per afdeling"), Permission.MANAGE_QUESTIONS),
        ("office_theme_owners", _("Wie antwoordt"), Permission.MANAGE_QUESTIONS),
    ]
    return [
        {"label": label, "url": reverse(name), "current": name == current}
        for name, label, right in entries
        if right in held
    ]
