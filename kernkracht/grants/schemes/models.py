"""A scheme is published rules with dates. A published version never changes; a new year is a new version."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kernkracht.community.people.models import User
from kernkracht.community.villages.models import Village
from kernkracht.foundation.periods import valid_period_constraint


class Scheme(models.Model):
    """A regeling under one stable name and address (R148)."""

    class Intake(models.TextChoices):
        APPLICATION = "application", "People apply"
        CLAIM = "claim", "Groups claim costs afterwards"
        YEARLY = "yearly", "Paid each year without application"

    slug = models.SlugField(max_length=100, unique=True)
    name = models.CharField(max_length=150)
    municipality = models.CharField(max_length=100)
    intake = models.CharField(max_length=12, choices=Intake.choices, default=Intake.APPLICATION)
    sort_order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["sort_order", "name"]

    def __str__(self) -> str:
        return self.name


class OldAddress(models.Model):
    """A path that once led to this scheme, quoted in letters; it redirects to the rules page (R148)."""

    path = models.CharField(max_length=300, unique=True)
    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="old_addresses")

    class Meta:
        ordering = ["path"]

    def __str__(self) -> str:
        return self.path


class SchemeVersion(models.Model):
    """The rules of a scheme for a period. Immutable once published; no version without a legal basis (Awb 4:23)."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="versions")
    label = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    legal_basis = models.CharField(max_length=300, blank=True)
    legal_basis_url = models.URLField(blank=True)
    summary = models.TextField(blank=True, help_text="One or two sentences for the list of schemes.")
    purpose = models.TextField(blank=True)
    texts = models.JSONField(
        default=dict, blank=True, help_text="Other texts by key, described in docs/domain/schemes.md."
    )
    draft_retention_days = models.PositiveSmallIntegerField(default=90)
    cost_labels = models.JSONField(default=dict, blank=True, help_text="Own cost kinds: code and Dutch label.")
    example_cases = models.JSONField(
        default=list, blank=True, help_text="Cases with expected findings, as spelled in the scheme file."
    )
    not_said = models.JSONField(
        default=list, blank=True, help_text="Facts of the source that these rules cannot say, each with its reason."
    )
    sources = models.JSONField(default=list, blank=True, help_text="Where the rules were read.")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["scheme", "valid_from", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "label"], name="scheme_version_label_once"),
            valid_period_constraint("scheme_version_period_in_order"),
            models.CheckConstraint(
                condition=Q(state="draft") | (Q(published_at__isnull=False) & ~Q(legal_basis="")),
                name="published_version_has_date_and_basis",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.label}"


class Criterion(models.Model):
    """One rule of a version: a kind from the closed registry, its parameters, and where it stands in the law."""

    version = models.ForeignKey(SchemeVersion, on_delete=models.CASCADE, related_name="criteria")
    key = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=60)
    parameters = models.JSONField(default=dict, blank=True)
    article = models.CharField(max_length=100, blank=True)
    statement = models.TextField(blank=True, help_text="The rule in plain words; empty for the standard sentence.")
    refusal_ground = models.TextField(blank=True, help_text="Sentence for the letter when it is not met.")

    class Meta:
        ordering = ["version", "position"]
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="criterion_key_once"),
            models.UniqueConstraint(fields=["version", "position"], name="criterion_position_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key} ({self.kind})"


class VillageOverride(models.Model):
    """Other parameter values of one criterion in one village (R2)."""

    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="overrides")
    village = models.ForeignKey(Village, on_delete=models.PROTECT, related_name="+")
    parameters = models.JSONField(default=dict)

    class Meta:
        ordering = ["criterion", "village"]
        constraints = [models.UniqueConstraint(fields=["criterion", "village"], name="one_override_per_village")]

    def __str__(self) -> str:
        return f"{self.criterion} in {self.village}"
