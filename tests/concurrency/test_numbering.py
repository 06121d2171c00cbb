"""Many people who get a number at the same moment get different ones, without gaps, whichever series is new."""

from __future__ import annotations

from functools import partial

import pytest
from django.db import transaction

from kernkracht.foundation.numbering.actions import next_number
from kernkracht.foundation.numbering.models import NumberSeries

from .crowd import all_at_once

pytestmark = pytest.mark.concurrency


class GaveUp(Exception):
    """An act that fails after it got its number."""


def take(series: str, *, gives_up: bool = False) -> str:
    with transaction.atomic(durable=True):
        number = next_number(series=series, year=2026, width=3)
        if gives_up:
            raise GaveUp
        return number


def test_a_series_that_nobody_used_yet(committed_db: None) -> None:
    results = all_at_once([partial(take, series) for _ in range(8) for series in ("B", "DC")])
    assert sorted(map(str, results)) == [f"{series}-2026-{n:03d}" for series in ("B", "DC") for n in range(1, 9)]
    assert {row.code: row.last for row in NumberSeries.objects.all()} == {"B": 8, "DC": 8}


def test_who_gives_up_leaves_no_gap(committed_db: None) -> None:
    results = all_at_once([partial(take, "B", gives_up=place % 2 == 0) for place in range(12)])
    assert sum(isinstance(result, GaveUp) for result in results) == 6
    assert sorted(r for r in results if isinstance(r, str)) == [f"B-2026-{n:03d}" for n in range(1, 7)]
