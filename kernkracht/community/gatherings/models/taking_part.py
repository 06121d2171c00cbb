"""Who takes part: times to choose, who signed up, and how many came."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.audit.models import Actor

from .gathering import Gathering, new_token


class Way(models.TextChoices):
    """How somebody takes part in a slot (R259)."""

    PLACE = "place", _("Ik kom langs")
    VIDEO = "video", _("Videobellen")
    PHONE = "phone", _("Telefoon")


class Slot(models.Model):
    """A time that people sign up for: one conversation, or the whole gathering.

    `taken` counts the sign-ups with a place. It is changed with the gathering locked, and the database refuses more
    than `capacity`, so that two people never get the last place.
    """

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    capacity = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Empty: no limit.")
    taken = models.PositiveIntegerField(default=0)
    by_place = models.BooleanField(default=False)
    by_video = models.BooleanField(default=False)
    by_phone = models.BooleanField(default=False)
    link = models.URLField(blank=True, help_text="Of this slot alone; empty: the link of the gathering.")

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="slot_ends_after_start"),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(taken__lte=F("capacity")), name="slot_is_not_overfull"
            ),
            models.CheckConstraint(condition=Q(capacity__isnull=True) | Q(capacity__gte=1), name="slot_has_room"),
            models.CheckConstraint(
                condition=Q(by_place=True) | Q(by_video=True) | Q(by_phone=True), name="slot_has_a_way"
            ),
            models.UniqueConstraint(fields=["gathering", "starts_at"], name="slot_once_per_time"),
        ]

    def __str__(self) -> str:
        return f"slot {self.pk} of gathering {self.gathering_id}"

    @property
    def ways(self) -> tuple[Way, ...]:
        """How one can take part in it."""
        flags = ((Way.PLACE, self.by_place), (Way.VIDEO, self.by_video), (Way.PHONE, self.by_phone))
        return tuple(way for way, is_on in flags if is_on)

    @property
    def room(self) -> int | None:
        """Places left; None without a limit."""
        return None if self.capacity is None else self.capacity - self.taken

    @property
    def is_full(self) -> bool:
        return self.room is not None and self.room < 1


class SignUp(models.Model):
    """Somebody wants to come. Kept briefly; withdrawn it is gone. The token opens it for who signed up."""

    class State(models.TextChoices):
        PLACED = "placed", _("Heeft een plek")
        WAITING = "waiting", _("Op de wachtlijst")

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="sign_ups")
    slot = models.ForeignKey(Slot, on_delete=models.RESTRICT, related_name="sign_ups")
    name = models.CharField(max_length=100)
    email = models.EmailField(blank=True, help_text="Empty when an officer wrote somebody down who has none.")
    phone = models.CharField(max_length=30, blank=True)
    topic = models.CharField(max_length=300, blank=True)
    way = models.CharField(max_length=5, choices=Way.choices)
    state = models.CharField(max_length=7, choices=State.choices, default=State.PLACED)
    token = models.CharField(max_length=64, unique=True, default=new_token)
    language = models.CharField(max_length=5, default="nl")
    visitor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    signed_up_at = models.DateTimeField()
    reminded_for = models.DateTimeField(null=True, blank=True, help_text="The start that the reminder named.")
    feedback_asked_at = models.DateTimeField(null=True, blank=True)
    feedback_given_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["slot__starts_at", "signed_up_at", "pk"]
        indexes = [models.Index(fields=["slot", "state", "signed_up_at"], name="sign_up_waiting_list")]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="sign_up_has_name"),
            models.CheckConstraint(condition=~Q(email="", phone=""), name="sign_up_can_be_reached"),
            models.CheckConstraint(condition=~Q(way="phone") | ~Q(phone=""), name="sign_up_by_phone_has_number"),
            models.UniqueConstraint(
                fields=["gathering", "email"], condition=~Q(email=""), name="signed_up_once_per_address"
            ),
        ]

    def __str__(self) -> str:
        return f"sign-up {self.pk} {self.state}"


class Attendance(models.Model):
    """People who came: one who signed up, some who came in with the code, or a count without names."""

    class How(models.TextChoices):
        SIGNED_UP = "signed_up", _("Aangemeld en gekomen")
        DOOR_CODE = "door_code", _("Aan de deur gemeld met de code")
        COUNTED = "counted", _("Geteld")

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="attendances")
    how = models.CharField(max_length=9, choices=How.choices)
    people = models.PositiveSmallIntegerField(default=1)
    sign_up = models.OneToOneField(SignUp, on_delete=models.SET_NULL, null=True, blank=True, related_name="attendance")
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["gathering", "noted_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["gathering"], condition=Q(how="counted"), name="gathering_counted_in_one_number"
            ),
            models.CheckConstraint(condition=~Q(how="door_code") | Q(people__gte=1), name="who_comes_in_is_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.people} {self.how} at gathering {self.gathering_id}"
