"""Covenants: who agreed on what, from when to when, and whether it is done."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents.models import StoredDocument
from kernkracht.foundation.periods import OpenPeriodQuerySet

from .register import Group


class Covenant(models.Model):
    """An agreement of the municipality with one or more groups (R210, R214). The municipality is always a party."""

    class Kind(models.TextChoices):
        COVENANT = "covenant", _("Convenant")
        COOPERATION = "cooperation", _("Afspraak om samen te werken")

    title = models.CharField(max_length=150)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.COVENANT)
    groups = models.ManyToManyField(Group, blank=True, related_name="covenants")
    other_parties = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=300, blank=True, help_text="Where the facts come from.")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["title", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="covenant_has_a_title")]

    def __str__(self) -> str:
        return self.title


class CovenantVersion(models.Model):
    """The text as agreed, from when to when (R213). A version without a first day is known but does not run (C11)."""

    covenant = models.ForeignKey(Covenant, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    document = models.ForeignKey(StoredDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    is_public = models.BooleanField(default=False, help_text="Anybody may read the text and the document.")
    signed_on = models.DateField(null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    end_reason = models.CharField(max_length=300, blank=True)

    objects = OpenPeriodQuerySet.as_manager()

    class Meta:
        ordering = ["covenant", "number"]
        constraints = [
            models.UniqueConstraint(fields=["covenant", "number"], name="covenant_version_number_once"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="covenant_version_period_in_order",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(signed_on__isnull=False),
                name="running_covenant_was_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.covenant} v{self.number}"


class CovenantDuty(models.Model):
    """What one of the parties does, and how often (R215, R216, R217). Its dates follow from the first day."""

    class Kind(models.TextChoices):
        MEETING = "meeting", _("Bestuurlijk overleg")
        TASK = "task", _("Taak")
        INFORMATION = "information", _("Informatie uitwisselen")

    version = models.ForeignKey(CovenantVersion, on_delete=models.CASCADE, related_name="duties")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    text = models.TextField(help_text="What is done, and for information in which way.")
    owed_by = models.ForeignKey(
        Group,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="duties",
        help_text="The group that does it; empty for the municipality.",
    )
    interval_months = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Once in so many months; empty for a task that goes on all the time."
    )
    counts_from = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["version", "kind", "pk"]
        verbose_name_plural = "covenant duties"
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="covenant_duty_says_what"),
            models.CheckConstraint(
                condition=Q(interval_months__isnull=True, counts_from__isnull=True)
                | Q(interval_months__gte=1, interval_months__lte=60, counts_from__isnull=False),
                name="covenant_duty_rhythm_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.version}"


class DutyEvidence(models.Model):
    """That a duty was done for one of its dates, or why it was not."""

    class Outcome(models.TextChoices):
        DONE = "done", _("Gedaan")
        MISSED = "missed", _("Niet gebeurd")

    duty = models.ForeignKey(CovenantDuty, on_delete=models.CASCADE, related_name="evidence")
    due_on = models.DateField(help_text="The date of the duty that this is about.")
    outcome = models.CharField(max_length=6, choices=Outcome.choices, default=Outcome.DONE)
    done_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    document = models.ForeignKey(StoredDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    gathering = models.ForeignKey(
        "gatherings.Gathering", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    added_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["duty", "due_on"]
        verbose_name_plural = "duty evidence"
        constraints = [
            models.UniqueConstraint(fields=["duty", "due_on"], name="one_evidence_per_duty_date"),
            models.CheckConstraint(
                condition=Q(outcome="done", done_on__isnull=False) | (Q(outcome="missed") & ~Q(note="")),
                name="evidence_has_a_day_or_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty} for {self.due_on}"
