"""Settling a grant (Awb 4:46): as awarded by one officer, lower only on a ground, weighed, and by two people.

Nothing is lowered by itself. Locks: ceilings, case, report, settlement, obligations by primary key. The letter is made
before the locks and refused when what it says about payments is no longer true.
"""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.money import format_euro
from kernkracht.grants.applications.days import day_of
from kernkracht.grants.applications.letters import LetterFailed, PreparedLetter, keep_and_send
from kernkracht.grants.applications.models import GrantApplication, Mandate
from kernkracht.grants.applications.queries import decision_right_of
from kernkracht.grants.budgets.actions import MoneyRefusal, settle_lower
from kernkracht.grants.payments.actions import UnableToMakeDue, cancel_obligation, make_due, owe, payee_for
from kernkracht.grants.payments.models import ObligationKind, ObligationState, PaymentObligation

from .. import letters
from ..models import LowerGround, Recovery, ReportForm, ReportState, Settlement, SettlementState, SpendingReport
from ..permissions import may_decide_lower, may_propose_settlement
from ..workflow import REPORT_WORKFLOW, SETTLEMENT_WORKFLOW
from .gate import UnableToAccount, facts_of, lock_money_and_case, paid_cents, require_right, require_text

S = SettlementState


class UnableToSettle(UnableToAccount):
    """The grant cannot be settled (like this, now, by this person); `field` names the answer."""


def propose_settlement(
    *, report: SpendingReport, settled_cents: int, ground: str, weighing: str, by: Actor, at: datetime
) -> Settlement:
    """Propose to settle lower than awarded, on a ground of Awb 4:46 lid 2 and with a written weighing.

    `settled_cents` from 0 to below the award. The weighing says why this reduction is proportionate (RvS 2018:3550).
    Raises `UnableToSettle`.
    """
    with transaction.atomic(durable=True):
        row = _lock(report, by=by, at=at)
        if not may_propose_settlement(row.state, row.due_on, day_of(at)):
            raise UnableToSettle(_("Wacht op het verslag, of tot de laatste dag daarvoor voorbij is."))
        if not 0 <= settled_cents < row.awarded_cents:
            raise UnableToSettle(
                _("Vul een bedrag in van € 0 tot onder %(awarded)s. Is het niet lager? Stel dan vast zoals toegekend.")
                % {"awarded": format_euro(row.awarded_cents)},
                field="settled",
            )
        if ground not in LowerGround.values:
            raise UnableToSettle(_("Kies de grond waarop u lager vaststelt."), field="ground")
        words = require_text(
            UnableToSettle,
            weighing,
            _("Schrijf op waarom deze verlaging redelijk is. Lager vaststellen mag, het hoeft niet."),
            "weighing",
        )
        settlement = _create(row, settled_cents, ground=ground, weighing=words, by=by, at=at)
        data = facts_of(row.application, settled_cents, lower=format_euro(settlement.lowered_cents))
        record("settlement.proposed", settlement, by=by, at=at, data=data)
        return settlement


def return_proposal(*, settlement: Settlement, reason: str, by: Actor, at: datetime) -> Settlement:
    """Give a proposal back with a reason; another can be made. Raises `UnableToSettle`."""
    text = require_text(UnableToSettle, reason, _("Schrijf op wat er anders moet."), "reason")
    with transaction.atomic(durable=True):
        case = lock_money_and_case(settlement.application)
        row = Settlement.objects.select_for_update().get(pk=settlement.pk)
        require_right(UnableToSettle, Permission.DECIDE_APPLICATION, Permission.SETTLE_GRANT, case=case, by=by, at=at)
        _move(row, "return")
        row.returned_reason = text
        row.save()
        record("settlement.returned", row, by=by, at=at, ground=text, data=facts_of(case))
        return row


def settle_as_awarded(*, report: SpendingReport, by: Actor, at: datetime) -> Settlement:
    """Approve the report and settle the grant as it was awarded (Awb 4:46 lid 1); what waited becomes due.

    Raises `UnableToSettle` and `LetterFailed`.
    """
    plan = letters.Outcome(report.awarded_cents, paid_cents(report.application.number or ""))
    letter = letters.prepare_settlement(report, plan, by=by, mandate=None, at=at)
    with transaction.atomic(durable=True):
        row = _lock(report, by=by, at=at)
        if row.state != ReportState.RECEIVED:
            raise UnableToSettle(_("Zoals toegekend vaststellen kan als het verslag binnen is."))
        if row.awarded_cents != report.awarded_cents:
            raise _stale()
        settlement = _create(row, row.awarded_cents, ground="", weighing="", by=by, at=at)
        return _carry_out(settlement, row, letter, plan, mandate=None, by=by, at=at)


