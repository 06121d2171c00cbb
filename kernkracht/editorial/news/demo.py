"""News of the demo: published, planned, and one post of a group that waits."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import yaml
from django.conf import settings
from django.utils.timezone import localdate

from kernkracht.community.groups.queries import groups_spoken_for
from kernkracht.community.people.models import User
from kernkracht.community.themes.queries import theme
from kernkracht.community.villages.models import Village
from kernkracht.editorial.pages.actions import publish
from kernkracht.editorial.pages.drawings import facts_of
from kernkracht.foundation.audit.models import Actor

from .actions import NewsFacts, offer_news, save_news


def load(at: datetime) -> None:
    """Put the demo's news on the website, by the same verbs as people use."""
    rows = yaml.safe_load((settings.DEMO_SEED_DIR / "news.yaml").read_text(encoding="utf-8"))["news"]
    for row in reversed(rows):
        _offer(row, at) if "waiting" in row else _publish(row, at)


def _publish(row: dict[str, Any], at: datetime) -> None:
    by, then = Actor.system("demo"), at - timedelta(days=row.get("days_ago", 0))
    villages = tuple(Village.objects.filter(slug__in=row["villages"]))
    post = save_news(facts=NewsFacts(facts_of(row), villages, theme(row["theme"])), by=by, at=then)
    live_from = at + timedelta(days=row["days_ahead"]) if "days_ahead" in row else then
    publish(page=post.page, number=1, live_from=live_from, by=by, at=then)


def _offer(row: dict[str, Any], at: datetime) -> None:
    user = User.objects.filter(email=row["waiting"]).first()
    group = groups_spoken_for(user, localdate(at)).first() if user else None
    if user is not None and group is not None:
        offer_news(group=group, text=facts_of(row), by=user.actor, at=at)
