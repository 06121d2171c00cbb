"""Briefings in the office: lists, one on the screen, files, and making them (R23)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from kernkracht.accountability.briefings.actions import UnableToMakeBriefing, inform_alderman, make_briefing
from kernkracht.accountability.briefings.documents import as_docx, as_pdf, pages_of
from kernkracht.accountability.briefings.layout import page_of
from kernkracht.accountability.briefings.models import Briefing
from kernkracht.accountability.briefings.queries import (
    alderman_of,
    aldermen_for,
    briefed_villages,
    briefing_page,
    changes_since,
    content_of,
    series_of,
    visible_briefings,
)
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import may
from kernkracht.web.office.access import officer, rights_of
from kernkracht.web.office.acting import Act, act_page
from kernkracht.web.office.baselines.shared import page_context, village_at

from ..forms import SeriesForm, SureForm
from ..shared import ACT, by, makes_briefings, posted, reads_briefings

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
ROWS = 25


def _act(title: str, button: str, done: str, back: str, explain: str = "") -> Act:
    home = reverse("office_briefings")
    return Act(title, button, back, done, section=_("Briefings"), section_url=home, explain=explain)


@require_safe
@reads_briefings
def briefings(request: HttpRequest) -> HttpResponse:
    """Everything that the reader may read, the newest first, of one village when asked."""
    actor, today = officer(request).actor, timezone.localdate()
    villages = list(briefed_villages(actor, today))
    village = next((row for row in villages if row.slug == request.GET.get("dorp", "")), None)
    rows = visible_briefings(actor, today)
    rows = rows.filter(village=village) if village else rows
    context = {
        "page": Paginator(rows, ROWS).get_page(request.GET.get("pagina")),
        "villages": villages,
        "village": village,
        "can_make": Permission.MAKE_BRIEFING in rights_of(request),
    }
    return render(request, "office/briefings/list.html", context)


@require_safe
@reads_briefings
def of_village(request: HttpRequest, slug: str) -> HttpResponse:
    """The briefings of one village, and how the next one would be now."""
    village, at = village_at(slug), timezone.now()
    actor, today = officer(request).actor, timezone.localdate(at)
    if not may(actor, Permission.READ_BRIEFING, today, village):
        raise Http404
    rows = list(visible_briefings(actor, today).filter(village=village)[:ROWS])
    now = content_of(village, at)
    last = rows[0] if rows else None
    since = timezone.localdate(last.made_at) if last else None
    context = page_context(request, village, "office_village_briefings") | {
        "rows": rows,
        "page": page_of(now, changes_since(last, now), since, is_paper=False),
        "alderman": alderman_of(village, today),
        "can_make": may(actor, Permission.MAKE_BRIEFING, today, village),
    }
    return render(request, "office/briefings/village.html", context)


@ACT
@makes_briefings
def make(request: HttpRequest, slug: str) -> HttpResponse:
    """Freeze the page of one village."""
    village = village_at(slug)
    act = _act(
        _("Briefing over %(name)s maken") % {"name": village},
        _("Maak de briefing"),
        _("De briefing is gemaakt."),
        reverse("office_village_briefings", args=[slug]),
        _("De briefing wordt bewaard zoals het nu is. De wethouder krijgt een mail."),
    )
    made: list[Briefing] = []
    form = SureForm(posted(request))
    answer = act_page(
        request,
        form,
        act,
        lambda _data: made.append(make_briefing(village=village, **by(request))),
        UnableToMakeBriefing,
    )
    return redirect("office_briefing", pk=made[0].pk) if made else answer


@ACT
@makes_briefings
def make_series(request: HttpRequest) -> HttpResponse:
    """One document for one alderman, a page per village."""
    aldermen = aldermen_for(officer(request).actor, timezone.localdate())
    act = _act(
        _("Briefing voor een wethouder"),
        _("Maak de briefing"),
        "",
        reverse("office_briefings"),
        _("Elk dorp van de wethouder krijgt een eigen bladzijde. Het wordt bewaard zoals het nu is."),
    )
    form = SeriesForm(posted(request), aldermen=aldermen)
    if request.method == "POST" and form.is_valid():
        try:
            made = inform_alderman(alderman=form.cleaned_data["alderman"], **by(request))
        except UnableToMakeBriefing as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            n = len(made)
            done = ngettext("De briefing is gemaakt: %d dorp.", "De briefing is gemaakt: %d dorpen.", n) % n
            messages.success(request, done)
            return redirect("office_briefing_series", key=made[0].series)
    return render(request, "office/act.html", {"form": form, "act": act}, status=422 if form.errors else 200)


def _found(request: HttpRequest, pk: int) -> Briefing:
    return get_object_or_404(visible_briefings(officer(request).actor, timezone.localdate()), pk=pk)


@require_safe
@reads_briefings
def briefing(request: HttpRequest, pk: int) -> HttpResponse:
    """One briefing as it was frozen."""
    found = _found(request, pk)
    context = {"briefing": found, "page": briefing_page(found, is_paper=False)}
    return render(request, "office/briefings/briefing.html", context)


@require_safe
@reads_briefings
def download(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """One briefing on one sheet, as PDF or for Word."""
    found = _found(request, pk)
    return _file([found], kind, f"briefing-{found.village.slug}-{timezone.localdate(found.made_at)}")


@require_safe
@reads_briefings
def series(request: HttpRequest, key: UUID) -> HttpResponse:
    """The pages of one document under each other."""
    rows = _series(request, key)
    pages = [{"briefing": row, "page": briefing_page(row, is_paper=False)} for row in rows]
    return render(request, "office/briefings/series.html", {"pages": pages, "key": key, "first": rows[0]})


@require_safe
@reads_briefings
def download_series(request: HttpRequest, key: UUID, kind: str) -> HttpResponse:
    """The whole document, a sheet per village."""
    rows = _series(request, key)
    names = "-".join(slugify(row.village.name) for row in rows)[:60]
    return _file(rows, kind, f"briefing-{names}-{timezone.localdate(rows[0].made_at)}")


def _series(request: HttpRequest, key: UUID) -> list[Briefing]:
    rows = series_of(key, officer(request).actor, timezone.localdate())
    if not rows:
        raise Http404
    return rows


def _file(rows: list[Briefing], kind: str, name: str) -> HttpResponse:
    if kind not in TYPES:
        raise Http404
    pages = pages_of(rows)
    response = HttpResponse(as_pdf(pages) if kind == "pdf" else as_docx(pages), content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response