def settle_grant(*, settlement: Settlement, by: Actor, at: datetime) -> Settlement:
    """Decide on a lower settlement that somebody else proposed, with a mandate for it.

    The ledger is lowered by what was not paid yet, payments that wait go out or lapse as far as that leaves room, and
    the letter says what must come back. Raises `UnableToSettle` and `LetterFailed`.
    """
    report, case = settlement.report, settlement.application
    mandate = require_mandate(UnableToSettle, case, settlement.settled_cents, by=by, at=at)
    plan = letters.Outcome(
        settlement.settled_cents, _counted_paid(settlement, case), settlement.ground, settlement.weighing
    )
    letter = _letter(settlement, plan, by=by, mandate=mandate, at=at)
    with transaction.atomic(durable=True):
        row = _lock(report, by=by, at=at, right=Permission.DECIDE_APPLICATION)
        found = Settlement.objects.select_for_update().get(pk=settlement.pk)
        if not may_decide_lower(actor_id=by.pk, proposed_by_id=found.proposed_by_id):
            raise UnableToSettle(_("U heeft dit zelf voorgesteld. Laat een collega beslissen."))
        return _carry_out(found, row, letter, plan, mandate=mandate, by=by, at=at)


def require_mandate(
    refusal: type[UnableToAccount], case: GrantApplication, amount_cents: int, *, by: Actor, at: datetime
) -> Mandate:
    """The mandate of the actor to decide in this case (Awb 10:3); else `refusal` with every reason why not."""
    right = decision_right_of(by, case, amount_cents=amount_cents, on=day_of(at))
    if right.mandate is None or not right.allowed:
        raise refusal(*right.sentences, _("Laat iemand met mandaat beslissen."))
    return Mandate.objects.get(pk=right.mandate.pk)


def _lock(
    report: SpendingReport, *, by: Actor, at: datetime, right: Permission = Permission.SETTLE_GRANT
) -> SpendingReport:
    case = lock_money_and_case(report.application)
    require_right(UnableToSettle, right, case=case, by=by, at=at)
    row = SpendingReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    row.application = case
    return row


def _create(
    report: SpendingReport, settled_cents: int, *, ground: str, weighing: str, by: Actor, at: datetime
) -> Settlement:
    if report.settlements.exclude(state=S.RETURNED).exists():
        raise UnableToSettle(_("Er ligt al een voorstel, of het bedrag is al vastgesteld."))
    spent = sum(line.amount_cents for line in report.lines.all()) if report.form == ReportForm.RECEIPTS else None
    try:
        with transaction.atomic():
            return Settlement.objects.create(
                report=report,
                application=report.application,
                awarded_cents=report.awarded_cents,
                spent_cents=spent,
                settled_cents=settled_cents,
                ground=ground,
                weighing=weighing,
                proposed_by=by,
                proposed_at=at,
            )
    except IntegrityError as fault:
        raise UnableToSettle(_("Er ligt al een voorstel, of het bedrag is al vastgesteld.")) from fault


def _carry_out(
    settlement: Settlement,
    report: SpendingReport,
    letter: PreparedLetter,
    plan: letters.Outcome,
    *,
    mandate: Mandate | None,
    by: Actor,
    at: datetime,
) -> Settlement:
    """Move the state, lower the ledger, set the payments, keep the letter: all or none."""
    case, number = report.application, report.application.number or ""
    _move(settlement, "decide")
    settlement.paid_cents = _counted_paid(settlement, case)
    if settlement.paid_cents != plan.paid_cents or not letter.still_fits(case):
        raise _stale()
    _give_way(settlement)
    _lower_ledger(settlement, number, by=by, at=at)
    if report.state == ReportState.RECEIVED:
        REPORT_WORKFLOW.move(report, "approve")
        report.judged_by, report.judged_at = by, at
        report.save()
        record("report.approved", report, by=by, at=at, data=facts_of(case))
    _set_payments(settlement, case, by=by, at=at)
    settlement.decided_by, settlement.decided_at, settlement.decided_on = by, at, day_of(at)
    settlement.mandate = mandate
    settlement.letter = keep_and_send(case, letter, key=f"settlement:{settlement.pk}", by=by, at=at)
    settlement.save()
    data = facts_of(case, settlement.settled_cents)
    record("settlement.decided", settlement, by=by, at=at, ground=settlement.ground, data=data)
    return settlement


def _letter(
    settlement: Settlement, plan: letters.Outcome, *, by: Actor, mandate: Mandate, at: datetime
) -> PreparedLetter:
    if settlement.replaces is not None:
        return letters.prepare_change(settlement, settlement.replaces, plan, by=by, mandate=mandate, at=at)
    return letters.prepare_settlement(settlement.report, plan, by=by, mandate=mandate, at=at)


