"""Reading figures per neighbourhood: what is understood, and every way in which a file is wrong."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kernkracht.community.profiles import reading
from kernkracht.community.profiles.reading import AreaTable, Choice, FigureColumn, read_areas, read_mapping
from kernkracht.foundation.table_files import FileFault

VILLAGES = {"aa": 1, "bee": 2, "bee-dorp": 2}
PEOPLE = FigureColumn("people", ("inwoners", "a_inw"), is_whole=True)
VALUE = FigureColumn("value", ("woz",), factor=100_000)
OWNED = FigureColumn("owned", ("koop_pct",), is_percent=True)
COLUMNS = (PEOPLE, VALUE, OWNED)
OURS = {"BU99990000": 1, "BU99990001": 2}
HEAD = "code,soort,naam,inwoners,woz,koop_pct\n"
GOOD = (
    HEAD
    + "GM9999,gemeente,X,300,250,61.5\n"
    + "WK999900,wijk,X,300,250,61.5\n"
    + "BU99990000,buurt,Aa,100,200.5,50\n"
    + "BU99990001,buurt,Bee,200,.,-99997\n"
)


def read(text: str, choice: Choice | None = None, on: date = date(2024, 1, 1)) -> tuple[AreaTable, list[FileFault]]:
    return read_areas(text.encode(), COLUMNS, OURS, choice or Choice(), on)


def test_a_good_file_is_read_to_the_cent_and_districts_are_passed_over() -> None:
    table, faults = read(GOOD)
    assert faults == []
    assert table.figures == ("people", "value", "owned")
    assert table.of("BU99990000", "value") == Decimal(20_050_000)
    assert table.of("GM9999", "owned") == Decimal("61.5")
    assert table.of("BU99990001", "value") is None
    assert table.of("BU99990001", "owned") is None
    assert table.passed_over == 1


@pytest.mark.parametrize("secret", ["", ".", "-", "x", "-99997", "-99995", "-99999,0", "-99997.0"])
def test_what_the_source_keeps_secret_is_unknown_and_no_number(secret: str) -> None:
    table, faults = read(f"{HEAD}BU99990000,b,Aa,{secret.replace(',', '.')},1,1\n")
    assert faults == []
    assert table.of("BU99990000", "people") is None


def test_semicolons_decimal_commas_capitals_and_spaces_are_as_good() -> None:
    table, faults = read("\ufeffCode;A_INW;WOZ\r\nBU99990000 ;100; 200,5 \r\n")
    assert faults == []
    assert (table.of("BU99990000", "people"), table.of("BU99990000", "value")) == (100, 20_050_000)


def test_only_the_year_that_was_asked_for_is_read() -> None:
    text = "code,jaar,inwoners\nBU99990000,2023,90\nBU99990000,2024,100\n"
    table, faults = read(text)
    assert faults == []
    assert table.of("BU99990000", "people") == 100
    assert table.passed_over == 1


def test_other_municipalities_are_passed_over_unread() -> None:
    table, faults = read(GOOD + "BU12340000,buurt,Elders,veel,geen,getal\n")
    assert faults == []
    assert table.passed_over == 2


def test_columns_can_be_chosen_and_skipped() -> None:
    with_more = GOOD.replace("koop_pct\n", "onbekend\n")
    assert read(with_more, Choice.of(skip=["Onbekend"]))[0].figures == ("people", "value")
    assert read(with_more, Choice.of(only=["woz"]))[0].figures == ("value",)
    assert read(with_more, Choice(passes_unknown=True))[0].figures == ("people", "value")
    assert "staat niet in het bestand" in str(read(GOOD, Choice.of(skip=["weg"]))[1][0])


ROW = "BU99990000,b,Aa,{},{},{}\n"
WRONG = [
    ("", "code van het gebied"),
    ("naam,inwoners\nAa,1\n", "De kolom met de code van het gebied ontbreekt"),
    ("code,naam\nBU99990000,Aa\n", "Er staat geen cijfer in"),
    (HEAD.replace("woz", "wos"), "Regel 1, wos: Deze kolom kennen wij niet. Bedoelt u woz?"),
    (HEAD.replace("woz", "inwoners"), "Deze kolom staat er twee keer"),
    (HEAD.replace("woz", "a_inw"), "Twee kolommen zijn hetzelfde cijfer"),
    (HEAD + "BU99990000,b,Aa,1,1\n", "Regel 2: Het aantal kolommen klopt niet"),
    (HEAD + "BU9999,b,Aa,1,1,1\n", "Regel 2, code: “BU9999” is geen code"),
    (HEAD + "BU99990009,b,Ce,1,1,1\n", "Regel 2, code: Van de buurt BU99990009 weten wij niet"),
    (HEAD + ROW.format(1, 1, 1) * 2, "Regel 3, code: Het gebied BU99990000 staat er twee keer in"),
    (HEAD + ROW.format("veel", 1, 1), "Regel 2, inwoners: “veel” is geen getal"),
    (HEAD + ROW.format("-5", 1, 1), "“-5” is geen getal"),
    (HEAD + ROW.format("1.234", 1, 1), "“1.234” is geen heel getal"),
    (HEAD + ROW.format("1", 1, "100.5"), "“100.5” is te groot"),
    (HEAD + ROW.format("1", "999999999", 1), "“999999999” is te groot"),
    ((HEAD + ROW).replace(",", ";").format("1", "1,5", "1.5"), "Punten en komma’s staan door elkaar"),
    (HEAD + "GM9999,gemeente,X,300,250,61.5\n", "Er staan geen buurten van uw gemeente in"),
    (HEAD + '"BU99990000,b,Aa,1,1,1\n', "geen CSV"),
]


@pytest.mark.parametrize(("text", "said"), WRONG, ids=range(len(WRONG)))
def test_what_is_wrong_is_told_with_its_place(text: str, said: str) -> None:
    _table, faults = read(text)
    assert any(said in str(fault) for fault in faults), [str(fault) for fault in faults]
    assert all(fault.reason and fault.remedy for fault in faults)


def test_every_fault_of_a_file_is_told_at_once() -> None:
    _table, faults = read(HEAD + ROW.format("a", "b", "c") + "XX,b,Aa,1,1,1\n")
    assert [fault.line for fault in faults] == [2, 2, 2, 3]


@pytest.mark.parametrize("content", [b"code,inwoners\nBU9999000\xff", b"code\0,inwoners\n"])
def test_what_is_no_text_is_no_file(content: bytes) -> None:
    for faults in (
        read_areas(content, COLUMNS, OURS, Choice(), date(2024, 1, 1))[1],
        read_mapping(content, VILLAGES)[1],
    ):
        assert [fault.line for fault in faults] == [0]


def test_a_file_has_a_largest_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 10)
    assert "groter" in str(read(GOOD)[1][0])


def test_neighbourhoods_find_their_village_by_name_or_address() -> None:
    text = "buurtcode,kern,toelichting\nBU99990000,AA,zeker\nBU99990001,bee-dorp,twijfel\n"
    assert read_mapping(text.encode(), VILLAGES) == ({"BU99990000": 1, "BU99990001": 2}, [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("buurtcode,kern\n", "Er staan geen buurten in"),
        ("buurtcode\nBU99990000\n", "De kolom met het dorp ontbreekt"),
        ("kern\nAa\n", "De kolom met de code van de buurt ontbreekt"),
        ("buurtcode,kern\nWK999900,Aa\n", "Regel 2, buurtcode: “WK999900” is geen code van een buurt"),
        ("buurtcode,kern\nBU99990000,Be\n", "Regel 2, kern: Het dorp “Be” kennen wij niet. Bedoelt u bee?"),
        ("buurtcode,kern\nBU99990000,Aa\nBU99990000,Bee\n", "Regel 3, buurtcode: De buurt BU99990000 staat er twee"),
        ("buurtcode,kern\nBU99990000\n", "Regel 2: Het aantal kolommen klopt niet"),
        ('buurtcode,kern\n"BU99990000,Aa\n', "geen CSV"),
    ],
)
def test_what_is_wrong_with_neighbourhoods_is_told(text: str, said: str) -> None:
    _found, faults = read_mapping(text.encode(), VILLAGES)
    assert any(said in str(fault) for fault in faults), [str(fault) for fault in faults]
