"""Meetings with a date and a place: what kind, for which villages, who is invited, and what came of them."""

from __future__ import annotations

import secrets
import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kernkracht.community.people.models import User
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor


def new_token() -> str:
    """An unguessable link of 256 bits."""
    return secrets.token_urlsafe(32)


class GatheringKind(models.Model):
    """What sort of meeting it is. Names are data; the code is what a room asks for."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    is_public = models.BooleanField(default=False, help_text="Whether new ones are announced to everybody.")

    class Meta:
        ordering = ["name", "code"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="gathering_kind_has_name")]

    def __str__(self) -> str:
        return self.name


class Gathering(models.Model):
    """One meeting. It is planned, and then either held or cancelled; moving it keeps it the same meeting."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Gepland")
        HELD = "held", _("Gehouden")
        CANCELLED = "cancelled", _("Afgezegd")

    kind = models.ForeignKey(GatheringKind, on_delete=models.PROTECT, related_name="gatherings")
    title = models.CharField(max_length=150)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    online_url = models.URLField(blank=True)
    villages = models.ManyToManyField(Village, blank=True, related_name="gatherings")
    is_public = models.BooleanField(default=False)
    host = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="hosted_gatherings")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    outcome = models.TextField(blank=True)
    cancelled_because = models.TextField(blank=True)
    calendar_uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    revision = models.PositiveIntegerField(default=0, help_text="Goes up with every change that calendars must follow.")
    planned_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["state", "starts_at"], name="gathering_ahead")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="gathering_ends_after_start"),
            models.CheckConstraint(condition=~Q(title=""), name="gathering_has_title"),
            models.CheckConstraint(condition=~Q(place="", online_url=""), name="gathering_is_somewhere"),
            models.CheckConstraint(condition=~Q(state="held") | ~Q(outcome=""), name="held_gathering_has_outcome"),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancelled_because=""), name="cancelled_gathering_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Invitee(models.Model):
    """Somebody who is asked to come. The token opens the calendar file of this meeting, and nothing else."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="invitees")
    name = models.CharField(max_length=150)
    email = models.EmailField(blank=True)
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="invitations")
    token = models.CharField(max_length=64, unique=True, default=new_token)
    invited_at = models.DateTimeField()

    class Meta:
        ordering = ["gathering", "name", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="invitee_has_name")]

    def __str__(self) -> str:
        return self.name
