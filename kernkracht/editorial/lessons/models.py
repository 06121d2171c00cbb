"""What makes a text a lesson (R267)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernkracht.community.villages.models import Village
from kernkracht.editorial.pages.models import Page


class Approach(models.Model):
    """A way of working that lessons are about, such as going from door to door. Data, to compare lessons by."""

    label = models.CharField(max_length=80, unique=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["label"]
        verbose_name_plural = "approaches"
        constraints = [models.CheckConstraint(condition=~Q(label=""), name="approach_has_label")]

    def __str__(self) -> str:
        return self.label


class Lesson(models.Model):
    """Les: an approach in one or more villages, how it went, and why. The text tells the rest."""

    class Outcome(models.TextChoices):
        WORKED = "worked", _("Werkte")
        PARTLY = "partly", _("Werkte een beetje")
        FAILED = "failed", _("Werkte niet")

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="lesson")
    villages = models.ManyToManyField(Village, related_name="lessons")
    approach = models.ForeignKey(Approach, on_delete=models.PROTECT, related_name="lessons")
    outcome = models.CharField(max_length=6, choices=Outcome.choices)
    why = models.CharField(max_length=500)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=~Q(why=""), name="lesson_says_why")]

    def __str__(self) -> str:
        return f"lesson {self.page_id}"
