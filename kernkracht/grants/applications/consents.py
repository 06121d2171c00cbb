"""Which kinds of message may go by e-mail (Awb 2:8): what was answered last counts, and paper is always possible."""

from __future__ import annotations

from .models import ElectronicConsent, GrantApplication

Kind = ElectronicConsent.Kind

QUESTIONS = ("completion_", "term_", "default_notice_", "application_", "advice_")
PAYMENT = ("payment_", "report_", "settlement_", "recovery_", "spending_")


def consent_kind_of(notice: str) -> Kind:
    """Under which consent a kind of notice falls; what is neither about questions nor about money is a decision."""
    if notice.startswith(QUESTIONS):
        return Kind.QUESTIONS
    return Kind.PAYMENT if notice.startswith(PAYMENT) else Kind.DECISIONS


def consents_of(case: GrantApplication) -> dict[Kind, bool]:
    """Per kind of message whether it may go by e-mail. Nothing may without an address, or for who wants paper."""
    if not case.contact_email:
        return dict.fromkeys(Kind, False)
    answered = {Kind(row.kind): row.is_given for row in case.consents.all()} if case.pk else {}
    return {kind: answered.get(kind, not case.wants_paper) for kind in Kind}


def may_email(case: GrantApplication, notice: str) -> bool:
    """Whether a notice of this kind may go by e-mail; otherwise it goes on paper."""
    return consents_of(case)[consent_kind_of(notice)]
