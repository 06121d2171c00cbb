"""The calendar of consultations, one meeting with its points per village, and the points of a village."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kernkracht.community.partners import actions
from kernkracht.community.partners.models import AgendaPoint, PartnerMeeting
from kernkracht.community.partners.permissions import takes_outcomes, takes_points
from kernkracht.community.partners.queries import meetings_ahead, meetings_before, points_of, village_points
from kernkracht.community.villages.models import Village
from kernkracht.web.office.acting import act_page

from ..forms import CarryForm, MeetingForm, OutcomeForm, PointForm, SureForm
from .shared import ACT, act_of, by, manages_partners, page_context, posted, reads_partners

EARLIER = 20
POINTS = 100


@require_safe
@reads_partners
def meetings(request: HttpRequest) -> HttpResponse:
    """What comes, and the last meetings that were (R190, R194, R202)."""
    context = page_context(request, "office_partner_meetings")
    context["ahead"] = meetings_ahead(context["today"])
    context["before"] = meetings_before(context["today"])[:EARLIER]
    return render(request, "office/partners/meetings.html", context)


@require_safe
@reads_partners
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    context = page_context(request, "office_partner_meetings")
    found = get_object_or_404(PartnerMeeting.objects.prefetch_related("partners", "villages"), pk=pk)
    context |= {
        "meeting": found,
        "villages": points_of(found),
        "takes_points": takes_points(found, context["today"]),
        "takes_outcomes": takes_outcomes(found, context["today"]),
    }
    return render(request, "office/partners/meeting.html", context)


@ACT
@manages_partners
def meeting_save(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A new meeting, or one that is there."""
    found = get_object_or_404(PartnerMeeting, pk=pk) if pk else None
    form = MeetingForm(posted(request), row=found, on=timezone.localdate())
    title = _("%(name)s wijzigen") % {"name": found.title} if found else _("Nieuw overleg")
    back = reverse("office_partner_meeting", args=[pk]) if found else reverse("office_partner_meetings")
    act = act_of(title, _("Bewaar het overleg"), _("Het overleg is bewaard."), back)
    return act_page(
        request,
        form,
        act,
        lambda _data: actions.save_meeting(facts=form.facts(actions.MeetingFacts), meeting=found, **by(request)),
        actions.UnableToManagePartners,
    )


@ACT
@manages_partners
def meeting_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(PartnerMeeting, pk=pk)
    act = act_of(
        _("%(name)s gaat niet door") % {"name": found.title},
        _("Dit overleg gaat niet door"),
        _("Het overleg gaat niet door."),
        reverse("office_partner_meeting", args=[pk]),
        explain=_("De punten blijven staan. U kunt ze doorzetten naar een later overleg."),
        is_danger=True,
    )
    return act_page(
        request,
        SureForm(posted(request)),
        act,
        lambda _data: actions.cancel_meeting(meeting=found, **by(request)),
        actions.UnableToManagePartners,
    )


@ACT
@manages_partners
def point_save(request: HttpRequest, pk: int, point_pk: int | None = None) -> HttpResponse:
    """A new point on a meeting, or one that is there."""
    found = get_object_or_404(PartnerMeeting, pk=pk)
    point = get_object_or_404(AgendaPoint, pk=point_pk, meeting=found) if point_pk else None
    initial = {"village": Village.objects.filter(slug=request.GET.get("dorp", "")[:100]).first()}
    form = PointForm(posted(request), row=point, initial=None if point else initial)
    title = _("Punt wijzigen") if point else _("Nieuw punt voor %(name)s") % {"name": found.title}
    back = reverse("office_partner_meeting", args=[pk])
    act = act_of(title, _("Bewaar het punt"), _("Het punt is bewaard."), back)
    return act_page(
        request,
        form,
        act,
        lambda _data: actions.save_point(
            meeting=found, facts=form.facts(actions.PointFacts), point=point, **by(request)
        ),
        actions.UnableToManagePartners,
    )


@ACT
@manages_partners
def point_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Write the outcome of a point, carry it, or take it off."""
    point = get_object_or_404(AgendaPoint.objects.select_related("meeting", "village"), pk=pk)
    back = reverse("office_partner_meeting", args=[point.meeting_id])
    data = posted(request)
    if act == "uitkomst":
        return act_page(
            request,
            OutcomeForm(data, row=point),
            act_of(point.subject, _("Bewaar de uitkomst"), _("De uitkomst is bewaard."), back),
            lambda answers: actions.write_outcome(point=point, outcome=answers["outcome"], **by(request)),
            actions.UnableToManagePartners,
        )
    if act == "doorzetten":
        return act_page(
            request,
            CarryForm(data, on=timezone.localdate()),
            act_of(point.subject, _("Zet het punt door"), _("Het punt is doorgezet."), back, explain=""),
            lambda answers: actions.carry_point(point=point, meeting=answers["meeting"], **by(request)),
            actions.UnableToManagePartners,
        )
    return act_page(
        request,
        SureForm(data),
        act_of(point.subject, _("Haal het punt weg"), _("Het punt is weg."), back, explain="", is_danger=True),
        lambda _answers: actions.remove_point(point=point, **by(request)),
        actions.UnableToManagePartners,
    )


@require_safe
@reads_partners
def points(request: HttpRequest) -> HttpResponse:
    """The points of one village through all meetings (R194, R206)."""
    context = page_context(request, "office_partner_points")
    villages = list(Village.objects.active())
    chosen = next((v for v in villages if v.slug == request.GET.get("dorp", "")), None)
    context |= {
        "villages": villages,
        "village": chosen,
        "points": village_points(chosen)[:POINTS] if chosen else [],
        "next_meeting": meetings_ahead(context["today"]).filter(cancelled_at__isnull=True).first(),
    }
    return render(request, "office/partners/points.html", context)
