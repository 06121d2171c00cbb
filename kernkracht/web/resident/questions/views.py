"""Asking from the village's page, following by link, and the quick poll. No account anywhere."""

from __future__ import annotations

import re
import secrets
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kernkracht.community.people.queries import contact_for
from kernkracht.community.villages.models import Village
from kernkracht.community.villages.pins import SIDE, pin_map
from kernkracht.foundation.documents.refusals import UnacceptableFile
from kernkracht.participation.questions import actions
from kernkracht.participation.questions.models import Answer, Question, QuickPoll
from kernkracht.participation.questions.permissions import takes_votes
from kernkracht.participation.questions.queries import (
    may_be_reopened,
    poll_results,
    promise_for,
    question_by_token,
    similar_published,
)
from kernkracht.web.village_pins import pin_picture

from ..access import now
from ..throttle import too_often
from .forms import AddForm, AskForm, NotHelpedForm, VoteForm

FORM = require_http_methods(["GET", "HEAD", "POST"])
FORMS_PER_HOUR = 15
VOTER, VOTER_YEARS = "kernkracht_peiling", 365 * 24 * 3600


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@never_cache
@FORM
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """`/dorpen/<slug>/vraag/`: three answers. What was answered before is offered once, before it is sent."""
    village = get_object_or_404(Village.objects.active(), slug=slug)
    posted, is_pointing = _pointed(request, village)
    form = AskForm(posted, request.FILES or None, village=village)
    found: list[Any] = []
    if is_pointing:
        form = AskForm(None, initial=posted, village=village)
    elif request.method == "POST" and form.is_valid():
        found = [] if form.cleaned_data["seen"] or request.FILES else similar_published(form.cleaned_data["text"])
        question = None if found else _asked(request, form)
        if question is not None:
            messages.success(request, _("Wij hebben uw vraag. Het nummer is %(number)s.") % {"number": question.number})
            return redirect("resident:question", token=question.token)
    on = localdate(now())
    context = {
        "village": village,
        "form": form,
        "similar": found,
        "contact": contact_for(village, on),
        "promised_on": promise_for(on),
        "pin": posted if posted and posted.get("longitude") else None,
        "side": SIDE,
    }
    return render(request, "resident/questions/ask.html", context, status=422 if form.errors else 200)


def _pointed(request: HttpRequest, village: Village) -> tuple[Any, bool]:
    """What was posted, and whether it was a click on the map; then with that place in it.

    The map is an image that sends the form, so that it works without JavaScript. A click by keyboard gives 0, 0:
    that is somebody who pressed Enter to send.
    """
    if request.method != "POST":
        return None, False
    x, y = request.POST.get("pin.x", ""), request.POST.get("pin.y", "")
    if not (x.isascii() and x.isdigit() and y.isascii() and y.isdigit()) or (x, y) == ("0", "0"):
        return request.POST, False
    place = pin_map(village).place_of(int(x), int(y))
    posted = request.POST.copy()
    posted["longitude"], posted["latitude"] = (str(part) for part in place) if place else ("", "")
    return posted, True


@require_safe
def pin(request: HttpRequest, slug: str) -> HttpResponse:
    """The village as a picture, with the pin of `?lon=` and `?lat=`."""
    village = get_object_or_404(Village.objects.active(), slug=slug)
    longitude, latitude = _degrees(request.GET.get("lon", "")), _degrees(request.GET.get("lat", ""))
    return pin_picture(village, longitude, latitude)


def _degrees(typed: str) -> float | None:
    """A number of degrees; None for anything else."""
    return float(typed) if re.fullmatch(r"\d{1,2}\.\d{1,6}", typed) else None


def _asked(request: HttpRequest, form: AskForm) -> Question | None:
    """The question that came in; None with the reason in the form. A filled trap gets a plain refusal."""
    if form.cleaned_data["website"] or too_often(request, "question", FORMS_PER_HOUR):
        form.add_error(None, _("Dit lukt nu niet. Bel ons, of probeer het over een uur opnieuw."))
        return None
    try:
        return actions.ask_question(
            facts=form.facts(),
            at=now(),
            submission_key=form.cleaned_data["key"],
            language=get_language() or settings.LANGUAGE_CODE,
        )
    except actions.UnableToAsk as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    except UnacceptableFile as refusal:
        form.add_error("photo", str(refusal))
    return None


