"""The figures of a year, counted from the cases themselves. Pure: case lines in, figures with their cases out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .definitions import CONSIDERABLY_MORE, DEFINITIONS, Unit


class Status(StrEnum):
    """How a case stood on a day, seen from the year in which it was received."""

    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    CARRIED_OVER = "carried_over"
    NOT_TREATED = "not_treated"
    REFERRED = "referred"
    OPEN = "open"


@dataclass(frozen=True)
class CaseLine:
    """What counting needs to know of one case. Amounts in cents; `max_cents` is the maximum of the case's own rules."""

    number: str
    village: str
    received_on: date
    status: Status
    requested_cents: int
    granted_cents: int
    max_cents: int | None

    @property
    def at_max(self) -> bool:
        return self.max_cents is not None and self.granted_cents >= self.max_cents

    @property
    def asked_considerably_more(self) -> bool:
        return self.max_cents is not None and self.requested_cents >= self.max_cents * CONSIDERABLY_MORE


@dataclass(frozen=True)
class Figures:
    """Counts and sums over one set of cases; `cases` names those behind each figure, `values` has cents for money."""

    values: Mapping[str, int | None]
    cases: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class SchemeFigures:
    slug: str
    name: str
    total: Figures
    villages: Mapping[str, Figures]


def figures_of(
    received: Iterable[CaseLine],
    carried_in: Iterable[CaseLine] = (),
    *,
    ceiling_cents: int | None = None,
    max_cents: int | None = None,
) -> Figures:
    """Figures of the cases received in a year; `carried_in` came from an earlier year and only adds spent money."""
    lines = list(received)
    by_status: dict[Status, list[CaseLine]] = defaultdict(list)
    for line in lines:
        by_status[line.status].append(line)
    granted = by_status[Status.GRANTED]
    assessed = [line for line in lines if line.status != Status.WITHDRAWN]
    at_max = [line for line in granted if line.at_max]
    from_earlier = [line for line in carried_in if line.status == Status.GRANTED]
    groups = {
        "received": lines,
        **{status.value: by_status[status] for status in Status},
        "assessed": assessed,
        "granted_at_max": at_max,
        "at_max_asked_considerably_more": [line for line in at_max if line.asked_considerably_more],
        "granted_below_max": [line for line in granted if line.max_cents is not None and not line.at_max],
    }
    values: dict[str, int | None] = {code: len(group) for code, group in groups.items()}
    values |= {
        "granted_total_eur": sum(line.granted_cents for line in granted),
        "carried_in_granted_eur": sum(line.granted_cents for line in from_earlier),
        "requested_total_eur": sum(line.requested_cents for line in assessed),
        "ceiling_eur": ceiling_cents,
        "max_eur": max_cents,
    }
    behind = groups | {
        "granted_total_eur": granted,
        "carried_in_granted_eur": from_earlier,
        "requested_total_eur": assessed,
    }
    return Figures(
        values={d.code: values[d.code] for d in DEFINITIONS},
        cases={code: tuple(line.number for line in group) for code, group in behind.items()},
    )


def is_money(code: str) -> bool:
    """Whether a figure is an amount (in cents here, in euros in the JSON)."""
    return any(d.code == code and d.unit == Unit.CENTS for d in DEFINITIONS)
