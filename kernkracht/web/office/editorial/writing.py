"""Writing a text, with buttons or in its notation, with pictures either way."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kernkracht.editorial.pages import actions
from kernkracht.editorial.pages.models import Page, PageKind, Picture

from .forms import TextForm
from .kinds import WRITINGS, Writing
from .shared import ACT, REFUSED, by, posted, sent_files, tabs, writes


@require_safe
@writes
def choose(request: HttpRequest) -> HttpResponse:
    """`/werk/redactie/nieuw/`: which kind of text?"""
    kinds = [(kind, PageKind(kind).label, writing.explain) for kind, writing in WRITINGS.items() if writing.can_begin]
    return render(request, "office/editorial/choose.html", tabs(request, "office_pages") | {"kinds": kinds})


@ACT
@writes
def begin(request: HttpRequest, kind: str) -> HttpResponse:
    """`/werk/redactie/nieuw/<kind>/`."""
    writing = WRITINGS.get(kind)
    if writing is None or not writing.can_begin:
        raise Http404
    return _write(request, writing, kind, None)


@ACT
@writes
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """`/werk/redactie/<pk>/schrijven/`: the newest version in the form."""
    page = get_object_or_404(Page, pk=pk)
    return _write(request, WRITINGS[page.kind], page.kind, page)


def _write(request: HttpRequest, writing: Writing, kind: str, page: Page | None) -> HttpResponse:
    version = page.versions.select_related("picture").order_by("-number")[0] if page else None
    initial = writing.initial(page) if page else {}
    if request.method == "POST" and "add_picture" in request.POST:
        form = _with_picture(request, writing.form, version=version, initial=initial)
    else:
        form = writing.form(posted(request), sent_files(request), version=version, initial=initial)
        if request.method == "POST" and form.is_valid():
            try:
                saved = writing.save(request, form, page)
            except REFUSED as refusal:
                field = "body" if refusal.field == "slug" else refusal.field
                form.add_error(field if field in form.fields else None, str(refusal))
            else:
                messages.success(request, _("De tekst is bewaard. Lezers zien hem pas na publiceren."))
                return redirect(_next(request, saved))
    back = reverse("office_page", args=[page.pk]) if page else reverse("office_pages")
    context = {
        "form": form,
        "kind": PageKind(kind).label,
        "page": page,
        "version": version,
        "explain": writing.explain,
        "back": back,
    }
    return render(request, "office/editorial/write.html", context, status=422 if form.errors else 200)


def _next(request: HttpRequest, page: Page) -> str:
    if "preview" in request.POST:
        number = page.versions.order_by("-number").values_list("number", flat=True)[0]
        return reverse("office_page_preview", args=[page.pk, number])
    return reverse("office_page", args=[page.pk])


def _with_picture(request: HttpRequest, kind: type[TextForm], **more: Any) -> TextForm:
    """Without JavaScript: keep the picture, and put its line under the text; everything typed stays."""
    data = request.POST.copy()
    file, words = request.FILES.get("text_picture_file"), data.get("text_picture_alt", "")
    fault = "" if file else _("Kies eerst een beeld: JPG of PNG.")
    if file:
        try:
            picture = actions.add_picture(file=file, name=file.name or "", alt_text=words, **by(request))
        except REFUSED as refusal:
            fault = str(refusal)
        else:
            data["body"] = f"{data.get('body', '').rstrip()}\n\n{line_of(picture)}".lstrip()
            data["text_picture_alt"] = ""
    form = kind(data, picture_only=True, **more)
    if fault:
        form.add_error("text_picture_alt" if file and not words.strip() else "text_picture_file", fault)
    return form


def line_of(picture: Picture) -> str:
    """A picture in the notation of texts."""
    return f"![{without_marks(picture.alt_text)}]({reverse('picture', args=[picture.key])})"


def without_marks(words: str) -> str:
    """Words that cannot end the brackets they stand in."""
    return "".join(f"\\{sign}" if sign in "[]\\*_<>&`!" else sign for sign in words)


class PictureForm(forms.Form):
    picture = forms.FileField()
    alt_text = forms.CharField(required=False)


@require_POST
@writes
def picture_add(request: HttpRequest) -> HttpResponse:
    """What the editor's own button sends: a picture and its words. Answers with what to put in the text."""
    form = PictureForm(request.POST, request.FILES)
    if not form.is_valid():
        return JsonResponse({"fault": _("Kies eerst een beeld: JPG of PNG.")}, status=422)
    file = form.cleaned_data["picture"]
    try:
        made = actions.add_picture(file=file, name=file.name, alt_text=form.cleaned_data["alt_text"], **by(request))
    except REFUSED as refusal:
        return JsonResponse({"fault": str(refusal)}, status=422)
    return JsonResponse({"src": reverse("picture", args=[made.key]), "alt": made.alt_text})
