"""Signing up for a gathering, one's own sign-up behind its link, the door, and what one thought.

GET shows and POST acts, so that a mail scanner which opens links changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kernkracht.community.gatherings import actions
from kernkracht.community.gatherings.models import Gathering, SignUp
from kernkracht.community.gatherings.permissions import door_is_open, why_closed
from kernkracht.community.gatherings.queries import (
    at_the_door,
    calendar_of_sign_up,
    host_name,
    public_gatherings,
    sign_up_by_token,
    when_text,
)

from ..access import now
from ..throttle import too_often
from .forms import CodeForm, DoorForm, FeedbackForm, SignUpForm

FORMS_PER_HOUR = 20
DOORS_PER_HOUR = 400
"""A whole hall may share one address."""
FORM = require_http_methods(["GET", "HEAD", "POST"])
TRAP = "homepage"
"""A field that people do not see. Who fills it in is a machine, and hears that all is well."""


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _try(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do the act when the form is sound; a refusal stands beside its answer, or above all answers."""
    if not form.is_valid():
        return False
    try:
        act()
    except actions.GatheringRefusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    return True


def _gone(request: HttpRequest) -> HttpResponse:
    """A link that leads nowhere: withdrawn, forgotten, or never there. All look the same."""
    return render(request, "resident/gatherings/gone.html", status=404)


@never_cache
@FORM
def sign_up(request: HttpRequest, pk: int) -> HttpResponse:
    """`/bijeenkomsten/<pk>/aanmelden/`: for who wants to come. A closed one says what else is possible."""
    gathering, at = get_object_or_404(public_gatherings(), pk=pk), now()
    form = SignUpForm(_posted(request), gathering=gathering, at=at, chosen=request.GET.get("tijd", ""))
    closed = why_closed(gathering, at) or ("" if form.slots else _("Alle tijden zijn voorbij. Bekijk andere dagen."))
    if request.method == "POST" and not closed:
        if request.POST.get(TRAP):
            return redirect("resident:signed_up", pk=pk)
        if too_often(request, "gatherings", FORMS_PER_HOUR):
            form.add_error(None, _("U vulde al vaak iets in. Probeer het over een uur opnieuw, of bel ons."))
        elif _try(form, lambda: actions.sign_up(facts=form.facts(), at=at, language=_language())):
            return redirect("resident:signed_up", pk=pk)
    context = {
        "gathering": gathering,
        "when": when_text(gathering.starts_at, gathering.ends_at, _language()),
        "form": form,
        "closed": closed,
    }
    failed = request.method == "POST" and (bool(closed) or bool(form.errors))
    return render(request, "resident/gatherings/sign_up.html", context, status=422 if failed else 200)


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


@require_safe
def signed_up(request: HttpRequest, pk: int) -> HttpResponse:
    """The same for everybody, so that nobody learns here who comes."""
    gathering = get_object_or_404(public_gatherings(), pk=pk)
    return render(request, "resident/gatherings/signed_up.html", {"gathering": gathering})


@never_cache
@FORM
def own(request: HttpRequest, token: str) -> HttpResponse:
    """`/aanmelding/<token>/`: what one has, and withdrawing; around the gathering also “I am here”."""
    found, at = sign_up_by_token(token), now()
    if found is None:
        return _gone(request)
    gathering = found.slot.gathering
    is_door = request.method == "POST" and "code" in request.POST
    form = CodeForm(request.POST if is_door else None)
    if is_door:
        if too_often(request, "door", DOORS_PER_HOUR):
            form.add_error(None, _("Dit lukte te vaak niet. Meld u bij de gastheer of gastvrouw."))
        elif _try(form, lambda: actions.sign_in_by_link(sign_up=found, code=form.cleaned_data["code"], at=at)):
            return redirect(request.path)
    elif request.method == "POST" and request.POST.get("answer") == "withdraw":
        actions.withdraw_sign_up(sign_up=found, at=at)
        return redirect("resident:withdrawn")
    context = {
        "sign_up": found,
        "gathering": gathering,
        "when": when_text(found.slot.starts_at, found.slot.ends_at, _language()),
        "link": found.slot.link or gathering.online_url,
        "host": host_name(gathering),
        "may_change": why_closed(gathering, at) == "",
        "is_cancelled": gathering.state == Gathering.State.CANCELLED,
        "is_over": gathering.ends_at <= at,
        "has_door": door_is_open(gathering, at),
        "is_there": hasattr(found, "attendance"),
        "form": form,
    }
    return render(request, "resident/gatherings/own.html", context, status=422 if form.errors else 200)


