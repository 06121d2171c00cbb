"""A story of the editors in the demo: drawn, so nobody is recognisable on it."""

from __future__ import annotations

from datetime import datetime, timedelta

import yaml
from django.conf import settings

from kernkracht.community.people.models import User
from kernkracht.community.villages.models import Village
from kernkracht.editorial.pages.actions import publish
from kernkracht.editorial.pages.drawings import facts_of
from kernkracht.foundation.audit.models import Actor

from .actions import StoryFacts, save_story


def load(at: datetime) -> None:
    """Tell the demo's stories, by the same verbs as people use."""
    rows = yaml.safe_load((settings.DEMO_SEED_DIR / "stories.yaml").read_text(encoding="utf-8"))["stories"]
    by = Actor.system("demo")
    for row in rows:
        then = at - timedelta(days=row["days_ago"])
        facts = StoryFacts(
            facts_of(row),
            tuple(Village.objects.filter(slug__in=row["villages"])),
            User.objects.filter(email=row["coordinator"]).first(),
            User.objects.filter(email=row["officer"]).first(),
            shows_people=False,
        )
        story = save_story(facts=facts, by=by, at=then)
        publish(page=story.page, number=1, by=by, at=then)
