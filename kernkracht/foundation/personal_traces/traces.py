"""A pure reading of free text: does something in it point at one person?

It knows patterns and no people. It refuses what is nearly always personal and lets the rest through, so it helps a
careful writer and does not replace one (R203, R204).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class TraceKind(TextChoices):
    """What a piece of text looks like, in words that fit after “Dit lijkt op”."""

    BSN = "bsn", gettext_lazy("een burgerservicenummer")
    EMAIL = "email", gettext_lazy("een e-mailadres")
    PHONE = "phone", gettext_lazy("een telefoonnummer")
    IBAN = "iban", gettext_lazy("een rekeningnummer")
    BIRTH = "birth", gettext_lazy("een geboortedatum")
    NAME = "name", gettext_lazy("de naam van een persoon")


@dataclass(frozen=True)
class Trace:
    """One piece of a text, as it stands there, and what it looks like."""

    kind: TraceKind
    found: str


_SEPARATOR = r"[ \u00a0.\-]"
_EMAIL = re.compile(r"[^\s@<>()\[\],;:\"]+@[^\s@<>()\[\],;:\"]+\.[^\W\d_]{2,}")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,3})?\b")
_NINE_DIGITS = re.compile(rf"(?<![\d€,.])(?<!€[ \u00a0])\d(?:{_SEPARATOR}?\d){{7,8}}(?![\d,]|[.]\d)")
_DAY = (
    r"\d{1,2}\s*(?:[-/.]\s*\d{1,2}\s*[-/.]|\s(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober"
    r"|november|december|jan|feb|mrt|apr|jun|jul|aug|sep|sept|okt|nov|dec)\.?)\s*\d{4}"
)
_ANY_DAY = re.compile(rf"\b{_DAY}\b|\b\d{{4}}-\d{{2}}-\d{{2}}\b", re.IGNORECASE)
_CLOCK = re.compile(r"\b\d{1,2}[.:]\d{2}\s*(?:uur|u\b|tot|-)", re.IGNORECASE)
_BIRTH_WORD = re.compile(
    rf"(?<!\w)(?:geboren|geboortedatum|geboortedag|geb\.?)[\s:]*(?:op\s+)?(?:{_DAY}|\d{{4}}-\d{{2}}-\d{{2}})",
    re.IGNORECASE,
)
_OLD_NUMERIC_DAY = re.compile(r"\b\d{1,2}[-/.]\d{1,2}[-/.]19\d{2}\b|\b19\d{2}-\d{2}-\d{2}\b")
"""A full day of the last century, written as forms write it. “5 mei 1945” in words is history and passes."""
_PHONE = re.compile(
    rf"(?<!\d)(?:(?:\+|00){_SEPARATOR}?31{_SEPARATOR}?(?:\(0\){_SEPARATOR}?)?|\(?0)[1-9](?:\)?{_SEPARATOR}?\d){{8}}(?!\d)"
)
_PUBLIC_NUMBER = re.compile(r"^\(?0(?:800|900|88)")
"""Service numbers of organisations: they belong to nobody."""
_BETWEEN = r"(?:(?:van|de|der|den|ten|ter|te|'t|’t|la|le|el|al|von|di|da)\s+){0,3}"
_FULL_TITLE = re.compile(
    rf"\b(?i:mevrouw|meneer|mijnheer|de heer|familie|gezin)\s+(?i:{_BETWEEN})(?:[A-ZÀ-ÖØ-Þ][\w'’-]*\.?|[a-z]\.)"
)
_SHORT_TITLE = re.compile(r"(?<!\w)(?i:dhr|mevr|mw|mej|fam)\.?\s+(?:[\w'’-]+)")


def traces_of(text: str) -> list[Trace]:
    """Everything in `text` that looks personal, each piece once, in the order of `TraceKind`."""
    plain = text.replace("\u00a0", " ")
    numbers = _CLOCK.sub(" ~ ", _ANY_DAY.sub(" ~ ", plain))
    phones = [found for found in _matches(_PHONE, numbers) if not _PUBLIC_NUMBER.match(found)]
    found: list[tuple[TraceKind, Iterable[str]]] = [
        (TraceKind.BSN, [n for n in _matches(_NINE_DIGITS, numbers) if _may_be_bsn(n)]),
        (TraceKind.EMAIL, _matches(_EMAIL, plain)),
        (TraceKind.PHONE, phones),
        (TraceKind.IBAN, [iban for iban in _matches(_IBAN, plain) if any(c.isdigit() for c in iban[4:])]),
        (TraceKind.BIRTH, _matches(_BIRTH_WORD, plain) + _matches(_OLD_NUMERIC_DAY, plain)),
        (TraceKind.NAME, _matches(_FULL_TITLE, plain) + _matches(_SHORT_TITLE, plain)),
    ]
    return list(dict.fromkeys(Trace(kind, piece) for kind, pieces in found for piece in pieces))


def _matches(pattern: re.Pattern[str], text: str) -> list[str]:
    return [match.group().strip() for match in pattern.finditer(text)]


def _may_be_bsn(number: str) -> bool:
    """Nine digits in a row always; eight, or nine with separators, when the check of eleven holds."""
    digits = re.sub(r"\D", "", number)
    if len(digits) == 9 and number == digits:
        return not digits.startswith("00") or eleven_proof(digits)
    return eleven_proof(digits)


def eleven_proof(digits: str) -> bool:
    """The check of a citizen service number: 9a+8b+…+2h−i is a multiple of eleven, and not all are zero."""
    padded = digits.rjust(9, "0")
    if len(padded) != 9 or not int(padded):
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * int(digit) for weight, digit in zip(weights, padded, strict=True)) % 11 == 0


def explain(trace: Trace) -> str:
    """What is wrong with one piece, and what to do instead."""
    facts = {"found": trace.found, "kind": trace.kind.label}
    return _("“%(found)s” lijkt op %(kind)s. Haal dit weg en beschrijf alleen wat er in het dorp speelt.") % facts


def explained(text: str) -> list[str]:
    """A sentence for each trace in `text`; empty when there is nothing to say."""
    return [explain(trace) for trace in traces_of(text)]
