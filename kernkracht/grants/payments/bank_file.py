"""The file for the bank: ISO 20022 pain.001.001.09, as Dutch banks take it. Pure: the same batch gives the same bytes.

Written here and not by a library: those choose message numbers and moments themselves, from chance and the clock, while
one batch must always be the same message. Tests hold the result against the official schema.
Addresses are left out: they are not needed, and since November 2026 a bank refuses unstructured ones.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from anyascii import anyascii

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
NAME, DESCRIPTION, IDENTIFIER = 70, 140, 35
_FOREIGN = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]+")


@dataclass(frozen=True)
class Debtor:
    """The account that pays."""

    name: str
    iban: str
    bic: str = ""


@dataclass(frozen=True)
class Transfer:
    """One payment; the amount in euro cents."""

    end_to_end_id: str
    amount_cents: int
    name: str
    iban: str
    description: str


def plain(text: str, longest: int) -> str:
    """Text in the characters that every European bank takes; letters with marks lose them (“Çelik” → “Celik”).

    Never empty, and without slashes at the ends or in a row, which banks refuse.
    """
    latin = _FOREIGN.sub(" ", anyascii(text).replace("&", "+").replace("_", "-"))
    tidy = re.sub(r"/{2,}", "/", re.sub(r"\s+", " ", latin)).strip(" /")
    return tidy[:longest].strip(" /") or "-"


def write_bank_file(
    *, number: str, debtor: Debtor, execute_on: date, made_at: datetime, transfers: Sequence[Transfer]
) -> bytes:
    """The file of one batch as UTF-8 that holds only ASCII. `number` is the message and must be unique for the debtor.

    Raises `ValueError` for no transfers and for an amount that is not above zero.
    """
    if not transfers or any(t.amount_cents <= 0 for t in transfers):
        raise ValueError("a bank file pays something, and each payment is above zero")
    document = Element("Document", {"xmlns": NAMESPACE})
    order = SubElement(document, "CstmrCdtTrfInitn")
    count, total = str(len(transfers)), _amount(sum(t.amount_cents for t in transfers))
    header = SubElement(order, "GrpHdr")
    _text(header, "MsgId", plain(number, IDENTIFIER))
    _text(header, "CreDtTm", made_at.isoformat(timespec="seconds"))
    _text(header, "NbOfTxs", count)
    _text(header, "CtrlSum", total)
    _text(SubElement(header, "InitgPty"), "Nm", plain(debtor.name, NAME))
    block = SubElement(order, "PmtInf")
    _text(block, "PmtInfId", plain(number, IDENTIFIER))
    _text(block, "PmtMtd", "TRF")
    _text(block, "BtchBookg", "false")
    _text(block, "NbOfTxs", count)
    _text(block, "CtrlSum", total)
    _text(block, "PmtTpInf/SvcLvl/Cd", "SEPA")
    _text(block, "ReqdExctnDt/Dt", execute_on.isoformat())
    _text(block, "Dbtr/Nm", plain(debtor.name, NAME))
    _text(block, "DbtrAcct/Id/IBAN", debtor.iban)
    _text(block, *(("DbtrAgt/FinInstnId/BICFI", debtor.bic) if debtor.bic else _NO_BIC))
    _text(block, "ChrgBr", "SLEV")
    for transfer in transfers:
        _transfer(SubElement(block, "CdtTrfTxInf"), transfer)
    indent(document)
    body: bytes = tostring(document, encoding="us-ascii", xml_declaration=False)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + body


_NO_BIC = ("DbtrAgt/FinInstnId/Othr/Id", "NOTPROVIDED")
"""How European banks want to read that the account number says enough."""


def _transfer(parent: Element, transfer: Transfer) -> None:
    _text(parent, "PmtId/EndToEndId", plain(transfer.end_to_end_id, IDENTIFIER))
    _text(parent, "Amt/InstdAmt", _amount(transfer.amount_cents), Ccy="EUR")
    _text(parent, "Cdtr/Nm", plain(transfer.name, NAME))
    _text(parent, "CdtrAcct/Id/IBAN", transfer.iban)
    _text(parent, "RmtInf/Ustrd", plain(transfer.description, DESCRIPTION))


def _amount(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


def _text(parent: Element, path: str, text: str, **attributes: str) -> None:
    """Add the elements of a path, one in the other, with a text in the last."""
    *outer, last = path.split("/")
    for tag in outer:
        parent = SubElement(parent, tag)
    SubElement(parent, last, attributes).text = text
