"""The letter as a Word document, for the clerk who edits and signs it."""

from __future__ import annotations

import io

import docx
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from .content import LetterContent, Paragraph, Section, Table


def letter_as_docx(content: LetterContent, *, sender: str) -> bytes:
    """The document's bytes: headings as headings, tables with a repeated header row, language set."""
    document = docx.Document()
    _set_up(document, content)
    document.add_heading(content.title, level=1)
    document.add_paragraph(_("Cijfers tot en met %s") % date_format(content.as_of, "j F Y"))
    for section in content.sections:
        _add_section(document, section)
    document.add_paragraph(_("Met vriendelijke groet,"))
    document.add_paragraph(sender)
    document.add_heading(_("Wat de cijfers betekenen"), level=2)
    for _code, label, sentence in content.definitions:
        paragraph = document.add_paragraph(style="List Bullet")
        paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(sentence)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _set_up(document: Document, content: LetterContent) -> None:
    document.core_properties.title = content.title
    document.core_properties.language = get_language() or "nl"
    document.core_properties.author = ""
    normal = next(s for s in document.styles if s.type == WD_STYLE_TYPE.PARAGRAPH and s.name == "Normal")
    normal.font.name = "Calibri"
    normal.font.size = Pt(11)


def _add_section(document: Document, section: Section) -> None:
    if section.heading:
        document.add_heading(section.heading, level=2)
    for paragraph in section.paragraphs:
        document.add_paragraph(_plain(paragraph))
    for block in section.free_text.split("\n\n"):
        if block.strip():
            document.add_paragraph(block.strip())
    if section.table:
        _add_table(document, section.table)


def _plain(paragraph: Paragraph) -> str:
    return "".join(f"{s.text} ({_('precies')} {s.exact})" if s.exact else s.text for s in paragraph)


def _add_table(document: Document, table: Table) -> None:
    document.add_paragraph(table.caption, style="Caption")
    rows = [table.columns, *table.rows, *([table.total] if table.total else [])]
    grid = document.add_table(rows=0, cols=len(table.columns), style="Table Grid")
    for values in rows:
        cells = grid.add_row().cells
        for cell, value in zip(cells, values, strict=True):
            cell.text = value
        for cell in cells[1:]:  # figures, under each other; the first column names the village
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    grid.rows[0]._tr.get_or_add_trPr().append(repeat)
    for cell in [*grid.rows[0].cells, *(grid.rows[-1].cells if table.total else ())]:
        for run in cell.paragraphs[0].runs:
            run.bold = True
