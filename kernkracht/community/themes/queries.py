"""Which themes there are on a day."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from .models import Theme


def themes_on(day: date) -> QuerySet[Theme]:
    """Themes that can be chosen on a day, in their own order."""
    return Theme.objects.on(day)


def theme(code: str) -> Theme | None:
    """The theme with this code, also an ended one; None when there is none."""
    return Theme.objects.filter(code=code[:60]).first()