def _counted_paid(settlement: Settlement, case: GrantApplication) -> int:
    """What was paid and did not come back. What an earlier recovery gave up is not asked again."""
    paid = paid_cents(case.number or "")
    earlier = Recovery.objects.filter(application=case).order_by("pk") if settlement.replaces_id else []
    return max(paid - sum(row.amount_cents - row.kept_cents for row in earlier), 0)


def _give_way(settlement: Settlement) -> None:
    """The settlement that this one replaces stays as it was decided, and no longer counts."""
    if settlement.replaces is None:
        return
    old = Settlement.objects.select_for_update(of=("self",)).get(pk=settlement.replaces.pk)
    _move(old, "replace")
    old.save(update_fields=["state"])


def _lower_ledger(settlement: Settlement, number: str, *, by: Actor, at: datetime) -> None:
    """Free what was awarded, not settled and not paid. What was paid above it is booked when it comes back."""
    before = settlement.replaces.settled_cents if settlement.replaces else settlement.awarded_cents
    lower = min(before - settlement.settled_cents, before - paid_cents(number))
    if lower <= 0:
        return
    try:
        settle_lower(amount_cents=lower, case_number=number, key=f"settlement:{settlement.pk}", by=by, at=at)
    except MoneyRefusal as refusal:
        raise UnableToSettle(str(refusal)) from refusal


def _set_payments(settlement: Settlement, case: GrantApplication, *, by: Actor, at: datetime) -> None:
    """Let payments go out as far as the settled amount leaves room, oldest first; the rest lapses."""
    rows = list(case.payment_obligations.filter(case_number=case.number).select_for_update().order_by("pk"))
    if batched := [row for row in rows if row.state == ObligationState.BATCHED]:
        raise UnableToSettle(
            _("%(amount)s staat in een betaalpartij. Vraag financiën om die eerst vrij te geven of in te trekken.")
            % {"amount": format_euro(sum(row.amount_cents for row in batched))}
        )
    room = max(settlement.settled_cents - paid_cents(case.number or ""), 0)
    for row in rows:
        if row.state in (ObligationState.WAITING, ObligationState.OPEN):
            room -= _let_go_out(row, min(row.amount_cents, room), settlement, by=by, at=at)
    if room and rows:
        owe_rest(case, room, key=f"settlement:{settlement.pk}", by=by, at=at)


def _let_go_out(row: PaymentObligation, cents: int, settlement: Settlement, *, by: Actor, at: datetime) -> int:
    """How much of this payment goes out; an open one that must be lower lapses, and `owe_rest` owes what remains."""
    if row.state == ObligationState.OPEN and cents == row.amount_cents:
        return cents
    if row.state == ObligationState.WAITING and cents:
        report = settlement.report
        came_in = report.handed_in_on or day_of(at)
        try:
            make_due(obligation=row, counted_from=came_in, amount_cents=cents, by=by, at=at)
        except UnableToMakeDue as refusal:
            raise UnableToSettle(str(refusal)) from refusal
        return cents
    reason = _("Vastgesteld op %(amount)s.") % {"amount": format_euro(settlement.settled_cents)}
    cancel_obligation(obligation=row, reason=reason, by=by, at=at)
    return 0


def owe_rest(case: GrantApplication, cents: int, *, key: str, by: Actor, at: datetime) -> None:
    """Owe what still comes, once per `key`, with the term of Awb 4:87; the ledger holds it already."""
    payee = payee_for(case)
    terms = letters.payment_term(day_of(at))
    owe(
        source_key=key,
        case_number=case.number or "",
        amount_cents=cents,
        due_on=terms.due_on,
        payee_name=payee.name or str(case.number),
        iban=payee.iban,
        kind=ObligationKind.REST,
        description=f"{case.number} {case.title}",
        by=by,
        at=at,
        counted_from=day_of(at),
        term_weeks=terms.weeks,
        block=payee.block,
    )


def _stale() -> UnableToSettle:
    return UnableToSettle(_("Intussen veranderde er iets aan deze aanvraag. Lees de pagina opnieuw en beslis dan."))


def _move(row: Settlement, name: str) -> None:
    sentence = _("Dit voorstel staat op ‘%(state)s’. Ververs de pagina.")
    SETTLEMENT_WORKFLOW.move(row, name, lambda state: UnableToSettle(sentence % {"state": state}))


__all__ = [
    "LetterFailed",
    "UnableToSettle",
    "propose_settlement",
    "require_mandate",
    "return_proposal",
    "settle_as_awarded",
    "settle_grant",
]
