"""What is planned and was held, the action points of everybody, and the kinds."""

from __future__ import annotations

from datetime import datetime

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kernkracht.community.gatherings import actions
from kernkracht.community.gatherings.models import (
    ActionPointOfGathering,
    Audience,
    Gathering,
    GatheringKind,
    GatheringSeries,
)
from kernkracht.community.gatherings.queries import (
    action_points,
    offered_kinds,
    office_gatherings,
    to_conclude,
    with_numbers,
)
from kernkracht.community.villages.models import Village
from kernkracht.web.office.access import officer
from kernkracht.web.office.acting import act_page

from ..forms import DoneForm, KindForm
from ..shared import ACT, act_of, by, manages_gatherings, now, page_context, posted, reads_gatherings

PER_PAGE = 25
FILTERS = ("zoek", "soort", "dorp", "voor", "wanneer")


@require_safe
@reads_gatherings
def gatherings(request: HttpRequest) -> HttpResponse:
    """`/werk/bijeenkomsten/`: what is ahead, or was; and what still waits for its outcome."""
    at = now()
    wanted = {name: request.GET.get(name, "")[:100].replace("\x00", "") for name in FILTERS}
    context = page_context(request, "office_gatherings") | {
        "page": Paginator(_chosen(wanted, at), PER_PAGE).get_page(request.GET.get("pagina")),
        "to_conclude": to_conclude(officer(request).actor, at),
        "kinds": list(offered_kinds()),
        "villages": list(Village.objects.active()),
        "audiences": Audience.choices,
        "wanted": wanted,
        "params": request.GET,
        "at": at,
    }
    return render(request, "office/gatherings/list.html", context)


def _chosen(wanted: dict[str, str], at: datetime) -> QuerySet[Gathering]:
    rows = office_gatherings()
    for word in wanted["zoek"].split()[:8]:
        rows = rows.filter(Q(title__icontains=word) | Q(place__icontains=word))
    if wanted["soort"]:
        rows = rows.filter(kind__code=wanted["soort"])
    if wanted["dorp"]:
        rows = rows.filter(villages__slug=wanted["dorp"])
    if wanted["voor"]:
        rows = rows.filter(audience=wanted["voor"])
    if wanted["wanneer"] == "geweest":
        return with_numbers(rows.filter(ends_at__lt=at)).order_by("-starts_at", "-pk")
    if wanted["wanneer"] == "afgezegd":
        return with_numbers(rows.filter(state=Gathering.State.CANCELLED)).order_by("-starts_at", "-pk")
    ahead = rows.filter(ends_at__gte=at).exclude(state=Gathering.State.CANCELLED)
    return with_numbers(ahead).order_by("starts_at", "pk")


@require_safe
@reads_gatherings
def series(request: HttpRequest, pk: int) -> HttpResponse:
    """What was planned in one act (R261)."""
    chosen = get_object_or_404(GatheringSeries.objects.select_related("kind"), pk=pk)
    rows = with_numbers(office_gatherings().filter(series=chosen)).order_by("starts_at", "pk")
    context = page_context(request, "office_gatherings") | {"series": chosen, "rows": rows, "at": now()}
    return render(request, "office/gatherings/series.html", context)


@require_safe
@reads_gatherings
def points(request: HttpRequest) -> HttpResponse:
    """Action points: first the reader's own, on wish everybody's; open, late or done."""
    context = page_context(request, "office_gathering_points")
    state = request.GET.get("status", "open")
    everybody = request.GET.get("van", "") == "iedereen"
    owner = None if everybody else officer(request)
    rows = action_points(context["today"], owner, state if state in ("open", "late", "done") else "open")
    context |= {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("pagina")),
        "params": request.GET,
        "status": state,
        "everybody": everybody,
        "me": officer(request),
    }
    return render(request, "office/gatherings/points.html", context)


@ACT
@reads_gatherings
def point_done(request: HttpRequest, pk: int) -> HttpResponse:
    """By its owner, or by who manages gatherings there; the act itself asks."""
    rows = ActionPointOfGathering.objects.filter(gathering__kind__is_offered=True)
    point = get_object_or_404(rows.select_related("gathering", "owner"), pk=pk)
    act = act_of(point.text, _("Dit is klaar"), _("Het actiepunt is klaar."), reverse("office_gathering_points"))
    return act_page(
        request,
        DoneForm(posted(request)),
        act,
        lambda data: actions.finish_action_point(point=point, **data, **by(request)),
        actions.GatheringRefusal,
    )


@require_safe
@reads_gatherings
def kinds(request: HttpRequest) -> HttpResponse:
    context = page_context(request, "office_gathering_kinds") | {"kinds": offered_kinds()}
    return render(request, "office/gatherings/kinds.html", context)


@ACT
@manages_gatherings
def kind_save(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A new kind, or one that is there; its code stays what it is."""
    row = get_object_or_404(offered_kinds(), pk=pk) if pk else None
    form = KindForm(posted(request), row=row)
    title = _("%(name)s wijzigen") % {"name": row.name} if row else _("Nieuwe soort bijeenkomst")
    explain = _("Dit geldt voor nieuwe bijeenkomsten. Wat al gepland is, blijft zoals het is.")
    back = reverse("office_gathering_kinds")
    act = act_of(title, _("Bewaar de soort"), _("De soort is bewaard."), back, explain=explain)

    def save(_data: object) -> GatheringKind:
        facts = form.kind_facts()
        return actions.save_kind(code=row.code if row else _new_code(facts.name), facts=facts, **by(request))

    return act_page(request, form, act, save, actions.GatheringRefusal)


def _new_code(name: str) -> str:
    """From the name; with a number when it is taken."""
    code = slugify(name).replace("-", "_")[:36] or "soort"
    taken = set(GatheringKind.objects.filter(code__startswith=code).values_list("code", flat=True).order_by())
    names = [code, *(f"{code}_{number}" for number in range(1, len(taken) + 1))]
    return next(name for name in names if name not in taken)
