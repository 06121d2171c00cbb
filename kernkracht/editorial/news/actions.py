"""Writing news, by editors and by groups. Publishing is that of every text (`editorial.pages`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.groups.models import Group
from kernkracht.community.groups.queries import may_speak_for
from kernkracht.community.themes.models import Theme
from kernkracht.community.villages.models import Village
from kernkracht.editorial.pages.actions import (
    NotAllowedToWrite,
    PageFacts,
    UnableToWrite,
    add_version,
    begin_page,
    put_forward,
    require_writer,
)
from kernkracht.editorial.pages.models import PageKind, Publication
from kernkracht.foundation.audit.models import Actor

from .models import NewsPost


class UnableToOfferNews(UnableToWrite):
    """The post of a group can no longer be changed by the group."""


@dataclass(frozen=True)
class NewsFacts:
    """A text with what makes it news; no villages means the whole municipality."""

    text: PageFacts
    villages: tuple[Village, ...] = ()
    theme: Theme | None = None


def save_news(
    *, facts: NewsFacts, by: Actor, at: datetime, post: NewsPost | None = None, seen: int | None = None
) -> NewsPost:
    """Begin a post, or save its next version; readers see nothing of it yet.

    A post of villages needs the right to write in each of them, also in those it had before. Raises `UnableToSave`
    and `NotAllowedToWrite`.
    """
    with transaction.atomic(durable=True):
        before = tuple(post.villages.order_by("pk")) if post else ()
        require_writer(by, at, {*before, *facts.villages})
        return _save(facts, post, seen, by, at)


def offer_news(*, group: Group, text: PageFacts, by: Actor, at: datetime, post: NewsPost | None = None) -> NewsPost:
    """A post of a group, for its villages, put forward to who may publish (R253).

    What was on the website once is changed by the office. Raises `UnableToSave`, `UnableToOfferNews` and
    `NotAllowedToWrite`.
    """
    with transaction.atomic(durable=True):
        if not may_speak_for(by, group, localdate(at)):
            raise NotAllowedToWrite(_("U schrijft niet namens deze groep."))
        if post is not None and (post.group_id != group.pk or is_out(post)):
            raise UnableToOfferNews(_("Dit bericht is al geplaatst. Bel of mail ons als er iets anders moet."))
        facts = NewsFacts(text, tuple(group.villages.order_by("pk")), post.theme if post else None)
        made = _save(facts, post, None, by, at, group)
        page = made.page
        page.refresh_from_db()
        if page.handed_over_number != page.versions.order_by("-number").values_list("number", flat=True)[0]:
            put_forward(page, by=by, at=at)
        return made


def is_out(post: NewsPost) -> bool:
    """Whether the post was published once, or will be."""
    return Publication.objects.filter(page=post.page_id, is_called_off=False).exists()


def _save(
    facts: NewsFacts, post: NewsPost | None, seen: int | None, by: Actor, at: datetime, group: Group | None = None
) -> NewsPost:
    if post is None:
        page = begin_page(kind=PageKind.NEWS, facts=facts.text, by=by, at=at)
        post = NewsPost(page=page, group=group)
    else:
        add_version(page=post.page, facts=facts.text, seen=seen, by=by, at=at)
    post.theme = facts.theme
    post.save()
    post.villages.set(facts.villages)
    return post
