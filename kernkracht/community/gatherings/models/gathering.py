"""A meeting: what kind, when and where, for which villages, who is invited, and what came of it."""

from __future__ import annotations

import hashlib
import secrets
import uuid

from anyascii import anyascii
from django.db import models
from django.db.models import F, Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from kernkracht.community.people.models import User
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor


def new_token() -> str:
    """An unguessable link of 256 bits."""
    return secrets.token_urlsafe(32)


def source_mark(identity: str) -> str:
    """How a gathering remembers where it came from: not readable, since calendars put addresses of people in it."""
    return hashlib.sha256(identity.encode()).hexdigest()


class GatheringKind(models.Model):
    """What sort of meeting it is. Names are data; the code is what a room asks for."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    is_public = models.BooleanField(default=False, help_text="Whether new ones are announced to everybody.")
    is_offered = models.BooleanField(default=True, help_text="Planned by hand in the office; a hearing never is.")
    takes_sign_ups = models.BooleanField(default=False, help_text="Whether people sign up for new ones.")
    asks_topic = models.BooleanField(default=False, help_text="Whether who signs up says what about (R260).")
    slot_minutes = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Conversations of so long, one after another; empty: everybody together."
    )
    needs_rung = models.BooleanField(
        default=False, help_text="Not announced before the goal of the conversation is chosen (R81)."
    )
    sort_order = models.PositiveSmallIntegerField(default=100)

    class Meta:
        ordering = ["sort_order", "name", "code"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="gathering_kind_has_name"),
            models.CheckConstraint(
                condition=Q(slot_minutes__isnull=True) | Q(slot_minutes__gte=5), name="gathering_kind_slots_last"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class GatheringSeries(models.Model):
    """Meetings that were planned in one act, such as a round of coffee moments through all villages (R261)."""

    title = models.CharField(max_length=150)
    kind = models.ForeignKey(GatheringKind, on_delete=models.PROTECT, related_name="series")
    planned_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()

    class Meta:
        ordering = ["-planned_at", "-pk"]
        verbose_name_plural = "gathering series"
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="gathering_series_has_title")]

    def __str__(self) -> str:
        return self.title


class Mode(models.TextChoices):
    """How people take part (R343)."""

    PHYSICAL = "physical", _("Op een plek")
    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("Op een plek en online")
    PHONE = "phone", _("Per telefoon")


class Audience(models.TextChoices):
    """Whom it is for (R262)."""

    RESIDENTS = "residents", _("Inwoners")
    ENTREPRENEURS = "entrepreneurs", _("Ondernemers")


class LadderRung(models.TextChoices):
    """How much say people have in a conversation (R64): what its announcement promises."""

    INFORM = "inform", _("Informeren")
    CONSULT = "consult", _("Raadplegen")
    ADVISE = "advise", _("Adviseren")
    COPRODUCE = "coproduce", _("Coproduceren")
    DECIDE = "decide", _("Meebeslissen")


def new_door_code() -> str:
    """Six digits for the screen at the door; only useful around the gathering itself."""
    return f"{secrets.randbelow(1_000_000):06d}"


class Gathering(models.Model):
    """One meeting. It is planned, and then either held or cancelled; moving it keeps it the same meeting."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Gepland")
        HELD = "held", _("Gehouden")
        CANCELLED = "cancelled", _("Afgezegd")

    kind = models.ForeignKey(GatheringKind, on_delete=models.PROTECT, related_name="gatherings")
    series = models.ForeignKey(
        GatheringSeries, on_delete=models.SET_NULL, null=True, blank=True, related_name="gatherings"
    )
    title = models.CharField(max_length=150)
    description = models.TextField(blank=True)
    agenda = models.TextField(blank=True, help_text="One point a line.")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    mode = models.CharField(max_length=8, choices=Mode.choices, default=Mode.PHYSICAL)
    place = models.CharField(max_length=200, blank=True)
    online_url = models.URLField(blank=True)
    audience = models.CharField(max_length=13, choices=Audience.choices, default=Audience.RESIDENTS)
    rung = models.CharField(max_length=9, choices=LadderRung.choices, blank=True)
    takes_sign_ups = models.BooleanField(default=False)
    sign_ups_until = models.DateTimeField(null=True, blank=True, help_text="Empty: until the slot begins.")
    door_code = models.CharField(max_length=6, default=new_door_code)
    villages = models.ManyToManyField(Village, blank=True, related_name="gatherings")
    is_public = models.BooleanField(default=False)
    host = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="hosted_gatherings")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    outcome = models.TextField(blank=True)
    cancelled_because = models.TextField(blank=True)
    calendar_uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    revision = models.PositiveIntegerField(default=0, help_text="Goes up with every change that calendars must follow.")
    taken_from = models.CharField(
        max_length=64, blank=True, help_text="A mark of the appointment in somebody else's calendar that this was."
    )
    planned_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["state", "starts_at"], name="gathering_ahead"),
            models.Index(fields=["door_code", "starts_at"], name="gathering_by_door_code"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="gathering_ends_after_start"),
            models.CheckConstraint(condition=~Q(title=""), name="gathering_has_title"),
            models.UniqueConstraint(
                fields=["taken_from"], condition=~Q(taken_from=""), name="appointment_taken_over_once"
            ),
            models.CheckConstraint(
                condition=~Q(mode__in=["physical", "hybrid"]) | ~Q(place=""), name="gathering_has_place"
            ),
            models.CheckConstraint(
                condition=~Q(mode__in=["online", "hybrid"]) | ~Q(online_url=""), name="gathering_has_link"
            ),
            models.CheckConstraint(condition=~Q(state="held") | ~Q(outcome=""), name="held_gathering_has_outcome"),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancelled_because=""), name="cancelled_gathering_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def slug(self) -> str:
        """The words in its public address."""
        return slugify(anyascii(self.title))[:60].strip("-") or "bijeenkomst"


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
