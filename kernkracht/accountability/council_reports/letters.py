"""One letter, whether it is still being written (figures counted now) or frozen (figures as they were)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from kernkracht.community.villages.models import Municipality
from kernkracht.foundation.documents.actions import letter_as_pdf
from kernkracht.foundation.money import format_euro

from .as_docx import letter_as_docx
from .as_json import letter_as_json
from .content import LetterContent, Paragraph, Section, Span, Table, build_content
from .figures import is_money
from .models import CouncilLetter
from .queries import YearFigures, council_figures


def default_title(year: int) -> str:
    return _("Raadsinformatiebrief kerngericht werken %s") % year


def sender_now() -> str:
    """Who signs: the executive of this municipality."""
    return Municipality.objects.values_list("executive_label", flat=True).first() or _("burgemeester en wethouders")


def year_and_next(year: int, as_of: date) -> tuple[YearFigures, YearFigures | None]:
    """The figures of the year and, when `as_of` lies after it, what is known so far of the year after."""
    following = council_figures(year + 1, as_of) if as_of.year > year else None
    return council_figures(year, as_of), following


def content_now(year: int, as_of: date, *, title: str = "", texts: Mapping[str, str] | None = None) -> LetterContent:
    """The letter with figures counted now."""
    this_year, following = year_and_next(year, as_of)
    return build_content(
        title=title or default_title(year), this_year=this_year, next_year=following, texts=texts or {}
    )


def figures_now(year: int, as_of: date) -> dict[str, Any]:
    """The figures counted now, as JSON."""
    return letter_as_json(*year_and_next(year, as_of))


def printed(letter: CouncilLetter) -> tuple[LetterContent, dict[str, Any]]:
    """Text and figures of a letter: as frozen, or counted once, now."""
    if letter.frozen_at and letter.content is not None and letter.figures is not None:
        return content_from_json(letter.content), dict(letter.figures)
    counted = year_and_next(letter.year, letter.as_of)
    content = build_content(title=letter.title, this_year=counted[0], next_year=counted[1], texts=letter.sections)
    return content, letter_as_json(*counted)


def content_of(letter: CouncilLetter) -> LetterContent:
    """The letter's text: as frozen, or with figures counted now."""
    return printed(letter)[0]


def figures_of_letter(letter: CouncilLetter) -> dict[str, Any]:
    """The letter's figures: as frozen, or counted now."""
    return printed(letter)[1]


def cases_behind(figures: Mapping[str, Any], year: int, scheme: str, code: str) -> list[str] | None:
    """Case numbers behind a figure of the letter's year or of the year after; None when there is no such figure."""
    for part in (figures, figures.get("next_year") or {}):
        if part.get("year") == year and scheme in part["schemes"]:
            cases: list[str] | None = part["schemes"][scheme]["cases"].get(code)
            return cases
    return None


def exact_text(code: str, value: float) -> str:
    """A figure out of the JSON in words: an amount with its sign, a count as it is."""
    return format_euro(round(value * 100)) if is_money(code) else str(value)


def as_html(content: LetterContent, *, sender: str) -> str:
    """The letter's body as HTML, without a page around it."""
    return render_to_string("council_reports/letter_body.html", {"letter": content, "sender": sender})


def as_html_page(content: LetterContent, *, sender: str) -> str:
    """A complete page that can be saved and mailed."""
    body = as_html(content, sender=sender)
    return render_to_string("council_reports/letter_page.html", {"letter": content, "body": body})


def as_pdf(content: LetterContent, *, sender: str) -> bytes:
    """Tagged PDF (PDF/UA-1)."""
    return letter_as_pdf(subject=content.title, html=as_html(content, sender=sender))


def as_docx(content: LetterContent, *, sender: str) -> bytes:
    return letter_as_docx(content, sender=sender)


def content_as_json(content: LetterContent) -> dict[str, Any]:
    """Plain values, from which `content_from_json` makes the same letter again."""
    data: dict[str, Any] = json.loads(json.dumps(asdict(content), default=str))
    return data


def content_from_json(data: Mapping[str, Any]) -> LetterContent:
    return LetterContent(
        title=data["title"],
        year=data["year"],
        as_of=date.fromisoformat(data["as_of"]),
        sections=tuple(_section(section) for section in data["sections"]),
        definitions=tuple((code, label, sentence) for code, label, sentence in data["definitions"]),
    )


def _section(data: Mapping[str, Any]) -> Section:
    table = data["table"]
    return Section(
        key=data["key"],
        heading=data["heading"],
        paragraphs=tuple(_paragraph(paragraph) for paragraph in data["paragraphs"]),
        free_text=data["free_text"],
        table=Table(
            caption=table["caption"],
            columns=tuple(table["columns"]),
            rows=tuple(tuple(row) for row in table["rows"]),
            total=tuple(table["total"]),
        )
        if table
        else None,
        scheme=data["scheme"],
        year=data["year"],
    )


def _paragraph(spans: list[dict[str, str]]) -> Paragraph:
    return tuple(Span(**span) for span in spans)


def fingerprint(content: Mapping[str, Any], figures: Mapping[str, Any]) -> str:
    """SHA-256 over text and figures, so that anyone can see that a frozen letter is the same one."""
    canonical = json.dumps([content, figures], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
