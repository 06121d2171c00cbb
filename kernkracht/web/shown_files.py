"""Pictures that a page shows, powerless if opened by themselves."""

from __future__ import annotations

from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase

from kernkracht.foundation.documents.models import StoredDocument


def shown(document: StoredDocument) -> HttpResponseBase:
    """The picture itself, kept by nobody on the way. The caller checked who asks."""
    try:
        content = document.file.open("rb")
    except FileNotFoundError as gone:
        raise Http404 from gone
    answer = FileResponse(content, content_type=document.content_type)
    answer["Content-Disposition"] = "inline"
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
