"""What may be done with themes, as pure predicates."""

from __future__ import annotations

from datetime import date

from .models import Theme


def can_be_chosen(theme: Theme, on: date) -> bool:
    """Whether something new may be about this theme on a day."""
    return theme.valid_from <= on and (theme.valid_until is None or on <= theme.valid_until)
