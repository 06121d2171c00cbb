"""What happens between receipt and decision: pauses of the term, and the hearing."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kernkracht.community.gatherings.models import Gathering

from .objection import Objection


class ObjectionPause(models.Model):
    """The term to decide stands still (Awb 7:10 lid 2 and 4), from the day after `asked_on`."""

    class Ground(models.TextChoices):
        REPAIR = "repair", _("Aanvulling gevraagd (Awb 6:6 en 7:10 lid 2)")
        CONSENT = "consent", _("Uitstel met instemming (Awb 7:10 lid 4)")

    objection = models.ForeignKey(Objection, on_delete=models.CASCADE, related_name="pauses")
    ground = models.CharField(max_length=10, choices=Ground.choices)
    question = models.TextField(blank=True, help_text="What is missing, or how the objector agreed.")
    asked_on = models.DateField()
    until_on = models.DateField(help_text="Last day of the term that was given.")
    ended_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ["objection", "asked_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gt=F("asked_on")), name="objection_pause_in_order"),
            models.CheckConstraint(condition=~Q(question=""), name="objection_pause_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.ground} of {self.objection_id}"


class WaiverGround(models.TextChoices):
    """When hearing can be left out (Awb 7:3)."""

    INADMISSIBLE = "inadmissible", _("Het bezwaar is duidelijk niet-ontvankelijk (Awb 7:3 onder a)")
    UNFOUNDED = "unfounded", _("Het bezwaar is duidelijk ongegrond (Awb 7:3 onder b)")
    WAIVED = "waived", _("De indiener wil niet worden gehoord (Awb 7:3 onder c)")
    SILENT = "silent", _("De indiener liet niets weten binnen de termijn (Awb 7:3 onder d)")
    GRANTED = "granted", _("Wij komen helemaal tegemoet aan het bezwaar (Awb 7:3 onder e)")


class Hearing(models.Model):
    """The gathering at which the objector is heard (Awb 7:2); its outcome is the report (Awb 7:7)."""

    objection = models.ForeignKey(Objection, on_delete=models.CASCADE, related_name="hearings")
    gathering = models.OneToOneField(Gathering, on_delete=models.CASCADE, related_name="hearing")

    class Meta:
        ordering = ["objection", "pk"]

    def __str__(self) -> str:
        return f"hearing of {self.objection_id}"
