"""The letters that settle a grant and that ask money back. Each is a decision, with the remedy against it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.deadlines import Term
from kernkracht.foundation.deadlines.queries import deadline_from
from kernkracht.foundation.legal_settings.queries import number_on
from kernkracht.foundation.money import format_euro
from kernkracht.foundation.notices.kinds import NoticeContext, register_notice
from kernkracht.grants.applications.days import day_of
from kernkracht.grants.applications.languages import language_of
from kernkracht.grants.applications.letter_frames import decision_frame
from kernkracht.grants.applications.letters import PreparedLetter, prepare
from kernkracht.grants.applications.models import Mandate
from kernkracht.grants.payments.queries import debtor_on

from .models import ChangeGround, LowerGround, Settlement, SpendingReport
from .notices import case_link

SETTLED, CHANGED, RECOVERED = "settlement_decided", "settlement_changed", "recovery_decided"
PAYMENT_TERM_WEEKS = "payment.term_weeks"


@dataclass(frozen=True)
class Outcome:
    """What is decided and what its letter rests on; amounts in euro cents."""

    settled_cents: int
    paid_cents: int
    ground: str = ""
    weighing: str = ""


@dataclass(frozen=True)
class PaymentTerm:
    """The last day to pay what is still owed, and the weeks it was counted with (Awb 4:87)."""

    due_on: date
    weeks: int


@dataclass(frozen=True)
class SettlementContext(NoticeContext):
    """A settled grant; amounts in euro cents. `ground` is a sentence, empty when settled as awarded."""

    name: str = "Robin Voorbeeld"
    title: str = "Pluktuin bij de school"
    number: str = "A-2026-0012"
    award_on: date = date(2026, 3, 20)
    handed_in_on: date | None = date(2026, 11, 2)
    awarded_cents: int = 75_000
    settled_cents: int = 60_000
    lowered_cents: int = 15_000
    paid_cents: int = 75_000
    still_cents: int = 0
    """What is still paid."""
    pay_by: date | None = None
    overpaid_cents: int = 15_000
    ground: str = "Het plan is niet of niet helemaal uitgevoerd (Awb 4:46 lid 2 onder a)"
    weighing: str = "U plantte acht van de twaalf bomen. Wij verlagen alleen met wat de andere vier zouden kosten."
    link: str = "https://example.org/mijn/aanvragen/voorbeeld/"

    @property
    def must_say(self) -> list[str]:
        """The amount, and the motivation of a lower one (Awb 3:46; RvS 2018:3550)."""
        return [format_euro(self.settled_cents), self.ground, self.weighing]


@dataclass(frozen=True)
class ChangeContext(NoticeContext):
    """A settlement that goes down afterwards (Awb 4:49); amounts in cents. `breach_on`: a duty broken later."""

    name: str = "Robin Voorbeeld"
    title: str = "Pluktuin bij de school"
    number: str = "A-2026-0012"
    before_on: date = date(2026, 11, 16)
    before_cents: int = 75_000
    settled_cents: int = 40_000
    paid_cents: int = 75_000
    overpaid_cents: int = 35_000
    ground: str = "Wij konden iets niet weten toen wij vaststelden (Awb 4:49 lid 1 onder a)"
    breach_on: date | None = None
    weighing: str = "De bomen zijn een maand later verkocht. Wij verlagen alleen met wat zij kostten."
    link: str = "https://example.org/mijn/aanvragen/voorbeeld/"

    @property
    def must_say(self) -> list[str]:
        """The amount, the ground and the weighing (Awb 3:46)."""
        return [format_euro(self.settled_cents), self.ground, self.weighing]


@dataclass(frozen=True)
class RecoveryContext(NoticeContext):
    """Money that must come back: how much, by when, to which account; the amount in euro cents."""

    name: str = "Robin Voorbeeld"
    title: str = "Pluktuin bij de school"
    number: str = "A-2026-0012"
    settled_on: date = date(2026, 11, 16)
    settled_cents: int = 60_000
    paid_cents: int = 75_000
    amount_cents: int = 15_000
    due_on: date = date(2026, 12, 28)
    account_iban: str = "NL20 INGB 0001 2345 67"
    account_name: str = "gemeente Voorbeeld"
    reason: str = "U kreeg dit geld voor bomen die niet zijn geplant."
    link: str = "https://example.org/mijn/aanvragen/voorbeeld/"

    @property
    def must_say(self) -> list[str]:
        """The amount and the term (Awb 4:86 lid 2), and why."""
        return [format_euro(self.amount_cents), date_format(self.due_on, "j F Y"), self.reason]


def register() -> None:
    """Make both letters known to the administrator's list of texts."""
    register_notice(SETTLED, title=gettext_lazy("Besluit: bedrag vastgesteld"), example=SettlementContext())
    register_notice(CHANGED, title=gettext_lazy("Besluit: vaststelling gewijzigd"), example=ChangeContext())
    register_notice(RECOVERED, title=gettext_lazy("Besluit: geld terugvorderen"), example=RecoveryContext())


