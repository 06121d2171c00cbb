"""From the HTML of a letter to paper: a tagged PDF/UA-1 that embeds its fonts and fetches nothing."""

from __future__ import annotations

from html import escape


class LetterRefersElsewhere(ValueError):
    """A letter is complete in itself; an address in its HTML is never opened."""


def letter_page(body: str, *, title: str, language: str = "nl") -> str:
    """A whole HTML page around the body of a letter. `body` is trusted HTML, `title` plain text."""
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head><meta charset="utf-8">'
        f"<title>{escape(title)}</title></head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def render_pdf(page: str, sheet: str = "") -> bytes:
    """The PDF/UA-1 of a page made by `letter_page`; `sheet` names a print stylesheet that comes after the letter's.

    Raises `LetterRefersElsewhere` when the page needs a file or an address.
    """
    from .pdf_engine import pdf_of

    return pdf_of(page, sheet)
