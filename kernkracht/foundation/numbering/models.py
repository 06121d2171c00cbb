"""The last number given out of each series."""

from __future__ import annotations

from django.db import models


class NumberSeries(models.Model):
    """The last number given out of a series in a year, under lock."""

    code = models.CharField(max_length=4)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["code", "year"]
        constraints = [models.UniqueConstraint(fields=["code", "year"], name="one_number_series_per_year")]

    def __str__(self) -> str:
        return f"{self.code}-{self.year}: {self.last}"
