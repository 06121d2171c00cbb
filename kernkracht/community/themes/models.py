"""Themes as data with dates: the code is for ever, the label and the days are what the office says."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kernkracht.foundation.periods import OpenPeriodQuerySet, valid_period_constraint


class Theme(models.Model):
    """What something is about. Ended ones stay with what they were chosen for, and are chosen no more."""

    code = models.SlugField(max_length=60, unique=True, help_text="Never changes: addresses and files name it.")
    label = models.CharField(max_length=80, unique=True)
    sort_order = models.PositiveSmallIntegerField(default=0)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True, help_text="The last day on which it can be chosen.")

    objects = OpenPeriodQuerySet.as_manager()

    class Meta:
        ordering = ["sort_order", "label"]
        constraints = [
            models.CheckConstraint(condition=~Q(label="") & ~Q(code=""), name="theme_has_code_and_label"),
            valid_period_constraint("theme_period_in_order"),
        ]

    def __str__(self) -> str:
        return self.label
