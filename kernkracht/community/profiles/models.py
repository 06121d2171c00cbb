"""What a figure is, and what it is per village and day. A value is exact: a decimal, never a float."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.periods import OpenPeriodQuerySet, valid_period_constraint

DECIMALS = 4
"""Of a stored value; what is shown has fewer (`Figure.decimals`)."""
DIGITS = 18


class Figure(models.Model):
    """One figure of the profile of a village (R270): how it is called, counted, added up and shown."""

    class Unit(models.TextChoices):
        PEOPLE = "people", _("mensen")
        HOUSEHOLDS = "households", _("huishoudens")
        HOMES = "homes", _("woningen")
        COUNT = "count", _("aantal")
        PERCENT = "percent", _("procent")
        CENTS = "cents", _("eurocent")
        PER_THOUSAND = "per_thousand", _("per 1.000")
        PER_SQUARE_KILOMETRE = "per_km2", _("per km²")
        KILOMETRES = "kilometres", _("kilometer")
        HECTARES = "hectares", _("hectare")
        NUMBER = "number", _("gemiddeld aantal")

    class Adding(models.TextChoices):
        """How the figure of a village comes out of its neighbourhoods."""

        SUM = "sum", _("Optellen")
        MEAN = "mean", _("Gewogen gemiddelde")
        NONE = "none", _("Niet op te tellen")

    code = models.SlugField(max_length=60, unique=True, help_text="Never changes: addresses and files name it.")
    label = models.CharField(max_length=80, unique=True)
    explanation = models.CharField(max_length=400, blank=True)
    heading = models.CharField(max_length=60, help_text="Figures under one heading stand together.")
    unit = models.CharField(max_length=12, choices=Unit.choices)
    adding = models.CharField(max_length=4, choices=Adding.choices)
    weighted_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    share_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="Shown as a part of it."
    )
    columns = models.JSONField(default=list, help_text="Names that its column has in files.")
    file_factor = models.PositiveIntegerField(default=1, help_text="A number in a file times this is in our unit.")
    decimals = models.PositiveSmallIntegerField(default=0)
    lower_limit = models.PositiveIntegerField(default=0, help_text="Not shown when fewer stand behind it (R276).")
    counts_inhabitants = models.BooleanField(default=False, help_text="Also the number on the village itself.")
    is_shown = models.BooleanField(default=True)
    sort_order = models.PositiveSmallIntegerField(default=0)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True, help_text="The last day on which it is shown.")

    objects = OpenPeriodQuerySet.as_manager()

    class Meta:
        ordering = ["sort_order", "label"]
        constraints = [
            models.CheckConstraint(condition=~Q(label="") & ~Q(code="") & ~Q(heading=""), name="figure_has_words"),
            models.CheckConstraint(
                condition=~Q(adding="mean") | Q(weighted_by__isnull=False), name="mean_figure_has_weight"
            ),
            models.CheckConstraint(
                condition=Q(share_of__isnull=True) | Q(adding="sum"), name="only_a_counted_figure_is_a_share"
            ),
            models.CheckConstraint(
                condition=~Q(weighted_by=F("id")) & ~Q(share_of=F("id")), name="figure_leans_on_another"
            ),
            models.CheckConstraint(condition=Q(decimals__lte=DECIMALS), name="figure_decimals_are_stored"),
            models.CheckConstraint(condition=Q(file_factor__gte=1), name="figure_factor_is_positive"),
            models.UniqueConstraint(
                fields=["counts_inhabitants"], condition=Q(counts_inhabitants=True), name="one_figure_of_inhabitants"
            ),
            valid_period_constraint("figure_period_in_order"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def is_whole(self) -> bool:
        """Whether it counts things, so that a fraction in a file is a fault."""
        return self.unit in {self.Unit.PEOPLE, self.Unit.HOUSEHOLDS, self.Unit.HOMES, self.Unit.COUNT}


class FigureImport(models.Model):
    """One file that was taken in: where its numbers come from, and of which day they are (R271)."""

    source = models.CharField(max_length=200)
    file_name = models.CharField(max_length=200, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the file.")
    reference_on = models.DateField()
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-imported_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(source=""), name="figure_import_has_source")]

    def __str__(self) -> str:
        return f"{self.source} ({self.reference_on})"


class VillageFigure(models.Model):
    """A figure of one village on one day; without a village it is of the whole municipality.

    `value` is empty when the source does not give it for every neighbourhood: a part of a village is no village.
    `base` is how many people or homes stand behind a mean.
    """

    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="values")
    village = models.ForeignKey(Village, on_delete=models.CASCADE, null=True, blank=True, related_name="figures")
    reference_on = models.DateField()
    value = models.DecimalField(max_digits=DIGITS, decimal_places=DECIMALS, null=True, blank=True)
    base = models.DecimalField(max_digits=DIGITS, decimal_places=DECIMALS, null=True, blank=True)
    neighbourhoods = models.PositiveSmallIntegerField(default=0, help_text="Out of how many it was made.")
    taken_from = models.ForeignKey(FigureImport, on_delete=models.PROTECT, related_name="values")

    class Meta:
        ordering = ["figure", "village", "-reference_on"]
        indexes = [models.Index(fields=["village", "-reference_on"], name="figures_of_village")]
        constraints = [
            models.UniqueConstraint(
                fields=["figure", "village", "reference_on"],
                condition=Q(village__isnull=False),
                name="village_figure_once_per_day",
            ),
            models.UniqueConstraint(
                fields=["figure", "reference_on"],
                condition=Q(village__isnull=True),
                name="municipality_figure_once_per_day",
            ),
            models.CheckConstraint(condition=Q(value__isnull=True) | Q(value__gte=0), name="village_figure_no_debt"),
        ]

    def __str__(self) -> str:
        return f"figure {self.figure_id} of {self.village_id or 'the municipality'} on {self.reference_on}"
