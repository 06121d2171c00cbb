"""What is new, for readers and for other sites: of everything, of one village, of one theme; as Atom and as RSS.

A feed that did not change costs the asker nothing: it is answered with 304 on the same `ETag`, or on a
`Last-Modified` that is not older.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kernkracht.community.themes.models import Theme
from kernkracht.community.villages.models import Village
from kernkracht.foundation.design_system.site_identity import identity

from .feed_entries import Entry, entries, fingerprint, last_change

KINDS: dict[str, type[SyndicationFeed]] = {"atom": Atom1Feed, "rss": Rss201rev2Feed}
CONTENT_TYPES = {kind: f"application/{kind}+xml; charset=utf-8" for kind in KINDS}


@require_safe
def news_feed(request: HttpRequest, kind: str) -> HttpResponse:
    return _answer(request, kind, _("Nieuws van %(name)s") % {"name": identity().name}, reverse("news"))


@require_safe
def village_feed(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    village = get_object_or_404(Village, slug=slug)
    title = _("Nieuws uit %(village)s") % {"village": village.name}
    return _answer(request, kind, title, reverse("village", args=[slug]), village=village)


@require_safe
def theme_feed(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    theme = get_object_or_404(Theme, code=code)
    title = _("Nieuws over %(theme)s") % {"theme": theme.label}
    return _answer(request, kind, title, f"{reverse('news')}?thema={code}", theme=theme)


def _answer(
    request: HttpRequest,
    kind: str,
    title: str,
    link: str,
    *,
    village: Village | None = None,
    theme: Theme | None = None,
) -> HttpResponse:
    found = entries(village, theme, timezone.now())
    etag, changed = fingerprint(found, get_language() or ""), last_change(found)
    answer = HttpResponse()
    answer["ETag"] = etag
    if changed is not None:
        answer["Last-Modified"] = http_date(changed.timestamp())
    answer["Cache-Control"] = "public, max-age=300"
    seconds = int(changed.timestamp()) if changed is not None else None
    unchanged = get_conditional_response(request, etag, seconds, answer)
    if unchanged is not answer and unchanged is not None:
        return unchanged
    feed = _feed(request, kind, title, link, found)
    answer["Content-Type"] = CONTENT_TYPES[kind]
    answer.write(feed.writeString("utf-8"))
    return answer


def _feed(request: HttpRequest, kind: str, title: str, link: str, found: list[Entry]) -> SyndicationFeed:
    site = settings.SITE_URL.rstrip("/")
    feed = KINDS[kind](
        title=title,
        link=f"{site}{link}",
        description=title,
        language=get_language() or settings.LANGUAGE_CODE,
        feed_url=f"{site}{request.path}",
        feed_guid=f"{site}{request.path}",
        author_name=identity().organisation or identity().name,
    )
    for entry in found:
        feed.add_item(
            title=entry.title,
            link=f"{site}{entry.link}",
            description=entry.html,
            unique_id=f"{site}{entry.key}",
            unique_id_is_permalink=False,
            pubdate=entry.published_at,
            updateddate=entry.updated_at,
            categories=(entry.category,),
        )
    return feed
