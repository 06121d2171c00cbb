"""Another amount after a decision on objection: a settlement that goes up, a recovery that goes down or lapses.

Parts of the act that decides on the objection; they join its transaction. Locks are taken by the caller's call of
`lock_money`: ceilings, case; then settlement and recovery here. What a change means for the money is computed first
(`effect_of_settling`, `effect_of_asking`), so that the letter says it, and again under the locks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents.models import Letter
from kernkracht.grants.applications.days import day_of
from kernkracht.grants.applications.models import GrantApplication, Mandate
from kernkracht.grants.budgets.actions import commit_beyond, commit_grant
from kernkracht.grants.budgets.models import GrantCeiling
from kernkracht.grants.budgets.queries import positions_of, room_under
from kernkracht.grants.payments.models import ObligationState

from ..models import Recovery, RecoveryState, Settlement, SettlementState
from ..workflow import RECOVERY_WORKFLOW, SETTLEMENT_WORKFLOW
from .gate import UnableToAccount, facts_of, lock_money_and_case, paid_cents
from .settling import owe_rest

UNDERWAY = (ObligationState.WAITING, ObligationState.OPEN, ObligationState.BATCHED)


class UnableToChange(UnableToAccount):
    """The settlement or recovery is not as it was, or the amount does not fit it."""


@dataclass(frozen=True)
class Effect:
    """What a change does, in euro cents."""

    owed_cents: int
    """What we pay on top of what was paid and is underway."""
    commit_cents: int
    """What the ledger must hold again for that."""
    asked_cents: int | None
    """What is asked back from now on; None without a recovery."""
    still_back_cents: int = 0
    """What of it must still come back."""


@dataclass(frozen=True)
class Ground:
    """On what a change rests: its words, the letter that tells it, who proposed it, and the mandate."""

    reason: str
    letter: Letter
    proposed_by: Actor
    proposed_at: datetime
    mandate: Mandate
    key: str
    """Names the change, so that it makes one obligation and one entry."""


def lock_money(case: GrantApplication) -> GrantApplication:
    """The ceilings under which the case has money, then the case, locked until the transaction ends."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("money is locked inside a transaction")
    return lock_money_and_case(case)


def effect_of_settling(settlement: Settlement, settled_cents: int) -> Effect:
    """What settling at `settled_cents` instead would do."""
    case, recovery = settlement.application, _recovery(settlement)
    underway = _sum(case, *UNDERWAY)
    owed = max(settled_cents - _paid(case, recovery) - underway, 0)
    commit = max(settled_cents - _granted(case), 0)
    if recovery is None:
        return Effect(owed, commit, None)
    if recovery.state == RecoveryState.WRITTEN_OFF:
        return Effect(owed, commit, recovery.asked_cents)
    asked = min(recovery.asked_cents, max(settlement.paid_cents - settled_cents, 0))
    return Effect(owed, commit, asked, max(asked - recovery.kept_cents, 0))


def effect_of_asking(recovery: Recovery, asked_cents: int) -> Effect:
    """What asking `asked_cents` back instead would do."""
    surplus = max(recovery.kept_cents - asked_cents, 0)
    return Effect(surplus, surplus, asked_cents, max(asked_cents - recovery.kept_cents, 0))


def settle_on_objection(
    *, settlement: Settlement, settled_cents: int, ground: Ground, by: Actor, at: datetime
) -> tuple[Settlement, int]:
    """Replace a settlement by a higher one: ledger, payment and recovery follow.

    `settled_cents` above what was settled and at most the award (Awb 7:11: nobody gets worse off by objecting). The
    difference that was not paid is owed; what was asked back goes down, and what came back too much is owed too.
    Gives the new row and the cents that had to go above a ceiling. Raises `UnableToChange`.
    """
    old = Settlement.objects.select_for_update(of=("self",)).get(pk=settlement.pk)
    case = settlement.application
    if old.state != SettlementState.DECIDED:
        raise UnableToChange(_("Deze vaststelling is intussen vervangen. Ververs de pagina."))
    if not old.settled_cents < settled_cents <= old.awarded_cents:
        raise UnableToChange(_("Kies een hoger bedrag, tot en met wat is toegekend."), field="amount")
    effect = effect_of_settling(old, settled_cents)
    new = _replace(old, settled_cents, ground, by=by, at=at)
    if (recovery := _recovery(old)) is not None:
        row = Recovery.objects.select_for_update(of=("self",)).get(pk=recovery.pk)
        row.settlement = new
        _lower(row, effect, ground.reason, at)
    beyond = _pay_more(case, effect, ground.key, by=by, at=at)
    data = facts_of(case, settled_cents, owed_cents=effect.owed_cents)
    record("settlement.changed_on_objection", new, by=by, at=at, ground="Awb 7:11", data=data)
    return new, beyond


