"""`/uitleg/…`: texts that explain how things work; and the pictures and films that texts show."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from kernkracht.community.people.models import User
from kernkracht.editorial.pages.models import Film, PageKind
from kernkracht.editorial.pages.queries import film_for, live_page, live_pages, picture_for
from kernkracht.web.shown_files import plain_words, played, shown
from kernkracht.web.texts import html_of

from ..kept import kept


@require_safe
@kept
def explanations(request: HttpRequest) -> HttpResponse:
    """`/uitleg/`: every explanation, by title."""
    rows = live_pages(timezone.now(), PageKind.EXPLANATION).order_by("version__title", "pk")
    return render(request, "public/pages/list.html", {"rows": rows})


@require_safe
@kept
def explanation(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    found = live_page(slug, at, PageKind.EXPLANATION, language=get_language() or "nl")
    if found is None:
        raise Http404
    context = {"publication": found, "version": found.version, "html": html_of(found.version.body)}
    return render(request, "public/pages/page.html", context)


@require_safe
def picture(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """A picture of a text that is public now; colleagues see those of drafts too."""
    user = request.user
    found = picture_for(key, timezone.now(), colleague=isinstance(user, User) and user.is_staff)
    if found is None:
        raise Http404
    return shown(found)


@require_safe
def film(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """`/film/<key>/`: a film of a text that is public now; colleagues see those of drafts too. Parts by `Range`."""
    return played(request, _film(request, key).document)


@require_safe
def film_captions(request: HttpRequest, key: UUID) -> HttpResponse:
    found = _film(request, key)
    return plain_words(found.captions, "text/vtt", _file_name(found, "vtt"))


@require_safe
def film_text(request: HttpRequest, key: UUID) -> HttpResponse:
    """What is said and seen, to take along."""
    found = _film(request, key)
    if not found.transcript:
        raise Http404
    return plain_words(f"{found.title}\n\n{found.transcript}\n", "text/plain", _file_name(found, "txt"))


def _film(request: HttpRequest, key: UUID) -> Film:
    user = request.user
    found = film_for(key, timezone.now(), colleague=isinstance(user, User) and user.is_staff)
    if found is None:
        raise Http404
    return found


def _file_name(film: Film, extension: str) -> str:
    return f"{slugify(film.title)[:60] or 'film'}-{film.language}.{extension}"
