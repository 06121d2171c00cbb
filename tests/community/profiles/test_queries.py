"""What of a figure may be read: the latest, beside the municipality on the same day, and never a small number."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from kernkracht.community.profiles.models import Figure
from kernkracht.community.profiles.permissions import may_be_shown
from kernkracht.community.profiles.queries import (
    all_profiles,
    by_heading,
    compared,
    figures_for_office,
    figures_on,
    imports,
    profile_of,
    with_figures,
)
from kernkracht.community.profiles.wording import number_text, value_text
from kernkracht.community.villages.models import Village
from tests.factories.profiles import DAY, FigureFactory, value_of
from tests.factories.villages import VillageFactory

TODAY = date(2026, 11, 23)
HARD = "\u00a0"


@pytest.fixture
def village(db: None) -> Village:
    return VillageFactory(name="Aa", slug="aa")


class TestOneVillage:
    def test_the_latest_until_that_day_stands_beside_the_municipality_of_the_same_day(self, village: Village) -> None:
        people = FigureFactory(label="Inwoners")
        value_of(people, village, "400")
        value_of(people, None, "27773")
        value_of(people, village, "410", on=date(2025, 1, 1))
        value_of(people, village, "500", on=date(2027, 1, 1))
        (line,) = profile_of(village, TODAY)
        assert (line.own.text, line.whole, line.reference_on) == ("410", None, date(2025, 1, 1))
        (earlier,) = profile_of(village, date(2024, 12, 31))
        assert earlier.whole is not None
        assert (earlier.own.text, earlier.whole.text, earlier.source) == ("400", "27.773", "CBS, kerncijfers")
        assert earlier.is_count
        assert profile_of(village, date(2023, 1, 1)) == []

    def test_a_share_is_of_the_same_day(self, village: Village) -> None:
        people = FigureFactory(is_shown=False)
        young = FigureFactory(share_of=people, label="Jong")
        value_of(people, village, "400")
        value_of(young, village, "60")
        (line,) = profile_of(village, TODAY)
        assert (line.own.number, line.own.text, line.own.count) == (Decimal(15), f"15{HARD}%", "60")
        assert line.is_percent
        assert not line.is_count
        value_of(young, village, "62", on=date(2025, 1, 1))
        (line,) = profile_of(village, TODAY)
        assert (line.own.number, line.own.text) == (None, "62")
        assert line.own.why

    def test_a_share_of_nobody_is_unknown(self, village: Village) -> None:
        people = FigureFactory(is_shown=False)
        value_of(people, village, "0")
        value_of(FigureFactory(share_of=people), village, "0")
        (line,) = profile_of(village, TODAY)
        assert line.own.number is None

    @pytest.mark.parametrize(
        ("facts", "value", "base", "is_seen"),
        [
            ({}, "9", None, False),
            ({}, "10", None, True),
            ({"adding": "mean"}, "75", "9", False),
            ({"adding": "mean"}, "75", "10", True),
            ({"adding": "mean"}, "75", None, False),
            ({"lower_limit": 0}, "1", None, True),
        ],
    )
    def test_small_numbers_stay_inside(
        self, village: Village, facts: dict[str, object], value: str, base: str | None, is_seen: bool
    ) -> None:
        weight = FigureFactory(is_shown=False) if facts.get("adding") == "mean" else None
        figure = FigureFactory(**{"lower_limit": 10, "weighted_by": weight} | facts)
        value_of(figure, village, value, base=base)
        (line,) = profile_of(village, TODAY)
        assert (line.own.number is not None) is is_seen
        assert bool(line.own.text) is is_seen
        assert (line.own.value is not None) is is_seen
        assert ("klein getal" in line.own.why) is not is_seen
        assert [own.own.text != "" for _village, own in all_profiles(TODAY)] == [is_seen], "nor in a download"

    def test_what_is_unknown_says_why(self, village: Village) -> None:
        for adding, said in (("sum", "niet voor elke buurt"), ("none", "per buurt")):
            value_of(FigureFactory(adding=adding), village, None)
            line = profile_of(village, TODAY)[-1]
            assert said in line.own.why
            assert (line.own.number, line.own.text) == (None, "")

    def test_what_is_hidden_or_over_is_not_there(self, village: Village) -> None:
        value_of(FigureFactory(is_shown=False), village, "5")
        value_of(FigureFactory(valid_until=date(2026, 11, 22)), village, "5")
        value_of(FigureFactory(valid_until=TODAY, label="Nog"), village, "5")
        assert [line.label for line in profile_of(village, TODAY)] == ["Nog"]
        assert [figure.label for figure in figures_on(TODAY)] == ["Nog"]

    @pytest.mark.parametrize(
        ("facts", "n", "said"),
        [
            ({}, 3, "Opgeteld uit 3 buurten."),
            ({}, 1, "Dit dorp is één buurt."),
            ({}, 0, ""),
            ({"adding": "mean"}, 3, "Buurten met meer inwoners tellen zwaarder."),
            ({"adding": "none"}, 3, "Dit dorp heeft 3 buurten."),
        ],
    )
    def test_how_it_was_made_is_told(self, village: Village, facts: dict[str, object], n: int, said: str) -> None:
        weight = FigureFactory(label="Inwoners", is_shown=False) if facts.get("adding") == "mean" else None
        value_of(FigureFactory(weighted_by=weight, **facts), village, "5", neighbourhoods=n)
        assert profile_of(village, TODAY)[0].how.endswith(said)

    def test_one_query_however_many_years(self, village: Village) -> None:
        people = FigureFactory(label="Inwoners")
        mean = FigureFactory(adding="mean", weighted_by=people)
        for year in range(2015, 2026):
            value_of(people, village, "5", on=date(year, 1, 1))
            value_of(mean, village, "5", base="5", on=date(year, 1, 1))
        with CaptureQueriesContext(connection) as queries:
            assert [line.how for line in profile_of(village, TODAY)]
        assert len(queries) == 1

    def test_lines_stand_under_their_heading(self, village: Village) -> None:
        for heading in ("Wonen", "Leeftijd", "Wonen"):
            value_of(FigureFactory(heading=heading), village, "5")
        assert {heading: len(own) for heading, own in by_heading(profile_of(village, TODAY)).items()} == {
            "Wonen": 2,
            "Leeftijd": 1,
        }

    def test_a_village_says_whether_it_has_any(self, village: Village) -> None:
        other = VillageFactory()
        value_of(FigureFactory(), village, "5")
        found = {row.pk: row.has_figures for row in with_figures(Village.objects.all())}  # type: ignore[attr-defined]
        assert found == {village.pk: True, other.pk: False}


class TestSideBySide:
    def test_every_village_is_there_on_one_day(self, village: Village) -> None:
        other, late, ended = VillageFactory(name="Bee"), VillageFactory(name="Cee"), VillageFactory(status="ended")
        people = FigureFactory()
        share = FigureFactory(share_of=people)
        for place, n in ((village, "100"), (other, "50"), (None, "150"), (ended, "7")):
            value_of(people, place, n)
            value_of(share, place, "25")
        value_of(share, late, "30", on=date(2023, 1, 1))
        found = compared(share, TODAY)
        assert found.reference_on == DAY
        assert found.whole is not None
        assert found.whole.text == f"17{HARD}%"
        assert [(place.name, line.own.text if line else None) for place, line in found.lines] == [
            ("Aa", f"25{HARD}%"),
            ("Bee", f"50{HARD}%"),
            ("Cee", None),
        ]
        assert found.sources == ("CBS, kerncijfers",)

    def test_a_figure_without_values_is_empty(self, village: Village) -> None:
        found = compared(FigureFactory(), TODAY)
        assert (found.reference_on, found.whole, found.lines) == (None, None, ((village, None),))


def test_the_office_sees_how_much_is_known(village: Village) -> None:
    figure = FigureFactory()
    FigureFactory(label="Leeg")
    for place, value in ((village, "5"), (VillageFactory(), None), (None, "7")):
        value_of(figure, place, value)
    rows = {row.label: (row.villages_known, row.latest_on) for row in figures_for_office()}  # type: ignore[attr-defined]
    assert rows == {figure.label: (1, DAY), "Leeg": (0, None)}
    assert [row.count for row in imports()] == [3]  # type: ignore[attr-defined]


@given(st.integers(0, 10_000), st.integers(0, 10_000), st.one_of(st.none(), st.integers(0, 10_000)))
def test_no_number_about_fewer_than_the_limit_is_ever_shown(limit: int, value: int, base: int | None) -> None:
    counted = Figure(adding=Figure.Adding.SUM, lower_limit=limit)
    assert may_be_shown(counted, Decimal(value), None) is (value >= limit)
    mean = Figure(adding=Figure.Adding.MEAN, lower_limit=limit)
    behind = None if base is None else Decimal(base)
    assert may_be_shown(mean, Decimal(value), behind) is (limit == 0 or (base is not None and base >= limit))


@pytest.mark.parametrize(
    ("unit", "value", "decimals", "dutch", "english"),
    [
        ("people", "5910", 0, "5.910", "5,910"),
        ("percent", "70.5", 0, f"71{HARD}%", f"71{HARD}%"),
        ("kilometres", "0.65", 1, f"0,7{HARD}km", f"0.7{HARD}km"),
        ("hectares", "1932", 0, f"1.932{HARD}ha", f"1,932{HARD}ha"),
        ("number", "2.35", 1, "2,4", "2.4"),
        ("per_thousand", "12.4", 1, f"12,4{HARD}per 1.000", ""),
        ("cents", "44423480", 0, f"€{HARD}444.000", "€444,000"),
        ("cents", "3634567", 1, f"€{HARD}36.300", "€36,300"),
    ],
)
def test_numbers_as_people_read_them(unit: str, value: str, decimals: int, dutch: str, english: str) -> None:
    figure = Figure(unit=unit, decimals=decimals, file_factor=100_000 if unit == "cents" else 1)
    assert value_text(figure, Decimal(value)) == dutch
    with override("en"):
        assert not english or value_text(figure, Decimal(value)) == english
    assert number_text(Decimal("1234567.891"), 2) == "1.234.567,89"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "facts",
    [
        {"adding": "mean"},
        {"adding": "mean", "share_of": True, "weighted_by": True},
        {"label": ""},
        {"heading": ""},
        {"decimals": 5},
        {"file_factor": 0},
        {"valid_until": date(1999, 1, 1)},
    ],
)
def test_the_database_refuses_a_figure_that_cannot_be(facts: dict[str, object]) -> None:
    other = FigureFactory()
    leans = {name: other for name in ("share_of", "weighted_by") if facts.get(name)}
    with pytest.raises(IntegrityError), transaction.atomic():
        FigureFactory(**facts | leans)


def test_the_database_keeps_one_value_per_place_and_day(village: Village) -> None:
    figure = FigureFactory()
    for place in (village, None):
        value_of(figure, place, "5")
        with pytest.raises(IntegrityError), transaction.atomic():
            value_of(figure, place, "6")
    with pytest.raises(IntegrityError), transaction.atomic():
        value_of(figure, village, "-1", on=date(2025, 1, 1))
    FigureFactory(counts_inhabitants=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        FigureFactory(counts_inhabitants=True)