def payment_term(on: date) -> PaymentTerm:
    weeks = number_on(PAYMENT_TERM_WEEKS, on)
    return PaymentTerm(deadline_from(on, Term(weeks=weeks)).due_on, weeks)


def prepare_settlement(
    report: SpendingReport, outcome: Outcome, *, by: Actor, mandate: Mandate | None, at: datetime
) -> PreparedLetter:
    """The letter of a settlement, not kept yet. Raises `LetterFailed`."""
    case, today = report.application, day_of(at)
    still = max(outcome.settled_cents - outcome.paid_cents, 0)
    with translation.override(language_of(case)):
        context = SettlementContext(
            name=case.contact_name,
            title=case.title,
            number=case.number or "",
            award_on=report.decision.decided_on,
            handed_in_on=report.handed_in_on,
            awarded_cents=report.awarded_cents,
            settled_cents=outcome.settled_cents,
            lowered_cents=report.awarded_cents - outcome.settled_cents,
            paid_cents=outcome.paid_cents,
            still_cents=still,
            pay_by=payment_term(today).due_on if still else None,
            overpaid_cents=max(outcome.paid_cents - outcome.settled_cents, 0),
            ground=str(LowerGround(outcome.ground).label) if outcome.ground else "",
            weighing=outcome.weighing,
            link=case_link(case),
        )
        frame = decision_frame(
            case, by=by, mandate_id=mandate.pk if mandate else None, today=today, contested="vaststelling"
        )
    return prepare(SETTLED, context, frame, case)


def prepare_change(
    settlement: Settlement, old: Settlement, outcome: Outcome, *, by: Actor, mandate: Mandate, at: datetime
) -> PreparedLetter:
    """The letter of a changed or withdrawn settlement, not kept yet. Raises `LetterFailed`."""
    case, today = settlement.application, day_of(at)
    with translation.override(language_of(case)):
        context = ChangeContext(
            name=case.contact_name,
            title=case.title,
            number=case.number or "",
            before_on=old.decided_on or today,
            before_cents=old.settled_cents,
            settled_cents=outcome.settled_cents,
            paid_cents=outcome.paid_cents,
            overpaid_cents=max(outcome.paid_cents - outcome.settled_cents, 0),
            ground=str(ChangeGround(settlement.change_ground).label),
            breach_on=settlement.breach_on,
            weighing=outcome.weighing,
            link=case_link(case),
        )
        frame = decision_frame(case, by=by, mandate_id=mandate.pk, today=today, contested="vaststelling")
    return prepare(CHANGED, context, frame, case)


def prepare_recovery(
    settlement: Settlement, reason: str, due_on: date, *, by: Actor, mandate: Mandate, at: datetime
) -> PreparedLetter:
    """The letter of a recovery, not kept yet. Raises `LetterFailed`."""
    case, today = settlement.application, day_of(at)
    account = debtor_on(today)
    with translation.override(language_of(case)):
        context = RecoveryContext(
            name=case.contact_name,
            title=case.title,
            number=case.number or "",
            settled_on=settlement.decided_on or today,
            settled_cents=settlement.settled_cents,
            paid_cents=settlement.paid_cents,
            amount_cents=settlement.overpaid_cents,
            due_on=due_on,
            account_iban=_grouped(account.iban) if account else "",
            account_name=account.name if account else "",
            reason=reason,
            link=case_link(case),
        )
        frame = decision_frame(case, by=by, mandate_id=mandate.pk, today=today, contested="terugvordering")
    return prepare(RECOVERED, context, frame, case)


def _grouped(iban: str) -> str:
    """In fours, with hard spaces, so that it can be copied from paper."""
    return "\u00a0".join(iban[i : i + 4] for i in range(0, len(iban), 4))
