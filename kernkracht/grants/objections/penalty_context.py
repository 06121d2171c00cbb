"""What the letter that establishes a penalty may say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from kernkracht.foundation.money import format_euro
from kernkracht.foundation.notices.kinds import NoticeContext

PENALTY = "penalty_decided"


@dataclass(frozen=True)
class PenaltyContext(NoticeContext):
    """A penalty that is established; the amount in euro cents, `days` those that cost money."""

    name: str = "Robin Voorbeeld"
    title: str = "Pluktuin bij de school"
    number: str = "A-2026-0012"
    received_on: date = date(2026, 4, 29)
    first_day: date = date(2026, 5, 14)
    last_day: date = date(2026, 6, 1)
    days: int = 19
    amount_cents: int = 497_00
    pay_by: date = date(2026, 7, 20)
    has_account: bool = True
    link: str = "https://example.org/mijn/aanvragen/voorbeeld/"

    @property
    def must_say(self) -> list[str]:
        """The amount, and by when we pay it (Awb 4:86 lid 2)."""
        return [format_euro(self.amount_cents), date_format(self.pay_by, "j F Y")]
