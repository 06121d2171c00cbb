"""What came of a gathering: action points, documents it was used for, and what people thought of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kernkracht.community.people.models import User
from kernkracht.foundation.audit.models import Actor

from .gathering import Gathering


class ActionPointOfGathering(models.Model):
    """What a colleague promised to do at a gathering, by a day."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="action_points")
    text = models.CharField(max_length=300)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="gathering_action_points")
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_note = models.CharField(max_length=300, blank=True)
    late_told_for = models.DateField(null=True, blank=True, help_text="The day whose passing the owner was told of.")
    added_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["owner", "done_at", "due_on"], name="action_points_of_owner")]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="gathering_action_has_text")]

    def __str__(self) -> str:
        return self.text


class PolicyDocument(models.Model):
    """A document that uses the outcome of a gathering (R263): a title, and a link when it is online."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="documents")
    title = models.CharField(max_length=200)
    url = models.URLField(blank=True)
    added_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["title", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="policy_document_has_title")]

    def __str__(self) -> str:
        return self.title


class GatheringFeedback(models.Model):
    """What somebody thought of a gathering. Nothing leads back to who wrote it."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="feedback")
    score = models.PositiveSmallIntegerField(help_text="1 (bad) to 5 (good).")
    good = models.TextField(blank=True)
    better = models.TextField(blank=True)
    given_on = models.DateField(help_text="A day and no time, so that nobody is recognised by it.")

    class Meta:
        ordering = ["gathering", "given_on", "pk"]
        verbose_name_plural = "gathering feedback"
        constraints = [
            models.CheckConstraint(condition=Q(score__gte=1, score__lte=5), name="feedback_score_of_one_to_five")
        ]

    def __str__(self) -> str:
        return f"feedback {self.pk}"
