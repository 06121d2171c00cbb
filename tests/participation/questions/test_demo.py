"""The demo's questions: the case of Kerk-Avezaath, every state, and mail that rests (R237)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from pytest_django import Settings

from kernkracht.community.partners import demo as partners
from kernkracht.community.people import demo as people
from kernkracht.community.themes import demo as themes
from kernkracht.community.villages import demo as villages
from kernkracht.community.villages.models import Village
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.participation.observations import demo as observations
from kernkracht.participation.observations.queries import counts_of
from kernkracht.participation.questions import demo as questions
from kernkracht.participation.questions.models import Question, QuestionState
from kernkracht.participation.questions.queries import late_questions, poll_results, published_answers

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("at", [datetime(2026, 11, 23, 12, tzinfo=UTC), datetime(2027, 1, 1, 0, 3, tzinfo=UTC)])
def test_the_stories_come_true_on_any_day(settings: Settings, at: datetime) -> None:
    settings.DEMO = True
    for room in (villages, people, themes, partners, questions, observations):
        room.load(at)
    states = set(Question.objects.order_by("state").values_list("state", flat=True).distinct())
    assert states == {QuestionState.RECEIVED, QuestionState.ROUTED, QuestionState.PROMISED, QuestionState.ANSWERED}
    case = Question.objects.get(text__contains="rommel naast de afvalcontainers")
    assert (case.village.slug, case.helped) == ("kerk-avezaath", True)
    assert [promise.kept for promise in case.promises.order_by("pk")] == [True, True]
    assert published_answers("afval naast de container").exists()
    assert late_questions(at.date()).exists(), "somebody who looks sees what late looks like"
    assert poll_results(Village.objects.get(slug="kerk-avezaath").quick_polls.get(), at.date()).is_shown
    assert counts_of(Village.objects.get(slug="kerk-avezaath"), at.date()).rows
    assert not OutboxMessage.objects.filter(kind__startswith="question_", state=OutboxMessage.State.QUEUED).exists()
    assert not Question.objects.exclude(name__endswith="Voorbeeld").exists()
