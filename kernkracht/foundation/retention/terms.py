"""Counting how long something is kept. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from .declarations import DataClass

FOR_EVER = date.max


@dataclass(frozen=True)
class Term:
    """How long a class is kept: `years` after the end, or for ever (None), and what that rests on.

    With `from_january` counting starts on 1 January after the end.
    """

    data_class: DataClass
    years: int | None
    from_january: bool
    source: str


def due_on(ended_on: date, term: Term) -> date:
    """The first day on which it may be destroyed: so many years after the end; `FOR_EVER` when never.

    29 February counts as 1 March in a year without one: never a day too early.
    """
    if term.years is None:
        return FOR_EVER
    start = date(ended_on.year + 1, 1, 1) if term.from_january else ended_on
    return _years_later(start, term.years)


def _years_later(day: date, years: int) -> date:
    if day.year + years > date.max.year:
        return FOR_EVER
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28) + timedelta(days=1)


SELECTION_LIST = "Selectielijst gemeenten 2020"
DEFAULTS: dict[DataClass, Term] = {
    data_class: Term(data_class, years, False, f"{SELECTION_LIST}, {source}" if source[:1].isdigit() else source)
    for data_class, years, source in (
        (DataClass.GRANTED, 7, "8.1.7 en 8.1.8"),
        (DataClass.REFUSED, 5, "8.2"),
        (DataClass.ABORTED, 1, "8.4"),
        (DataClass.AGREEMENT, 10, "16.1"),
        (DataClass.TASK_AGREEMENT, None, "16.1.2"),
        (DataClass.RECEIPT, 7, "18.1"),
        (DataClass.PAYMENT, 7, "18.1"),
        (DataClass.DISPUTE, 7, "13.1.1"),
        (DataClass.RELATION, 1, "AVG artikel 5 lid 1 onder e: niet langer dan nodig"),
        (DataClass.LOG, 1, "AVG artikel 5 lid 1 onder e: niet langer dan nodig"),
    )
}
"""What counts until the archivist sets something else."""
FIRST_DAY = date(2020, 1, 1)
