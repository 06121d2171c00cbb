"""The journal for the municipality's ledger system: a CSV file as Dutch spreadsheets and ledgers read it.

Semicolons, decimal commas, one line per movement: a payment is negative (it leaves the account), a return positive.
The columns are described in docs/domain/payments.md.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import date

HEADER = (
    "datum",
    "soort",
    "partij",
    "kenmerk_bank",
    "zaaknummer",
    "regeling",
    "begrotingsjaar",
    "dorp",
    "omschrijving",
    "naam",
    "rekening",
    "bedrag",
)
_FORMULA = ("=", "+", "-", "@", "\t", "|", "%")
BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True)
class JournalLine:
    """One movement; `amount_cents` is negative for money that leaves."""

    day: date
    kind: str
    batch: str
    end_to_end_id: str
    case_number: str
    scheme: str
    budget_year: int | None
    village: str
    description: str
    payee_name: str
    iban: str
    amount_cents: int


def write_journal(lines: Iterable[JournalLine]) -> bytes:
    """The file, with a byte order mark so that spreadsheets read letters with marks right."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADER)
    for line in lines:
        *facts, cents = astuple(line)
        writer.writerow([*(_cell(fact) for fact in facts), decimal_comma(cents)])
    return (BYTE_ORDER_MARK + out.getvalue()).encode("utf-8")


def decimal_comma(cents: int) -> str:
    """“-1250,50”: no thousands separator, always two decimals. The one column that may begin with a minus."""
    sign = "-" if cents < 0 else ""
    whole, rest = divmod(abs(cents), 100)
    return f"{sign}{whole},{rest:02d}"


def _cell(fact: object) -> str:
    """A spreadsheet takes text that begins with one of these signs for a formula; an apostrophe in front stops that."""
    text = "" if fact is None else str(fact).replace("\n", " ").replace("\r", " ")
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_FORMULA) else text
