"""All schemes with their versions; a new scheme; a scheme out of a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.villages.models import Municipality
from kernkracht.foundation.design_system.fields import DutchDateField, PlainLanguage
from kernkracht.foundation.design_system.widgets import UploadInput
from kernkracht.grants.schemes.actions import UnableToImportScheme, UnableToSaveDraft, import_scheme, save_draft
from kernkracht.grants.schemes.interchange import UnacceptableSchemeFile
from kernkracht.grants.schemes.interchange.files import load_scheme_values
from kernkracht.grants.schemes.interchange.layout import FORMAT
from kernkracht.grants.schemes.interchange.reading import MAX_BYTES
from kernkracht.grants.schemes.models import Scheme, SchemeVersion
from kernkracht.web.office.access import office_page, officer

from ..access import READERS, may_manage
from ..states import state_of

FIRST_RULES = [{"key": "beslistermijn", "kind": "decision_term", "parameters": {"weeks_or_date": 8}}]
"""What a new scheme starts with: the term that the law calls reasonable (Awb 4:13)."""


@require_safe
@office_page(*READERS)
def scheme_list(request: HttpRequest) -> HttpResponse:
    """`/werk/regelingen/`: schemes with their versions, the state of each, and how many cases it has."""
    today = timezone.localdate()
    versions = (
        SchemeVersion.objects.select_related("scheme")
        .annotate(cases=Count("applications"))
        .order_by("scheme__sort_order", "scheme__name", "scheme_id", "-valid_from", "-pk")
    )
    groups: dict[Scheme, list[dict[str, Any]]] = {}
    for version in versions:
        row = {"version": version, "state": state_of(version, today), "cases": version.cases}
        groups.setdefault(version.scheme, []).append(row)
    context = {"groups": list(groups.items()), "can_manage": may_manage(request)}
    return render(request, "office/schemes/list.html", context)


class NewSchemeForm(PlainLanguage, forms.Form):
    """The least that a scheme needs to begin."""

    name = forms.CharField(label=gettext_lazy("Hoe heet de regeling?"), max_length=150)
    slug = forms.CharField(
        label=gettext_lazy("Adres op de website"),
        help_text=gettext_lazy("Kleine letters, cijfers en streepjes. Leeg: wij maken het van de naam."),
        max_length=60,
        required=False,
    )
    label = forms.CharField(
        label=gettext_lazy("Hoe heet de eerste versie?"),
        help_text=gettext_lazy("Bijvoorbeeld het jaar."),
        max_length=60,
    )
    valid_from = DutchDateField(label=gettext_lazy("Vanaf welke dag gelden de regels?"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["slug"] = slugify(cleaned.get("slug") or cleaned.get("name", ""))[:60].strip("-_").replace("_", "-")
        if cleaned.get("name") and not cleaned["slug"]:
            self.add_error("slug", _("Vul een adres in met letters of cijfers, bijvoorbeeld buurtfonds."))
        elif Scheme.objects.filter(slug=cleaned["slug"]).exists():
            self.add_error("slug", _("Er is al een regeling met dit adres. Kies een ander adres."))
        return cleaned


@require_http_methods(["GET", "HEAD", "POST"])
@office_page(Permission.MANAGE_SCHEMES)
def scheme_new(request: HttpRequest) -> HttpResponse:
    """A new scheme: a draft with one rule to begin with."""
    form = NewSchemeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            version = save_draft(
                file=load_scheme_values(_new_values(form.cleaned_data), try_cases=False),
                by=officer(request).actor,
                at=timezone.now(),
            )
        except (UnacceptableSchemeFile, UnableToSaveDraft) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("De regeling staat klaar als concept. Voeg nu de regels toe."))
            return redirect("office_scheme", version.pk)
    return render(request, "office/schemes/new.html", {"form": form}, status=422 if form.errors else 200)


def _new_values(data: dict[str, Any]) -> dict[str, Any]:
    municipality = Municipality.objects.order_by("pk").first()
    return {
        "format": FORMAT,
        "scheme": {
            "slug": data["slug"],
            "name": data["name"],
            "municipality": municipality.name if municipality else _("Gemeente"),
        },
        "version": {"label": data["label"], "valid_from": data["valid_from"].isoformat()},
        "criteria": FIRST_RULES,
    }


class ImportForm(PlainLanguage, forms.Form):
    """A file, or its text."""

    file = forms.FileField(
        label=gettext_lazy("Kies een bestand"),
        help_text=gettext_lazy("Een YAML-bestand van hoogstens 200 kB."),
        widget=UploadInput(accept=".yaml,.yml"),
        required=False,
    )
    text = forms.CharField(
        label=gettext_lazy("Of plak de tekst"),
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
        required=False,
        strip=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        file, text = cleaned.get("file"), cleaned.get("text", "")
        if file and text.strip():
            self.add_error("file", _("Kies een bestand, of plak tekst. Niet allebei."))
        elif not file and not text.strip() and not self.errors:
            self.add_error("file", _("Kies een bestand, of plak hieronder de tekst."))
        if file and file.size > MAX_BYTES:
            self.add_error("file", _("Dit bestand is te groot. Het mag hoogstens 200 kB zijn."))
        return cleaned


@require_http_methods(["GET", "HEAD", "POST"])
@office_page(Permission.MANAGE_SCHEMES)
def scheme_import(request: HttpRequest) -> HttpResponse:
    """A scheme out of a YAML file: taken in whole as a draft, or refused with every fault."""
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    faults: list[Any] = []
    if form.is_valid():
        file = form.cleaned_data["file"]
        source = file.read() if file else form.cleaned_data["text"].replace("\r\n", "\n")
        try:
            result = import_scheme(source=source, by=officer(request).actor, at=timezone.now())
        except UnableToImportScheme as refusal:
            faults = refusal.faults
            form.add_error(None, str(refusal))
            form = _with_text_of(form, source)
        else:
            said = {
                "created": _("Het bestand is gelezen. De versie staat klaar als concept."),
                "updated": _("Het bestand is gelezen. Het concept is bijgewerkt."),
                "unchanged": _("Deze versie staat er al zo. Er is niets veranderd."),
            }
            messages.success(request, said[result.outcome])
            return redirect("office_scheme", result.version.pk)
    context = {"form": form, "faults": faults}
    return render(request, "office/schemes/import.html", context, status=422 if form.errors else 200)


def _with_text_of(form: ImportForm, source: str | bytes) -> ImportForm:
    """The same form with the text of the refused file in it, to mend it here; a browser never keeps the file."""
    if isinstance(source, str):
        return form
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError:
        return form
    again = ImportForm({"text": text.replace("\x00", "")})
    for error in form.non_field_errors():
        again.add_error(None, error)
    return again
