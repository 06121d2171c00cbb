"""Yearly contributions: proposed from the register as it is, approved by somebody else, owed (R142, R143)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.money import format_euro
from kernkracht.foundation.numbering.actions import next_number
from kernkracht.grants.payments.models import ObligationKind

from .. import notices
from ..models import ContributionState, YearlyContribution
from ..queries import DueContribution, contributions_due
from ..workflow import CONTRIBUTION_WORKFLOW
from .gate import UnableToPayGroup, lock_contribution, move, require_no_tie, require_right
from .money import promise_and_owe


def propose_contributions(*, year: int, by: Actor, at: datetime) -> list[YearlyContribution]:
    """Propose what is due of a year and was not proposed yet; harmless to repeat. Returns the new ones.

    Raises `UnableToPayGroup` without the right, and for a year that has not begun.
    """
    require_right(by, Permission.HANDLE_CLAIM, at)
    today = localdate(at)
    if year > today.year:
        raise UnableToPayGroup(_("Dit jaar is nog niet begonnen."), "year")
    made = []
    for due in contributions_due(year, today):
        contribution = _propose(due, by, at)
        if contribution is not None:
            made.append(contribution)
    return made


def _propose(due: DueContribution, by: Actor, at: datetime) -> YearlyContribution | None:
    """One contribution in a transaction of its own; None when a colleague was just earlier."""
    try:
        with transaction.atomic(durable=True):
            contribution = YearlyContribution.objects.create(
                number=next_number(series="JB", year=due.year, width=3),
                scheme=due.version.scheme,
                version=due.version,
                group=due.group,
                covenant=due.covenant,
                year=due.year,
                amount_cents=due.amount_cents,
                proposed_by=by,
                proposed_at=at,
            )
            data = {"number": contribution.number, "amount": format_euro(due.amount_cents)}
            record("contribution.proposed", contribution, by=by, at=at, data=data)
            return contribution
    except IntegrityError:
        return None


def approve_contribution(*, contribution: YearlyContribution, by: Actor, at: datetime) -> YearlyContribution:
    """Approve a proposed contribution: committed under the ceiling, owed within the term. Twice owes once.

    Raises `UnableToPayGroup`: one's own proposal, a tie with the group, no money left.
    """
    require_right(by, Permission.APPROVE_CLAIM, at)
    require_no_tie(by, contribution.group, at)
    with transaction.atomic(durable=True):
        row = lock_contribution(contribution)
        if row.state == ContributionState.APPROVED:
            return row
        _require_another(row, by)
        move(CONTRIBUTION_WORKFLOW, row, "approve")
        row.decided_by, row.decided_at = by, at
        row.save()
        obligation = promise_and_owe(
            scheme=row.scheme,
            group=row.group,
            year=row.year,
            number=row.number,
            amount_cents=row.amount_cents,
            kind=ObligationKind.CONTRIBUTION,
            by=by,
            at=at,
        )
        record("contribution.approved", row, by=by, at=at, data={"amount": format_euro(row.amount_cents)})
        notices.tell_contribution(row, obligation.due_on, at=at)
        return row


def approve_contributions(
    *, contributions: Iterable[YearlyContribution], by: Actor, at: datetime
) -> list[tuple[YearlyContribution, str]]:
    """Approve several; each is its own act. Returns those that were refused, with the sentence why."""
    refused = []
    for contribution in contributions:
        try:
            approve_contribution(contribution=contribution, by=by, at=at)
        except UnableToPayGroup as refusal:
            refused.append((contribution, str(refusal)))
    return refused


def drop_contribution(*, contribution: YearlyContribution, reason: str, by: Actor, at: datetime) -> YearlyContribution:
    """Do not pay this year's contribution, with a reason. Raises `UnableToPayGroup`."""
    require_right(by, Permission.APPROVE_CLAIM, at)
    if not reason.strip():
        raise UnableToPayGroup(_("Schrijf op waarom deze bijdrage niet doorgaat."), "reason")
    with transaction.atomic(durable=True):
        row = lock_contribution(contribution)
        _require_another(row, by)
        move(CONTRIBUTION_WORKFLOW, row, "drop")
        row.drop_reason, row.decided_by, row.decided_at = reason.strip()[:200], by, at
        row.save()
        record("contribution.dropped", row, by=by, at=at, ground=row.drop_reason)
        return row


def _require_another(row: YearlyContribution, by: Actor) -> None:
    if by.pk == row.proposed_by_id:
        raise UnableToPayGroup(_("U deed dit voorstel zelf. Een collega keurt het goed."))
