"""A quick poll in one village: does what one resident says live with others (R236)?"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor

from .question import Question


class QuickPoll(models.Model):
    """One question with two to six options, open until a day. It asks no name and counts no person."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        STOPPED = "stopped", _("Gestopt")

    village = models.ForeignKey(Village, on_delete=models.PROTECT, related_name="quick_polls")
    text = models.CharField(max_length=200)
    closes_on = models.DateField(help_text="The last day to vote.")
    state = models.CharField(max_length=7, choices=State.choices, default=State.OPEN)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    about = models.ManyToManyField(Question, blank=True, related_name="polls")

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="poll_has_text")]

    def __str__(self) -> str:
        return self.text


class PollOption(models.Model):
    poll = models.ForeignKey(QuickPoll, on_delete=models.CASCADE, related_name="options")
    label = models.CharField(max_length=100)
    sort_order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["poll", "sort_order"]
        constraints = [
            models.UniqueConstraint(fields=["poll", "label"], name="poll_option_once"),
            models.UniqueConstraint(fields=["poll", "sort_order"], name="poll_option_place_once"),
        ]

    def __str__(self) -> str:
        return self.label


class PollVote(models.Model):
    """One vote of one browser, known by a fingerprint of a random cookie that cannot be turned back."""

    poll = models.ForeignKey(QuickPoll, on_delete=models.CASCADE, related_name="votes")
    option = models.ForeignKey(PollOption, on_delete=models.CASCADE, related_name="votes")
    voter = models.CharField(max_length=64, help_text="SHA-256 of a random value in the voter's own browser.")
    voted_at = models.DateTimeField()

    class Meta:
        ordering = ["poll", "pk"]
        constraints = [models.UniqueConstraint(fields=["poll", "voter"], name="poll_vote_once")]

    def __str__(self) -> str:
        return f"vote {self.pk}"
