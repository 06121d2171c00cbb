"""Amounts as people write them: read when there is one reading, asked about when there are two."""

from __future__ import annotations

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from kernkracht.foundation.money import (
    AmbiguousAmount,
    UnreadableAmount,
    format_euro,
    parse_euro,
    to_euro_number,
)
from kernkracht.foundation.money.amounts import MAX_CENTS

cents = st.integers(min_value=0, max_value=MAX_CENTS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("€ 1.250,50", 125_050),
        ("1250.50", 125_050),
        ("1 250", 125_000),
        ("1\u00a0250", 125_000),
        ("1\u202f250,5", 125_050),
        ("750,-", 75_000),
        ("750,--", 75_000),
        ("750.–", 75_000),
        ("€750,—", 75_000),
        ("1.250,-", 125_000),
        ("1.250", 125_000),
        ("1.250.000", 125_000_000),
        ("1,250,000", 125_000_000),
        ("1,250.50", 125_050),
        ("1.25", 125),
        ("1,2", 120),
        ("0,05", 5),
        ("0", 0),
        ("007", 700),
        ("  12  ", 1_200),
        ("EUR 12", 1_200),
        ("12 euro", 1_200),
        ("12 euro's", 1_200),
        ("12 euro’s", 1_200),
        ("12 Euros", 1_200),
        ("€\u00a02.500", 250_000),
        ("1 250 000,00", 125_000_000),
    ],
)
def test_what_has_one_reading_is_read(text: str, expected: int) -> None:
    assert parse_euro(text) == expected


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [("1,250", 125_000, 125), ("€ 12,500", 1_250_000, 1_250), ("999,999", 99_999_900, 99_999)],
)
def test_what_has_two_readings_is_asked_about(text: str, first: int, second: int) -> None:
    with pytest.raises(AmbiguousAmount) as asked:
        parse_euro(text)
    assert (asked.value.first, asked.value.second) == (first, second)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "€",
        "euro",
        "veel",
        "-5",
        "5-",
        "- 5,00",
        "1.2.3",
        "1,2,3",
        "1.25.000",
        "1.250.50",
        "1,250,50",
        "12.50,-",
        "1.2505",
        "0,125",
        "0.250",
        "12,",
        ",50",
        ".5",
        "12 50",
        "1 2 5 0",
        "1e3",
        "1_000",
        "１２",
        "٣",
        "½",
        "0x10",
        "12 eurocent",
        "12,50 of 13",
        "100000000000,01",
        "9" * 61,
        "9" * 5_000,
        "1 " * 5_000,
        "<script>",
        "12\x00",
        "NaN",
        "inf",
    ],
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(UnreadableAmount):
        parse_euro(text)


@given(cents)
def test_what_is_written_can_be_read_back(amount: int) -> None:
    assert parse_euro(format_euro(amount)) == amount
    assert parse_euro(format_euro(amount, always_cents=True)) == amount


@given(cents, st.sampled_from([".", ""]), st.sampled_from(["€", "€ ", "EUR ", ""]), st.sampled_from(["", ",-", ",00"]))
def test_whole_euros_in_every_notation(amount: int, group: str, before: str, after: str) -> None:
    euros = amount // 100
    text = f"{before}{euros:,}{after}".replace(",", "§", text_commas(euros)).replace("§", group)
    assert parse_euro(text) == euros * 100


def text_commas(euros: int) -> int:
    return f"{euros:,}".count(",")


@given(st.text() | st.from_regex(r"[€ ]{0,2}[0-9., ]{0,12}[-–]?", fullmatch=True))
def test_no_text_breaks_it(text: str) -> None:
    try:
        amount = parse_euro(text)
    except (UnreadableAmount, AmbiguousAmount):
        return
    assert 0 <= amount <= MAX_CENTS


@given(st.integers(1, 999), st.integers(0, 999))
def test_three_digits_after_a_comma_are_never_guessed(whole: int, rest: int) -> None:
    with pytest.raises(AmbiguousAmount):
        parse_euro(f"{whole},{rest:03d}")


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (0, "€\u00a00"),
        (5, "€\u00a00,05"),
        (75_000, "€\u00a0750"),
        (250_000, "€\u00a02.500"),
        (125_050, "€\u00a01.250,50"),
        (-30_000, "€\u00a0-300"),
        (123_456_789, "€\u00a01.234.567,89"),
    ],
)
def test_amounts_are_written_the_dutch_way(amount: int, text: str) -> None:
    assert format_euro(amount) == text


def test_cents_when_asked() -> None:
    assert format_euro(75_000, always_cents=True) == "€\u00a0750,00"


@pytest.mark.parametrize(("amount", "number"), [(75_000, 750), (125_050, 1250.5), (0, 0), (-5, -0.05)])
def test_json_numbers_are_euros(amount: int, number: float) -> None:
    assert to_euro_number(amount) == number
    assert isinstance(to_euro_number(75_000), int)


@pytest.mark.parametrize(("cents", "text"), [(1_250_50, "€1,250.50"), (2_500_00, "€2,500"), (-5, "-€0.05"), (0, "€0")])
def test_english_pages_write_amounts_the_english_way(cents: int, text: str) -> None:
    with override("en"):
        assert format_euro(cents) == text
