"""To whom, and on which account, a case is paid. Pure: the case's own answers and the scheme's payee rule come in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from stdnum import iban as iban_numbers
from stdnum.exceptions import ValidationError as InvalidNumber

from kernkracht.grants.schemes.kinds.vocabulary import LEGAL_BODIES

from .models import Block

BODIES = frozenset({"association", "foundation"})
"""Payees that are an organisation with an account of its own."""
PERSONS = frozenset({"applicant", "group_representative"})


class WrongAccount(ValueError):
    """The text is no IBAN."""


def checked_iban(text: str) -> str:
    """The IBAN without spaces, in capitals, of which the check digits fit. Raises `WrongAccount`."""
    try:
        return str(iban_numbers.validate("".join(text.split()).upper()))
    except InvalidNumber as fault:
        raise WrongAccount(text) from fault


def last_digits(iban: str) -> str:
    """What may be shown of an account to whoever holds a link: its last four characters."""
    return iban[-4:]


@dataclass(frozen=True)
class Payee:
    """Name as it goes to the bank (which compares it with the account), account, and what stands in the way."""

    name: str
    iban: str
    block: Block


@dataclass(frozen=True)
class Claimant:
    """What a case says about who asks and where the money should go."""

    applicant_kind: str
    contact_name: str
    organisation: str = ""
    account_holder: str = ""
    iban: str = ""


def payee_of(claimant: Claimant, allowed: Collection[str]) -> Payee:
    """The payee by the rule `allowed` (codes of `vocabulary.PAYEES`).

    Where only organisations may be paid, the name is the organisation's, and a case without one is blocked. A supplier
    is paid on an invoice, so a rule that knows only suppliers is blocked until somebody enters that account.
    """
    allowed = set(allowed)
    body_only = bool(allowed & BODIES) and not allowed & PERSONS
    is_body = LEGAL_BODIES.get(claimant.applicant_kind, bool(claimant.organisation))
    holder = claimant.account_holder.strip()
    name = holder or (claimant.organisation if is_body and claimant.organisation else claimant.contact_name)
    if body_only:
        name = claimant.organisation or name
    barred = (body_only and not is_body) or allowed == {"supplier"}
    try:
        iban = checked_iban(claimant.iban) if claimant.iban.strip() else ""
    except WrongAccount:
        return Payee(name, claimant.iban[:34], Block.WRONG_ACCOUNT)
    if barred:
        return Payee(name, iban, Block.PAYEE_RULE)
    return Payee(name, iban, Block.NONE if iban else Block.NO_ACCOUNT)
