"""A letter to the council as a file to save: one answer for the office and for the council's own pages."""

from __future__ import annotations

import json

from django.http import Http404, HttpResponse

from kernkracht.accountability.council_reports import letters
from kernkracht.accountability.council_reports.models import CouncilLetter

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
}


def letter_file(letter: CouncilLetter, kind: str) -> HttpResponse:
    """The letter in one of the kinds of `TYPES`. Raises Http404 for another kind."""
    if kind not in TYPES:
        raise Http404
    response = HttpResponse(_bytes(letter, kind), content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="raadsbrief-{letter.year}-{letter.as_of}.{kind}"'
    return response


def _bytes(letter: CouncilLetter, kind: str) -> bytes:
    if kind == "json":
        return json.dumps(letters.figures_of_letter(letter), ensure_ascii=False, indent=2).encode()
    content, sender = letters.content_of(letter), letter.sender or letters.sender_now()
    if kind == "html":
        return letters.as_html_page(content, sender=sender).encode()
    return letters.as_pdf(content, sender=sender) if kind == "pdf" else letters.as_docx(content, sender=sender)
