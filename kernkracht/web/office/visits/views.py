"""`/werk/bezoek/`: the notes of visits, and writing one in a minute (R48)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.villages.models import Village
from kernkracht.participation.observations import actions
from kernkracht.participation.observations.models import VisitNote
from kernkracht.participation.observations.permissions import is_used, may_change
from kernkracht.participation.observations.queries import VisitFilter, visible_visit_notes, visit_notes
from kernkracht.web.office.access import office_page, officer, rights_of
from kernkracht.web.office.acting import Act, act_page
from kernkracht.web.office.partners.forms import SureForm

from .device import device_context
from .forms import TrendOfVisitForm, VisitForm, VisitListFilter

FORM = require_http_methods(["GET", "HEAD", "POST"])
reads = office_page(Permission.VISIT_VILLAGES, Permission.HANDLE_QUESTION)
visits_villages = office_page(Permission.VISIT_VILLAGES)
PER_PAGE = 25
PERIODS = {"maand": 31, "halfjaar": 183}


@require_safe
@reads
def visits(request: HttpRequest) -> HttpResponse:
    """The notes that the reader may read, the latest visit first."""
    user, today = officer(request), timezone.localdate()
    villages = Village.objects.active()
    form = VisitListFilter(request.GET, villages=villages)
    form.is_valid()
    chosen = form.cleaned_data
    days = PERIODS.get(chosen.get("periode", ""))
    wanted = VisitFilter(
        village=chosen.get("dorp"),
        theme=chosen.get("thema"),
        writer=user.actor if chosen.get("wie") == "ik" else None,
        since=today - timedelta(days=days) if days else None,
        unused=bool(chosen.get("open")),
    )
    page = Paginator(visit_notes(user, wanted, today), PER_PAGE).get_page(request.GET.get("pagina"))
    rights = rights_of(request)
    can_handle = Permission.HANDLE_QUESTION in rights
    context = {
        "page": page,
        "query": request.GET,
        "filter": form,
        "villages": villages,
        "themes": form.fields["thema"].queryset,  # type: ignore[attr-defined] # a field of rows
        "is_narrowed": any(chosen.values()),
        "can_write": Permission.VISIT_VILLAGES in rights,
        "rows": [
            {
                "note": note,
                "may_change": may_change(note, user.actor),
                "may_use": can_handle and not is_used(note),
            }
            for note in page
        ],
    }
    return render(request, "office/visits/list.html", context | device_context(request))


@FORM
@visits_villages
def write(request: HttpRequest) -> HttpResponse:
    """The form. With JavaScript the device keeps the note and sends it; without, it is sent as any form."""
    user, at = officer(request), timezone.now()
    posted = request.POST if request.method == "POST" else None
    wanted = request.GET.get("waar", "")[:120]
    form = VisitForm(posted, user=user, at=at, initial={"where": wanted} if wanted else {})
    if posted is not None and form.is_valid():
        try:
            actions.write_visit_note(facts=form.facts(), key=form.cleaned_data["key"] or uuid4(), by=user.actor, at=at)
        except actions.UnableToObserve as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("De notitie is bewaard."))
            return redirect("office_visits")
    context = {"form": form} | device_context(request)
    return render(request, "office/visits/write.html", context, status=422 if form.errors else 200)


def _visible(request: HttpRequest, pk: int) -> VisitNote:
    note = visible_visit_notes(officer(request), timezone.localdate()).filter(pk=pk).first()
    if note is None:
        raise Http404
    return note


def _own(request: HttpRequest, pk: int) -> VisitNote:
    """A note of the reader that may still change; any other does not exist here."""
    note = _visible(request, pk)
    if not may_change(note, officer(request).actor):
        raise Http404
    return note


def _by(request: HttpRequest) -> dict[str, Any]:
    return {"by": officer(request).actor, "at": timezone.now()}


def _act(title: str, button: str, done: str, **more: Any) -> Act:
    home = reverse("office_visits")
    return Act(title, button, home, done, section=_("Bezoeken"), section_url=home, **more)


@FORM
@visits_villages
def change(request: HttpRequest, pk: int) -> HttpResponse:
    note = _own(request, pk)
    posted = request.POST if request.method == "POST" else None
    form = VisitForm(posted, user=officer(request), at=timezone.now(), note=note)
    act = _act(_("Notitie wijzigen"), _("Bewaar de notitie"), _("De notitie is bewaard."))
    return act_page(
        request,
        form,
        act,
        lambda _data: actions.change_visit_note(note=note, facts=form.facts(), **_by(request)),
        actions.UnableToObserve,
    )


@FORM
@visits_villages
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    note = _own(request, pk)
    act = _act(
        _("Notitie weghalen"),
        _("Haal de notitie weg"),
        _("De notitie is weg."),
        explain=_("Het bezoek telt dan ook niet meer mee als contact met %(village)s.")
        % {"village": note.village.name},
        is_danger=True,
    )
    return act_page(
        request,
        SureForm(request.POST if request.method == "POST" else None),
        act,
        lambda _data: actions.remove_visit_note(note=note, **_by(request)),
        actions.UnableToObserve,
    )


@FORM
@office_page(Permission.HANDLE_QUESTION)
def trend(request: HttpRequest, pk: int) -> HttpResponse:
    """What was heard at one visit lives with more people: it becomes a trend of the village."""
    note = _visible(request, pk)
    if is_used(note):
        raise Http404
    act = _act(
        _("Trend in %(village)s") % {"village": note.village.name},
        _("Bewaar de trend"),
        _("De trend staat bij het dorp."),
        explain=_("Collega’s zien deze trend bij de aantallen van het dorp."),
    )
    form = TrendOfVisitForm(request.POST if request.method == "POST" else None, initial={"text": note.text})
    return act_page(
        request,
        form,
        act,
        lambda data: actions.note_trend(village=note.village, text=data["text"], visit=note, **_by(request)),
        actions.UnableToObserve,
    )
