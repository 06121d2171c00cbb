"""The table of the Algemene termijnenwet against dates that were worked out apart from the library."""

from datetime import date, timedelta

import pytest

from kernkracht.foundation.deadlines.free_days import NAMES_IN_LAW, free_day_name, holidays_of, is_free_day

EASTER = {
    2026: date(2026, 4, 5),
    2027: date(2027, 3, 28),
    2028: date(2028, 4, 16),
    2029: date(2029, 4, 1),
    2030: date(2030, 4, 21),
    2031: date(2031, 4, 13),
    2032: date(2032, 3, 28),
    2033: date(2033, 4, 17),
    2034: date(2034, 4, 9),
    2035: date(2035, 3, 25),
    2036: date(2036, 4, 13),
}


def _days_of_the_law(year: int) -> set[date]:
    easter = EASTER[year]
    kings_day = date(year, 4, 27)
    if kings_day.weekday() == 6:
        kings_day = date(year, 4, 26)
    return {
        date(year, 1, 1),
        easter - timedelta(days=2),
        easter + timedelta(days=1),
        kings_day,
        date(year, 5, 5),
        easter + timedelta(days=39),
        easter + timedelta(days=50),
        date(year, 12, 25),
        date(year, 12, 26),
    }


@pytest.mark.parametrize("year", sorted(EASTER))
def test_the_holidays_of_ten_years_ahead(year: int) -> None:
    assert set(holidays_of(year)) == _days_of_the_law(year)


@pytest.mark.parametrize("year", [2031, 2036])
def test_kings_day_moves_off_sunday(year: int) -> None:
    assert date(year, 4, 27).weekday() == 6
    assert holidays_of(year)[date(year, 4, 26)] == "Koningsdag"


def test_liberation_day_counts_every_year() -> None:
    assert all(date(year, 5, 5) in holidays_of(year) for year in range(2021, 2041))


def test_every_day_of_the_table_occurs() -> None:
    assert {name for day, name in holidays_of(2027).items()} == set(NAMES_IN_LAW)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 4, 3), "Goede Vrijdag"),
        (date(2026, 12, 26), "Tweede Kerstdag"),
        (date(2026, 3, 7), "zaterdag"),
        (date(2026, 4, 5), "zondag"),
        (date(2026, 12, 24), ""),
        (date(2026, 5, 15), "dag na Hemelvaart"),
    ],
)
def test_a_free_day_says_why(day: date, name: str) -> None:
    equated = {date(2026, 5, 15): "dag na Hemelvaart"}
    assert free_day_name(day, equated) == name
    assert is_free_day(day, equated) is bool(name)
