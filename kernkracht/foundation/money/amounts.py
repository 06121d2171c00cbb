"""Reading and writing amounts the Dutch way.

People type "€ 1.250,50", "1250.50", "1 250" or "750,-". What can be read in one way is read; what can be read in two
ways ("1.250" is one thousand two hundred and fifty, "1.25" is one euro twenty-five, but "1,250" may be either) is
asked about, never guessed.
"""

from __future__ import annotations

import re
from decimal import Decimal

from django.utils.translation import get_language

NO_BREAK_SPACE = "\u00a0"
_SPACES = re.compile(r"[\s\u00a0\u202f]+")
MAX_CENTS = 10**13
"""One hundred thousand million euro: more than any municipality has, less than a database integer."""

MAX_LENGTH = 60
"""Characters an amount can have; a longer text is something else."""


class UnreadableAmount(ValueError):
    """The text is not an amount of money."""


class AmbiguousAmount(ValueError):
    """The text can be read as two different amounts (both given in cents)."""

    def __init__(self, text: str, first: int, second: int) -> None:
        super().__init__(text)
        self.text, self.first, self.second = text, first, second


def _cents(whole: str, fraction: str = "") -> int:
    cents = int(whole or "0") * 100 + int((fraction + "00")[:2] or "0")
    if cents > MAX_CENTS:
        raise UnreadableAmount(whole)
    return cents


def _grouped(text: str, separator: str) -> bool:
    return bool(re.fullmatch(rf"[1-9]\d{{0,2}}(?:{re.escape(separator)}\d{{3}})+", text))


def parse_euro(text: str) -> int:
    """Return the amount in cents.

    Raises `UnreadableAmount` when the text is no amount (also when negative) and `AmbiguousAmount` when it has two
    readings: a comma followed by exactly three digits, as in "1,250".
    """
    if len(text) > MAX_LENGTH:
        raise UnreadableAmount(text[:MAX_LENGTH])
    raw = re.sub(r"(?i)€|\beur(?:o['’]?s|o)?\b", "", text).strip()
    raw = re.sub(r"(?<![.,]\d)(?<![.,]\d\d)[,.][-–—=]{1,2}$", "", raw)  # whole euros the Dutch way: 750,- and 750,--
    compact = _SPACES.sub(" ", raw)
    spaced_thousands = re.fullmatch(r"\d{1,3}( \d{3})+([.,]\d{1,2})?", compact)
    raw = compact.replace(" ", "") if spaced_thousands else compact
    if not re.fullmatch(r"[0-9]+([.,][0-9]+)*", raw, re.ASCII):
        raise UnreadableAmount(text)
    dots, commas = raw.count("."), raw.count(",")
    if not dots and not commas:
        return _cents(raw)
    if dots and commas:
        return _parse_mixed(raw, text)
    return _parse_single(raw, "." if dots else ",", text)


def _parse_mixed(raw: str, text: str) -> int:
    decimal = max(".,", key=raw.rfind)
    group = "," if decimal == "." else "."
    whole, _, fraction = raw.rpartition(decimal)
    if raw.count(decimal) > 1 or not _grouped(whole, group) or len(fraction) > 2:
        raise UnreadableAmount(text)
    return _cents(whole.replace(group, ""), fraction)


def _parse_single(raw: str, separator: str, text: str) -> int:
    whole, _, fraction = raw.rpartition(separator)
    if _grouped(raw, separator):
        as_thousands = _cents(raw.replace(separator, ""))
        if separator == "." or raw.count(separator) > 1:
            return as_thousands
        raise AmbiguousAmount(text, as_thousands, _cents(whole, fraction))
    if raw.count(separator) > 1 or len(fraction) > 2:
        raise UnreadableAmount(text)
    return _cents(whole, fraction)


def format_euro(cents: int, *, always_cents: bool = False) -> str:
    """“€ 1.250,50” with a hard space, or “€1,250.50” on an English page; whole euros without decimals.

    `always_cents` writes the decimals of whole euros too.
    """
    sign = "-" if cents < 0 else ""
    whole, rest = divmod(abs(cents), 100)
    english = (get_language() or "").startswith("en")
    group, point = (",", ".") if english else (".", ",")
    digits = f"{whole:,}".replace(",", group)
    decimals = f"{point}{rest:02d}" if rest or always_cents else ""
    return f"{sign}€{digits}{decimals}" if english else f"€{NO_BREAK_SPACE}{sign}{digits}{decimals}"


def to_euro_number(cents: int) -> int | float:
    """Euros as a JSON number: whole euros as an integer, otherwise with two decimals."""
    return cents // 100 if cents % 100 == 0 else float(Decimal(cents) / 100)
