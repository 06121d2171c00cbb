"""`/werk/post/sjablonen/`: the municipality's own texts, with a preview on an example."""

from __future__ import annotations

from typing import Any

import nh3
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.notices.actions import change_text, reset_text
from kernkracht.foundation.notices.kinds import SOURCE_LANGUAGE, NoticeKind, UnknownNotice, notice_kind, notice_kinds
from kernkracht.foundation.notices.language import ALLOWED_TAGS, UnusableText
from kernkracht.foundation.notices.models import MessageTemplate
from kernkracht.foundation.notices.texts import known_fields, text_in_use, try_text
from kernkracht.web.office.access import office_page, officer

from .forms import TextForm

LANGUAGES = (SOURCE_LANGUAGE, "en")


def part_label(part: str) -> str:
    """What staff call a part."""
    return {
        "subject.txt": _("Onderwerp van de e-mail"),
        "body.txt": _("E-mail zonder opmaak"),
        "body.html": _("E-mail met opmaak"),
        "letter.html": _("Brief"),
    }[part]


@require_safe
@office_page(Permission.MANAGE_TEMPLATES)
def text_list(request: HttpRequest) -> HttpResponse:
    own = set(_own_texts())
    kinds = [
        {
            "kind": kind,
            "parts": [
                {"part": part, "label": part_label(part), "own": (kind.code, part) in own} for part in kind.parts()
            ],
        }
        for kind in notice_kinds().values()
    ]
    return render(request, "office/mail/texts.html", {"kinds": kinds})


@require_http_methods(["GET", "HEAD", "POST"])
@office_page(Permission.MANAGE_TEMPLATES)
def text_editor(request: HttpRequest, code: str, part: str, language: str) -> HttpResponse:
    kind = _kind(code, part, language)
    if request.method != "POST":
        return _editor(request, kind, part, language, TextForm(initial={"body": _present(kind, part, language)}))
    form = TextForm(request.POST)
    if not form.is_valid():
        return _editor(request, kind, part, language, form)
    body = form.cleaned_data["body"].replace("\r\n", "\n")
    try:
        if "show" in request.POST:
            try_text(kind, part, language, body)
            return _editor(request, kind, part, language, form)
        change_text(kind=code, part=part, language=language, body=body, by=officer(request).actor, at=timezone.now())
    except UnusableText as refusal:
        for fault in refusal.faults:
            form.add_error("body", fault)
        return _editor(request, kind, part, language, form)
    messages.success(request, _("De tekst is bewaard. Nieuwe berichten krijgen deze tekst."))
    return redirect("office_text", code=code, part=part, language=language)


@require_POST
@office_page(Permission.MANAGE_TEMPLATES)
def text_reset(request: HttpRequest, code: str, part: str, language: str) -> HttpResponse:
    _kind(code, part, language)
    reset_text(kind=code, part=part, language=language, by=officer(request).actor, at=timezone.now())
    messages.success(request, _("De standaardtekst geldt weer. Uw eigen tekst blijft bij de eerdere versies staan."))
    return redirect("office_text", code=code, part=part, language=language)


def _kind(code: str, part: str, language: str) -> NoticeKind:
    try:
        kind = notice_kind(code)
    except UnknownNotice as unknown:
        raise Http404 from unknown
    if part not in kind.parts() or language not in LANGUAGES:
        raise Http404
    return kind


def _own_texts() -> list[tuple[str, str]]:
    """Kind and part of the Dutch texts that differ from those of the software."""
    last: dict[tuple[str, str], bool] = {}
    rows = MessageTemplate.objects.filter(language=SOURCE_LANGUAGE).order_by("kind", "part", "version")
    for kind, part, is_default in rows.values_list("kind", "part", "is_default"):
        last[(kind, part)] = not is_default
    return [key for key, is_own in last.items() if is_own]


def _present(kind: NoticeKind, part: str, language: str) -> str:
    own = text_in_use(kind, part, language)
    if own is not None:
        return own.body
    default = kind.default_text(part, language)
    return (kind.default_text(part, SOURCE_LANGUAGE) or "") if default is None else default


def _editor(request: HttpRequest, kind: NoticeKind, part: str, language: str, form: TextForm) -> HttpResponse:
    source = str(form["body"].value() or "")
    versions = MessageTemplate.objects.filter(kind=kind.code, part=part, language=language)
    context: dict[str, Any] = {
        "kind": kind,
        "part": part,
        "label": part_label(part),
        "language": language,
        "languages": LANGUAGES,
        "form": form,
        "fields": known_fields(kind),
        "preview": _preview(kind, part, language, source),
        "is_html": part.endswith(".html"),
        "versions": versions.order_by("-version")[:20],
        "is_own": text_in_use(kind, part, language) is not None,
    }
    return render(request, "office/mail/text.html", context, status=422 if form.errors else 200)


def _preview(kind: NoticeKind, part: str, language: str, source: str) -> str | SafeString:
    """The text on the example of the kind; empty when it cannot be used (the form says why)."""
    try:
        filled = try_text(kind, part, language, source)
    except UnusableText:
        return ""
    if not part.endswith(".html"):
        return filled
    clean = nh3.clean(filled, tags=set(ALLOWED_TAGS) - {"img"})
    return mark_safe(clean)  # noqa: S308  (cleaned on the line above)
