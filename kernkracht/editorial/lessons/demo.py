"""Lessons of the demo."""

from __future__ import annotations

from datetime import datetime, timedelta

import yaml
from django.conf import settings

from kernkracht.community.villages.models import Village
from kernkracht.editorial.pages.actions import PageFacts, publish
from kernkracht.foundation.audit.models import Actor

from .actions import LessonFacts, save_approach, save_lesson


def load(at: datetime) -> None:
    """Write the demo's lessons, by the same verbs as people use."""
    seed = yaml.safe_load((settings.DEMO_SEED_DIR / "lessons.yaml").read_text(encoding="utf-8"))
    by = Actor.system("demo")
    approaches = {label: save_approach(label=label, by=by, at=at) for label in seed["approaches"]}
    for row in seed["lessons"]:
        then = at - timedelta(days=row["days_ago"])
        facts = LessonFacts(
            PageFacts(row["title"], row["body"]),
            tuple(Village.objects.filter(slug__in=row["villages"])),
            approaches[row["approach"]],
            row["outcome"],
            row["why"],
            row["audience"],
        )
        lesson = save_lesson(facts=facts, by=by, at=then)
        publish(page=lesson.page, number=1, by=by, at=then)
