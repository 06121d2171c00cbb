"""A number is given out once, in order and without gaps, per series and year."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from kernkracht.foundation.numbering.actions import NumberedOutsideTransaction, next_number
from kernkracht.foundation.numbering.models import NumberSeries


@pytest.mark.django_db
def test_each_series_counts_by_itself_and_starts_again_every_year() -> None:
    asked = [("A", 2026), ("A", 2026), ("BZ", 2026), ("A", 2027), ("A", 2026)]
    assert [next_number(series=series, year=year) for series, year in asked] == [
        "A-2026-0001",
        "A-2026-0002",
        "BZ-2026-0001",
        "A-2027-0001",
        "A-2026-0003",
    ]


@pytest.mark.django_db
def test_a_full_width_grows_instead_of_starting_again() -> None:
    NumberSeries.objects.create(code="DC", year=2026, last=998)
    assert [next_number(series="DC", year=2026, width=3) for _ in range(2)] == ["DC-2026-999", "DC-2026-1000"]


@pytest.mark.django_db
def test_an_act_that_fails_gives_its_number_back() -> None:
    def fail() -> None:
        with transaction.atomic():
            next_number(series="A", year=2026)
            raise ZeroDivisionError

    next_number(series="A", year=2026)
    with pytest.raises(ZeroDivisionError):
        fail()
    assert next_number(series="A", year=2026) == "A-2026-0002"


@pytest.mark.django_db
def test_the_database_keeps_one_row_per_series_and_year() -> None:
    next_number(series="A", year=2026)
    with pytest.raises(IntegrityError), transaction.atomic():
        NumberSeries.objects.create(code="A", year=2026)


@pytest.mark.django_db(transaction=True)
def test_without_a_transaction_there_is_no_number() -> None:
    with pytest.raises(NumberedOutsideTransaction, match="BZ"):
        next_number(series="BZ", year=2026)
    assert not NumberSeries.objects.exists()
