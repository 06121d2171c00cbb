"""Facts that move the end of a term: days equated with holidays, and times at which we could not be reached."""

from __future__ import annotations

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """An electronic way to reach the municipality."""

    WEBSITE = "website", _("Formulier op deze website")
    EMAIL = "email", _("E-mail")
    MESSAGE_BOX = "message_box", _("Berichtenbox")


class EquatedDay(models.Model):
    """A day that a royal decree equates with a holiday (Algemene termijnenwet, article 3, third paragraph)."""

    day = models.DateField(unique=True)
    name = models.CharField(max_length=80)
    decree = models.CharField(max_length=200, help_text="The decree and where it was published.")

    class Meta:
        ordering = ["day"]
        constraints = [models.CheckConstraint(condition=~Q(decree="") & ~Q(name=""), name="equated_day_has_source")]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class OutageQuerySet(models.QuerySet["Outage"]):
    def running(self, at: datetime) -> Self:
        """Begun, and not ended by then."""
        return self.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=at), started_at__lte=at)

    def touching(self, first: date, last: date) -> Self:
        """With at least a minute on one of these days."""
        return self.filter(Q(ended_at__isnull=True) | Q(ended_at__date__gte=first), started_at__date__lte=last)


class Outage(models.Model):
    """A time at which one or more electronic channels could not be reached. Whoever came too late by it is not late."""

    channels = models.JSONField(help_text="Codes of `Channel`; at least one.")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    notice = models.TextField(help_text="What the public reads.")

    objects = OutageQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gt=F("started_at")), name="outage_ends_after_its_start"
            ),
            models.CheckConstraint(condition=~Q(notice=""), name="outage_has_public_notice"),
        ]

    def __str__(self) -> str:
        return f"outage since {self.started_at:%Y-%m-%d %H:%M}"

    @property
    def channel_names(self) -> list[str]:
        return [str(Channel(code).label) for code in self.channels]
