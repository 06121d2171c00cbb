"""News by the verbs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from kernkracht.editorial.news.actions import NewsFacts, save_news
from kernkracht.editorial.news.models import NewsPost
from kernkracht.editorial.pages.actions import PageFacts, publish
from kernkracht.foundation.audit.models import Actor

from .pages import MOMENT


def some_news(title: str = "Nieuws", *, at: datetime = MOMENT, is_out: bool = True, **more: Any) -> NewsPost:
    """A post that is on the website since `at`, unless not `is_out`."""
    text = PageFacts(title, more.pop("body", "Kom kijken."), more.pop("summary", ""))
    post = save_news(facts=NewsFacts(text, **more), by=Actor.system("test"), at=at)
    if is_out:
        publish(page=post.page, number=1, by=Actor.system("test"), at=at)
    return post
