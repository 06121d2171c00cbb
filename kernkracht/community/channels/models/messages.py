"""A message from Factor C to effect (R239 to R242, R247): who must know what, by which channels, and what it did."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernkracht.community.groups.models import Group
from kernkracht.community.people.models import User
from kernkracht.community.themes.models import Theme
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor

from .register import BEST, WORST, Channel, TargetGroup


class MessagePlan(models.Model):
    """What the municipality wants to tell. Without villages it is for all of them."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Concept")
        PLANNED = "planned", _("Gepland")
        SENT = "sent", _("Verstuurd")
        EVALUATED = "evaluated", _("Geëvalueerd")
        CALLED_OFF = "called_off", _("Gaat niet door")

    title = models.CharField(max_length=150)
    topic = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="message_plans")
    villages = models.ManyToManyField(Village, blank=True, related_name="message_plans")
    text = models.TextField(blank=True)
    wanted_on = models.DateField(help_text="The day on which people should know.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    overlap_reason = models.CharField(max_length=300, blank=True, help_text="Why it may stand beside another (R71).")
    called_off_because = models.CharField(max_length=300, blank=True)
    lesson = models.TextField(blank=True, help_text="What colleagues can learn of it (R248).")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="message_plans")
    made_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-wanted_on", "-pk"]
        indexes = [
            models.Index(fields=["state", "wanted_on"], name="message_by_state"),
            models.Index(fields=["topic", "state"], name="message_by_topic"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="message_has_title"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "called_off"]) | ~Q(text=""), name="message_has_text"
            ),
            models.CheckConstraint(
                condition=~Q(state="called_off") | ~Q(called_off_because=""), name="called_off_message_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class MessageAudience(models.Model):
    """One row of the Factor C table: a target group of this message, its interests, and what it needs to know."""

    plan = models.ForeignKey(MessagePlan, on_delete=models.CASCADE, related_name="audiences")
    target_group = models.ForeignKey(TargetGroup, on_delete=models.PROTECT, related_name="audiences")
    interests = models.CharField(max_length=500, blank=True)
    need = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["plan", "target_group__sort_order", "target_group__label"]
        constraints = [models.UniqueConstraint(fields=["plan", "target_group"], name="audience_once_per_message")]

    def __str__(self) -> str:
        return f"audience {self.pk} of message {self.plan_id}"

    @property
    def is_answered(self) -> bool:
        """Whether both questions have an answer."""
        return bool(self.interests.strip() and self.need.strip())


class ChannelUse(models.Model):
    """A message goes by a channel on a day. After it: whether that was done, what it cost, and what it did."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Gepland")
        DONE = "done", _("Gebeurd")
        DROPPED = "dropped", _("Vervallen")

    plan = models.ForeignKey(MessagePlan, on_delete=models.CASCADE, related_name="uses")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="uses")
    planned_on = models.DateField(help_text="The day on which people see it.")
    hand_over_by = models.DateField(
        help_text="The last day to hand it over: the day less the lead time as it was then."
    )
    cost_cents = models.PositiveIntegerField(null=True, blank=True, help_text="Expected, and after it what it was.")
    state = models.CharField(max_length=7, choices=State.choices, default=State.PLANNED)
    done_on = models.DateField(null=True, blank=True)
    dropped_because = models.CharField(max_length=300, blank=True)
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    reached = models.PositiveIntegerField(null=True, blank=True, help_text="How many people it reached, where counted.")
    reactions = models.PositiveIntegerField(null=True, blank=True, help_text="How many reacted, where counted.")
    remark = models.CharField(max_length=500, blank=True)
    scored_at = models.DateTimeField(null=True, blank=True)
    hand_over_told_for = models.DateField(null=True, blank=True, help_text="For which day its owner was reminded.")
    score_asked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["planned_on", "pk"]
        indexes = [
            models.Index(fields=["state", "hand_over_by"], name="use_to_hand_over"),
            models.Index(fields=["channel", "done_on"], name="use_of_channel"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "channel", "planned_on"],
                condition=~Q(state="dropped"),
                name="channel_once_per_message_and_day",
            ),
            models.CheckConstraint(condition=Q(hand_over_by__lte=models.F("planned_on")), name="handed_over_in_time"),
            models.CheckConstraint(
                condition=Q(state="done", done_on__isnull=False) | (~Q(state="done") & Q(done_on__isnull=True)),
                name="done_use_has_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="dropped") | ~Q(dropped_because=""), name="dropped_use_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True, scored_at__isnull=True)
                | Q(score__gte=WORST, score__lte=BEST, scored_at__isnull=False, state="done"),
                name="score_is_on_the_scale_after_use",
            ),
        ]

    def __str__(self) -> str:
        return f"use {self.pk} of channel {self.channel_id}"


class GroupDelivery(models.Model):
    """A message went to a group (R250, R252), or could not because nobody of it has an address. Once per group."""

    class Outcome(models.TextChoices):
        MAILED = "mailed", _("Gemaild")
        NO_ADDRESS = "no_address", _("Geen adres")
        TOLD = "told", _("Zelf verteld")

    plan = models.ForeignKey(MessagePlan, on_delete=models.CASCADE, related_name="deliveries")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="message_deliveries")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    people = models.PositiveSmallIntegerField(default=0, help_text="How many people of the group it was mailed to.")
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["plan", "group__name"]
        verbose_name_plural = "group deliveries"
        constraints = [
            models.UniqueConstraint(fields=["plan", "group"], name="message_once_per_group"),
            models.CheckConstraint(condition=~Q(outcome="mailed") | Q(people__gte=1), name="mailed_to_somebody"),
        ]

    def __str__(self) -> str:
        return f"message {self.plan_id} to group {self.group_id}"
