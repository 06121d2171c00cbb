"""Stories that followers of a village hear of, once; those for colleagues are told to nobody outside."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kernkracht.community.following.actions import About, tell_followers
from kernkracht.community.following.sources import Line, NewsSource, declare_source
from kernkracht.editorial.pages.models import Audience, Publication
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.rich_text import as_words

from .models import VillageStory
from .queries import village_stories

STORY = "story"
LONGEST = 220


def tell_of_story(publication: Publication, by: Actor, at: datetime) -> None:
    """Inside the act that publishes, after its consent was checked."""
    page = publication.page
    earlier = page.publications.filter(is_called_off=False, live_from__lte=at).exclude(pk=publication.pk)
    story = VillageStory.objects.filter(page=page.pk).first()
    if story is None or page.audience != Audience.PUBLIC or earlier.exists():
        return
    about = About(tuple(story.villages.order_by("pk")))
    tell_followers(source=STORY, key=str(page.pk), about=about, at=at, since=publication.live_from)


def read(keys: Collection[str], at: datetime) -> Mapping[str, Line]:
    """What anybody may read at that moment."""
    rows = village_stories(at).filter(page_id__in=[int(key) for key in keys])
    return {str(row.page_id): _line(row) for row in rows}


def _line(row: Publication) -> Line:
    words = " ".join(as_words(row.version.body).split())
    short = words if len(words) <= LONGEST else f"{words[:LONGEST].rsplit(' ', 1)[0]}…"
    return Line(row.version.title, f"/verhalen/{row.page.slug}/", row.version.summary or short)


def register() -> None:
    declare_source(NewsSource(STORY, _("Verhalen"), read, place=50))
