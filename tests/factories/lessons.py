"""Lessons and stories by the verbs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from kernkracht.community.villages.models import Village
from kernkracht.editorial.lessons.actions import LessonFacts, save_lesson
from kernkracht.editorial.lessons.models import Approach, Lesson
from kernkracht.editorial.pages.actions import PageFacts, publish
from kernkracht.foundation.audit.models import Actor

from .pages import MOMENT


def a_lesson(title: str, village: Village, approach: str, *, at: datetime = MOMENT, **more: Any) -> Lesson:
    """A published lesson, for colleagues unless told otherwise."""
    made, _new = Approach.objects.get_or_create(label=approach)
    own = {"outcome": Lesson.Outcome.WORKED, "why": "Iedereen was thuis.", **more}
    facts = LessonFacts(PageFacts(title, "Zo ging het."), (village,), made, **own)
    lesson = save_lesson(facts=facts, by=Actor.system("test"), at=at)
    publish(page=lesson.page, number=1, by=Actor.system("test"), at=at)
    return lesson
