"""A kern: the home of everything that happens. Nothing here assumes how many there are."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Area(models.Model):
    """A group of villages (“Lienden e.o.”), used for reports (R31)."""

    name = models.CharField(max_length=100)
    slug = models.SlugField(max_length=100, unique=True)
    sort_order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["sort_order", "name"]

    def __str__(self) -> str:
        return self.name


class VillageQuerySet(models.QuerySet["Village"]):
    def active(self) -> VillageQuerySet:
        return self.filter(status=Village.Status.ACTIVE)


class Village(models.Model):
    """One kern (R1). Its outline is a GeoJSON geometry in longitude and latitude, or null when nobody imported one."""

    class Status(models.TextChoices):
        ACTIVE = "active", "Active"
        ENDED = "ended", "No longer a village of this municipality"

    name = models.CharField(max_length=100, unique=True)
    slug = models.SlugField(max_length=100, unique=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ACTIVE)
    sort_order = models.PositiveSmallIntegerField(default=0)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="villages")
    centre_longitude = models.FloatField()
    centre_latitude = models.FloatField()
    outline = models.JSONField(null=True, blank=True)
    outline_source = models.CharField(max_length=200, blank=True)
    inhabitants = models.PositiveIntegerField(null=True, blank=True)
    inhabitants_on = models.DateField(null=True, blank=True)
    inhabitants_source = models.CharField(max_length=200, blank=True)
    introduction = models.TextField(blank=True, help_text="One or two sentences above the village page.")
    changed_at = models.DateTimeField(auto_now=True, help_text="Tells drawn maps that they are out of date.")

    objects = VillageQuerySet.as_manager()

    class Meta:
        ordering = ["sort_order", "name"]

    def __str__(self) -> str:
        return self.name


class RolloutStep(models.Model):
    """Since when a village is in which phase of the roll-out (R38): 1 map, 2 start, 3 run."""

    class Phase(models.IntegerChoices):
        MAP = 1, _("In kaart brengen")
        START = 2, _("Starten")
        RUN = 3, _("Uitvoeren")

    village = models.ForeignKey(Village, on_delete=models.CASCADE, related_name="rollout_steps")
    phase = models.PositiveSmallIntegerField(choices=Phase.choices)
    since = models.DateField()
    is_pilot = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True, help_text="Why now, or why without a start gathering.")

    class Meta:
        ordering = ["village", "since"]
        constraints = [models.UniqueConstraint(fields=["village", "phase"], name="rollout_step_once_per_phase")]

    def __str__(self) -> str:
        return f"{self.village} {self.phase} since {self.since}"


class Municipality(models.Model):
    """How this installation introduces itself: one row, used by pages, mails and letters. Nothing of it is code."""

    singleton = models.BooleanField(default=True, editable=False, unique=True)
    name = models.CharField(max_length=100, help_text="As people say it, such as “gemeente Buren”.")
    short_name = models.CharField(max_length=60, help_text="The place alone, such as “Buren”.")
    site_name = models.CharField(max_length=100, help_text="Such as “Meedoen in Buren”.")
    executive_label = models.CharField(max_length=150, help_text="Such as “burgemeester en wethouders van Buren”.")
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    opening_hours = models.CharField(max_length=200, blank=True)
    visiting_address = models.TextField(blank=True)
    postal_address = models.TextField(blank=True)
    objection_address = models.TextField(blank=True, help_text="Where an objection goes (Awb 6:4).")
    objection_url = models.URLField(blank=True)
    signature_name = models.CharField(max_length=150, blank=True)
    signature_title = models.CharField(max_length=150, blank=True)
    logo = models.CharField(max_length=200, blank=True, help_text="Path of a static file; empty for the own logo.")
    notice = models.CharField(max_length=300, blank=True, help_text="Line in the footer, such as “Dit is een demo”.")

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "municipalities"
        constraints = [models.CheckConstraint(condition=models.Q(singleton=True), name="one_municipality")]

    def __str__(self) -> str:
        return self.name
