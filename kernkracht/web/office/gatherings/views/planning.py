"""Planning a gathering or a series, and changing, moving, switching and cancelling one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kernkracht.community.gatherings import actions
from kernkracht.community.gatherings.models import GatheringKind
from kernkracht.community.gatherings.queries import offered_kinds
from kernkracht.web.office.acting import act_page

from ..forms import CancelForm, ChangeForm, GuestForm, ModeForm, MoveForm, PlanForm, SeriesForm
from ..shared import ACT, act_of, act_on, by, found, manages_gatherings, page_context, posted


def _kind(request: HttpRequest) -> GatheringKind | None:
    code = request.GET.get("soort", "")[:40]
    return get_object_or_404(offered_kinds(), code=code) if code else None


def _choose_kind(request: HttpRequest, title: str) -> HttpResponse:
    context = page_context(request, "office_gatherings") | {"kinds": list(offered_kinds()), "title": title}
    return render(request, "office/gatherings/choose_kind.html", context)


@ACT
@manages_gatherings
def plan(request: HttpRequest) -> HttpResponse:
    """First the kind, then the rest; the kind says how the form begins."""
    kind = _kind(request)
    if kind is None:
        return _choose_kind(request, _("Nieuwe bijeenkomst"))
    form = PlanForm(posted(request), kind=kind)
    title = _("%(kind)s plannen") % {"kind": kind.name}
    act = act_of(title, _("Plan de bijeenkomst"), _("De bijeenkomst is gepland."))
    made = []
    answer = act_page(
        request,
        form,
        act,
        lambda _data: made.append(actions.organise_gathering(plan=form.plan(), **by(request))),
        (actions.GatheringRefusal,),
    )
    return redirect("office_gathering", pk=made[0].pk) if made else answer


@ACT
@manages_gatherings
def plan_series(request: HttpRequest) -> HttpResponse:
    """Village after village, in one act (R261)."""
    kind = _kind(request)
    if kind is None:
        return _choose_kind(request, _("Nieuwe reeks"))
    form = SeriesForm(posted(request), kind=kind)
    title = _("Reeks plannen: %(kind)s") % {"kind": kind.name}
    explain = _("Elk dorp krijgt een eigen bijeenkomst. Daarna kunt u elke bijeenkomst apart verplaatsen of afzeggen.")
    act = act_of(title, _("Plan de reeks"), _("De reeks is gepland."), explain=explain)
    made = []
    answer = act_page(
        request,
        form,
        act,
        lambda _data: made.append(actions.organise_series(plan=form.plan(), rhythm=form.rhythm(), **by(request))),
        actions.GatheringRefusal,
    )
    return redirect("office_gathering_series", pk=made[0].pk) if made else answer


@ACT
@manages_gatherings
def change(request: HttpRequest, pk: int) -> HttpResponse:
    row = found(pk)
    form = ChangeForm(posted(request), row=row)
    title = _("%(title)s wijzigen") % {"title": row.title}
    act = act_on(row, title, _("Bewaar de bijeenkomst"), _("De bijeenkomst is bewaard."))
    return act_page(
        request,
        form,
        act,
        lambda _data: actions.change_gathering(gathering=row, change=form.change(), **by(request)),
        actions.GatheringRefusal,
    )


@ACT
@manages_gatherings
def move(request: HttpRequest, pk: int) -> HttpResponse:
    row = found(pk)
    act = act_on(
        row,
        _("%(title)s verplaatsen") % {"title": row.title},
        _("Verplaats de bijeenkomst"),
        _("De bijeenkomst is verplaatst."),
        explain=_("Aanmeldingen blijven staan. Iedereen die zich aanmeldde, krijgt een mail."),
    )
    return act_page(
        request,
        MoveForm(posted(request), row=row),
        act,
        lambda data: actions.reschedule_gathering(gathering=row, **data, **by(request)),
        actions.GatheringRefusal,
    )


@ACT
@manages_gatherings
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    """From a place to online or back (R343)."""
    row = found(pk)
    act = act_on(
        row,
        _("%(title)s: anders meedoen") % {"title": row.title},
        _("Bewaar hoe mensen meedoen"),
        _("Het is gewijzigd. Wie zich aanmeldde, krijgt een mail."),
        explain=_("Aanmeldingen blijven staan. Iedereen die zich aanmeldde, leest in een mail hoe meedoen nu gaat."),
    )
    return act_page(
        request,
        ModeForm(posted(request), row=row),
        act,
        lambda data: actions.switch_mode(gathering=row, **data, **by(request)),
        actions.GatheringRefusal,
    )


@ACT
@manages_gatherings
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    row = found(pk)
    act = act_on(
        row,
        _("%(title)s gaat niet door") % {"title": row.title},
        _("Zeg de bijeenkomst af"),
        _("De bijeenkomst gaat niet door. Wie zich aanmeldde, krijgt een mail."),
        explain=_("Dit kunt u niet terugdraaien. U kunt wel een nieuwe bijeenkomst plannen."),
        is_danger=True,
    )
    return act_page(
        request,
        CancelForm(posted(request)),
        act,
        lambda data: actions.call_off_gathering(gathering=row, **data, **by(request)),
        actions.GatheringRefusal,
    )


@ACT
@manages_gatherings
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    row = found(pk)
    act = act_of(
        _("Uitnodigen voor %(title)s") % {"title": row.title},
        _("Stuur de uitnodiging"),
        _("De uitnodiging is verstuurd."),
        reverse("office_gathering", args=[pk]),
        explain=_("De mail noemt dag, tijd, plek en agenda. Er staat een link in voor de eigen agenda."),
    )
    return act_page(
        request,
        GuestForm(posted(request)),
        act,
        lambda data: actions.invite_guest(gathering=row, **data, **by(request)),
        actions.GatheringRefusal,
    )