@require_safe
def alike(request: HttpRequest, slug: str) -> HttpResponse:
    """What looks like the words so far: a part of the page, while somebody types."""
    get_object_or_404(Village.objects.active(), slug=slug)
    context = {"similar": similar_published(request.GET.get("text", "")[:1000])}
    return render(request, "resident/questions/similar.html", context)


@never_cache
@FORM
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """`/vraag/<token>/`: the promise, the contact and the answers; GET shows and POST acts."""
    question = question_by_token(token)
    if question is None:
        return render(request, "resident/questions/gone.html", status=404)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    add, not_helped = AddForm(_posted(request) if act == "add" else None), NotHelpedForm()
    refusal = ""
    if act:
        if act == "no":
            not_helped = NotHelpedForm(request.POST)
        try:
            if _done(question, act, add, not_helped):
                messages.success(request, _said(act))
                return redirect("resident:question", token=token)
        except actions.UnableToFollowUp as fault:
            refusal = str(fault)
    context = _follow_context(question) | {"add": add, "not_helped": not_helped, "refusal": refusal}
    wrong = bool(refusal or add.errors or not_helped.errors)
    return render(request, "resident/questions/follow.html", context, status=422 if wrong else 200)


def _done(question: Question, act: str, add: forms.Form, not_helped: forms.Form) -> bool:
    """Whether the act was done; False when its form is wrong. An unknown act does not exist."""
    at = now()
    if act == "yes":
        actions.say_whether_it_helped(question=question, helped=True, at=at)
    elif act == "no":
        if not not_helped.is_valid():
            return False
        actions.say_whether_it_helped(question=question, helped=False, why=not_helped.cleaned_data["why"], at=at)
    elif act == "add":
        if not add.is_valid():
            return False
        actions.add_to_question(question=question, text=add.cleaned_data["text"], at=at)
    elif act in ("show", "hide"):
        actions.change_consent(question=question, may_publish=act == "show", at=at)
    else:
        raise Http404
    return True


def _said(act: str) -> str:
    return {
        "yes": _("Fijn dat u geholpen bent. Dank u wel."),
        "no": _("Wij kijken er opnieuw naar. U ziet hier wanneer u antwoord krijgt."),
        "add": _("Uw bericht is toegevoegd."),
    }.get(act, _("Uw keuze is bewaard."))


def _follow_context(question: Question) -> dict[str, Any]:
    on = localdate(now())
    answers = list(question.answers.order_by("-sent_at", "-pk"))
    return {
        "question": question,
        "contact": contact_for(question.village, on),
        "answers": answers,
        "is_answered": not question.is_open,
        "is_late": question.is_open and question.promised_on < on,
        "waits": question.is_open and bool(answers),
        "content": Answer.Kind.CONTENT,
        "additions": question.notes.filter(is_from_asker=True).order_by("written_at", "pk"),
        "can_reopen": may_be_reopened(question, on),
        "link": settings.SITE_URL + reverse("resident:question", args=[question.token]),
    }


@never_cache
@FORM
def poll(request: HttpRequest, pk: int) -> HttpResponse:
    """`/peiling/<pk>/`: one vote per browser; the result is for everybody, from the lower limit on."""
    found = get_object_or_404(QuickPoll.objects.select_related("village"), pk=pk)
    on = localdate(now())
    form = VoteForm(_posted(request), poll=found)
    voter = request.COOKIES.get(VOTER, "") or secrets.token_urlsafe(24)
    if request.method == "POST" and form.is_valid():
        answer = _voted(request, found, form, voter)
        if answer is not None:
            return answer
    result = poll_results(found, on)
    context = {
        "poll": found,
        "form": form,
        "is_open": takes_votes(found, on),
        "result": result,
        "bars": [{"label": label, "value": round(100 * n / result.total)} for label, n in result.rows]
        if result.is_shown
        else [],
    }
    return render(request, "resident/questions/poll.html", context, status=422 if form.errors else 200)


def _voted(request: HttpRequest, found: QuickPoll, form: VoteForm, voter: str) -> HttpResponse | None:
    if too_often(request, "poll", FORMS_PER_HOUR):
        form.add_error(None, _("Vanaf uw verbinding is al vaak gestemd. Probeer het over een uur opnieuw."))
        return None
    try:
        actions.vote(poll=found, option=form.cleaned_data["option"], voter=voter, at=now())
    except actions.UnableToPoll as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, _("Dank u wel. Uw mening telt mee."))
    answer = redirect("resident:poll", pk=found.pk)
    answer.set_cookie(VOTER, voter, max_age=VOTER_YEARS, httponly=True, samesite="Lax", secure=request.is_secure())
    return answer
