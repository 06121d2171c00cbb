"""What was paid too much comes back: by a letter, within the years the law allows, paid, set off or written off."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.deadlines import Deadline, Term
from kernkracht.foundation.deadlines.queries import deadline_from
from kernkracht.foundation.legal_settings.queries import number_on
from kernkracht.foundation.money import format_euro
from kernkracht.grants.applications.days import day_of
from kernkracht.grants.applications.letters import keep_and_send
from kernkracht.grants.applications.models import GrantApplication
from kernkracht.grants.budgets.actions import MoneyRefusal, pay, return_payment, settle_lower
from kernkracht.grants.payments.actions import UnableToCancel, cancel_obligation
from kernkracht.grants.payments.models import ObligationState, PaymentObligation

from .. import letters
from ..legal import RECOVERY_WEEKS, RECOVERY_YEARS
from ..models import Recovery, RecoveryState, Repayment, Settlement, SettlementState
from ..permissions import may_recover_on, may_set_off
from ..workflow import RECOVERY_WORKFLOW
from .gate import UnableToAccount, facts_of, lock_case, lock_money_and_case, require_right, require_text
from .settling import require_mandate


class UnableToRecover(UnableToAccount):
    """There is nothing to recover (any more), the years are over, or the person or amount does not fit."""


def last_day_to_recover(settled_on: date) -> Deadline:
    """The last day on which money may still be recovered (Awb 4:57 lid 4); such a long term does not roll forward."""
    years = number_on(RECOVERY_YEARS.key, settled_on)
    return deadline_from(settled_on, Term(months=12 * years))


def first_settled_on(settlement: Settlement) -> date | None:
    """The day of the first settlement of this grant: another amount on objection does not make the years longer."""
    first = settlement
    while first.replaces is not None:
        first = first.replaces
    return first.decided_on


def recover(*, settlement: Settlement, reason: str, by: Actor, at: datetime) -> Recovery:
    """Decide that what was paid above the settled amount comes back, by letter, within six weeks (Awb 4:57, 4:87).

    `reason` is the weighing: recovering may, it is no duty. Raises `UnableToRecover` (also after five years) and
    `LetterFailed`.
    """
    words = require_text(
        UnableToRecover, reason, _("Schrijf op waarom u terugvordert. Het mag, het hoeft niet."), "reason"
    )
    _require_recoverable(settlement, on=day_of(at))
    case = settlement.application
    mandate = require_mandate(UnableToRecover, case, settlement.overpaid_cents, by=by, at=at)
    deadline = deadline_from(day_of(at), Term(weeks=number_on(RECOVERY_WEEKS.key, day_of(at))))
    letter = letters.prepare_recovery(settlement, words, deadline.due_on, by=by, mandate=mandate, at=at)
    with transaction.atomic(durable=True):
        case = lock_case(case)
        require_right(UnableToRecover, Permission.DECIDE_APPLICATION, case=case, by=by, at=at)
        row = Settlement.objects.select_for_update().get(pk=settlement.pk)
        _require_recoverable(row, on=day_of(at))
        if not letter.still_fits(case):
            raise UnableToRecover(_("Intussen veranderde er iets aan deze aanvraag. Lees de pagina opnieuw."))
        stored = keep_and_send(case, letter, key=f"recovery:{row.pk}", by=by, at=at)
        try:
            with transaction.atomic():
                recovery = Recovery.objects.create(
                    settlement=row,
                    application=case,
                    amount_cents=row.overpaid_cents,
                    due_on=deadline.due_on,
                    steps=list(deadline.steps),
                    reason=words,
                    letter=stored,
                    decided_by=by,
                    decided_at=at,
                    decided_on=day_of(at),
                )
        except IntegrityError as fault:
            raise UnableToRecover(_("Dit bedrag wordt al teruggevorderd.")) from fault
        record("recovery.decided", recovery, by=by, at=at, data=facts_of(case, recovery.amount_cents))
        return recovery


def register_repayment(
    *, recovery: Recovery, amount_cents: int, received_on: date, by: Actor, at: datetime
) -> Repayment:
    """Note that money came back, whole or in part; the ledger frees it. Raises `UnableToRecover`."""
    with transaction.atomic(durable=True):
        case = lock_money_and_case(recovery.application)
        row = _lock_open(recovery, case, by=by, at=at)
        if not row.decided_on <= received_on <= day_of(at):
            raise UnableToRecover(
                _("Kies een dag vanaf de brief (%(first)s) tot en met vandaag.")
                % {"first": date_format(row.decided_on, "j F Y")},
                field="received_on",
            )
        repayment = _take_in(row, case, amount_cents, received_on, Repayment.Way.BANK, "", by=by, at=at)
        record("recovery.repaid", row, by=by, at=at, data=facts_of(case, amount_cents))
        return repayment


def set_off(
    *, recovery: Recovery, obligation: PaymentObligation, same_activity: bool, by: Actor, at: datetime
) -> Repayment:
    """Do not pay another grant, and count it as paid back: only within Awb 4:57 lid 3.

    `same_activity` is the officer's word that both grants are for the same activity. The obligation is open, wholly
    used, and not above what is still to come back. Raises `UnableToRecover`.
    """
    with transaction.atomic(durable=True):
        other = obligation.application
        if other is None:
            raise UnableToRecover(_("Verrekenen kan alleen met een andere subsidie van dezelfde ontvanger."))
        case = lock_money_and_case(recovery.application, other)
        other = GrantApplication.objects.get(pk=other.pk)
        row = _lock_open(recovery, case, by=by, at=at)
        owed = PaymentObligation.objects.select_for_update().get(pk=obligation.pk)
        _require_set_off(row, case, owed, other, same_activity=same_activity)
        amount, number = owed.amount_cents, other.number or ""
        reason = _("Verrekend met de vordering op %(case)s (Awb 4:57 lid 3).") % {"case": case.number}
        try:
            cancel_obligation(obligation=owed, reason=reason, by=by, at=at)
            pay(amount_cents=amount, case_number=number, key=f"set-off:{owed.pk}", by=by, at=at)
        except (UnableToCancel, MoneyRefusal) as refusal:
            raise UnableToRecover(str(refusal)) from refusal
        repayment = _take_in(row, case, amount, day_of(at), Repayment.Way.SET_OFF, number, by=by, at=at)
        record("recovery.set_off", row, by=by, at=at, data=facts_of(case, amount, other=number))
        return repayment


def write_off(*, recovery: Recovery, reason: str, by: Actor, at: datetime) -> Recovery:
    """Give up what did not come back, with a reason; in the ledger it stays paid. Raises `UnableToRecover`."""
    words = require_text(UnableToRecover, reason, _("Schrijf op waarom u afboekt."), "reason")
    require_mandate(UnableToRecover, recovery.application, recovery.open_cents, by=by, at=at)
    with transaction.atomic(durable=True):
        case = lock_case(recovery.application)
        require_right(UnableToRecover, Permission.DECIDE_APPLICATION, case=case, by=by, at=at)
        row = Recovery.objects.select_for_update().get(pk=recovery.pk)
        _move(row, "write_off")
        row.written_off_by, row.written_off_reason, row.ended_on = by, words, day_of(at)
        row.save()
        record("recovery.written_off", row, by=by, at=at, ground=words[:200], data=facts_of(case, row.open_cents))
        return row


def _require_recoverable(settlement: Settlement, *, on: date) -> None:
    if settlement.state != SettlementState.DECIDED or settlement.decided_on is None or not settlement.overpaid_cents:
        raise UnableToRecover(_("Er is niets te veel betaald. Er valt niets terug te vorderen."))
    settled_on = first_settled_on(settlement) or settlement.decided_on
    last = last_day_to_recover(settled_on).due_on
    if not may_recover_on(settled_on=settled_on, last_on=last, on=on):
        raise UnableToRecover(
            _("Terugvorderen kon tot en met %(last)s. Daarna mag dat niet meer (Awb 4:57 lid 4).")
            % {"last": date_format(last, "j F Y")}
        )


def _require_set_off(
    row: Recovery, case: GrantApplication, owed: PaymentObligation, other: GrantApplication, *, same_activity: bool
) -> None:
    if owed.state != ObligationState.OPEN or owed.amount_cents > row.open_cents:
        raise UnableToRecover(
            _("Kies een betaling die openstaat en niet hoger is dan %(most)s.") % {"most": format_euro(row.open_cents)}
        )
    if not may_set_off(
        same_receiver=_receiver(case) == _receiver(other),
        same_activity=same_activity,
        other_period=case.pk != other.pk and case.budget_year != other.budget_year,
    ):
        raise UnableToRecover(
            _(
                "Verrekenen mag alleen met een subsidie van dezelfde ontvanger, voor dezelfde activiteit, in een ander "
                "jaar (Awb 4:57 lid 3). Vraag de ontvanger om zelf terug te betalen."
            )
        )


def _receiver(case: GrantApplication) -> str:
    """Whom the grant was given to: the organisation, else the person by address."""
    return (case.organisation or case.contact_email or case.contact_name).strip().casefold()


def _lock_open(recovery: Recovery, case: GrantApplication, *, by: Actor, at: datetime) -> Recovery:
    """The recovery under lock; the ceilings and the case are locked by the caller."""
    require_right(UnableToRecover, Permission.SETTLE_GRANT, Permission.PROPOSE_PAYMENT, case=case, by=by, at=at)
    row = Recovery.objects.select_for_update().get(pk=recovery.pk)
    if row.state != RecoveryState.OPEN:
        raise UnableToRecover(_("Deze vordering is al afgesloten."))
    return row


def _take_in(
    row: Recovery,
    case: GrantApplication,
    cents: int,
    received_on: date,
    way: str,
    against: str,
    *,
    by: Actor,
    at: datetime,
) -> Repayment:
    if not 0 < cents <= row.open_cents:
        raise UnableToRecover(
            _("Vul een bedrag in boven € 0 en tot en met %(most)s.") % {"most": format_euro(row.open_cents)},
            field="amount",
        )
    repayment = Repayment.objects.create(
        recovery=row, way=way, amount_cents=cents, received_on=received_on, set_off_against=against, by=by, at=at
    )
    number, key = case.number or "", f"repayment:{repayment.pk}"
    try:
        return_payment(amount_cents=cents, case_number=number, key=f"{key}:return", by=by, at=at)
        settle_lower(amount_cents=cents, case_number=number, key=f"{key}:settle", by=by, at=at)
    except MoneyRefusal as refusal:
        raise UnableToRecover(str(refusal)) from refusal
    row.repaid_cents += cents
    if not row.open_cents:
        _move(row, "close")
        row.ended_on = received_on
    row.save()
    return repayment


def _move(row: Recovery, name: str) -> None:
    sentence = _("Deze vordering staat op ‘%(state)s’. Ververs de pagina.")
    RECOVERY_WORKFLOW.move(row, name, lambda state: UnableToRecover(sentence % {"state": state}))
