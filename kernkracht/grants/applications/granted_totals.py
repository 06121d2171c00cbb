"""What was granted, counted where it happens: one row per scheme, village and budget year.

Pages show these sums to everybody; adding up every case for each visitor would cost more than the page itself. The
rows are kept by triggers on the cases (migration 0002), in the transaction that grants, settles or imports, so that no
road to a granted case can forget them. `GrantApplication.objects.public()` says the same; a test compares both.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kernkracht.community.villages.models import Village
from kernkracht.foundation.money import EuroCentsField
from kernkracht.grants.schemes.models import Scheme


class GrantedTotal(models.Model):
    """How many cases are granted, and for how many cents. Written by triggers alone."""

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="+")
    village = models.ForeignKey(Village, on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField(help_text="The budget year of the cases.")
    plans = models.PositiveIntegerField(default=0)
    granted_cents = EuroCentsField(default=0)

    class Meta:
        ordering = ["-year", "scheme", "village"]
        indexes = [models.Index(fields=["village", "year"], name="granted_total_village")]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "village", "year"], name="granted_total_once"),
            models.CheckConstraint(condition=Q(granted_cents__gte=0), name="granted_total_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.plans} granted in {self.year}"
