"""News as Atom, for readers and for other sites: of everything, and of one village."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kernkracht.community.villages.models import Village
from kernkracht.editorial.news.queries import news_of
from kernkracht.editorial.pages.models import Publication
from kernkracht.foundation.design_system.site_identity import identity
from kernkracht.web.texts import html_of

MOST_ENTRIES = 50


class NewsFeed(Feed[Publication, Village | None]):
    """The newest posts whole, with addresses that work outside this site. A withdrawn post is gone at the next look."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Village | None:
        slug = kwargs.get("slug")
        return get_object_or_404(Village, slug=slug) if slug else None

    def title(self, village: Village | None) -> str:
        return (
            _("Nieuws uit %(village)s") % {"village": village.name}
            if village
            else _("Nieuws van %(name)s") % {"name": identity().name}
        )

    def link(self, village: Village | None) -> str:
        return f"{reverse('news')}?dorp={village.slug}" if village else reverse("news")

    def items(self, village: Village | None) -> list[Publication]:
        return list(news_of(village, timezone.now())[:MOST_ENTRIES])

    def item_title(self, item: Publication) -> str:
        return item.version.title

    def item_description(self, item: Publication) -> SafeString:
        """The text itself, with whole addresses: a reader elsewhere has no site to complete them with."""
        html = html_of(item.version.body)
        return SafeString(html.replace('="/', f'="{settings.SITE_URL.rstrip("/")}/'))

    def item_link(self, item: Publication) -> str:
        return reverse("news_post", args=[item.page.slug])

    def item_guid(self, item: Publication) -> str:
        """The same for ever, also when the text changes."""
        return f"{settings.SITE_URL.rstrip('/')}/nieuws/{item.page.slug}/"

    def item_pubdate(self, item: Publication) -> datetime:
        return item.live_from

    def item_updateddate(self, item: Publication) -> datetime:
        return item.live_from


_feed = NewsFeed()


@require_safe
def news_feed(request: HttpRequest) -> HttpResponseBase:
    return _feed(request)


@require_safe
def village_feed(request: HttpRequest, slug: str) -> HttpResponseBase:
    return _feed(request, slug=slug)
