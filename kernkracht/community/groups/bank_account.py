"""Reading a bank account number as people type it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from stdnum import iban
from stdnum.exceptions import ValidationError


class UnacceptableIban(ValueError):
    """This is no account number. The message is Dutch and says what to check."""


def checked_iban(text: str) -> str:
    """The IBAN without spaces, in capitals. Raises `UnacceptableIban` when country, length or check digits are wrong.

    A right number can still be somebody else's: the bank compares the name, and an officer confirms each change.
    """
    try:
        return str(iban.validate(text))
    except ValidationError as fault:
        raise UnacceptableIban(
            _("Dit is geen goed rekeningnummer. Kijk het na op de bankpas, zoals NL91 ABNA 0417 1643 00.")
        ) from fault


def masked_iban(number: str) -> str:
    """Enough to recognise an account by, for a page or the log: “NL91 … 4300”."""
    return f"{number[:4]} … {number[-4:]}" if number else ""
