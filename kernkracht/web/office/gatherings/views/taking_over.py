"""Taking over appointments of a village hall or a partner, out of the file of their calendar."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kernkracht.community.gatherings.actions import GatheringRefusal, take_over_appointments
from kernkracht.foundation.calendar_files import ReadCalendar, UnreadableCalendar, read_appointments

from ..foreign import Shown, packed, shown, unpacked
from ..forms import CalendarFileForm, TakeOverForm
from ..shared import ACT, by, manages_gatherings, now, page_context

PAGE = "office/gatherings/take_over.html"


@ACT
@manages_gatherings
def take_over(request: HttpRequest) -> HttpResponse:
    """`/werk/bijeenkomsten/overnemen/`: first the file, then what was read of it and what to do with that."""
    if request.method != "POST":
        return _ask_file(request, CalendarFileForm())
    if "read" in request.POST:
        return _chosen(request)
    form = CalendarFileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            read = read_appointments(form.cleaned_data["calendar"].read())
        except UnreadableCalendar as refusal:
            form.add_error("calendar", str(refusal))
        else:
            rows = shown(read.appointments, now())
            return _show(request, read, rows, TakeOverForm(rows=rows, initial={"read": packed(read)}))
    return _ask_file(request, form)


def _chosen(request: HttpRequest) -> HttpResponse:
    read = unpacked(request.POST["read"])
    if read is None:
        again = CalendarFileForm({}, {})
        again.add_error("calendar", _("De lijst is verlopen. Kies het bestand opnieuw."))
        return _ask_file(request, again)
    rows = shown(read.appointments, now())
    form = TakeOverForm(request.POST, rows=rows)
    if form.is_valid():
        try:
            made = take_over_appointments(**form.answers(), **by(request))
        except GatheringRefusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            done = ngettext("%(n)d bijeenkomst is overgenomen.", "%(n)d bijeenkomsten zijn overgenomen.", len(made))
            messages.success(request, done % {"n": len(made)})
            return redirect("office_gatherings")
    return _show(request, read, rows, form)


def _ask_file(request: HttpRequest, form: CalendarFileForm) -> HttpResponse:
    context = page_context(request, "office_gatherings") | {"form": form}
    return render(request, PAGE, context, status=422 if form.errors else 200)


def _show(request: HttpRequest, read: ReadCalendar, rows: list[Shown], form: TakeOverForm) -> HttpResponse:
    context = page_context(request, "office_gatherings") | {
        "form": form,
        "rows": rows,
        "faults": read.faults,
        "ticked": form.ticked(),
        "can_take": any(not row.why_not and row.known is None for row in rows),
    }
    return render(request, PAGE, context, status=422 if form.errors else 200)
