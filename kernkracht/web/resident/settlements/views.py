"""`/verantwoorden/<token>/`: written piece by piece, handed in when it is ready. Every piece is kept at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kernkracht.grants.applications.days import day_of
from kernkracht.grants.settlements.actions import (
    Receipt,
    UnableToReport,
    add_photo,
    add_receipt,
    call_off,
    hand_in_report,
    remove_photo,
    remove_receipt,
    save_report,
)
from kernkracht.grants.settlements.models import ReportState, SpendingReport
from kernkracht.grants.settlements.permissions import may_hand_in
from kernkracht.grants.settlements.queries import cost_kinds_of, spent_cents
from kernkracht.web.shown_files import shown

from ..access import now
from .door import attempt, open_report, who
from .forms import CallOffForm, PhotoForm, ReceiptForm, ReportForm


@never_cache
@require_http_methods(["GET", "POST"])
def report_page(request: HttpRequest, token: str) -> HttpResponse:
    """The report as it is: to write, or to read back after it was sent."""
    report = open_report(request, token)
    start = {"what_happened": report.what_happened, "people_count": report.people_count}
    form = ReportForm(request.POST or None, initial=start)
    is_final = "versturen" in request.POST
    act = hand_in_report if is_final else save_report
    if request.method == "POST" and attempt(form, lambda given: act(report=report, **given, **who(request, report))):
        done = _("Wij hebben uw verslag. Dank u wel.") if is_final else _("Uw verslag is bewaard. Verstuur het later.")
        messages.success(request, done)
        return redirect("resident:report", token=token)
    return render(
        request, "resident/settlements/report.html", _context(report, form), status=422 if form.errors else 200
    )


def _context(report: SpendingReport, form: forms.Form) -> dict[str, Any]:
    settlement = report.settlements.filter(state="decided").select_related("letter", "recovery__letter").first()
    return {
        "report": report,
        "case": report.application,
        "form": form,
        "may_write": may_hand_in(report.state) and settlement is None,
        "may_call_off": report.state in (ReportState.EXPECTED, ReportState.NOT_NEEDED) and settlement is None,
        "photos": report.photos.select_related("document"),
        "lines": report.lines.select_related("document"),
        "spent_cents": spent_cents(report),
        "settlement": settlement,
        "today": day_of(now()),
    }


def _part(request: HttpRequest, report: SpendingReport, form: forms.Form, title: str, button: str) -> HttpResponse:
    """The page of one piece: a photo, a receipt, the message that it does not go on."""
    context = {
        "report": report,
        "case": report.application,
        "form": form,
        "title": title,
        "button": button,
        "file_lost": bool(request.FILES),
    }
    return render(request, "resident/settlements/part.html", context, status=422 if form.errors else 200)


def _open_for_writing(request: HttpRequest, token: str) -> SpendingReport:
    report = open_report(request, token)
    if not may_hand_in(report.state):
        raise Http404
    return report


@never_cache
@require_http_methods(["GET", "POST"])
def photo_page(request: HttpRequest, token: str) -> HttpResponse:
    """Add one picture."""
    report = _open_for_writing(request, token)
    form = PhotoForm(request.POST or None, request.FILES or None)

    def do(given: dict[str, Any]) -> None:
        photo = given["photo"]
        add_photo(report=report, file=(photo, photo.name), caption=given["caption"], **who(request, report))

    if attempt(form, do):
        messages.success(request, _("De foto is toegevoegd."))
        return redirect("resident:report", token=token)
    return _part(request, report, form, _("Voeg een foto toe"), _("Voeg toe"))


@never_cache
@require_safe
def photo_file(request: HttpRequest, token: str, pk: int) -> HttpResponseBase:
    """A picture of this report, for who has its link."""
    report = open_report(request, token)
    photo = report.photos.select_related("document").filter(pk=pk).first()
    if photo is None:
        raise Http404
    return shown(photo.document)


@require_POST
def photo_remove(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    report = open_report(request, token)
    photo = report.photos.select_related("report__application", "document").filter(pk=pk).first()
    if photo is None:
        raise Http404
    return _take_away(request, report, lambda: remove_photo(photo=photo, **who(request, report)))


@never_cache
@require_http_methods(["GET", "POST"])
def receipt_page(request: HttpRequest, token: str) -> HttpResponse:
    """Add one cost with its receipt; a refusal leaves the answers where they are."""
    report = _open_for_writing(request, token)
    if report.form != "receipts":
        raise Http404
    kinds = cost_kinds_of(report.application)
    form = ReceiptForm(request.POST or None, request.FILES or None, kinds=kinds)

    def do(given: dict[str, Any]) -> None:
        file = given["file"]
        receipt = Receipt(
            spent_on=given["spent_on"],
            what=given["what"],
            cost_kind=given["cost_kind"],
            amount_cents=given["amount"],
            file=(file, file.name) if file else None,
        )
        add_receipt(report=report, receipt=receipt, **who(request, report))

    if attempt(form, do):
        messages.success(request, _("De bon is toegevoegd."))
        return redirect("resident:report", token=token)
    return _part(request, report, form, _("Voeg een bon toe"), _("Voeg toe"))


@require_POST
def receipt_remove(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    report = open_report(request, token)
    line = report.lines.select_related("report__application", "document").filter(pk=pk).first()
    if line is None:
        raise Http404
    return _take_away(request, report, lambda: remove_receipt(line=line, **who(request, report)))


def _take_away(request: HttpRequest, report: SpendingReport, do: Any) -> HttpResponse:
    try:
        do()
    except UnableToReport as refusal:
        messages.error(request, str(refusal))
    return redirect("resident:report", token=report.token)


@never_cache
@require_http_methods(["GET", "POST"])
def call_off_page(request: HttpRequest, token: str) -> HttpResponse:
    """Tell that the plan does not go on."""
    report = open_report(request, token)
    if report.state not in (ReportState.EXPECTED, ReportState.NOT_NEEDED):
        raise Http404
    form = CallOffForm(request.POST or None)
    if attempt(form, lambda given: call_off(report=report, reason=given["reason"], **who(request, report))):
        messages.success(request, _("Wij weten het nu. U krijgt een brief over het geld."))
        return redirect("resident:report", token=token)
    return _part(request, report, form, _("Het plan gaat niet door"), _("Meld dit"))
