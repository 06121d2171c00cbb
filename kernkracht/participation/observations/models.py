"""What is seen in the villages: counts of partners, trends, and notes after a visit (R48, R196–R199)."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from kernkracht.community.gatherings.models import Gathering
from kernkracht.community.partners.models import Partner
from kernkracht.community.presence.models import Presence
from kernkracht.community.themes.models import Theme
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor
from kernkracht.participation.questions.models import Question


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


class VisitNote(models.Model):
    """What a colleague heard in a village: what about and from how many people, never from whom (R48).

    `key` is made where the note is written, which may be a telephone without network: the same note that comes in twice
    is kept once. `question` and `trend` say what became of it.
    """

    key = models.UUIDField(unique=True, default=uuid4, help_text="Made where the note was written.")
    village = models.ForeignKey(Village, on_delete=models.PROTECT, related_name="visit_notes")
    visited_on = models.DateField()
    people_spoken = models.PositiveSmallIntegerField()
    themes = models.ManyToManyField(Theme, blank=True, related_name="visit_notes")
    text = models.TextField()
    presence = models.ForeignKey(Presence, on_delete=models.SET_NULL, null=True, blank=True, related_name="visit_notes")
    gathering = models.ForeignKey(
        Gathering, on_delete=models.SET_NULL, null=True, blank=True, related_name="visit_notes"
    )
    question = models.OneToOneField(
        Question, on_delete=models.SET_NULL, null=True, blank=True, related_name="visit_note"
    )
    trend = models.OneToOneField(TrendNote, on_delete=models.SET_NULL, null=True, blank=True, related_name="visit_note")
    written_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(help_text="As the writer’s own device says.")
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["-visited_on", "-received_at", "-pk"]
        indexes = [models.Index(fields=["village", "-visited_on"], name="last_visit_of_village")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="visit_note_has_text"),
            models.CheckConstraint(
                condition=Q(presence__isnull=True) | Q(gathering__isnull=True), name="visit_note_of_one_moment"
            ),
        ]

    def __str__(self) -> str:
        return f"visit note {self.pk} of {self.village}"
