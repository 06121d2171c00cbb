"""“Circa” and “ruim”: how a letter rounds, while the system keeps the exact sum (R308)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from kernkracht.foundation.money import format_euro

STEPS = ((5_000_00, 1_000_00), (1_000_00, 100_00))
"""From which amount (cents) on which step is rounded to; below the last nothing is rounded."""


def rounded_euro(cents: int) -> str:
    """An amount as a letter says it: “circa € 27.000” when rounded up, “ruim € 57.000” when rounded down.

    An amount that is already round, or below € 1.000, is said exactly.
    """
    step = next((step for least, step in STEPS if cents >= least), None)
    if step is None or cents % step == 0:
        return format_euro(cents)
    rounded = (cents + step // 2) // step * step
    word = _("circa") if rounded > cents else _("ruim")
    return f"{word} {format_euro(rounded)}"
