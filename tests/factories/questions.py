"""Questions made by the same verbs as people use, so that promises and index are there."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from kernkracht.participation.questions.actions import QuestionFacts, ask_question
from kernkracht.participation.questions.models import Question, ThemeOwner

from .people import TeamFactory, UserFactory
from .themes import ThemeFactory
from .villages import VillageFactory

MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)


def asked(at: datetime = MONDAY, **changes: Any) -> Question:
    """A question that came in over the website."""
    facts: dict[str, Any] = {
        "text": "Waarom staat er rommel naast de afvalcontainers?",
        "name": "Robin Voorbeeld",
        "email": "robin@example.org",
    }
    if "village" not in changes:
        changes["village"] = VillageFactory()
    return ask_question(facts=QuestionFacts(**(facts | changes)), at=at)


class ThemeOwnerFactory(DjangoModelFactory[ThemeOwner]):
    class Meta:
        model = ThemeOwner

    theme = factory.SubFactory(ThemeFactory)
    officer = factory.SubFactory(UserFactory, is_staff=True)
    department = factory.SubFactory(TeamFactory)
    valid_from = date(2020, 1, 1)
