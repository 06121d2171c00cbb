"""What a resident asked, of which village, and how far it is."""

from __future__ import annotations

import secrets
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernkracht.community.people.models import Team, User
from kernkracht.community.themes.models import Theme
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents.models import StoredDocument


def new_token() -> str:
    """The secret part of the link with which the asker follows."""
    return secrets.token_urlsafe(32)


class QuestionState(models.TextChoices):
    RECEIVED = "received", _("Ontvangen")
    ROUTED = "routed", _("Bij een collega")
    PROMISED = "promised", _("Wordt uitgezocht")
    ANSWERED = "answered", _("Beantwoord")
    REOPENED = "reopened", _("Opnieuw open")


OPEN_STATES = (QuestionState.RECEIVED, QuestionState.ROUTED, QuestionState.PROMISED, QuestionState.REOPENED)


class QuestionQuerySet(models.QuerySet["Question"]):
    def open(self) -> QuestionQuerySet:
        return self.filter(state__in=OPEN_STATES)

    def late(self, on: date) -> QuestionQuerySet:
        """Open ones whose promised day lies behind `on`."""
        return self.open().filter(promised_on__lt=on)


class Question(models.Model):
    """A question or signal with its promise (R227). The contact is always who answers for the village that day (R14).

    `content_owner` answers (R16); `department` is where that colleague works, or where it waits without one.
    `merged_into` gets the same answers on the same days. `promised_on` is the last promise that was made.
    """

    class Channel(models.TextChoices):
        WEB = "web", _("Website")
        PHONE = "phone", _("Telefoon")
        HALL = "hall", _("In het dorp")
        COUNTER = "counter", _("Balie")
        MAIL = "mail", _("E-mail")

    number = models.CharField(max_length=20, unique=True, help_text="Such as V-2026-0001.")
    village = models.ForeignKey(Village, on_delete=models.PROTECT, related_name="questions")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="questions")
    text = models.TextField()
    street = models.CharField(max_length=150, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    photo = models.OneToOneField(StoredDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=100)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    language = models.CharField(max_length=5, default="nl")
    channel = models.CharField(max_length=7, choices=Channel.choices, default=Channel.WEB)
    token = models.CharField(max_length=64, unique=True, default=new_token)
    submission_key = models.UUIDField(null=True, blank=True, unique=True, help_text="One form, one question.")
    visitor = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    entered_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    asked_on = models.DateField(help_text="The day on which the term begins.")
    state = models.CharField(max_length=8, choices=QuestionState.choices, default=QuestionState.RECEIVED)
    promised_on = models.DateField()
    content_owner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    department = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    merged_into = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="merged")
    may_publish = models.BooleanField(default=False, help_text="The asker lets question and answer be shown, unnamed.")
    helped = models.BooleanField(null=True, blank=True, help_text="What the asker says of the last answer.")
    helped_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["promised_on", "pk"]
        indexes = [
            models.Index(fields=["village", "state", "promised_on"]),
            models.Index(fields=["state", "promised_on"]),
            models.Index(fields=["content_owner", "state"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="answered", closed_at__isnull=False)
                | (~Q(state="answered") & Q(closed_at__isnull=True)),
                name="answered_question_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="routed") | Q(content_owner__isnull=False) | Q(department__isnull=False),
                name="routed_question_lies_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(longitude__isnull=True, latitude__isnull=True)
                | Q(longitude__isnull=False, latitude__isnull=False),
                name="question_pin_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(helped__isnull=True) | Q(helped_at__isnull=False), name="question_helped_has_time"
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=models.F("id")), name="question_not_its_own"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES
