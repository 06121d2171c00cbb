"""Questions and answers that everybody may read."""

from __future__ import annotations

from django.db.models import QuerySet

from kernkracht.community.themes.models import Theme
from kernkracht.community.villages.models import Village

from ..models import PublishedAnswer, Question
from .similarity import alike

MOST_SIMILAR = 3


def published_answers(
    words: str = "", village: Village | None = None, theme: Theme | None = None
) -> QuerySet[PublishedAnswer]:
    """The newest first; with `words` those that look like them."""
    rows = PublishedAnswer.objects.select_related("question__village", "question__theme")
    if village is not None:
        rows = rows.filter(question__village=village)
    if theme is not None:
        rows = rows.filter(question__theme=theme)
    if words.strip():
        found = alike(words, Question.objects.filter(published__isnull=False))
        rows = rows.filter(question__in=list(found))
    return rows


def similar_published(text: str) -> list[PublishedAnswer]:
    """Answers that may help who is about to ask this, the most alike first."""
    found = alike(text, Question.objects.filter(published__isnull=False))
    rows = {row.question_id: row for row in published_answers().filter(question__in=list(found))}
    return [rows[key] for key in found if key in rows][:MOST_SIMILAR]
