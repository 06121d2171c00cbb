"""Letters to the council, frozen so that they print the same for ever."""

from __future__ import annotations

from django.db import models

from kernkracht.foundation.audit.models import Actor


class CouncilLetter(models.Model):
    """A letter about one year, as it stood on a day. Frozen: figures, definitions and text never change again."""

    year = models.PositiveSmallIntegerField()
    as_of = models.DateField()
    title = models.CharField(max_length=200)
    sections = models.JSONField(default=dict, blank=True, help_text="Free text per section.")
    figures = models.JSONField(null=True, blank=True, help_text="Figures, their cases and definitions, as printed.")
    content = models.JSONField(null=True, blank=True, help_text="The whole letter as printed: headings, text, tables.")
    sender = models.CharField(max_length=200, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    frozen_sha256 = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-year", "-as_of", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(frozen_at__isnull=True)
                | (models.Q(figures__isnull=False) & models.Q(content__isnull=False)),
                name="frozen_letter_has_figures",
            )
        ]

    def __str__(self) -> str:
        return self.title
