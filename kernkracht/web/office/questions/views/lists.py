"""The promises of one's own villages with the days left, and what is overdue per department."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import villages_where
from kernkracht.participation.questions.models import OPEN_STATES, Question, QuestionState
from kernkracht.participation.questions.queries import late_questions, overdue_by_department, visible_questions
from kernkracht.web.office.access import officer, rights_of

from ..forms import ListFilter
from .shared import manages, reads, tabs

PER_PAGE = 50
MOST_LATE = 100


@require_safe
@reads
def question_list(request: HttpRequest) -> HttpResponse:
    """`/werk/vragen/`: open ones first, the nearest promise on top (R230)."""
    if Permission.HANDLE_QUESTION not in rights_of(request):
        return redirect("office_questions_overdue")
    user, today = officer(request), timezone.localdate()
    villages = villages_where(user.actor, Permission.HANDLE_QUESTION, today).order_by("sort_order", "name")
    form = ListFilter(request.GET, villages=villages)
    form.is_valid()
    rows = _narrowed(visible_questions(user, today), form.cleaned_data, request)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "tabs": tabs(request, "office_questions"),
        "filter": form,
        "page": page,
        "query": request.GET,
        "today": today,
        "open_states": OPEN_STATES,
        "is_narrowed": any(form.cleaned_data.values()),
    }
    return render(request, "office/questions/list.html", context)


def _narrowed(rows: QuerySet[Question], chosen: dict[str, Any], request: HttpRequest) -> QuerySet[Question]:
    today, state = timezone.localdate(), chosen.get("staat")
    wanted = Q(state__in=OPEN_STATES) if state != "klaar" else Q(state=QuestionState.ANSWERED)
    if state == "laat":
        wanted &= Q(promised_on__lt=today)
    if chosen.get("dorp"):
        wanted &= Q(village=chosen["dorp"])
    if chosen.get("thema"):
        wanted &= Q(theme=chosen["thema"])
    if chosen.get("van"):
        wanted &= Q(content_owner=officer(request)) if chosen["van"] == "mij" else Q(content_owner__isnull=True)
    return rows.filter(wanted).order_by(*(["-closed_at", "-pk"] if state == "klaar" else ["promised_on", "pk"]))


@require_safe
@manages
def overdue(request: HttpRequest) -> HttpResponse:
    """`/werk/vragen/achterstand/`: which parts of the organisation need extra help (R231)."""
    today = timezone.localdate()
    context = {
        "tabs": tabs(request, "office_questions_overdue"),
        "rows": overdue_by_department(today),
        "late": late_questions(today)[:MOST_LATE],
        "today": today,
        "can_open": Permission.HANDLE_QUESTION in rights_of(request),
    }
    return render(request, "office/questions/overdue.html", context)