@require_safe
def withdrawn(request: HttpRequest) -> HttpResponse:
    return render(request, "resident/gatherings/withdrawn.html")


@never_cache
@FORM
def own_change(request: HttpRequest, token: str) -> HttpResponse:
    """Another time, way, number or topic."""
    found, at = sign_up_by_token(token), now()
    if found is None:
        return _gone(request)
    gathering = found.slot.gathering
    form = SignUpForm(_posted(request), gathering=gathering, at=at, sign_up=found)
    if why_closed(gathering, at) or not form.slots:
        return redirect("resident:sign_up", token=token)
    if request.method == "POST" and _try(
        form, lambda: actions.change_sign_up(sign_up=found, facts=form.facts(), at=at)
    ):
        return redirect("resident:sign_up", token=token)
    context = {"form": form, "sign_up": found, "gathering": gathering}
    return render(request, "resident/gatherings/change.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
def own_calendar(request: HttpRequest, token: str) -> HttpResponse:
    """Only for who has a place: the file holds the link to take part."""
    found = sign_up_by_token(token)
    if found is None or found.state != SignUp.State.PLACED:
        return _gone(request)
    return calendar_answer(calendar_of_sign_up(found))


def calendar_answer(content: bytes) -> HttpResponse:
    """A calendar file to download."""
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="afspraak.ics"'
    return answer


@never_cache
@FORM
def feedback(request: HttpRequest, token: str) -> HttpResponse:
    """What one thought, once; kept without the name."""
    found = sign_up_by_token(token)
    if found is None or found.feedback_asked_at is None:
        return _gone(request)
    form = FeedbackForm(_posted(request))
    if request.method == "POST" and _try(
        form, lambda: actions.give_feedback(sign_up=found, **form.cleaned_data, at=now())
    ):
        return redirect(request.path)
    context = {"form": form, "gathering": found.slot.gathering, "is_given": found.feedback_given_at is not None}
    return render(request, "resident/gatherings/feedback.html", context, status=422 if form.errors else 200)


@never_cache
@FORM
def door(request: HttpRequest) -> HttpResponse:
    """`/deur/`: for who types the code instead of scanning it."""
    form = CodeForm(_posted(request))
    if request.method == "POST":
        if too_often(request, "door", DOORS_PER_HOUR):
            form.add_error(None, _("Dit lukte te vaak niet. Meld u bij de gastheer of gastvrouw."))
        elif form.is_valid():
            code = form.cleaned_data["code"]
            if at_the_door(code, now()) is not None:
                return redirect("resident:door_code", code=code)
            form.add_error("code", _("Deze code klopt niet. Kijk op het scherm bij de ingang."))
    return render(request, "resident/gatherings/door.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@FORM
def door_code(request: HttpRequest, code: str) -> HttpResponse:
    """`/deur/<code>/`: say that you are there, with how many; no name. The same phone counts once."""
    at = now()
    gathering = at_the_door(code, at)
    if gathering is None:
        return render(request, "resident/gatherings/door_closed.html", status=404)
    mark = f"door:{gathering.pk}"
    form = DoorForm(_posted(request))
    if request.method == "POST" and not request.session.get(mark):
        if too_often(request, "door", DOORS_PER_HOUR):
            form.add_error(None, _("Dit lukte te vaak niet. Meld u bij de gastheer of gastvrouw."))
        elif _try(form, lambda: actions.sign_in_at_door(gathering=gathering, **form.cleaned_data, at=at)):
            request.session[mark] = True
            return redirect(request.path)
    context = {"form": form, "gathering": gathering, "is_in": bool(request.session.get(mark))}
    return render(request, "resident/gatherings/door_in.html", context, status=422 if form.errors else 200)
