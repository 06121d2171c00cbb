"""One gathering with who signed up; its times; the door; and who came."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import qrcode  # type: ignore[import-untyped] # it has no stubs
import qrcode.image.svg  # type: ignore[import-untyped] # it has no stubs
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kernkracht.community.gatherings import actions
from kernkracht.community.gatherings.models import Gathering, SignUp, Slot, Way
from kernkracht.community.gatherings.permissions import DOOR_OPENS, door_is_open, why_closed
from kernkracht.community.gatherings.queries import feedback_figure, host_name, signed_up, turnout, when_text
from kernkracht.foundation.audit.queries import history_of, sentence_of
from kernkracht.web.office.acting import act_page
from kernkracht.web.office.partners.forms import SureForm
from kernkracht.web.resident.gatherings.forms import SignUpForm

from ..forms import CountForm, SlotForm
from ..shared import ACT, act_on, by, found, manages_gatherings, now, page_context, posted, reads_gatherings

HISTORY = 30


@require_safe
@reads_gatherings
def gathering(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody in the office sees what is planned; names of who signed up only who manages gatherings."""
    row, at = found(pk), now()
    context = page_context(request, "office_gatherings")
    context |= {
        "gathering": row,
        "when": when_text(row.starts_at, row.ends_at),
        "host": host_name(row),
        "slots": _slots(row, with_names=context["can_manage"]),
        "guests": row.invitees.all() if context["can_manage"] else (),
        "is_planned": row.state == Gathering.State.PLANNED,
        "has_begun": at >= row.starts_at,
        "has_door": door_is_open(row, at),
        "may_count": row.state != Gathering.State.CANCELLED and at >= row.starts_at - DOOR_OPENS,
        "closed": why_closed(row, at),
        "turnout": turnout(row),
        "points": row.action_points.select_related("owner"),
        "documents": row.documents.all(),
        "figure": feedback_figure(row),
        "feedback": row.feedback.all(),
        "history": [
            {"title": sentence_of(event), "when": event.at}
            for event in history_of(row).order_by("-at", "-pk")[:HISTORY]
        ],
    }
    return render(request, "office/gatherings/gathering.html", context)


def _slots(row: Gathering, *, with_names: bool) -> list[dict[str, Any]]:
    people = signed_up(row) if with_names else ()
    return [
        {"slot": slot, "people": [person for person in people if person.slot_id == slot.pk]} for slot in row.slots.all()
    ]


def _slot(pk: int) -> Slot:
    rows = Slot.objects.filter(gathering__kind__is_offered=True).select_related("gathering__kind")
    return get_object_or_404(rows, pk=pk)


def _sign_up(pk: int) -> SignUp:
    rows = SignUp.objects.filter(gathering__kind__is_offered=True).select_related("gathering__kind", "slot")
    return get_object_or_404(rows, pk=pk)


@ACT
@manages_gatherings
def slot_change(request: HttpRequest, pk: int) -> HttpResponse:
    row = _slot(pk)
    title = _("Tijd van %(start)s uur") % {"start": f"{localtime(row.starts_at):%H.%M}"}
    act = act_on(row.gathering, title, _("Bewaar deze tijd"), _("De tijd is bewaard."))

    def change(data: dict[str, Any]) -> object:
        ways = tuple(Way(way) for way in data["ways"])
        return actions.change_slot(slot=row, capacity=data["capacity"], ways=ways, link=data["link"], **by(request))

    return act_page(request, SlotForm(posted(request), row=row), act, change, actions.GatheringRefusal)


@ACT
@manages_gatherings
def slot_remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = _slot(pk)
    title = _("Tijd van %(start)s uur weghalen") % {"start": f"{localtime(row.starts_at):%H.%M}"}
    act = act_on(row.gathering, title, _("Haal deze tijd weg"), _("De tijd is weg."), is_danger=True)
    return act_page(
        request,
        SureForm(posted(request)),
        act,
        lambda _data: actions.remove_slot(slot=row, **by(request)),
        actions.GatheringRefusal,
    )


@ACT
@manages_gatherings
def sign_up_enter(request: HttpRequest, pk: int) -> HttpResponse:
    """For who calls or comes by."""
    row = found(pk)
    form = SignUpForm(posted(request), gathering=row, at=now(), by_officer=True)
    act = act_on(
        row,
        _("Iemand inschrijven"),
        _("Schrijf in"),
        _("De aanmelding is bewaard."),
        explain=_("Is er geen e-mailadres? Vul dan een telefoonnummer in. Bel zelf als er iets verandert."),
    )
    return act_page(
        request,
        form,
        act,
        lambda _data: actions.enter_sign_up(facts=form.facts(), **by(request)),
        actions.GatheringRefusal,
    )


@ACT
@manages_gatherings
def sign_up_remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = _sign_up(pk)
    act = act_on(
        row.gathering,
        _("%(name)s van de lijst halen") % {"name": row.name},
        _("Haal van de lijst"),
        _("De aanmelding is gewist."),
        explain=_("Wij wissen de gegevens meteen. Een vrije plek gaat naar de wachtlijst. Laat het zelf weten."),
        is_danger=True,
    )
    return act_page(
        request,
        SureForm(posted(request)),
        act,
        lambda _data: actions.withdraw_sign_up(sign_up=row, **by(request)),
        actions.GatheringRefusal,
    )


@require_POST
@manages_gatherings
def present(request: HttpRequest, pk: int) -> HttpResponse:
    """One tick on the list; works on a phone at the door."""
    row = _sign_up(pk)
    try:
        actions.mark_present(sign_up=row, is_there=request.POST.get("is_there") == "1", **by(request))
    except actions.GatheringRefusal as refusal:
        messages.error(request, str(refusal))
    return redirect(reverse("office_gathering", args=[row.gathering_id]) + "#aanmeldingen")


@ACT
@manages_gatherings
def count(request: HttpRequest, pk: int) -> HttpResponse:
    """How many more there were, without names."""
    row = found(pk)
    act = act_on(row, _("Mensen tellen"), _("Bewaar het aantal"), _("Het aantal is bewaard."))
    form = CountForm(posted(request), initial={"people": turnout(row).counted})
    return act_page(
        request,
        form,
        act,
        lambda data: actions.count_attendance(gathering=row, **data, **by(request)),
        actions.GatheringRefusal,
    )


def _door_url(request: HttpRequest, row: Gathering) -> str:
    return request.build_absolute_uri(reverse("resident:door_code", args=[row.door_code]))


@never_cache
@require_safe
@manages_gatherings
def door(request: HttpRequest, pk: int) -> HttpResponse:
    """For the screen at the door: the code, large, as a picture to scan and as digits to type."""
    row = found(pk)
    context = page_context(request, "office_gatherings") | {
        "gathering": row,
        "when": when_text(row.starts_at, row.ends_at),
        "code": f"{row.door_code[:3]} {row.door_code[3:]}",
        "door_url": request.build_absolute_uri(reverse("resident:door")),
        "is_open": door_is_open(row, now()),
        "turnout": turnout(row),
    }
    return render(request, "office/gatherings/door.html", context)


@never_cache
@require_safe
@manages_gatherings
def door_picture(request: HttpRequest, pk: int) -> HttpResponse:
    """The address of the door as a QR code."""
    picture = qrcode.make(_door_url(request, found(pk)), image_factory=qrcode.image.svg.SvgPathImage, border=2)
    content = BytesIO()
    picture.save(content)
    return HttpResponse(content.getvalue(), content_type="image/svg+xml")
