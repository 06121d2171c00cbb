"""Villages in the office: the list with roll-out and contact, one village, areas, and the municipality itself."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import contacts, may
from kernkracht.community.villages import actions
from kernkracht.community.villages.models import Area, Municipality, RolloutStep, Village
from kernkracht.community.villages.queries import map_shapes, rollout_count, rollout_overview
from kernkracht.web.office.access import office_page, officer
from kernkracht.web.office.acting import Act, act_page

from .forms import AreaForm, MunicipalityForm, PhaseForm, SureForm, VillageForm

ACT = require_http_methods(["GET", "HEAD", "POST"])
manages_villages = office_page(Permission.MANAGE_VILLAGES)


def _act(title: str, button: str, done: str, back: str = "", **more: Any) -> Act:
    home = reverse("office_villages")
    return Act(title, button, back or home, done, section=_("Dorpen"), section_url=home, **more)


def _by(request: HttpRequest) -> dict[str, Any]:
    return {"by": officer(request).actor, "at": timezone.now()}


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@require_safe
@office_page(Permission.READ_OFFICE, Permission.MANAGE_VILLAGES)
def villages(request: HttpRequest) -> HttpResponse:
    """Every village with its phase and who answers; the map above, areas and former villages below."""
    today = timezone.localdate()
    states, answers, drawing = rollout_overview(today), contacts(today), map_shapes()
    count = rollout_count(states)
    context = {
        "rows": [{"state": state, "contact": answers.get(state.village.pk)} for state in states],
        "count": count,
        "phases": [(str(phase.label), count.per_phase[phase.value]) for phase in RolloutStep.Phase],
        "drawing": drawing,
        "shapes": [
            {
                "path": shape.path,
                "label": shape.name,
                "href": reverse("office_village", args=[shape.slug]),
                "x": f"{shape.label_x:g}",
                "y": f"{shape.label_y:g}",
                "current": False,
            }
            for shape in drawing.shapes
        ],
        "areas": list(Area.objects.all()),
        "ended": list(Village.objects.filter(status=Village.Status.ENDED)),
        "can_manage": may(officer(request).actor, Permission.MANAGE_VILLAGES, today),
    }
    return render(request, "office/villages/villages.html", context)


@require_safe
@office_page(Permission.READ_OFFICE, Permission.MANAGE_VILLAGES)
def village(request: HttpRequest, slug: str) -> HttpResponse:
    today = timezone.localdate()
    found = get_object_or_404(Village.objects.select_related("area"), slug=slug)
    context = {
        "village": found,
        "contact": contacts(today, villages=[found])[found.pk],
        "steps": list(found.rollout_steps.order_by("since", "phase")),
        "can_manage": may(officer(request).actor, Permission.MANAGE_VILLAGES, today),
        "is_active": found.status == Village.Status.ACTIVE,
    }
    return render(request, "office/villages/village.html", context)


@ACT
@manages_villages
def add(request: HttpRequest) -> HttpResponse:
    act = _act(
        _("Nieuw dorp"),
        _("Voeg het dorp toe"),
        _("Het dorp is toegevoegd."),
        explain=_("Het dorp staat daarna meteen op de kaart en in alle lijsten."),
    )
    form = VillageForm(_posted(request))
    return act_page(
        request,
        form,
        act,
        lambda _data: actions.add_village(facts=form.facts(), **_by(request)),
        actions.UnableToManageVillages,
    )


@ACT
@manages_villages
def change(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Village, slug=slug)
    title = _("%(name)s wijzigen") % {"name": found}
    act = _act(title, _("Bewaar"), _("Het dorp is bewaard."), reverse("office_village", args=[slug]))
    form = VillageForm(_posted(request), village=found)
    return act_page(
        request,
        form,
        act,
        lambda _data: actions.change_village(village=found, facts=form.facts(), **_by(request)),
        actions.UnableToManageVillages,
    )


@ACT
@manages_villages
def phase(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Village, slug=slug)
    title = _("Fase van %(name)s") % {"name": found}
    act = _act(title, _("Bewaar de fase"), _("De fase is bewaard."), reverse("office_village", args=[slug]))

    def do(data: dict[str, Any]) -> object:
        chosen = RolloutStep.Phase(data["phase"])
        return actions.set_phase(village=found, **(data | {"phase": chosen}), **_by(request))

    last = found.rollout_steps.order_by("since").last()
    initial = {"since": timezone.localdate(), "is_pilot": bool(last and last.is_pilot)}
    return act_page(request, PhaseForm(_posted(request), initial=initial), act, do, actions.UnableToManageVillages)


@ACT
@manages_villages
def end(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Village, slug=slug)
    act = _act(
        _("%(name)s hoort niet meer bij de gemeente") % {"name": found},
        _("Haal dit dorp van de kaart"),
        _("Het dorp is van de kaart gehaald."),
        reverse("office_village", args=[slug]),
        explain=_("Plannen en besluiten van dit dorp blijven bewaard."),
        is_danger=True,
    )
    form = SureForm(_posted(request))
    return act_page(
        request,
        form,
        act,
        lambda _data: actions.end_village(village=found, **_by(request)),
        actions.UnableToManageVillages,
    )


@ACT
@manages_villages
def reopen(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Village, slug=slug)
    title = _("%(name)s hoort weer bij de gemeente") % {"name": found}
    act = _act(title, _("Zet dit dorp op de kaart"), _("Het dorp staat weer op de kaart."))
    form = SureForm(_posted(request))
    return act_page(
        request,
        form,
        act,
        lambda _data: actions.reopen_village(village=found, **_by(request)),
        actions.UnableToManageVillages,
    )


@ACT
@manages_villages
def area(request: HttpRequest, slug: str = "") -> HttpResponse:
    found = get_object_or_404(Area, slug=slug) if slug else None
    title = _("%(name)s wijzigen") % {"name": found} if found else _("Nieuw gebied")
    act = _act(title, _("Bewaar het gebied"), _("Het gebied is bewaard."))
    initial = {"name": found.name, "sort_order": found.sort_order} if found else None

    def do(data: dict[str, Any]) -> object:
        return actions.save_area(name=data["name"], sort_order=data["sort_order"], area=found, **_by(request))

    return act_page(request, AreaForm(_posted(request), initial=initial), act, do, actions.UnableToManageVillages)


@ACT
@manages_villages
def municipality(request: HttpRequest) -> HttpResponse:
    act = _act(
        _("Gegevens van de gemeente"),
        _("Bewaar de gegevens"),
        _("De gegevens zijn bewaard."),
        explain=_("Pagina’s en nieuwe brieven gebruiken dit meteen. Verstuurde brieven veranderen niet."),
    )
    form = MunicipalityForm(_posted(request), instance=Municipality.objects.first())
    return act_page(
        request,
        form,
        act,
        lambda data: actions.change_municipality(values=data, **_by(request)),
        actions.UnableToManageVillages,
    )
