"""The list of objections, one objection, and typing in one that came on paper."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kernkracht.community.people.permission_codes import Permission
from kernkracht.grants.applications.queries import case_by_number
from kernkracht.grants.objections import actions
from kernkracht.grants.objections.actions import Filing, Upload
from kernkracht.grants.objections.queries import case_file_of, contestable, objections_in_office
from kernkracht.web.office.access import office_page, officer

from .acts import open_objection
from .forms import RegisterForm
from .presenters import list_row, objection_page

READERS = (Permission.HANDLE_OBJECTION, Permission.DECIDE_OBJECTION)


@require_safe
@office_page(*READERS)
def listing(request: HttpRequest) -> HttpResponse:
    """Open objections, the most urgent first; with `?klaar=1` those that are done."""
    done = request.GET.get("klaar") == "1"
    today = timezone.localdate()
    states = ("decided", "withdrawn")
    rows = objections_in_office()
    rows = rows.filter(state__in=states).order_by("-changed_at", "-pk") if done else rows.exclude(state__in=states)
    context = {
        "rows": [list_row(row, officer(request)) for row in rows],
        "done": done,
        "today": today,
        "tabs": [
            {"label": _("Open"), "url": "?", "current": not done, "count": None},
            {"label": _("Klaar"), "url": "?klaar=1", "current": done, "count": None},
        ],
    }
    return render(request, "office/objections/list.html", context)


@require_safe
@office_page(*READERS)
def show(request: HttpRequest, number: str) -> HttpResponse:
    """One objection with everything about it."""
    objection = open_objection(number)
    context = objection_page(objection, officer(request), timezone.localdate())
    return render(request, "office/objections/show.html", context)


@require_safe
@office_page(*READERS)
def case_file(request: HttpRequest, number: str) -> HttpResponse:
    """The whole dossier as one PDF for the committee."""
    objection = open_objection(number)
    answer = HttpResponse(case_file_of(objection, timezone.now()), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="dossier-{objection.number}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@office_page(Permission.HANDLE_OBJECTION, Permission.ENTER_APPLICATION)
def register(request: HttpRequest, number: str) -> HttpResponse:
    """Type in an objection against one of the decisions of a case."""
    case = case_by_number(officer(request), number, timezone.localdate())
    found = contestable(case, timezone.localdate()) if case else []
    if case is None or not found:
        raise Http404
    posted: Any = request.POST if request.method == "POST" else None
    files: Any = request.FILES if request.method == "POST" else None
    start = {"name": case.contact_name, "address": case.contact_address, "email": case.contact_email}
    likely = next((one for one in found if one.running is None), found[0])
    form = RegisterForm(posted, files, initial=start | {"against": likely.subject.key}, found=found)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        channel, uploads = data.pop("channel"), [Upload(f, f.name or "", "letter") for f in data.pop("attachments")]
        against = data.pop("against")
        try:
            objection = actions.register_objection(
                against=against,
                filing=Filing(**data),
                channel=channel,
                uploads=uploads,
                by=officer(request).actor,
                at=timezone.now(),
            )
        except actions.ObjectionRefusal as refusal:
            for sentence in refusal.sentences:
                form.add_error(refusal.field if refusal.field in form.fields else None, sentence)
        else:
            messages.success(request, _("Bezwaar %(number)s is ingevoerd.") % {"number": objection.number})
            return redirect("office_case", number)
    context = {"case": case, "found": found, "form": form}
    return render(request, "office/objections/register.html", context, status=422 if form.errors else 200)
