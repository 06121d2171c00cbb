"""Finding texts that look alike with plain SQL, the same on every database."""

from __future__ import annotations

from django.db.models import Case, Count, FloatField, QuerySet, Sum, Value, When

from ..grams import grams_of, weights
from ..models import Question, QuestionGram

FEWEST_GRAMS = 4
LOWEST_SCORE = 0.3
MOST_FOUND = 50


def alike(text: str, among: QuerySet[Question]) -> dict[int, float]:
    """Keys of questions that share enough rare trigrams with `text`, most alike first, with a score from 0 to 1."""
    wanted = grams_of(text)
    if len(wanted) < FEWEST_GRAMS:
        return {}
    counted = QuestionGram.objects.filter(gram__in=wanted).values("gram").annotate(n=Count("pk")).order_by("gram")
    counts = {row["gram"]: row["n"] for row in counted}
    weight = weights(counts, Question.objects.count())
    whole = sum(weight.values()) + _unknown_weight(wanted, counts, weight)
    if not whole:
        return {}
    worth = Case(
        *(When(gram=gram, then=Value(value)) for gram, value in weight.items()),
        default=Value(0.0),
        output_field=FloatField(),
    )
    rows = QuestionGram.objects.filter(gram__in=list(weight), question__in=among.values("pk"))
    scored = rows.values("question").annotate(score=Sum(worth)).order_by("-score", "-question")[:MOST_FOUND]
    return {row["question"]: row["score"] / whole for row in scored if row["score"] / whole >= LOWEST_SCORE}


def _unknown_weight(wanted: set[str], counts: dict[str, int], weight: dict[str, float]) -> float:
    """What the searched text says that no text knows: it makes everything less alike."""
    unknown = len(wanted) - len(counts)
    return unknown * (sum(weight.values()) / len(weight)) * 0.25 if weight else 0.0
