"""A word and its meaning."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kernkracht.foundation.audit.models import Actor


class Term(models.Model):
    """Begrip. `slug` is what texts link to and never changes; a word that is not shown any more stays."""

    slug = models.SlugField(max_length=60, unique=True)
    word = models.CharField(max_length=80)
    meaning = models.CharField(max_length=400)
    is_active = models.BooleanField(default=True)
    changed_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["word", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(word="") & ~Q(meaning=""), name="term_is_explained"),
            models.UniqueConstraint(fields=["word"], condition=Q(is_active=True), name="term_word_once"),
        ]

    def __str__(self) -> str:
        return self.word
