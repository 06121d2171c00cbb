"""The baseline of a village (R32–R36) and the themes that it chose together with the municipality (R45)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernkracht.community.gatherings.models import Gathering
from kernkracht.community.groups.models import Group
from kernkracht.community.people.models import User
from kernkracht.community.themes.models import Theme
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.periods import OpenPeriodQuerySet, valid_period_constraint

LONGEST_LINE = 200
"""Characters of a wish or a challenge: one line on the alderman's page."""


class VillageBaseline(models.Model):
    """Beginsituatie: one version of what is going on in a village. Adopted it never changes; a trigger refuses it.

    A new version begins as a copy of the one before, so that both stand next to each other.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Concept")
        ADOPTED = "adopted", _("Vastgesteld")

    village = models.ForeignKey(Village, on_delete=models.PROTECT, related_name="baselines")
    number = models.PositiveSmallIntegerField(help_text="1 for the first version of a village, and so on.")
    state = models.CharField(max_length=7, choices=State.choices, default=State.DRAFT)
    seen_on = models.DateField(help_text="The day of which this is the picture.")
    going_on = models.TextField(blank=True, help_text="What is going on already (R33).")
    written_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    adopted_at = models.DateTimeField(null=True, blank=True)
    adopted_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["village", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["village", "number"], name="baseline_number_once_per_village"),
            models.UniqueConstraint(fields=["village"], condition=Q(state="draft"), name="one_draft_per_village"),
            models.CheckConstraint(
                condition=Q(state="draft", adopted_at__isnull=True, adopted_by__isnull=True)
                | (Q(state="adopted", adopted_at__isnull=False, adopted_by__isnull=False) & ~Q(going_on="")),
                name="adopted_baseline_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.village} {self.number}"


class BaselineGroup(models.Model):
    """A group of the register that is active in the village by this version (R34).

    `name` is what it was called then, and stays when the group itself is destroyed.
    """

    baseline = models.ForeignKey(VillageBaseline, on_delete=models.CASCADE, related_name="named_groups")
    group = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=120)
    note = models.CharField(max_length=LONGEST_LINE, blank=True, help_text="What it does here.")

    class Meta:
        ordering = ["baseline", "name"]
        constraints = [
            models.UniqueConstraint(fields=["baseline", "group"], name="baseline_names_group_once"),
            models.CheckConstraint(condition=~Q(name=""), name="baseline_group_has_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name} in {self.baseline}"


class BaselineWish(models.Model):
    """What a group, or residents without a group, wish for (R35)."""

    class State(models.TextChoices):
        NOTED = "noted", _("Genoteerd")
        FOR_AGENDA = "for_agenda", _("Kan agendapunt worden")

    baseline = models.ForeignKey(VillageBaseline, on_delete=models.CASCADE, related_name="wishes")
    text = models.CharField(max_length=LONGEST_LINE)
    group = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    group_name = models.CharField(max_length=120, blank=True, help_text="Of then; empty for residents without a group.")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.NOTED)

    class Meta:
        ordering = ["baseline", "pk"]
        verbose_name_plural = "baseline wishes"
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="wish_has_text"),
            models.UniqueConstraint(fields=["baseline", "text"], name="wish_once_per_baseline"),
        ]

    def __str__(self) -> str:
        return self.text


class BaselineChallenge(models.Model):
    """What is hardest in a village; 1 comes first (R36)."""

    baseline = models.ForeignKey(VillageBaseline, on_delete=models.CASCADE, related_name="challenges")
    text = models.CharField(max_length=LONGEST_LINE)
    priority = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["baseline", "priority"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="challenge_has_text"),
            models.UniqueConstraint(fields=["baseline", "text"], name="challenge_once_per_baseline"),
            models.UniqueConstraint(fields=["baseline", "priority"], name="challenge_priority_once"),
        ]

    def __str__(self) -> str:
        return self.text


class ChosenTheme(models.Model):
    """A theme that village and municipality take up together, chosen on a day and at a place (R45).

    `colleagues` are the specialists who join for it (R46).
    """

    village = models.ForeignKey(Village, on_delete=models.PROTECT, related_name="chosen_themes")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(max_length=150, help_text="What about it, in words that everybody may read.")
    gathering = models.ForeignKey(
        Gathering, on_delete=models.SET_NULL, null=True, blank=True, related_name="chosen_themes"
    )
    place = models.CharField(max_length=150, help_text="Where it was chosen; stays when the gathering is destroyed.")
    colleagues = models.ManyToManyField(User, blank=True, related_name="+")
    chosen_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField(help_text="The day on which it was chosen.")
    valid_until = models.DateField(null=True, blank=True)
    ended_because = models.CharField(max_length=LONGEST_LINE, blank=True)

    objects = OpenPeriodQuerySet.as_manager()

    class Meta:
        ordering = ["village", "valid_from", "pk"]
        constraints = [
            valid_period_constraint("chosen_theme_period_in_order"),
            models.CheckConstraint(condition=~Q(topic="") & ~Q(place=""), name="chosen_theme_says_what_and_where"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | ~Q(ended_because=""), name="ended_theme_has_reason"
            ),
            models.UniqueConstraint(
                fields=["village", "topic"], condition=Q(valid_until__isnull=True), name="topic_chosen_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.village}: {self.topic}"
