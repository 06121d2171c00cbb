"""News that anybody may read at a moment."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from kernkracht.community.groups.models import Group
from kernkracht.community.themes.models import Theme
from kernkracht.community.villages.models import Village
from kernkracht.editorial.pages.models import PageKind, Publication
from kernkracht.editorial.pages.queries import live_pages

from .models import NewsPost


def news_of(village: Village | None, at: datetime, theme: Theme | None = None) -> QuerySet[Publication]:
    """What counts as news now, newest first: of a village with what is for everybody, or (None) of all of them."""
    rows = live_pages(at, PageKind.NEWS).select_related(
        "page__news_post__theme", "page__news_post__group", "version__picture__document"
    )
    rows = rows.prefetch_related("page__news_post__villages")
    if village is not None:
        ours = NewsPost.objects.filter(Q(villages=village) | Q(villages__isnull=True))
        rows = rows.filter(page__news_post__in=ours)
    if theme is not None:
        rows = rows.filter(page__news_post__theme=theme)
    return rows


def with_news(villages: QuerySet[Village], at: datetime) -> QuerySet[Village]:
    """The villages with `has_news`, so that a page asks only for what there is to show."""
    ours = Q(page__news_post__villages=OuterRef("pk")) | Q(page__news_post__villages__isnull=True)
    rows = Publication.objects.live(at).filter(ours, page__kind=PageKind.NEWS, page__news_post__isnull=False)
    return villages.annotate(has_news=Exists(rows.order_by()))


def news_post(slug: str, at: datetime) -> Publication | None:
    """The post at an address, as it is read now."""
    return news_of(None, at).filter(page__slug=slug).first()


def posts_of(group: Group) -> QuerySet[NewsPost]:
    """Everything a group offered, newest first, with the life of each text."""
    posts = NewsPost.objects.filter(group=group).select_related("page").order_by("-pk")
    return posts.prefetch_related("page__versions", "page__publications__version")
