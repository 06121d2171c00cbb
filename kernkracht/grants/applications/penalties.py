"""What a late decision costs, counted by the day (Awb 4:17). Pure, apart from reading the settings of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kernkracht.foundation.legal_settings.queries import number_on, numbers_on
from kernkracht.foundation.money import format_euro

from . import legal
from .models import DefaultNotice


@dataclass(frozen=True)
class PenaltyRates:
    """Amounts in euro cents per day, per step of days, with the two limits of the law."""

    grace_days: int = 14
    step_days: int = 14
    cents_per_day: tuple[int, ...] = (23_00, 35_00, 45_00)
    most_days: int = 42
    most_cents: int = 1_442_00

    def first_day(self, received_on: date) -> date:
        """The first day that costs money after a notice of default that was received on a day."""
        return received_on + timedelta(days=self.grace_days + 1)

    def cents_for(self, days: int) -> int:
        """What so many days cost together. Never more than the law's most."""
        counted = min(max(days, 0), self.most_days)
        total = 0
        for day in range(counted):
            total += self.cents_per_day[min(day // self.step_days, len(self.cents_per_day) - 1)]
        return min(total, self.most_cents)


@dataclass(frozen=True)
class Penalty:
    """What is owed for one case on a day, and the day on which it began."""

    first_day: date
    days: int
    cents: int
    cents_today: int
    """What one more day costs; 0 when the counting has stopped."""
    most_cents: int
    is_running: bool
    steps: tuple[str, ...]


def rates_on(on: date) -> PenaltyRates:
    """The amounts and limits of a day, from the dated settings."""
    return PenaltyRates(
        number_on(legal.PENALTY_GRACE_DAYS.key, on),
        number_on(legal.PENALTY_STEP_DAYS.key, on),
        numbers_on(legal.PENALTY_RATES.key, on),
        number_on(legal.PENALTY_MOST_DAYS.key, on),
        number_on(legal.PENALTY_MOST_CENTS.key, on),
    )


def exception_fault(code: str, reason: str) -> tuple[str, str] | None:
    """What is wrong with an exception of Awb 4:17 lid 6 as somebody filled it in: a sentence and its field."""
    if code not in DefaultNotice.NoPenalty.values:
        return _("Kies een uitzondering van de wet."), "no_penalty"
    if not reason.strip():
        return _("Schrijf op waarom er geen dwangsom is."), "no_penalty_reason"
    return None


def judge_by_day(notice: DefaultNotice, late_after: date) -> None:
    """Set whether the notice came too early, by the last day to decide as it was then (not saved)."""
    notice.due_on_then, notice.is_too_early = late_after, notice.received_on <= late_after


def penalty_on(received_on: date, on: date, *, ended_on: date | None, rates: PenaltyRates) -> Penalty:
    """The penalty after a notice that counted, received on a day, as it stands on `on`.

    `ended_on` is the day on which the decision was announced or the application withdrawn; that day costs nothing.
    """
    first = rates.first_day(received_on)
    last = on if ended_on is None else min(on, ended_on - timedelta(days=1))
    days = min(max((last - first).days + 1, 0), rates.most_days)
    cents = rates.cents_for(days)
    is_running = ended_on is None and days < rates.most_days
    more = rates.cents_for(days + 1) - cents if is_running else 0
    most = rates.cents_for(rates.most_days)
    return Penalty(first, days, cents, more, most, is_running, tuple(_steps(received_on, first, days, cents, ended_on)))


def _steps(received_on: date, first: date, days: int, cents: int, ended_on: date | None) -> list[str]:
    steps = [
        _("Wij ontvingen de ingebrekestelling op %(day)s. De dwangsom begint op %(first)s (Awb 4:17).")
        % {"day": date_format(received_on, "j F Y"), "first": date_format(first, "j F Y")}
    ]
    if days:
        counted = ngettext("%(n)d dag", "%(n)d dagen", days) % {"n": days}
        steps.append(_("Tot nu toe telt %(days)s: %(amount)s.") % {"days": counted, "amount": format_euro(cents)})
    else:
        steps.append(_("Er is nog geen dwangsom verschuldigd."))
    if ended_on is not None:
        steps.append(_("Het tellen stopte op %(day)s.") % {"day": date_format(ended_on, "j F Y")})
    return steps
