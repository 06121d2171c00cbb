"""One dated value of one setting. Rows are added, never changed: the past keeps the value it was decided by."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class LegalSetting(models.Model):
    """The value of a declared setting from a day on. Its meaning, source and doubt stand in the declaration."""

    key = models.CharField(max_length=80)
    value = models.JSONField()
    valid_from = models.DateField()
    source = models.CharField(max_length=200, help_text="Article, decision or publication that the value rests on.")

    class Meta:
        ordering = ["key", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["key", "valid_from"], name="legal_setting_once_a_day"),
            models.CheckConstraint(condition=~Q(source=""), name="legal_setting_names_its_source"),
        ]

    def __str__(self) -> str:
        return f"{self.key} since {self.valid_from}"
