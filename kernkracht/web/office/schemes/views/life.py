"""The life of a version: copied to a new year, published, closed, or thrown away."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.design_system.fields import DutchDateField, PlainLanguage
from kernkracht.grants.schemes.actions import (
    UnableToCloseVersion,
    UnableToPublish,
    UnableToSaveDraft,
    close_version,
    copy_to_new_year,
    discard_draft,
    publish_version,
)
from kernkracht.grants.schemes.kinds.base import day_text
from kernkracht.grants.schemes.models import SchemeVersion
from kernkracht.grants.schemes.queries import fingerprint, scheme_values_of
from kernkracht.web.office.access import office_page, officer

from ..access import draft_page, is_draft, version_of
from ..checks import case_outcomes, consequences, missing_of, readable_rules
from ..editing import READ, fault_text

FORM = require_http_methods(["GET", "HEAD", "POST"])


class CopyForm(PlainLanguage, forms.Form):
    """A new version out of this one."""

    label = forms.CharField(label=gettext_lazy("Hoe heet de nieuwe versie?"), max_length=60)
    valid_from = DutchDateField(label=gettext_lazy("Vanaf welke dag gelden de regels?"))
    valid_until = DutchDateField(
        label=gettext_lazy("Tot en met welke dag?"),
        help_text=gettext_lazy("Laat dit leeg als u het nog niet weet."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("valid_from"), cleaned.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", _("Kies een dag na de eerste dag."))
        return cleaned


@FORM
@office_page(Permission.MANAGE_SCHEMES)
def copy_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft for a new year; dates and years in the rules and examples move along."""
    version = version_of(pk)
    last = version.valid_until.year if version.valid_until else max(version.valid_from.year, timezone.localdate().year)
    year = last + 1
    initial = {"label": str(year), "valid_from": date(year, 1, 1)} if year < 2999 else {}
    form = CopyForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            copy = copy_to_new_year(
                version=version,
                label=form.cleaned_data["label"],
                valid_from=form.cleaned_data["valid_from"],
                valid_until=form.cleaned_data["valid_until"],
                by=officer(request).actor,
                at=timezone.now(),
            )
        except UnableToSaveDraft as refusal:
            form.add_error(None if refusal.faults else "label", str(refusal))
            for fault in refusal.faults:
                form.add_error(None, fault_text(fault, scheme_values_of(version)))
        else:
            messages.success(request, _("De kopie staat klaar als concept. Kijk de bedragen en de dagen na."))
            return redirect("office_scheme", copy.pk)
    context = {"version": version, "form": form}
    return render(request, "office/schemes/copy.html", context, status=422 if form.errors else 200)


@FORM
@draft_page
def publish_page(request: HttpRequest, version: SchemeVersion) -> HttpResponse:
    """Publish, after a page that says what that does. It refuses while something is missing."""
    values = scheme_values_of(version)
    rules, faults = readable_rules(values, version)
    refused: list[str] = []
    if request.method == "POST":
        refused = _publish(request, version, values)
        if not refused:
            messages.success(request, _("De regels zijn gepubliceerd."))
            return redirect("office_scheme", version.pk)
    missing = missing_of(version, values, rules)
    outcomes = case_outcomes(version, rules) if rules else []
    context = {
        "version": version,
        "refused": refused,
        "faults": faults,
        "blocking": [entry for entry in missing if entry.blocks],
        "advice": [entry for entry in missing if not entry.blocks],
        "lines": consequences(version),
        "passed": sum(outcome.ok for outcome in outcomes),
        "total": len(outcomes),
        "mark": fingerprint(values),
        "mark_name": READ,
    }
    return render(request, "office/schemes/publish.html", context, status=422 if refused else 200)


def _publish(request: HttpRequest, version: SchemeVersion, values: dict[str, Any]) -> list[str]:
    if request.POST.get(READ) != fingerprint(values):
        return [_("Iemand anders veranderde dit concept terwijl u bezig was. Kijk het nog eens na.")]
    try:
        publish_version(version=version, close_previous=True, by=officer(request).actor, at=timezone.now())
    except UnableToPublish as refusal:
        return [str(refusal), *(fault_text(fault, values) for fault in refusal.faults)]
    return []


class CloseForm(PlainLanguage, forms.Form):
    """The last day of a version."""

    last_day = DutchDateField(label=gettext_lazy("Tot en met welke dag gelden deze regels?"))


@FORM
@office_page(Permission.MANAGE_SCHEMES)
def close_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a published version its last day."""
    version = version_of(pk)
    if is_draft(version):
        messages.warning(request, _("Dit is nog een concept. U verandert de dagen in het concept zelf."))
        return redirect("office_scheme", pk)
    form = CloseForm(request.POST if request.method == "POST" else None, initial={"last_day": version.valid_until})
    if form.is_valid():
        last = form.cleaned_data["last_day"]
        try:
            close_version(version=version, last_day=last, by=officer(request).actor, at=timezone.now())
        except UnableToCloseVersion as refusal:
            form.add_error("last_day", str(refusal))
        else:
            messages.success(request, _("Deze regels gelden tot en met {day}.").format(day=day_text(last)))
            return redirect("office_scheme", pk)
    context = {"version": version, "form": form}
    return render(request, "office/schemes/close.html", context, status=422 if form.errors else 200)


@FORM
@draft_page
def discard_page(request: HttpRequest, version: SchemeVersion) -> HttpResponse:
    """Throw a draft away, after a confirmation."""
    if request.method == "POST":
        try:
            discard_draft(version=version, by=officer(request).actor, at=timezone.now())
        except UnableToSaveDraft as refusal:
            messages.warning(request, str(refusal))
            return redirect("office_scheme", version.pk)
        messages.success(request, _("Het concept is weggegooid."))
        return redirect("office_schemes")
    return render(request, "office/schemes/discard.html", {"version": version})
