"""Pictures and films that a page shows, powerless if opened by themselves."""

from __future__ import annotations

from django.core.files.base import File
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from kernkracht.foundation.documents.models import StoredDocument

from .ranges import ranged


def shown(document: StoredDocument) -> HttpResponseBase:
    """The picture itself, kept by nobody on the way. The caller checked who asks."""
    content = _opened(document)
    answer = FileResponse(content, content_type=document.content_type)
    answer["Content-Disposition"] = "inline"
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def played(request: HttpRequest, document: StoredDocument) -> HttpResponseBase:
    """A film, whole or the part that the player asks for. Its reader may keep it, and asks each time whether it may
    still be seen. The caller checked who asks.
    """
    answer = ranged(
        request,
        _opened(document),
        size=document.size,
        content_type=document.content_type,
        mark=document.sha256,
        changed_at=document.uploaded_at,
    )
    answer["Content-Disposition"] = "inline"
    answer["Cache-Control"] = "private, no-cache"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; media-src 'self'; sandbox"
    return answer


def plain_words(text: str, content_type: str, name: str) -> HttpResponse:
    """Words that belong to a film, to show beside it or take along. The caller checked who asks."""
    answer = HttpResponse(text, content_type=f"{content_type}; charset=utf-8")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    answer["Cache-Control"] = "private, no-cache"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _opened(document: StoredDocument) -> File[bytes]:
    try:
        return document.file.open("rb")
    except FileNotFoundError as gone:
        raise Http404 from gone
