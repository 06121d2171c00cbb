"""The file for the bank fits the official schema, adds up, and reads the same every time."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

import pytest
import sepaxml
import xmlschema
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from kernkracht.grants.payments.bank_file import Debtor, Transfer, plain, write_bank_file
from kernkracht.grants.payments.target_days import is_target_day, next_target_day

SCHEMA = xmlschema.XMLSchema(str(Path(sepaxml.__file__).parent / "schemas" / "pain.001.001.09.xsd"))
OURS = Debtor("Gemeente Voorbeeld", "NL20INGB0001234567")
NAMES = {"p": "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"}
MADE_AT = datetime.fromisoformat("2026-04-15T12:00:00")
SEPA = re.compile(r"[A-Za-z0-9/\-?:().,'+ ]*")


def transfer(**fields: object) -> Transfer:
    given_fields = {
        "end_to_end_id": "A-2026-0012-1-1",
        "amount_cents": 750_50,
        "name": "Robin Voorbeeld",
        "iban": "NL91ABNA0417164300",
        "description": "A-2026-0012 Pluktuin",
    }
    return Transfer(**{**given_fields, **fields})  # type: ignore[arg-type]


def made(*transfers: Transfer, debtor: Debtor = OURS) -> bytes:
    return write_bank_file(
        number="B-2026-001",
        debtor=debtor,
        execute_on=date(2026, 4, 15),
        made_at=MADE_AT,
        transfers=transfers or (transfer(),),
    )


def said(content: bytes, path: str) -> list[str]:
    return [str(found.text) for found in etree.fromstring(content).findall(path, NAMES)]


@pytest.mark.parametrize("debtor", [OURS, Debtor("Gemeente Voorbeeld", OURS.iban, "INGBNL2A")])
def test_it_fits_the_schema(debtor: Debtor) -> None:
    SCHEMA.validate(made(transfer(), transfer(end_to_end_id="A-2026-0013-2-1"), debtor=debtor).decode())


def test_what_it_says() -> None:
    content = made(transfer(), transfer(end_to_end_id="X-2", amount_cents=5, name="Zoë & Çelik B.V."))
    assert said(content, ".//p:GrpHdr/p:MsgId") == ["B-2026-001"]
    assert said(content, ".//p:NbOfTxs") == ["2", "2"]
    assert said(content, ".//p:CtrlSum") == ["750.55", "750.55"]
    assert said(content, ".//p:InstdAmt") == ["750.50", "0.05"]
    assert said(content, ".//p:Cdtr/p:Nm") == ["Robin Voorbeeld", "Zoe + Celik B.V."]
    assert said(content, ".//p:ReqdExctnDt/p:Dt") == ["2026-04-15"]
    assert not said(content, ".//p:PstlAdr")


def test_the_same_batch_is_the_same_file() -> None:
    assert made() == made()


@pytest.mark.parametrize("cents", [0, -1])
def test_nothing_is_never_paid(cents: int) -> None:
    with pytest.raises(ValueError, match="above zero"):
        made(transfer(amount_cents=cents))


def test_an_empty_file_is_never_made() -> None:
    with pytest.raises(ValueError, match="pays something"):
        write_bank_file(number="B", debtor=OURS, execute_on=MADE_AT.date(), made_at=MADE_AT, transfers=())


@given(st.text(max_size=200), st.integers(min_value=1, max_value=200))
def test_text_for_the_bank_holds_only_what_banks_take(text: str, longest: int) -> None:
    out = plain(text, longest)
    assert SEPA.fullmatch(out)
    assert 1 <= len(out) <= max(longest, 1)
    assert "//" not in out
    assert not out.startswith("/")
    assert not out.endswith("/")


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(min_value=1, max_value=10**11), st.text(max_size=200), st.text(max_size=200)),
        min_size=1,
        max_size=5,
    )
)
def test_whatever_people_are_called_it_fits_and_adds_up(rows: list[tuple[int, str, str]]) -> None:
    content = made(
        *(
            transfer(end_to_end_id=f"X-{place}", amount_cents=cents, name=name, description=words)
            for place, (cents, name, words) in enumerate(rows)
        )
    )
    content.decode("ascii")
    SCHEMA.validate(content.decode())
    total = sum(int(amount.replace(".", "")) for amount in said(content, ".//p:InstdAmt"))
    assert total == sum(cents for cents, _name, _words in rows)
    assert said(content, ".//p:CtrlSum") == [f"{total // 100}.{total % 100:02d}"] * 2


@given(st.dates(date(2020, 1, 1), date(2036, 12, 31)))
def test_the_next_banking_day_is_one_within_a_week(day: date) -> None:
    found = next_target_day(day)
    assert is_target_day(found)
    assert 0 <= (found - day).days <= 6


@pytest.mark.parametrize(
    "day", [date(2026, 1, 1), date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 1), date(2026, 12, 25)]
)
def test_banks_rest(day: date) -> None:
    assert not is_target_day(day)


def test_banks_work_on_kings_day_and_ascension_day() -> None:
    assert is_target_day(date(2026, 4, 27))
    assert is_target_day(date(2026, 5, 14))
