"""Briefings as files: one sheet of A4 per village, as PDF or for Word."""

from __future__ import annotations

import io
from collections.abc import Sequence

import docx
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_BREAK
from docx.shared import Mm, Pt

from kernkracht.foundation.documents.actions import letter_as_pdf

from .layout import Block, Page
from .models import Briefing
from .queries import briefing_page


def pages_of(briefings: Sequence[Briefing]) -> list[Page]:
    """The printed pages, in the order given."""
    return [briefing_page(briefing, is_paper=True) for briefing in briefings]


def title_of(pages: Sequence[Page]) -> str:
    return _("Briefing %s") % ", ".join(page.title for page in pages)


def as_pdf(pages: Sequence[Page]) -> bytes:
    """Tagged PDF (PDF/UA-1), one sheet per page."""
    html = render_to_string("briefings/sheets.html", {"pages": pages})
    return letter_as_pdf(subject=title_of(pages), html=html, language=get_language() or "nl", sheet="one_page")


def as_docx(pages: Sequence[Page]) -> bytes:
    """A Word document: headings as headings, lines as lists, a new sheet per village."""
    document = docx.Document()
    _set_up(document, title_of(pages))
    for number, page in enumerate(pages):
        if number:
            document.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
        document.add_heading(_("Briefing %s") % page.title, level=1)
        document.add_paragraph(page.subtitle)
        for block in page.blocks:
            _add_block(document, block)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _set_up(document: Document, title: str) -> None:
    document.core_properties.title = title
    document.core_properties.language = get_language() or "nl"
    document.core_properties.author = ""
    for style in document.styles:
        if style.type == WD_STYLE_TYPE.PARAGRAPH:
            style.paragraph_format.space_after = Pt(1)
            style.paragraph_format.space_before = Pt(5 if style.name == "Heading 2" else 0)
        if style.type == WD_STYLE_TYPE.PARAGRAPH and style.name in ("Normal", "List Bullet"):
            style.font.name, style.font.size = "Calibri", Pt(9.5)
    for section in document.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(16)
        section.top_margin = section.bottom_margin = Mm(14)


def _add_block(document: Document, block: Block) -> None:
    document.add_heading(block.heading, level=2)
    for line in block.lines:
        document.add_paragraph(style="List Bullet").add_run(line.text).bold = line.is_late
    if not block.lines:
        document.add_paragraph(block.empty)
    if block.rest:
        document.add_paragraph(block.rest)
