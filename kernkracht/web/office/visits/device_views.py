"""What a device talks to: whose session it is, one note at a time, and the worker that opens the form offline."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kernkracht.community.people.permission_codes import Permission
from kernkracht.participation.observations import actions
from kernkracht.participation.observations.models import VisitNote
from kernkracht.web.office.access import office_page, officer

from .device import account_key, readable_moment
from .forms import VisitForm

visits = office_page(Permission.VISIT_VILLAGES)
MOST_BYTES = 20_000
"""A note of two thousand characters with everything around it stays far below this."""
ANSWERS = ("where", "people_spoken", "themes", "text", "visited_on")


class Unreadable(Exception):
    """The message is no note; holds the fault."""

    def __init__(self, place: str, reason: str, remedy: str, status: int = 400) -> None:
        super().__init__(reason)
        self.fault = {"place": place, "reason": reason, "remedy": remedy}
        self.status = status


@require_safe
@never_cache
@visits
def device(request: HttpRequest) -> JsonResponse:
    """Whose session this is, and the token with which this session may send."""
    return JsonResponse({"account": account_key(officer(request)), "token": get_token(request)})


@visits
@require_POST
@never_cache
def take_in(request: HttpRequest) -> JsonResponse:
    """Take in one note that waited on a device. The same note twice is kept once and answered the same way."""
    try:
        said = _read(request)
    except Unreadable as fault:
        return JsonResponse({"faults": [fault.fault]}, status=fault.status)
    form = VisitForm(_form_data(said), user=officer(request), at=timezone.now())
    if not form.is_valid():
        return JsonResponse({"faults": _faults(form)}, status=422)
    try:
        note = _kept(request, form, said)
    except actions.UnableToObserve as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return JsonResponse({"faults": _faults(form)}, status=422)
    return JsonResponse({"kept": str(note.key), "url": f"{reverse('office_visits')}#bezoek-{note.pk}"})


def _kept(request: HttpRequest, form: VisitForm, said: dict[str, Any]) -> VisitNote:
    key = form.cleaned_data["key"]
    return actions.write_visit_note(
        facts=form.facts(readable_moment(said.get("written_at"))), key=key, by=officer(request).actor, at=timezone.now()
    )


def _read(request: HttpRequest) -> dict[str, Any]:
    """The note as the device sent it. Raises `Unreadable`."""
    again = _("Laad de pagina opnieuw en verstuur de notitie nog een keer.")
    if len(request.body) > MOST_BYTES:
        most = MOST_BYTES // 1000
        raise Unreadable(_("Bericht"), _("Het is te groot: meer dan %(n)d kB.") % {"n": most}, again, 413)
    try:
        said = json.loads(request.body)
    except ValueError:
        raise Unreadable(_("Bericht"), _("Dit is geen JSON."), again) from None
    if not isinstance(said, dict):
        raise Unreadable(_("Bericht"), _("Er staat niet één notitie in."), again)
    if said.get("account") != account_key(officer(request)):
        remedy = _("Log in met uw eigen account. Uw notitie blijft op dit apparaat staan.")
        raise Unreadable(_("Account"), _("Deze notitie is van een ander account."), remedy, 409)
    if not said.get("key"):
        raise Unreadable("key", _("De notitie heeft geen nummer."), again, 422)
    _check_kinds(said, again)
    return said


def _check_kinds(said: dict[str, Any], remedy: str) -> None:
    """Every answer is a piece of text or a number, themes a list of texts. Raises `Unreadable`."""
    for name in (*ANSWERS, "key"):
        value = said.get(name, "")
        if name == "themes":
            sound = isinstance(value or [], list) and all(isinstance(code, str) for code in value or [])
        else:
            sound = isinstance(value, str | int) and not isinstance(value, bool)
        if not sound:
            raise Unreadable(name, _("Dit antwoord heeft een vorm die wij niet kennen."), remedy, 422)


def _form_data(said: dict[str, Any]) -> dict[str, Any]:
    """The message as the form reads it: a day in three parts."""
    text = str(said.get("visited_on", ""))
    day = _day(text)
    parts = (day.day, day.month, day.year) if day else (text, "", "")
    data = {name: said.get(name, "") for name in ("where", "people_spoken", "text", "key")}
    data |= {f"visited_on_{place}": str(part) for place, part in zip(("day", "month", "year"), parts, strict=True)}
    return data | {"themes": said.get("themes") or []}


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _faults(form: VisitForm) -> list[dict[str, str]]:
    """Each fault with its place, its reason and what helps."""
    remedies = {
        "where": _("Kies bij “Waar was u?” een dorp van uzelf."),
        "people_spoken": _("Vul een getal in, of 0 als u niemand sprak."),
        "themes": _("Haal dit thema weg of kies een ander thema."),
        "text": _("Pas de tekst aan en verstuur de notitie opnieuw."),
        "visited_on": _("Kies de dag van het bezoek."),
    }
    again = _("Pas de notitie aan en verstuur haar opnieuw.")
    return [
        {
            "place": str(form.fields[name].label or name) if name in form.fields else _("Notitie"),
            "reason": str(sentence),
            "remedy": remedies.get(name, again),
        }
        for name, sentences in form.errors.items()
        for sentence in sentences
    ]


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that opens the form without network. It holds no data and lives below `/werk/bezoek/` alone."""
    path = settings.ASSETS_DIR / "visit-worker.js"
    if not path.is_file():
        raise Http404
    answer = HttpResponse(path.read_bytes(), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer
