"""Stories of finished plans that followers of the village or of the plan hear of."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kernkracht.community.following.actions import About, tell_followers
from kernkracht.community.following.sources import Line, NewsSource, declare_source
from kernkracht.editorial.pages.models import Audience

from .models import Story
from .queries import public_stories

PLAN_STORY = "plan_story"
LONGEST = 220


def tell_of_story(story: Story, *, at: datetime) -> None:
    """Inside the act in which who made the plan agrees; a story for colleagues alone is told to nobody."""
    case = story.application
    if story.audience != Audience.PUBLIC or case.village is None:
        return
    about = About((case.village,), things=(("plan", case.number or ""),))
    occasion = f"told:{at.isoformat()}"
    tell_followers(source=PLAN_STORY, key=str(story.pk), about=about, occasion=occasion, at=at)


def _read(keys: Collection[str], at: datetime) -> Mapping[str, Line]:
    rows = public_stories().filter(pk__in=[int(key) for key in keys])
    return {str(row.pk): Line(row.title, f"/verhalen/{row.slug}/", _short(row.text)) for row in rows}


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST else f"{words[:LONGEST].rsplit(' ', 1)[0]}…"


def register() -> None:
    declare_source(NewsSource(PLAN_STORY, _("Verhalen van plannen"), _read, place=51))
