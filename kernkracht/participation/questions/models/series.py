"""The numbers that were given out, and the index that finds similar questions."""

from __future__ import annotations

from django.db import models

from .question import Question


class QuestionSeries(models.Model):
    """The last number of a year; its lock gives out the next one."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["year"]
        verbose_name_plural = "question series"

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class QuestionGram(models.Model):
    """Three letters in a row that occur in a question: how similar questions are found on every database."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="grams")
    gram = models.CharField(max_length=3)

    class Meta:
        ordering = ["question", "gram"]
        constraints = [models.UniqueConstraint(fields=["gram", "question"], name="gram_once_per_question")]

    def __str__(self) -> str:
        return f"{self.question} {self.gram}"
