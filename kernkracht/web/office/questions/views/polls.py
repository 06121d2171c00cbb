"""Quick polls about what residents asked (R236)."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import villages_where
from kernkracht.participation.questions import actions
from kernkracht.participation.questions.models import Question, QuickPoll
from kernkracht.participation.questions.permissions import takes_votes
from kernkracht.participation.questions.queries import results_of, visible_questions
from kernkracht.web.office.access import officer
from kernkracht.web.office.acting import Act, act_page

from ..forms import PollForm
from .shared import FORM, REFUSED, by, handles, posted, tabs

MOST_SHOWN = 30


@require_safe
@handles
def poll_list(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    own = villages_where(officer(request).actor, Permission.HANDLE_QUESTION, today)
    polls = list(QuickPoll.objects.filter(village__in=own).select_related("village")[:MOST_SHOWN])
    results = results_of(polls, today)
    rows = [(poll, takes_votes(poll, today), results[poll.pk]) for poll in polls]
    context = {"tabs": tabs(request, "office_polls"), "rows": rows}
    return render(request, "office/questions/polls.html", context)


@FORM
@handles
def poll_open(request: HttpRequest) -> HttpResponse:
    """Begin a poll; `?vraag=` names the question that led to it."""
    rows = visible_questions(officer(request), timezone.localdate())
    question = rows.filter(number=request.GET.get("vraag", "")[:20]).first()
    form = PollForm(posted(request), initial={"village": question.village_id} if question else None)
    act = Act(
        title=_("Nieuwe peiling"),
        button=_("Open de peiling"),
        back=reverse("office_polls"),
        done=_("De peiling staat op de pagina van het dorp."),
        section=_("Peilingen"),
        section_url=reverse("office_polls"),
        explain=_("Een snelle vraag aan één dorp: leeft dit ook bij anderen? Wij vragen geen namen."),
    )
    return act_page(
        request,
        form,
        act,
        lambda _data: actions.open_poll(facts=form.facts(), about=_cluster(question), **by(request)),
        REFUSED,
    )


def _cluster(question: Question | None) -> list[Question]:
    """The question that led to the poll, with those that were merged into it."""
    return [question, *question.merged.order_by("pk")] if question else []


@FORM
@handles
def poll_stop(request: HttpRequest, pk: int) -> HttpResponse:
    own = villages_where(officer(request).actor, Permission.HANDLE_QUESTION, timezone.localdate())
    poll = get_object_or_404(QuickPoll.objects.filter(village__in=own), pk=pk)
    act = Act(
        title=poll.text,
        button=_("Stop de peiling"),
        back=reverse("office_polls"),
        done=_("De peiling is gestopt."),
        section=_("Peilingen"),
        section_url=reverse("office_polls"),
        is_danger=True,
    )
    return act_page(
        request, forms.Form(posted(request)), act, lambda _data: actions.stop_poll(poll=poll, **by(request)), REFUSED
    )
