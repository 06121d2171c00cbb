"""Texts of editors as pages show them: their HTML, and where each kind of text is read."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from kernkracht.editorial.glossary.queries import explained_terms
from kernkracht.editorial.pages.models import Audience, Page, PageKind
from kernkracht.editorial.pages.queries import films_by_key
from kernkracht.foundation.rich_text import ShownFilm, as_html, film_lines

ROUTES = {
    PageKind.EXPLANATION: "explanation",
    PageKind.NEWS: "news_post",
    PageKind.STORY: "story",
    PageKind.LESSON: "lesson",
}
"""The public route per kind, with the slug as its one argument."""
SITE_ROUTES = {"over": "about", "toegankelijkheid": "accessibility", "privacy": "privacy"}


def html_of(body: str) -> SafeString:
    """Safe HTML of a text, in which words of the glossary explain themselves and films play."""
    terms = explained_terms() if "/woorden/#" in body else {}
    return mark_safe(as_html(body, terms, _films_of(body)))  # noqa: S308  (rich_text cleans it)


def _films_of(body: str) -> dict[UUID, ShownFilm]:
    films = films_by_key(found.key for found in film_lines(body) if found.key)
    return {
        key: ShownFilm(film.title, film.language, film.get_language_display(), film.transcript)
        for key, film in films.items()
    }


def address_of(page: Page) -> str:
    """Where a text is read once it is published."""
    if page.audience == Audience.INTERNAL:
        return reverse("office_read", args=[page.slug])
    if page.kind == PageKind.SITE:
        return reverse(SITE_ROUTES[page.slug]) if page.slug in SITE_ROUTES else ""
    return reverse(ROUTES[PageKind(page.kind)], args=[page.slug]) if page.kind in ROUTES else ""
