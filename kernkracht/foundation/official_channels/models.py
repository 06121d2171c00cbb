"""A designated way to send one kind of official message, for a period, by a decision."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.deadlines.models import Channel


class MessageKind(models.TextChoices):
    """Official messages: part of a procedure in which somebody gets a decision (Awb 2:13)."""

    APPLICATION = "application", _("Een aanvraag doen")
    COMPLETION = "completion", _("Een aanvraag aanvullen")
    DEFAULT_NOTICE = "default_notice", _("Zeggen dat ons besluit te laat is (ingebrekestelling)")
    OBJECTION = "objection", _("Bezwaar maken")
    COMPLAINT = "complaint", _("Een klacht indienen")
    QUESTION = "question", _("Iets vragen over een aanvraag of besluit")


class OfficialChannelQuerySet(models.QuerySet["OfficialChannel"]):
    def on(self, day: date) -> Self:
        """Designated on a day."""
        until = Q(designated_until__isnull=True) | Q(designated_until__gte=day)
        return self.filter(until, designated_from__lte=day)


class OfficialChannel(models.Model):
    """One way for one kind of message. Rows end, and are never changed: what was sent keeps the way of its day."""

    kind = models.CharField(max_length=20, choices=MessageKind.choices)
    channel = models.CharField(max_length=12, choices=Channel.choices)
    address = models.CharField(max_length=200, help_text="Address of the form, or e-mail address.")
    designated_from = models.DateField()
    designated_until = models.DateField(null=True, blank=True, help_text="Last day.")
    decision = models.CharField(max_length=200, help_text="The decision that designates it, and where it stands.")

    objects = OfficialChannelQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "channel", "designated_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(designated_until__isnull=True) | Q(designated_until__gte=models.F("designated_from")),
                name="official_channel_period_in_order",
            ),
            models.CheckConstraint(condition=~Q(decision="") & ~Q(address=""), name="official_channel_has_decision"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} by {self.channel}"

    @property
    def href(self) -> str:
        """The address as a link wants it; empty for a way without an address on the web."""
        if self.channel == Channel.EMAIL:
            return f"mailto:{self.address}"
        return self.address if self.address.startswith(("/", "https://")) else ""
