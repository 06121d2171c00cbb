"""What a receiver must tell and by when, from the award's rules. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kernkracht.foundation.deadlines import Term, compute_deadline
from kernkracht.grants.schemes.accessors import accountability_of, payment_of
from kernkracht.grants.schemes.parameters import YearDay
from kernkracht.grants.schemes.rules import RuleSet

from .models import ReportForm


@dataclass(frozen=True)
class Duty:
    """The form of a report, the day from which its term counts, its last day (None: no report) and how it was found."""

    form: str
    counted_from: date
    due_on: date | None
    steps: tuple[str, ...]


def duty_of(
    rules: RuleSet,
    amount_cents: int,
    *,
    decided_on: date,
    carry_out_by: date | None,
    ends_on: date | None,
    default_weeks: int,
    equated: Mapping[date, str],
) -> Duty:
    """The duty that comes with an award of `amount_cents`.

    Counted from the last day to carry the plan out, else from its last day in the application, else from the decision;
    never from before the decision. A scheme without a term gets `default_weeks` (dated setting).
    """
    known = carry_out_by or ends_on
    start = max(known, decided_on) if known else decided_on
    form, term, source = _form_and_term(rules, amount_cents, start)
    if form == ReportForm.NONE:
        return Duty(form, start, None, (_("De regeling vraagt geen verslag."),))
    day = {"day": _day(start)}
    first = _("Het plan is uiterlijk klaar op %(day)s.") if known else _("Wij besloten op %(day)s.")
    if isinstance(term, date):
        return Duty(
            form, start, term, (first % day, _("De regeling noemt als laatste dag %(day)s.") % {"day": _day(term)})
        )
    weeks = term or default_weeks
    why = source if term else _("De regeling noemt geen termijn. Dan geldt de termijn die wij altijd gebruiken.")
    deadline = compute_deadline(start, Term(weeks=weeks), equated=equated)
    return Duty(form, start, deadline.due_on, (first % day, why, *deadline.steps))


def _form_and_term(rules: RuleSet, amount_cents: int, start: date) -> tuple[str, int | date | None, str]:
    needs, payment = accountability_of(rules), payment_of(rules)
    own = _("De termijn staat in de regeling.")
    if needs.financial and amount_cents >= needs.financial_from_cents:
        term = needs.financial_term
        # A day of every year is that day in the year after the plan ends.
        return ReportForm.RECEIPTS, term.in_year(start.year + 1) if isinstance(term, YearDay) else term, own
    if payment.moment == "after_receipts":
        return ReportForm.RECEIPTS, payment.claim_weeks, own
    if needs.light_forms:
        return ReportForm.LIGHT, needs.light_weeks, own
    return ReportForm.NONE, None, ""


def _day(day: date) -> str:
    return date_format(day, "j F Y")
