"""Searching: everybody finds what is public, whoever works here also what their rights reach."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from kernkracht.foundation.audit.models import Actor
from kernkracht.participation.questions.models import PublishedAnswer
from tests.factories.questions import asked

from ..route_answers import Row, everybody, only
from ..route_world import STAFF, World


def build(world: World) -> dict[str, Any]:
    shown = PublishedAnswer.objects.create(
        question=asked(timezone.now(), village=world.village),
        question_text="Waarom is de weg dicht?",
        answer_text="Er wordt gewerkt.",
        published_at=timezone.now(),
        published_by=Actor.system("test"),
    )
    return {"shown_answer": shown}


ROWS = [
    Row("search", everybody(200)),
    Row("answered_question", everybody(200), lambda world: {"key": world.things["shown_answer"].question_id}),
    Row("office_search", only(*STAFF)),
]
