"""Establishing the penalty for a late decision, and raising it on objection (Awb 4:18, 4:19, 4:87).

The letter is made before the lock. The money is the municipality's own: it is owed through the payments room under the
case's number with “-DW”, so that it never counts under a ceiling of grants.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.money import format_euro
from kernkracht.grants.applications.actions.gate import lock_case
from kernkracht.grants.applications.days import day_of
from kernkracht.grants.applications.letters import LetterFailed, keep_and_send
from kernkracht.grants.applications.models import GrantApplication, Mandate, NoticeOfDefault
from kernkracht.grants.applications.queries import OwedPenalty, decision_right_of, penalties_of
from kernkracht.grants.payments.actions import owe, payee_for
from kernkracht.grants.payments.models import ObligationKind
from kernkracht.grants.settlements.queries import payment_term

from ..models import PenaltyDecision
from ..penalty_letter import prepare_penalty
from ..penalty_terms import establish_by, last_day_of
from .gate import ObjectionRefusal

__all__ = ["UnableToEstablishPenalty", "establish_penalty", "raise_on_objection"]


class UnableToEstablishPenalty(ObjectionRefusal):
    """There is no penalty, it still grows, it was established before, or this person may not."""


def establish_penalty(*, notice: NoticeOfDefault, by: Actor, at: datetime) -> PenaltyDecision:
    """Decide how much we owe for deciding late, send the letter, and owe it within the term of 4:87.

    Possible from the day after the last day that cost money: the decision was announced, or the most days are over.
    Late is possible too; the law wants it within two weeks. Raises `UnableToEstablishPenalty`.
    """
    case, owed = notice.application, _established(notice, at)
    mandate = _mandate(case, owed.penalty.cents, by=by, at=at)
    try:
        letter = prepare_penalty(case, owed, last_day_of(owed.penalty), by=by, mandate=mandate, at=at)
    except LetterFailed as fault:
        raise UnableToEstablishPenalty(
            _("De brief kon niet worden gemaakt. Er is niets veranderd."), str(fault)
        ) from fault
    with transaction.atomic(durable=True):
        row = lock_case(case)
        now = _established(NoticeOfDefault.objects.select_related("application").get(pk=notice.pk), at)
        if now.penalty != owed.penalty or not letter.still_fits(row):
            raise UnableToEstablishPenalty(_("Er veranderde intussen iets. Ververs de pagina en probeer het opnieuw."))
        last = last_day_of(owed.penalty)
        decision = PenaltyDecision.objects.create(
            application=row,
            notice=notice,
            first_day=owed.penalty.first_day,
            last_day=last,
            days=owed.penalty.days,
            amount_cents=owed.penalty.cents,
            steps=list(owed.penalty.steps),
            due_on=establish_by(last).due_on,
            pay_by=payment_term(day_of(at)).due_on,
            mandate=mandate,
            letter=keep_and_send(row, letter, key=f"penalty:{notice.pk}", by=by, at=at),
            decided_by=by,
            decided_at=at,
            decided_on=day_of(at),
        )
        _owe(row, decision.amount_cents, f"penalty:{notice.pk}", by=by, at=at)
        data = {"amount": format_euro(decision.amount_cents), "amount_cents": decision.amount_cents}
        record("application.penalty_established", row, by=by, at=at, ground="Awb 4:18", data=data)
        return decision


def raise_on_objection(
    *, penalty: PenaltyDecision, amount_cents: int, reason: str, key: str, by: Actor, at: datetime
) -> PenaltyDecision:
    """Owe more than was established, as part of the act that decides on the objection.

    `amount_cents` is the new total, above the present one. Raises `UnableToEstablishPenalty`.
    """
    row = PenaltyDecision.objects.select_for_update(of=("self",)).get(pk=penalty.pk)
    more = amount_cents - row.total_cents
    if more <= 0:
        raise UnableToEstablishPenalty(_("Kies een hoger bedrag dan is vastgesteld."), field="amount")
    row.raised_cents += more
    row.raised_reason = reason
    row.save(update_fields=["raised_cents", "raised_reason"])
    _owe(penalty.application, more, key, by=by, at=at)
    data = {"amount": format_euro(row.total_cents), "amount_cents": row.total_cents}
    record("application.penalty_raised", penalty.application, by=by, at=at, ground="Awb 7:11", data=data)
    return row


def _established(notice: NoticeOfDefault, at: datetime) -> OwedPenalty:
    """What the notice costs, when it can be established now."""
    case = notice.application
    if PenaltyDecision.objects.filter(application=case).exists():
        raise UnableToEstablishPenalty(_("De dwangsom is al vastgesteld. Lees de brief."))
    owed = penalties_of(case, day_of(at))
    if owed is None or owed.notice.pk != notice.pk or (not owed.penalty.cents and not owed.penalty.is_running):
        raise UnableToEstablishPenalty(_("Wij zijn geen dwangsom verschuldigd. Er valt niets vast te stellen."))
    if owed.penalty.is_running:
        raise UnableToEstablishPenalty(
            _("De dwangsom kan nog hoger worden. Besluit eerst op de aanvraag; stel daarna de dwangsom vast.")
        )
    if day_of(at) <= last_day_of(owed.penalty):
        raise UnableToEstablishPenalty(
            _("Vandaag telt nog mee. Stel de dwangsom vast vanaf %(day)s.")
            % {"day": date_format(establish_by(last_day_of(owed.penalty)).due_on, "j F Y")}
        )
    return owed


def _mandate(case: GrantApplication, cents: int, *, by: Actor, at: datetime) -> Mandate:
    right = decision_right_of(by, case, amount_cents=cents, on=day_of(at))
    if right.mandate is None or not right.allowed:
        raise UnableToEstablishPenalty(*right.sentences, _("Laat iemand met mandaat beslissen."))
    return Mandate.objects.get(pk=right.mandate.pk)


def _owe(case: GrantApplication, cents: int, key: str, *, by: Actor, at: datetime) -> None:
    """To the applicant on the account we know; without one it is on the list with its remedy."""
    payee, term = payee_for(case), payment_term(day_of(at))
    owe(
        source_key=key,
        case_number=f"{case.number}-DW",
        application=case,
        amount_cents=cents,
        due_on=term.due_on,
        payee_name=payee.name or case.contact_name or str(case.number),
        iban=payee.iban,
        kind=ObligationKind.PENALTY,
        description=_("Dwangsom %(number)s (Awb 4:18)") % {"number": case.number},
        by=by,
        at=at,
        counted_from=day_of(at),
        term_weeks=term.weeks,
    )
