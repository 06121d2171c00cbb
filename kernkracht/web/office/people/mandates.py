"""Mandates: who may decide, up to what amount, for which schemes; given, changed and ended by the administrator."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import role_labels
from kernkracht.foundation.money import format_euro
from kernkracht.grants.applications import actions
from kernkracht.grants.applications.models import Mandate
from kernkracht.grants.applications.queries import earlier_mandates, mandates, names_of
from kernkracht.web.office.access import office_page, officer
from kernkracht.web.office.acting import Act, act_page

from .forms import SureForm
from .mandate_forms import EndMandateForm, MandateEndForm, MandateForm, post_label
from .reading import can_manage, sees_workload, tabs

ACT = require_http_methods(["GET", "HEAD", "POST"])
EARLIER = 50
manages_people = office_page(Permission.MANAGE_PEOPLE)


@require_safe
@office_page(Permission.READ_OFFICE, Permission.MANAGE_PEOPLE)
def mandate_list(request: HttpRequest) -> HttpResponse:
    """`/werk/mensen/mandaten/`: what counts now or soon, and what counted before."""
    today = timezone.localdate()
    context = {
        "rows": [mandate_row(mandate) for mandate in mandates(today)],
        "earlier": [mandate_row(mandate) for mandate in earlier_mandates(today)[:EARLIER]],
        "labels": role_labels(today),
        "today": today,
        "can_manage": can_manage(request),
        "tabs": tabs("office_mandates", shows_workload=sees_workload(request)),
    }
    return render(request, "office/people/mandates.html", context)


def mandate_row(mandate: Mandate) -> dict[str, Any]:
    """A mandate with the words of the list."""
    cents = mandate.max_amount_cents
    return {
        "mandate": mandate,
        "post": mandate.assignment,
        "schemes": [scheme.name for scheme in mandate.schemes.all()],
        "amount": _("Geen grens") if cents is None else format_euro(cents),
        "decides_for": names_of(mandate.decides_for),
    }


def _act(title: str, button: str, done: str, **more: Any) -> Act:
    here = reverse("office_mandates")
    return Act(title, button, here, done, section=_("Mandaten"), section_url=here, **more)


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"by": officer(request).actor, "at": timezone.now()}


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _answer(request: HttpRequest, form: BaseForm, act: Act, do: Any) -> HttpResponse:
    return act_page(request, form, act, do, actions.UnableToMandate)


def _mandate(pk: int) -> Mandate:
    return get_object_or_404(
        Mandate.objects.select_related("assignment__role", "assignment__user", "assignment__stand_in"), pk=pk
    )


def _words(mandate: Mandate) -> dict[str, str]:
    labels = role_labels(timezone.localdate())
    return {
        "who": post_label(mandate.assignment, labels),
        "reference": mandate.reference,
        "schemes": ", ".join(scheme.name for scheme in mandate.schemes.all()),
        "first": date_format(mandate.valid_from, "j F Y"),
    }


@ACT
@manages_people
def give(request: HttpRequest) -> HttpResponse:
    """`/werk/mensen/mandaten/geven/`: a mandate as the decision of the executive says it."""
    act = _act(
        _("Mandaat geven"),
        _("Geef dit mandaat"),
        _("Het mandaat is gegeven."),
        explain=_("Neem over wat in het mandaatbesluit staat. Niemand geeft een mandaat aan zichzelf."),
    )

    def do(data: dict[str, Any]) -> object:
        return actions.give_mandate(
            post=data["post"],
            schemes=data["schemes"],
            max_amount_cents=data["amount"],
            decides_for=data["decides_for"],
            reference=data["reference"],
            since=data["since"],
            until=data["until"],
            **_who(request),
        )

    return _answer(request, MandateForm(_posted(request), today=timezone.localdate()), act, do)


@ACT
@manages_people
def change_end(request: HttpRequest, pk: int) -> HttpResponse:
    mandate = _mandate(pk)
    act = _act(
        _("Laatste dag van het mandaat wijzigen"),
        _("Bewaar de laatste dag"),
        _("De laatste dag is gewijzigd."),
        explain=_("%(who)s. %(schemes)s. %(reference)s, vanaf %(first)s.") % _words(mandate),
    )

    def do(data: dict[str, Any]) -> object:
        return actions.change_mandate_end(mandate=mandate, until=data["until"], **_who(request))

    return _answer(request, MandateEndForm(_posted(request), initial={"until": mandate.valid_until}), act, do)


@ACT
@manages_people
def end(request: HttpRequest, pk: int) -> HttpResponse:
    mandate = _mandate(pk)
    act = _act(
        _("Mandaat beëindigen"),
        _("Beëindig dit mandaat"),
        _("Het mandaat is beëindigd."),
        explain=_(
            "%(who)s. %(schemes)s. %(reference)s, vanaf %(first)s. Besluiten die met dit mandaat zijn genomen, "
            "blijven gelden."
        )
        % _words(mandate),
        is_danger=True,
    )

    def do(data: dict[str, Any]) -> object:
        return actions.end_mandate(mandate=mandate, last_day=data["last_day"], **_who(request))

    return _answer(request, EndMandateForm(_posted(request), initial={"last_day": timezone.localdate()}), act, do)


@ACT
@manages_people
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    mandate = _mandate(pk)
    act = _act(
        _("Mandaat intrekken"),
        _("Trek dit mandaat in"),
        _("Het mandaat is ingetrokken."),
        explain=_("%(who)s. %(schemes)s. %(reference)s. Het mandaat zou gelden vanaf %(first)s. Het vervalt helemaal.")
        % _words(mandate),
        is_danger=True,
    )
    form = SureForm(_posted(request))
    return _answer(request, form, act, lambda _data: actions.withdraw_mandate(mandate=mandate, **_who(request)))
