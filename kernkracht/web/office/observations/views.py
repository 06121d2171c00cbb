"""What partners count per village, kind and month, and what colleagues read in it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import villages_where
from kernkracht.community.villages.models import Village
from kernkracht.participation.observations import actions
from kernkracht.participation.observations.models import ReportKind
from kernkracht.participation.observations.queries import counts_of, trends_of
from kernkracht.web.office.access import office_page, officer, rights_of
from kernkracht.web.office.acting import Act, act_page

from .forms import ImportForm, KindForm, TrendForm

FORM = require_http_methods(["GET", "HEAD", "POST"])
reads = office_page(Permission.HANDLE_QUESTION, Permission.MANAGE_PARTNERS)
keeps = office_page(Permission.MANAGE_PARTNERS)


def _by(request: HttpRequest) -> dict[str, Any]:
    return {"by": officer(request).actor, "at": timezone.now()}


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _act(title: str, button: str, done: str, explain: str = "", back: str = "office_partner_counts") -> Act:
    section_url = reverse("office_partner_counts")
    return Act(title, button, reverse(back), done, section=_("Meldingen"), section_url=section_url, explain=explain)


def _own_village(request: HttpRequest, villages: list[Village]) -> Village | None:
    """The first active village of the reader's posts, or else the first of all."""
    own = set(villages_where(officer(request).actor, Permission.READ_OFFICE, timezone.localdate()))
    return next((village for village in villages if village in own), villages[0] if villages else None)


@require_safe
@reads
def counts(request: HttpRequest) -> HttpResponse:
    """`/werk/meldingen/`: one village at a time, the last six months; first one of the reader's own."""
    today, villages = timezone.localdate(), list(Village.objects.active())
    village = next((row for row in villages if row.slug == request.GET.get("dorp", "")), None)
    village = village or _own_village(request, villages)
    context = {
        "villages": villages,
        "village": village,
        "table": counts_of(village, today) if village else None,
        "trends": trends_of(village)[:20] if village else (),
        "can_keep": Permission.MANAGE_PARTNERS in rights_of(request),
        "can_note": Permission.HANDLE_QUESTION in rights_of(request),
    }
    return render(request, "office/observations/counts.html", context)


@FORM
@keeps
def take_in(request: HttpRequest) -> HttpResponse:
    """Read a partner's file: whole, or not at all with every fault at its line."""
    form = ImportForm(_posted(request), request.FILES or None)
    faults: list[dict[str, str]] = []
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            n = actions.import_partner_counts(partner=data["partner"], content=data["file"].read(), **_by(request))
        except actions.UnableToImportCounts as refusal:
            faults = [{"text": str(fault), "href": "#id_file"} for fault in refusal.faults]
        except actions.UnableToObserve as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, ngettext("%(n)d aantal ingelezen.", "%(n)d aantallen ingelezen.", n) % {"n": n})
            return redirect("office_partner_counts")
    context = {"form": form, "faults": faults, "kinds": ReportKind.objects.filter(is_active=True)}
    return render(request, "office/observations/import.html", context, status=422 if faults or form.errors else 200)


@FORM
@office_page(Permission.HANDLE_QUESTION)
def trend(request: HttpRequest) -> HttpResponse:
    own = villages_where(officer(request).actor, Permission.HANDLE_QUESTION, timezone.localdate())
    first = own.filter(slug=request.GET.get("dorp", "")[:100]).first()
    form = TrendForm(_posted(request), villages=own.order_by("sort_order", "name"), initial={"village": first})
    act = _act(_("Trend noteren"), _("Bewaar"), _("De trend is bewaard."))
    return act_page(
        request, form, act, lambda data: actions.note_trend(**data, **_by(request)), actions.UnableToObserve
    )


@require_safe
@keeps
def kinds(request: HttpRequest) -> HttpResponse:
    return render(request, "office/observations/kinds.html", {"kinds": ReportKind.objects.all()})


@FORM
@keeps
def kind_save(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    found = get_object_or_404(ReportKind, pk=pk) if pk else None
    title = _("%(name)s wijzigen") % {"name": found.label} if found else _("Nieuwe soort melding")
    act = _act(title, _("Bewaar de soort"), _("De soort is bewaard."), back="office_report_kinds")
    form = KindForm(_posted(request), row=found)
    return act_page(
        request,
        form,
        act,
        lambda data: actions.save_report_kind(kind=found, **data, **_by(request)),
        actions.UnableToObserve,
    )
