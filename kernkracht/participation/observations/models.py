"""Counts of reports that partners got, per village, kind and month; and trends that colleagues see (R196–R199)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kernkracht.community.partners.models import Partner
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor


class ReportKind(models.Model):
    """What a report is about, such as waste beside a container (R198). Names are data."""

    label = models.CharField(max_length=80, unique=True)
    sort_order = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["sort_order", "label"]
        constraints = [models.CheckConstraint(condition=~Q(label=""), name="report_kind_has_label")]

    def __str__(self) -> str:
        return self.label


class PartnerCount(models.Model):
    """How many reports of one kind a partner got about one village in one month. A number, never a report."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="counts")
    village = models.ForeignKey(Village, on_delete=models.PROTECT, related_name="partner_counts")
    kind = models.ForeignKey(ReportKind, on_delete=models.PROTECT, related_name="counts")
    month = models.DateField(help_text="The first day of the month.")
    count = models.PositiveIntegerField()
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-month", "village", "kind", "partner"]
        indexes = [models.Index(fields=["village", "month"])]
        constraints = [
            models.UniqueConstraint(fields=["partner", "village", "kind", "month"], name="partner_count_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="partner_count_of_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.village} {self.kind} {self.month:%Y-%m}: {self.count}"


class TrendNote(models.Model):
    """What somebody reads in the numbers or hears in a village, in general words."""

    village = models.ForeignKey(Village, on_delete=models.PROTECT, related_name="trend_notes")
    kind = models.ForeignKey(ReportKind, on_delete=models.PROTECT, null=True, blank=True, related_name="trend_notes")
    text = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-written_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="trend_note_has_text")]

    def __str__(self) -> str:
        return f"trend {self.pk} of {self.village}"
