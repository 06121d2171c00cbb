"""About this site: what it is, how accessible, what is kept, and whom to tell about a leak."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from kernkracht.community.villages.queries import municipality
from kernkracht.editorial.pages.queries import site_text
from kernkracht.grants.schemes.models import Scheme
from kernkracht.web.texts import html_of

from ..door import doors, published_versions
from ..kept import kept

SECURITY_TXT_DAYS = 180
CLOSED_TO_ROBOTS = (
    "/werk/",
    "/mijn/",
    "/aanvraag/",
    "/aanvragen/",
    "/account/",
    "/steun/",
    "/vrijwilligers/aanbod/",
    "/vrijwilligers/kennis/",
    "/vrijwilligers/voordracht/",
    "/vrijwilligers/voorgedragen/",
    "/vrijwilligers/jury/",
    "/bijlage/",
    "/brief/",
    "/demo/",
)


@require_safe
@kept
def about(request: HttpRequest) -> HttpResponse:
    return _site_text(request, "over")


@require_safe
@kept
def accessibility(request: HttpRequest) -> HttpResponse:
    return _site_text(request, "toegankelijkheid")


@require_safe
@kept
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept and how long; how long a draft is kept comes from the schemes themselves."""
    found = doors(published_versions(), timezone.localdate())
    kept = [d for d in found if d.is_in_force and d.scheme.intake == Scheme.Intake.APPLICATION]
    drafts = [(door.scheme.name, door.version.draft_retention_days) for door in kept]
    return _site_text(request, "privacy", drafts)


def _site_text(request: HttpRequest, slug: str, drafts: list[tuple[str, int]] | None = None) -> HttpResponse:
    """A page of the site as editors wrote it, or as the software brings it."""
    at = timezone.now()
    text = site_text(slug, at, get_language() or "nl")
    if text is None:
        raise Http404
    context = {"text": text, "html": html_of(text.body), "drafts": drafts, "municipality": municipality()}
    return render(request, "public/about/site_text.html", context)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED_TO_ROBOTS)]
    lines.append(f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116. The end date moves along, so that it never expires unnoticed. 404 without an address to write to."""
    email = municipality().email
    if not email:
        raise Http404
    expires = (timezone.now() + timedelta(days=SECURITY_TXT_DAYS)).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: mailto:{email}",
        f"Expires: {expires.isoformat().replace('+00:00', 'Z')}",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.SITE_URL.rstrip('/')}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
