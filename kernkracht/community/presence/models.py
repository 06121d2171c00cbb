"""A colleague is in a village, for everybody to find (R47); and moments of contact with groups (R251)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kernkracht.community.groups.models import Group
from kernkracht.community.people.models import User
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor


class PlaceKind(models.TextChoices):
    """Where residents come anyway (R47)."""

    HALL = "hall", _("Dorpshuis")
    SHOP = "shop", _("Winkel of markt")
    OPENING = "opening", _("Opening of feest")
    SCHOOL = "school", _("School of sportclub")
    WALK = "walk", _("Rondje door het dorp")
    OTHER = "other", _("Andere plek")


class Presence(models.Model):
    """Somebody of the municipality is in a village at a time. Cancelled it stays, so that calendars hear of it."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="presences")
    village = models.ForeignKey(Village, on_delete=models.PROTECT, related_name="presences")
    place_kind = models.CharField(max_length=7, choices=PlaceKind.choices)
    place = models.CharField(max_length=150)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    note = models.CharField(max_length=200, blank=True, help_text="For everybody, such as “koffie staat klaar”.")
    row_key = models.UUIDField(null=True, blank=True, help_text="Shared by what was planned in one act.")
    calendar_uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    revision = models.PositiveIntegerField(default=0)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_because = models.CharField(max_length=200, blank=True)
    planned_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["village", "ends_at"], name="presence_ahead")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="presence_ends_after_start"),
            models.CheckConstraint(condition=~Q(place=""), name="presence_is_somewhere"),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | ~Q(cancelled_because=""), name="cancelled_presence_has_reason"
            ),
            models.UniqueConstraint(
                fields=["user", "village", "starts_at"],
                condition=Q(cancelled_at__isnull=True),
                name="presence_once_per_time",
            ),
        ]

    def __str__(self) -> str:
        return f"presence {self.pk}"


class ContactMoment(models.Model):
    """A colleague spoke with a group: when, how and what about; never what one person said."""

    class Way(models.TextChoices):
        VISIT = "visit", _("Bezoek")
        PHONE = "phone", _("Telefoon")
        MESSAGE = "message", _("Mail of bericht")
        GATHERING = "gathering", _("Bijeenkomst")

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="contact_moments")
    spoken_on = models.DateField()
    way = models.CharField(max_length=9, choices=Way.choices)
    about = models.CharField(max_length=500, blank=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    logged_at = models.DateTimeField()

    class Meta:
        ordering = ["-spoken_on", "-pk"]
        indexes = [models.Index(fields=["group", "-spoken_on"], name="last_contact_of_group")]

    def __str__(self) -> str:
        return f"contact {self.pk} with group {self.group_id}"
