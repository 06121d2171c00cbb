"""Offering help and knowledge, nominating, and the pages behind the mailed links.

GET shows and POST acts, so that a mail scanner which opens links confirms nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kernkracht.community.villages.models import Village
from kernkracht.community.volunteers import actions
from kernkracht.community.volunteers.models import HelpWanted, Nomination, PrizeRound
from kernkracht.community.volunteers.permissions import takes_nominations, takes_offers
from kernkracht.community.volunteers.queries import (
    jury_list,
    jury_member_by_token,
    knowledge_by_token,
    nomination_by_token,
    nomination_of_nominee,
    offer_by_token,
    public_rounds,
)

from ..access import now
from ..throttle import too_often
from .forms import JuryForm, KnowledgeForm, NominationForm, OfferForm

FORMS_PER_HOUR = 10
FORM = require_http_methods(["GET", "HEAD", "POST"])
GONE = "resident/volunteers/gone.html"


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def _form_page(
    request: HttpRequest, form: Any, template: str, context: dict[str, Any], act: Callable[[], object]
) -> HttpResponse:
    """Show a form; when it is sound, act and go to “look in your mail”. A refusal stands above the answers."""
    if request.method == "POST":
        if too_often(request, "volunteers", FORMS_PER_HOUR):
            form.add_error(None, _("U vulde al vaak iets in. Probeer het over een uur opnieuw, of bel ons."))
        elif form.is_valid():
            try:
                act()
                return redirect("resident:volunteer_sent")
            except actions.UnableToTakePart as refusal:
                form.add_error(None, str(refusal))
    return render(request, template, {"form": form} | context, status=422 if form.errors else 200)


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@never_cache
@FORM
def offer_add(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Offer help: for one request, or in general."""
    open_ones = HelpWanted.objects.exclude(state=HelpWanted.State.DRAFT).select_related("village")
    wanted = get_object_or_404(open_ones, pk=pk) if pk else None
    if wanted is not None and not takes_offers(wanted, localdate(now())):
        return redirect("help_wanted", pk=pk)
    village = Village.objects.active().filter(slug=request.GET.get("dorp", "")[:100]).first()
    form = OfferForm(_posted(request), for_one=wanted is not None, initial={"village": village})
    return _form_page(
        request,
        form,
        "resident/volunteers/offer_add.html",
        {"wanted": wanted},
        lambda: actions.offer_help(facts=form.facts(), wanted=wanted, at=now(), language=_language()),
    )


@never_cache
@FORM
def knowledge_add(request: HttpRequest) -> HttpResponse:
    form = KnowledgeForm(_posted(request))
    return _form_page(
        request,
        form,
        "resident/volunteers/knowledge_add.html",
        {},
        lambda: actions.offer_knowledge(facts=form.facts(), at=now(), language=_language()),
    )


@never_cache
@FORM
def nominate(request: HttpRequest, pk: int) -> HttpResponse:
    prizes = get_object_or_404(public_rounds(), pk=pk)
    if not takes_nominations(prizes, localdate(now())):
        return redirect("prize_round", pk=pk)
    form = NominationForm(_posted(request))
    return _form_page(
        request,
        form,
        "resident/volunteers/nominate.html",
        {"round": prizes},
        lambda: actions.nominate(prizes=prizes, facts=form.facts(), at=now(), language=_language()),
    )


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """The same for everybody, whatever was filled in."""
    return render(request, "resident/volunteers/sent.html")


def _link_page(
    request: HttpRequest, template: str, context: dict[str, Any], acts: dict[str, Callable[[], object]]
) -> HttpResponse:
    """The page behind a link with its buttons; an answer that erases ends at “gone”."""
    refusal = ""
    if request.method == "POST":
        act = acts.get(request.POST.get("answer", ""))
        if act is None:
            raise Http404
        try:
            act()
            return redirect(request.path)
        except actions.UnableToTakePart as error:
            refusal = str(error)
    return render(request, template, context | {"refusal": refusal}, status=422 if refusal else 200)


def _gone(request: HttpRequest) -> HttpResponse:
    """A link that leads nowhere: withdrawn, forgotten, or never there. All look the same."""
    return render(request, GONE, status=404)


@never_cache
@FORM
def offer(request: HttpRequest, token: str) -> HttpResponse:
    found = offer_by_token(token)
    if found is None:
        return _gone(request)
    acts: dict[str, Callable[[], object]] = {
        "confirm": lambda: actions.confirm_offer(offer=found, at=now()),
        "withdraw": lambda: actions.withdraw_offer(offer=found, at=now()),
    }
    return _link_page(request, "resident/volunteers/offer.html", {"offer": found}, acts)


@never_cache
@FORM
def knowledge(request: HttpRequest, token: str) -> HttpResponse:
    found = knowledge_by_token(token)
    if found is None:
        return _gone(request)
    acts: dict[str, Callable[[], object]] = {
        "confirm": lambda: actions.confirm_knowledge(entry=found, at=now()),
        "withdraw": lambda: actions.withdraw_knowledge(entry=found, at=now()),
    }
    return _link_page(request, "resident/volunteers/knowledge.html", {"entry": found}, acts)


@never_cache
@FORM
def nomination(request: HttpRequest, token: str) -> HttpResponse:
    """For who nominates: confirm. What is not confirmed is never sent on."""
    found = nomination_by_token(token)
    if found is None:
        return _gone(request)
    acts: dict[str, Callable[[], object]] = {
        "confirm": lambda: actions.confirm_nomination(nomination=found, at=now()),
    }
    return _link_page(request, "resident/volunteers/nomination.html", {"nomination": found}, acts)


@never_cache
@FORM
def nominee(request: HttpRequest, token: str) -> HttpResponse:
    """For who was nominated: yes or no, and no at any time later."""
    found = nomination_of_nominee(token)
    if found is None:
        return _gone(request)
    acts: dict[str, Callable[[], object]] = {
        "yes": lambda: actions.agree_to_nomination(nomination=found, at=now()),
        "no": lambda: actions.decline_nomination(nomination=found, at=now()),
    }
    is_in = found.state == Nomination.State.AGREED
    return _link_page(request, "resident/volunteers/nominee.html", {"nomination": found, "is_in": is_in}, acts)


@never_cache
@FORM
def jury(request: HttpRequest, token: str) -> HttpResponse:
    """For a jury member: read the nominations with consent and give points."""
    member = jury_member_by_token(token)
    if member is None:
        return _gone(request)
    rows = list(jury_list(member.round).order_by("nominee_name", "pk"))
    form: forms.Form = JuryForm(_posted(request), member=member, nominations=rows)
    saved = False
    if request.method == "POST" and isinstance(form, JuryForm) and form.is_valid():
        try:
            actions.give_points(member=member, points=form.points(), at=now())
            saved = True
        except actions.UnableToTakePart as refusal:
            form.add_error(None, str(refusal))
    context = {
        "member": member,
        "round": member.round,
        "form": form,
        "saved": saved,
        "is_judging": member.round.state == PrizeRound.State.JUDGING,
        "rows": [(row, form[f"points_{row.pk}"]) for row in rows],
    }
    return render(request, "resident/volunteers/jury.html", context, status=422 if form.errors else 200)
