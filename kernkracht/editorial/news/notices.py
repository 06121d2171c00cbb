"""Mail to who wrote for a group: the post is on the website, or came back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from kernkracht.community.people.models import User
from kernkracht.editorial.pages.models import Page, Publication
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.notices.actions import queue_email
from kernkracht.foundation.notices.kinds import NoticeContext, register_notice

from .models import NewsPost


@dataclass(frozen=True)
class PublishedNews(NoticeContext):
    """A post of a group is on the website from a day on."""

    name: str = "Kim Voorbeeld"
    group: str = "Dorpsbelang Voorbeelddorp"
    title: str = "Het plein is klaar"
    day: date = date(2027, 3, 15)
    link: str = "https://voorbeeld.nl/nieuws/het-plein-is-klaar/"


@dataclass(frozen=True)
class ReturnedNews(NoticeContext):
    """A post of a group is not published like this, and why."""

    name: str = "Kim Voorbeeld"
    group: str = "Dorpsbelang Voorbeelddorp"
    title: str = "Het plein is klaar"
    reason: str = "Zet erbij op welke dag het feest is."
    link: str = "https://voorbeeld.nl/mijn/groepen/dorpsbelang-voorbeelddorp/nieuws/"


register_notice("group_news_published", title=_("Nieuws van een groep: geplaatst"), example=PublishedNews())
register_notice("group_news_returned", title=_("Nieuws van een groep: teruggegeven"), example=ReturnedNews())


def tell_published(publication: Publication, by: Actor, at: datetime) -> None:
    """The first time a post of a group is published, its writer hears when and where."""
    found = _writer(publication.page)
    if found is None or publication.page.publications.exclude(pk=publication.pk).exists():
        return
    post, user = found
    context = PublishedNews(
        name=user.name,
        group=str(post.group),
        title=publication.version.title,
        day=localdate(publication.live_from),
        link=f"{settings.SITE_URL}/nieuws/{publication.page.slug}/",
    )
    _send("group_news_published", context, user, post, f"published:{post.pk}", at)


def tell_returned(page: Page, by: Actor, at: datetime) -> None:
    """A post that came back, with what should be different."""
    found = _writer(page)
    if found is None or found[0].group is None:
        return
    post, user = found
    context = ReturnedNews(
        name=user.name,
        group=str(post.group),
        title=page.versions.order_by("-number")[0].title,
        reason=page.turned_down_reason,
        link=f"{settings.SITE_URL}/mijn/groepen/{found[0].group.slug}/nieuws/",
    )
    _send("group_news_returned", context, user, post, f"returned:{post.pk}:{at.isoformat()}", at)


def _writer(page: Page) -> tuple[NewsPost, User] | None:
    """The post of a group behind a text, and who began it; nobody for a post of the office itself."""
    post = NewsPost.objects.select_related("group").filter(page=page, group__isnull=False).first()
    user = User.objects.filter(actor=page.created_by_id, is_active=True).first()
    return (post, user) if post and user else None


def _send(kind: str, context: NoticeContext, user: User, post: NewsPost, key: str, at: datetime) -> None:
    queue_email(
        kind=kind,
        context=context,
        to_name=user.name,
        to_email=user.email,
        subject_obj=post,
        unique_key=f"group_news:{key}",
        at=at,
        language=user.language,
    )
