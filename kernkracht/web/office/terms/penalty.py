"""`/werk/aanvragen/<number>/termijn/dwangsom/`: establish how much a late decision cost us (Awb 4:18)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import may
from kernkracht.foundation.deadlines import Term
from kernkracht.foundation.design_system.fields import PlainLanguage
from kernkracht.foundation.money import format_euro
from kernkracht.grants.applications.models import GrantApplication
from kernkracht.grants.applications.queries import OwedPenalty, penalties_of
from kernkracht.grants.objections.actions import UnableToEstablishPenalty, establish_penalty
from kernkracht.grants.objections.queries import PenaltyStand, stands_of
from kernkracht.web.office.access import office_page, officer
from kernkracht.web.office.acting import Act, act_page
from kernkracht.web.office.applications.views.acts import open_dossier


class EstablishForm(PlainLanguage, forms.Form):
    """Only a button."""


def penalty_part(case: GrantApplication, owed: OwedPenalty | None, user: User, on: date) -> dict[str, Any]:
    """What the page of the clock says about establishing the amount."""
    stand = stands_of([owed])[0] if owed else None
    right = may(user.actor, Permission.DECIDE_APPLICATION, on, case.village)
    waiting = stand is not None and stand.is_waiting(on)
    url = reverse("office_penalty", args=[case.number]) if waiting and right else ""
    return {"stand": stand, "penalty_waits": waiting, "penalty_url": url}


@require_http_methods(["GET", "HEAD", "POST"])
@office_page(Permission.DECIDE_APPLICATION)
def penalty(request: HttpRequest, number: str) -> HttpResponse:
    """Establish the penalty of a case, with the letter and the payment that follow."""
    file = open_dossier(request, number)
    case = file.application
    owed = penalties_of(case, file.on)
    if owed is None or not may(officer(request).actor, Permission.DECIDE_APPLICATION, file.on, case.village):
        raise Http404
    act = Act(
        title=_("Stel de dwangsom vast"),
        button=_("Stel vast en verstuur de brief"),
        back=reverse("office_term", args=[number]),
        done=_("De dwangsom staat vast. De brief is onderweg en de betaling staat klaar."),
        section=number,
        section_url=reverse("office_case", args=[number]),
        explain=_explain(stands_of([owed])[0], file.on),
    )
    form = EstablishForm(request.POST if request.method == "POST" else None)

    def do(_given: dict[str, Any]) -> object:
        return establish_penalty(notice=owed.notice, by=officer(request).actor, at=timezone.now())

    return act_page(request, form, act, do, UnableToEstablishPenalty)


def _explain(stand: PenaltyStand, on: date) -> str:
    facts = {"amount": format_euro(stand.owed.penalty.cents), "days": str(Term(days=stand.owed.penalty.days))}
    said = _("Het gaat om %(amount)s, over %(days)s. De aanvrager krijgt een brief, en daarna het geld.")
    if stand.deadline is None:
        return said % facts
    by = _("Dit besluit nemen wij uiterlijk op %(day)s (Awb 4:18).")
    if stand.deadline.due_on < on:
        by = _("Dit besluit moest uiterlijk op %(day)s genomen zijn (Awb 4:18). Doe het nu meteen.")
    return f"{said % facts} {by % {'day': date_format(stand.deadline.due_on, 'j F Y')}}"