def ask_less_on_objection(
    *, recovery: Recovery, asked_cents: int, ground: Ground, by: Actor, at: datetime
) -> tuple[Recovery, int]:
    """Ask back less, or nothing: what came back above it is owed to the receiver.

    `asked_cents` from 0 to below what is asked now. Gives the recovery and the cents above a ceiling. Raises
    `UnableToChange`, also for one that was written off.
    """
    row = Recovery.objects.select_for_update(of=("self",)).get(pk=recovery.pk)
    if row.state not in (RecoveryState.OPEN, RecoveryState.REPAID):
        raise UnableToChange(_("Deze terugvordering is al afgeboekt of vervallen."))
    if not 0 <= asked_cents < row.asked_cents:
        raise UnableToChange(_("Kies een lager bedrag dan wij nu vragen."), field="amount")
    case = recovery.application
    effect = effect_of_asking(row, asked_cents)
    _lower(row, effect, ground.reason, at)
    beyond = _pay_more(case, effect, ground.key, by=by, at=at)
    data = facts_of(case, asked_cents, owed_cents=effect.owed_cents)
    record("recovery.changed_on_objection", row, by=by, at=at, ground="Awb 7:11", data=data)
    return row, beyond


def _replace(old: Settlement, settled_cents: int, ground: Ground, *, by: Actor, at: datetime) -> Settlement:
    _move(old, "replace")
    old.save(update_fields=["state"])
    lower = settled_cents < old.awarded_cents
    has_recovery = _recovery(old) is not None
    return Settlement.objects.create(
        report=old.report,
        application=old.application,
        state=SettlementState.DECIDED,
        awarded_cents=old.awarded_cents,
        spent_cents=old.spent_cents,
        settled_cents=settled_cents,
        paid_cents=old.paid_cents if has_recovery else paid_cents(old.application.number or ""),
        ground=old.ground if lower else "",
        weighing=ground.reason if lower else "",
        replaces=old,
        proposed_by=ground.proposed_by,
        proposed_at=ground.proposed_at,
        decided_by=by,
        decided_at=at,
        decided_on=day_of(at),
        mandate=ground.mandate,
        letter=ground.letter,
    )


def _lower(row: Recovery, effect: Effect, reason: str, at: datetime) -> None:
    """Set what is asked from now on; what came back above it counts as returned to the receiver."""
    asked = row.asked_cents if effect.asked_cents is None else effect.asked_cents
    if asked < row.asked_cents:
        row.lowered_cents, row.lowered_reason = row.amount_cents - asked, reason
    row.returned_cents += max(row.kept_cents - asked, 0)
    if row.state in (RecoveryState.OPEN, RecoveryState.REPAID) and not row.open_cents:
        name = "" if asked and row.state == RecoveryState.REPAID else "close" if asked else "annul"
        if name:
            RECOVERY_WORKFLOW.move(row, name)
            row.ended_on = day_of(at)
    row.save()


def _pay_more(case: GrantApplication, effect: Effect, key: str, *, by: Actor, at: datetime) -> int:
    """Hold the money in the ledger again and owe it; the cents of it that lie above a ceiling."""
    beyond = _hold(case, effect.commit_cents, key, by=by, at=at)
    if effect.owed_cents:
        owe_rest(case, effect.owed_cents, key=key, by=by, at=at)
    return beyond


def _hold(case: GrantApplication, cents: int, key: str, *, by: Actor, at: datetime) -> int:
    """It had its place under the ceilings at the award: none forced a refusal at the first decision (4:25 lid 3)."""
    number = case.number or ""
    ceilings = list(GrantCeiling.objects.filter(pk__in=positions_of(number)).order_by("pk"))
    if not cents or not ceilings:
        return 0
    room = room_under(ceilings, filed_on=case.received_on, case_number=number)
    short = [cents - max(room[one.pk], 0) for one in ceilings if one.is_hard and room[one.pk] < cents]
    common = {"ceilings": ceilings, "amount_cents": cents, "case_number": number, "key": f"{key}:hold"}
    common |= {"by": by, "at": at, "filed_on": case.received_on}
    if not short:
        commit_grant(**common)  # type: ignore[arg-type]  # the arguments both verbs share
        return 0
    reason = beyond_reason()
    commit_beyond(reason=reason, **common)  # type: ignore[arg-type]  # the arguments both verbs share
    return max(short)


def beyond_reason() -> str:
    """Why money of a settlement or recovery may lie above a ceiling again."""
    return _("Dit geld was al toegekend onder het plafond (Awb 4:25 lid 3).")


def _recovery(settlement: Settlement) -> Recovery | None:
    return Recovery.objects.filter(settlement=settlement).first()


def _paid(case: GrantApplication, recovery: Recovery | None) -> int:
    """What the receiver has: by the ledger, or by the payments of a case that has no ceiling."""
    by_payments = _sum(case, ObligationState.PAID) - (recovery.kept_cents if recovery else 0)
    return max(paid_cents(case.number or ""), by_payments)


def _granted(case: GrantApplication) -> int:
    return max((own.granted_cents for own in positions_of(case.number or "").values()), default=0)


def _sum(case: GrantApplication, *states: ObligationState) -> int:
    rows = case.payment_obligations.filter(state__in=states, case_number=case.number)
    return rows.aggregate(total=Sum("amount_cents"))["total"] or 0


def _move(row: Settlement, name: str) -> None:
    sentence = _("Deze vaststelling staat op ‘%(state)s’. Ververs de pagina.")
    SETTLEMENT_WORKFLOW.move(row, name, lambda state: UnableToChange(sentence % {"state": state}))
