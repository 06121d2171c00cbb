from __future__ import annotations

from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.db.models import F, Q

RowT = TypeVar("RowT", bound=models.Model)


class OpenPeriodQuerySet(models.QuerySet[RowT, RowT]):
    """For rows with `valid_from` and `valid_until` (the last day that counts; null is open)."""

    def on(self, day: date) -> Self:
        """The rows that count on `day`."""
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day), valid_from__lte=day)


def valid_period_constraint(name: str) -> models.CheckConstraint:
    """A period never ends before it starts."""
    return models.CheckConstraint(
        condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")), name=name
    )
