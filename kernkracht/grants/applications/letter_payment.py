"""How and by when the money comes, in words for the letter of an award (Awb 4:86 and 4:87)."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kernkracht.foundation.deadlines import Term
from kernkracht.foundation.money import format_euro
from kernkracht.grants.schemes.payment_plan import PaymentPart, PaymentPlan


def payment_words(plan: PaymentPlan, *, has_account: bool = True) -> tuple[str, date | None]:
    """The sentences, and the last day when the whole award has one; parts name their amounts and days themselves."""
    if not has_account:
        sentence, day = payment_words(plan)
        ask = _("Wij hebben nog geen rekeningnummer van u. Geef het aan ons door, anders kunnen wij niet betalen.")
        return (ask if day else f"{ask} {sentence}"), day
    if len(plan.parts) > 1:
        return " ".join(_part_sentence(part, plan) for part in plan.parts), None
    part = plan.parts[0]
    if not part.condition:
        return _("Wij maken het geld over op de rekening die u heeft opgegeven."), part.due_on
    if part.condition == "report":
        return _after(part, plan), None
    return _("U betaalt eerst zelf. %(then)s") % {"then": _after(part, plan)}, None


def _part_sentence(part: PaymentPart, plan: PaymentPlan) -> str:
    amount = format_euro(part.amount_cents)
    if part.due_on is not None:
        return _("U krijgt een voorschot van %(amount)s. Dat heeft u uiterlijk op %(day)s.") % {
            "amount": amount,
            "day": date_format(part.due_on, "j F Y"),
        }
    return _("De rest is %(amount)s. %(then)s") % {"amount": amount, "then": _after(part, plan)}


def _after(part: PaymentPart, plan: PaymentPlan) -> str:
    """What must come in first, and how long we take then."""
    within = _("Dan betalen wij binnen %(weeks)s.") % {"weeks": str(Term(weeks=plan.term_weeks))}
    if part.condition == "report":
        return _("Stuur ons na afloop uw verslag. %(within)s") % {"within": within}
    sentence = _("Stuur ons daarna de bonnen. %(within)s") % {"within": within}
    if plan.claim_weeks:
        sentence += " " + _("Stuur de bonnen binnen %(weeks)s na afloop van uw plan.") % {
            "weeks": str(Term(weeks=plan.claim_weeks))
        }
    return sentence
