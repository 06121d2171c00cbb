"""Give out the next number of a series."""

from __future__ import annotations

from django.db import transaction

from .models import NumberSeries


class NumberedOutsideTransaction(RuntimeError):
    """A number was asked for without a transaction, so it could be lost or given out twice."""


def next_number(*, series: str, year: int, width: int = 4) -> str:
    """The next number of a series in a year, such as A-2026-0042; `width` is how many digits it has at least.

    The series stays locked until the caller's transaction ends, and a rollback takes the number back, so numbers
    have no gaps. Raises `NumberedOutsideTransaction`.
    """
    if not transaction.get_connection().in_atomic_block:
        raise NumberedOutsideTransaction(f"open a transaction before you ask for a number of {series}")
    NumberSeries.objects.get_or_create(code=series, year=year)
    row = NumberSeries.objects.select_for_update().get(code=series, year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return f"{series}-{year}-{row.last:0{width}d}"
