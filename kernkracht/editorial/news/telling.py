"""News that followers hear of: once, from the moment that readers see it; a correction is no news."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kernkracht.community.following.actions import About, tell_followers
from kernkracht.community.following.sources import Line, NewsSource, declare_source
from kernkracht.editorial.pages.models import PageKind, Publication
from kernkracht.editorial.pages.queries import live_pages
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.rich_text import as_words

from .models import NewsPost

NEWS = "news"
LONGEST = 220


def tell_of_news(publication: Publication, by: Actor, at: datetime) -> None:
    """Inside the act that publishes: for the post's villages, theme, and from the moment it begins."""
    earlier = publication.page.publications.filter(is_called_off=False, live_from__lte=at).exclude(pk=publication.pk)
    post = NewsPost.objects.select_related("theme").filter(page=publication.page_id).first()
    if post is None or earlier.exists():
        return
    about = About(tuple(post.villages.order_by("pk")), post.theme)
    tell_followers(source=NEWS, key=str(publication.page_id), about=about, at=at, since=publication.live_from)


def read(keys: Collection[str], at: datetime) -> Mapping[str, Line]:
    """What anybody may read at that moment; a withdrawn post is missing."""
    rows = live_pages(at, PageKind.NEWS).filter(page_id__in=[int(key) for key in keys], page__news_post__isnull=False)
    return {str(row.page_id): line_of(row, "nieuws") for row in rows}


def line_of(row: Publication, folder: str) -> Line:
    return Line(row.version.title, f"/{folder}/{row.page.slug}/", row.version.summary or shortened(row.version.body))


def shortened(body: str) -> str:
    words = " ".join(as_words(body).split())
    return words if len(words) <= LONGEST else f"{words[:LONGEST].rsplit(' ', 1)[0]}…"


def register() -> None:
    declare_source(NewsSource(NEWS, _("Nieuws"), read, place=10))
