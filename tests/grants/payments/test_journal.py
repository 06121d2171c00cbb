"""The journal opens in a Dutch spreadsheet, runs no formula, and adds up to what was paid and came back."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernkracht.grants.payments.actions import return_paid
from kernkracht.grants.payments.journal import HEADER, JournalLine, decimal_comma, write_journal
from kernkracht.grants.payments.queries import journal_lines
from tests.factories.payments import owed

from .scene import WEDNESDAY, Finance


def line(**fields: object) -> JournalLine:
    plain = {
        "day": date(2026, 4, 15), "kind": "betaling", "batch": "B-2026-001", "end_to_end_id": "X-1",
        "case_number": "A-2026-0001", "scheme": "Leefbaarheid", "budget_year": 2026, "village": "Voorbeelddorp",
        "description": "Pluktuin", "payee_name": "Robin", "iban": "NL91ABNA0417164300", "amount_cents": -1_250_50,
    }  # fmt: skip
    return JournalLine(**{**plain, **fields})  # type: ignore[arg-type]


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_it_reads_the_dutch_way() -> None:
    head, first = rows(write_journal([line()]))
    assert tuple(head) == HEADER
    assert (first[0], first[-1]) == ("2026-04-15", "-1250,50")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "  =1", "|cmd"])
def test_text_is_no_formula(text: str) -> None:
    first = rows(write_journal([line(payee_name=text)]))[1]
    assert first[9].strip()[0] not in "=+-@\t\r|"


@given(st.text(max_size=50), st.integers(min_value=-(10**12), max_value=10**12))
def test_whatever_is_in_it_there_are_as_many_columns_as_the_head_has(text: str, cents: int) -> None:
    found = rows(write_journal([line(description=text, amount_cents=cents)]))
    assert [len(row) for row in found] == [len(HEADER)] * 2
    assert int(found[1][-1].replace(",", "")) == cents


def test_a_comma_before_the_cents() -> None:
    assert [decimal_comma(n) for n in (0, 5, -5, 100, -12_34)] == ["0,00", "0,05", "-0,05", "1,00", "-12,34"]


@pytest.mark.django_db
def test_payments_and_returns_of_a_period() -> None:
    finance, first, second = Finance(), owed(100_00), owed(250_00)
    attempt = finance.pay(first, second)[0]
    friday = WEDNESDAY + timedelta(days=2)
    return_paid(
        attempt=attempt,
        returned_on=friday.date(),
        reason="x",
        account_is_wrong=False,
        by=finance.proposer.actor,
        at=friday,
    )
    assert [n.amount_cents for n in journal_lines()] == [-100_00, -250_00, 100_00]
    assert [n.kind for n in journal_lines(first=friday.date())] == ["retour"]
    assert len(journal_lines(last=WEDNESDAY.date())) == 2
    assert len(journal_lines(batch=attempt.batch)) == 3
