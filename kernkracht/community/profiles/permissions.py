"""Which numbers may be shown, as pure predicates."""

from __future__ import annotations

from decimal import Decimal

from .models import Figure


def may_be_shown(figure: Figure, value: Decimal, base: Decimal | None) -> bool:
    """Whether enough people or homes stand behind a number (R276).

    What is counted is a number of itself; a mean counts as many as it is weighted by. Where nobody can say how many
    those are, a figure with a lower limit is not shown.
    """
    if figure.lower_limit == 0:
        return True
    behind = value if figure.adding == Figure.Adding.SUM else base
    return behind is not None and behind >= figure.lower_limit
