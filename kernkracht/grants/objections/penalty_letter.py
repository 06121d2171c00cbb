"""The letter that establishes a penalty (Awb 4:18): how much, for which days, when it is paid, and the remedy."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import translation

from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.applications.days import day_of
from kernkracht.grants.applications.languages import language_of
from kernkracht.grants.applications.letter_frames import decision_frame
from kernkracht.grants.applications.letters import PreparedLetter, prepare
from kernkracht.grants.applications.models import GrantApplication, Mandate
from kernkracht.grants.applications.queries import OwedPenalty
from kernkracht.grants.settlements.queries import case_link, payment_term

from .penalty_context import PENALTY, PenaltyContext


def prepare_penalty(
    case: GrantApplication, owed: OwedPenalty, last_day: date, *, by: Actor, mandate: Mandate, at: datetime
) -> PreparedLetter:
    """The letter, not kept yet. Raises `LetterFailed`."""
    today = day_of(at)
    with translation.override(language_of(case)):
        context = PenaltyContext(
            name=case.contact_name,
            title=case.title,
            number=case.number or "",
            received_on=owed.notice.received_on,
            first_day=owed.penalty.first_day,
            last_day=last_day,
            days=owed.penalty.days,
            amount_cents=owed.penalty.cents,
            pay_by=payment_term(today).due_on,
            has_account=bool(case.iban.strip()),
            link=case_link(case),
        )
        frame = decision_frame(case, by=by, mandate_id=mandate.pk, today=today, contested="dwangsom")
    return prepare(PENALTY, context, frame, case)
