"""The index that finds similar questions."""

from __future__ import annotations

from django.db import models

from .question import Question


class QuestionGram(models.Model):
    """Three letters in a row that occur in a question: how similar questions are found on every database."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="grams")
    gram = models.CharField(max_length=3)

    class Meta:
        ordering = ["question", "gram"]
        constraints = [models.UniqueConstraint(fields=["gram", "question"], name="gram_once_per_question")]

    def __str__(self) -> str:
        return f"{self.question} {self.gram}"
