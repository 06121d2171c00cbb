"""Reading a bank statement: ISO 20022 camt.053 in the versions that Dutch banks send (002 and 008). Pure.

A file that is not sound is refused as a whole, with the line, the reason and what to do. What stands in it and is not
about our payments is counted and forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _
from lxml import etree

MAX_BYTES = 20 * 1024 * 1024
_CAMT = re.compile(r"urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.\d\d")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class UnreadableStatement(ValueError):
    """The file is no sound bank statement. The message names place, reason and remedy."""


@dataclass(frozen=True)
class StatementLine:
    """One movement on our account; the amount in euro cents. `came_in` tells credit from debit.

    `reference` is the same whenever the bank tells of this movement again.
    """

    reference: str
    end_to_end_id: str
    amount_cents: int
    came_in: bool
    booked_on: date
    reason_code: str
    reason: str


@dataclass(frozen=True)
class Statement:
    """What one file says: the accounts it is about, and every movement."""

    accounts: frozenset[str]
    lines: tuple[StatementLine, ...]


REASONS = {
    "AC01": "het rekeningnummer klopt niet",
    "AC04": "de rekening is opgeheven",
    "AC06": "de rekening is geblokkeerd",
    "AM05": "de betaling kwam dubbel binnen",
    "BE04": "het adres ontbreekt",
    "MD07": "de rekeninghouder is overleden",
    "MS02": "de ontvanger weigerde het geld",
    "MS03": "de bank gaf geen reden",
    "RC01": "de bank is onbekend",
}
ACCOUNT_CODES = frozenset({"AC01", "AC04", "AC06", "MD07", "RC01"})
"""Reasons after which paying to the same account again makes no sense."""


def read_statement(content: bytes) -> Statement:
    """Everything in a camt.053 file. Raises `UnreadableStatement`."""
    root = _root(content)
    accounts: set[str] = set()
    lines: list[StatementLine] = []
    for statement in _all(root, "BkToCstmrStmt/Stmt"):
        account = _required(statement, "Acct/Id/IBAN")
        accounts.add(account)
        stated = _text(statement, "Id")
        for place, entry in enumerate(_all(statement, "Ntry"), start=1):
            lines += _lines_of(entry, f"{account}:{_text(entry, 'AcctSvcrRef') or f'{stated}#{place}'}")
    if not accounts:
        raise UnreadableStatement(_("In dit bestand staat geen afschrift. Haal het opnieuw op bij de bank."))
    return Statement(frozenset(accounts), tuple(lines))


def _root(content: bytes) -> etree._Element:
    if len(content) > MAX_BYTES:
        raise UnreadableStatement(_("Het bestand is groter dan 20 MB. Haal het per week op bij de bank."))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as fault:
        raise UnreadableStatement(
            _("Regel %(line)s: dit is geen goed XML-bestand. Haal het opnieuw op bij de bank en verander er niets in.")
            % {"line": fault.lineno or 1}
        ) from fault
    if root.getroottree().docinfo.doctype:
        raise UnreadableStatement(_("Regel 1: een afschrift heeft geen DOCTYPE. Haal het opnieuw op bij de bank."))
    if not _CAMT.fullmatch(etree.QName(root).namespace or ""):
        raise UnreadableStatement(
            _("Regel 1: dit is geen afschrift in de vorm CAMT.053. Kies bij de bank voor CAMT.053.")
        )
    return root


def _lines_of(entry: etree._Element, reference: str) -> Iterator[StatementLine]:
    """The movements of one entry: its transactions, or the entry itself when the bank gives no details."""
    booked = _day(entry, "BookgDt")
    came_in = _direction(entry)
    details = list(_all(entry, "NtryDtls/TxDtls"))
    for place, detail in enumerate(details or [entry], start=1):
        amount = _one(detail, "Amt") if detail is not entry else _one(entry, "Amt")
        if amount is None:
            amount = _one(detail, "AmtDtls/TxAmt/Amt")
        if amount is None:
            amount = _one(entry, "Amt") if len(details) <= 1 else None
        yield StatementLine(
            reference=f"{reference}:{place}"[:200],
            end_to_end_id=_text(detail, "Refs/EndToEndId"),
            amount_cents=_cents(amount, entry),
            came_in=came_in,
            booked_on=booked,
            reason_code=_text(detail, "RtrInf/Rsn/Cd"),
            reason=_reason(detail),
        )


def _reason(detail: etree._Element) -> str:
    code = _text(detail, "RtrInf/Rsn/Cd")
    words = REASONS.get(code, "") or _text(detail, "RtrInf/AddtlInf")
    return " ".join(part for part in (code, words) if part)[:200]


def _direction(entry: etree._Element) -> bool:
    mark = _required(entry, "CdtDbtInd")
    if mark not in ("CRDT", "DBIT"):
        raise _fault(entry, _("bij of af is onleesbaar: “%(mark)s”.") % {"mark": mark[:10]})
    return mark == "CRDT"


def _cents(amount: etree._Element | None, entry: etree._Element) -> int:
    if amount is None:
        raise _fault(entry, _("het bedrag van een deelbetaling ontbreekt."))
    if amount.get("Ccy") != "EUR":
        raise _fault(amount, _("het bedrag is niet in euro’s."))
    try:
        cents = Decimal((amount.text or "").strip()) * 100
    except InvalidOperation:
        cents = Decimal(-1)
    if cents <= 0 or cents != cents.to_integral_value():
        raise _fault(amount, _("het bedrag “%(text)s” is onleesbaar.") % {"text": (amount.text or "")[:20]})
    return int(cents)


def _day(entry: etree._Element, path: str) -> date:
    text = _text(entry, f"{path}/Dt") or _text(entry, f"{path}/DtTm")
    found = _DAY.match(text)
    try:
        return date.fromisoformat(found[0] if found else "")
    except ValueError:
        raise _fault(entry, _("de boekdatum “%(text)s” is onleesbaar.") % {"text": text[:20]}) from None


def _fault(element: etree._Element, reason: str) -> UnreadableStatement:
    return UnreadableStatement(
        _("Regel %(line)s: %(reason)s Er is niets ingelezen. Haal het bestand opnieuw op bij de bank.")
        % {"line": element.sourceline or 1, "reason": reason}
    )


def _all(parent: etree._Element, path: str) -> Iterator[etree._Element]:
    """The elements at a path of names, in whatever version of the standard."""
    yield from parent.iterfind("/".join(f"{{*}}{name}" for name in path.split("/")))


def _one(parent: etree._Element, path: str) -> etree._Element | None:
    return next(_all(parent, path), None)


def _text(parent: etree._Element, path: str) -> str:
    found = _one(parent, path)
    return (found.text or "").strip() if found is not None else ""


def _required(parent: etree._Element, path: str) -> str:
    text = _text(parent, path)
    if not text:
        raise _fault(parent, _("“%(path)s” ontbreekt.") % {"path": path})
    return text
