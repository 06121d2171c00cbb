"""`/bijlage/<uuid>/` and `/brief/<uuid>/`. Unknown to you means 404."""

from __future__ import annotations

from typing import TypeVar, cast
from uuid import UUID

import nh3
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from kernkracht.community.people.queries import public_portrait
from kernkracht.foundation.documents.models import Letter, StoredDocument
from kernkracht.foundation.documents.permissions import Viewer, may_see_document, may_see_letter
from kernkracht.foundation.notices.language import ALLOWED_TAGS

Answer = TypeVar("Answer", bound=HttpResponseBase)
SESSION_TOKENS = "case_tokens"
"""Where the session keeps the tokens of mailed links that were opened in it."""
LETTER_ATTRIBUTES = {"a": {"href"}, "th": {"scope", "colspan", "rowspan"}, "td": {"colspan", "rowspan"}}
KEPT_CLASSES = {"td": {"amount"}, "th": {"amount"}}


def viewer_of(request: HttpRequest) -> Viewer:
    """Who asks, with which opened links, today."""
    tokens = request.session.get(SESSION_TOKENS, [])
    user = cast(AbstractBaseUser, request.user)
    return Viewer(user, frozenset(map(str, tokens)), timezone.localdate())


@require_safe
def attachment(request: HttpRequest, key: UUID) -> FileResponse:
    """An uploaded file, to save: a browser never opens it as a page of this site."""
    document = StoredDocument.objects.filter(key=key).first()
    if document is None or not may_see_document(document, viewer_of(request)):
        raise Http404
    try:
        content = document.file.open("rb")
    except FileNotFoundError as gone:
        raise Http404 from gone
    answer = FileResponse(content, as_attachment=True, filename=document.name, content_type=document.content_type)
    return _private(answer)


@require_safe
def portrait(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The photo of a contact, for everybody. A new photo has a new address, so a browser may keep it for a day."""
    photo = public_portrait(key)
    if photo is None:
        raise Http404
    try:
        content = photo.file.open("rb")
    except FileNotFoundError as gone:
        raise Http404 from gone
    answer = FileResponse(content, content_type=photo.content_type)
    answer["Content-Disposition"] = "inline"
    answer["Cache-Control"] = "public, max-age=86400"
    answer["ETag"] = f'"{photo.sha256}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@require_safe
def letter_pdf(request: HttpRequest, key: UUID) -> HttpResponse:
    """A letter as it was sent."""
    letter = _letter(request, key)
    answer = HttpResponse(bytes(letter.pdf), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{_file_name(letter)}"'
    return _private(answer)


@require_safe
def letter_page(request: HttpRequest, key: UUID) -> HttpResponse:
    """The same letter as a page to read."""
    letter = _letter(request, key)
    body = letter.html.partition("<body>")[2].rpartition("</body>")[0]
    tags = set(ALLOWED_TAGS) - {"img"}
    clean = nh3.clean(body, tags=tags, attributes=LETTER_ATTRIBUTES, allowed_classes=KEPT_CLASSES)
    context = {"letter": letter, "body": mark_safe(clean)}  # noqa: S308  (cleaned on the line above)
    answer = render(request, "public/files/letter.html", context)
    answer["Cache-Control"] = "private, no-store"
    return answer


def _letter(request: HttpRequest, key: UUID) -> Letter:
    letter = Letter.objects.filter(key=key).first()
    if letter is None or not may_see_letter(letter, viewer_of(request)):
        raise Http404
    return letter


def _file_name(letter: Letter) -> str:
    """ASCII alone, so that every browser agrees; the subject stands in the letter."""
    return f"brief-{letter.made_at:%Y-%m-%d}.pdf"


def _private(answer: Answer) -> Answer:
    """Kept by nobody on the way, guessed at by no browser, and powerless if opened after all."""
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
