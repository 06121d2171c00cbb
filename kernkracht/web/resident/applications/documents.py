"""The page with files."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.design_system.fields import PlainLanguage
from kernkracht.foundation.design_system.widgets import UploadInput
from kernkracht.foundation.documents.refusals import UnacceptableFile
from kernkracht.grants.applications.actions import UnableToAttach, add_attachment, remove_attachment, save_step
from kernkracht.grants.schemes.questions import document_options

from ..access import actor_for, now
from .shared import after, page
from .steps import FormPlan, Step


class UploadForm(PlainLanguage, forms.Form):
    """One file, and what it is. Kinds that the rules ask for come first."""

    document_kind = forms.ChoiceField(label=_("Wat voor bestand is het?"))
    file = forms.FileField(
        label=_("Kies een bestand"),
        help_text=_("Een pdf, foto (jpg of png) of tekst (odt of docx). Ten hoogste 10 MB."),
        widget=UploadInput(),
        allow_empty_file=True,
        error_messages={"required": _("Kies eerst een bestand."), "invalid": _("Kies het bestand opnieuw.")},
    )

    def __init__(self, *args: object, kinds: tuple[tuple[str, str], ...], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["document_kind"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [*kinds, ("other", _("Iets anders"))]
        if not kinds:
            self.fields["document_kind"].initial = "other"


def documents_step(request: HttpRequest, plan: FormPlan, here: Step) -> HttpResponse:
    """Add a file, take one away, or go on. Going on with a chosen file adds it first."""
    act = request.POST.get("do", "")
    kinds = tuple((code, label[:1].upper() + label[1:]) for code, label in document_options(plan.rules))
    if request.method != "POST":
        return _page(request, plan, here, UploadForm(kinds=kinds))
    if act.startswith("remove-"):
        return _remove(request, plan, here, act.removeprefix("remove-"), kinds)
    if act == "add" or request.FILES:
        form = UploadForm(request.POST, request.FILES, kinds=kinds)
        if not (form.is_valid() and _add(request, plan, form)):
            return _page(request, plan, here, form, status=422)
        if act == "add":
            return redirect(plan.url(here))
    save_step(application=plan.case, step="documents", values={}, by=actor_for(request, plan.case), at=now())
    return after(request, plan, here)


def _add(request: HttpRequest, plan: FormPlan, form: UploadForm) -> bool:
    file = form.cleaned_data["file"]
    try:
        add_attachment(
            application=plan.case,
            file=file,
            name=file.name,
            document_kind=form.cleaned_data["document_kind"],
            by=actor_for(request, plan.case),
            at=now(),
        )
    except (UnacceptableFile, UnableToAttach) as refusal:
        form.add_error("file", str(refusal))
        return False
    return True


def _remove(
    request: HttpRequest, plan: FormPlan, here: Step, number: str, kinds: tuple[tuple[str, str], ...]
) -> HttpResponse:
    form = UploadForm(kinds=kinds)
    try:
        wanted = int(number) if number.isascii() and number.isdigit() and len(number) < 18 else 0
        remove_attachment(application=plan.case, attachment_id=wanted, by=actor_for(request, plan.case), at=now())
    except UnableToAttach:
        return _page(request, plan, here, form, status=422)
    return redirect(plan.url(here))


def _page(request: HttpRequest, plan: FormPlan, here: Step, form: UploadForm, *, status: int = 200) -> HttpResponse:
    labels = dict(document_options(plan.rules))
    attachments = plan.case.attachments.all()  # those that were not taken away (case_by_token)
    have = {attachment.document_kind for attachment in attachments}
    context = {
        "form": form,
        "attachments": [
            {"row": a, "label": labels.get(a.document_kind, ""), "remove_value": f"remove-{a.pk}"} for a in attachments
        ],
        "wanted": [{"label": label, "here": code in have} for code, label in labels.items()],
    }
    return page(request, plan, here, context, status=status)
