"""The office's half: look at each receipt, then somebody else approves, and the money is owed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.money import format_euro
from kernkracht.grants.payments.models import ObligationKind

from .. import notices
from ..models import ClaimLine, ClaimState, ExpenseClaim
from ..workflow import CLAIM_WORKFLOW
from .claiming import give_room_back, lock_allowance
from .gate import UnableToPayGroup, lock_claim, move, require_no_tie, require_right
from .money import promise_and_owe


@dataclass(frozen=True)
class LineVerdict:
    """What an officer accepts of one receipt (cents, 0 up to the claimed amount), and why less."""

    accepted_cents: int
    reason: str = ""


def handle_claim(
    *, claim: ExpenseClaim, verdicts: Mapping[int, LineVerdict], note: str, by: Actor, at: datetime
) -> ExpenseClaim:
    """Say of each receipt (by its id) what is accepted, and propose the sum. What is not accepted becomes room again.

    Raises `UnableToPayGroup`: a receipt without a verdict, more than was claimed, less without a reason, nothing at all
    (refuse the claim instead), or an officer who belongs to the group.
    """
    require_right(by, Permission.HANDLE_CLAIM, at)
    require_no_tie(by, claim.group, at)
    with transaction.atomic(durable=True):
        lock_allowance(claim)
        row = lock_claim(claim)
        _require_other_than_filer(row, by)
        lines = list(row.lines.all())
        for line in lines:
            _judge(line, verdicts.get(line.pk))
        accepted = sum(line.accepted_cents or 0 for line in lines)
        if accepted == 0:
            raise UnableToPayGroup(_("U keurt niets goed. Wijs de declaratie dan af, met een reden."))
        move(CLAIM_WORKFLOW, row, "handle")
        ClaimLine.objects.bulk_update(lines, ["accepted_cents", "less_reason"])
        row.accepted_cents, row.handled_by, row.handled_at, row.handling_note = accepted, by, at, note.strip()
        row.save()
        if less := (row.claimed_cents or 0) - accepted:
            give_room_back(row, less)
        record("claim.handled", row, by=by, at=at, data={"amount": format_euro(accepted)})
        return row


def _judge(line: ClaimLine, verdict: LineVerdict | None) -> None:
    where = {"n": line.position}
    if verdict is None:
        raise UnableToPayGroup(_("Zeg bij bon %(n)d wat u goedkeurt.") % where, f"line-{line.pk}-accepted")
    if not 0 <= verdict.accepted_cents <= line.amount_cents:
        raise UnableToPayGroup(
            _("Bon %(n)d: keur een bedrag goed tot en met %(most)s.")
            % {**where, "most": format_euro(line.amount_cents)},
            f"line-{line.pk}-accepted",
        )
    if verdict.accepted_cents < line.amount_cents and not verdict.reason.strip():
        raise UnableToPayGroup(_("Bon %(n)d: schrijf op waarom u minder goedkeurt.") % where, f"line-{line.pk}-reason")
    line.accepted_cents = verdict.accepted_cents
    line.less_reason = verdict.reason.strip()[:200] if verdict.accepted_cents < line.amount_cents else ""


def _require_other_than_filer(row: ExpenseClaim, by: Actor) -> None:
    if by.pk in {row.filed_by_id, row.made_by_id} and by.kind != Actor.Kind.SYSTEM:
        raise UnableToPayGroup(_("U heeft deze declaratie zelf ingevoerd. Laat een collega ernaar kijken."))


def send_back_claim(*, claim: ExpenseClaim, reason: str, by: Actor, at: datetime) -> ExpenseClaim:
    """Give a handled claim back for another look; the whole claimed amount takes room again."""
    require_right(by, Permission.APPROVE_CLAIM, at)
    if not reason.strip():
        raise UnableToPayGroup(_("Schrijf op wat er anders moet."), "reason")
    with transaction.atomic(durable=True):
        lock_allowance(claim)
        row = lock_claim(claim)
        less = (row.claimed_cents or 0) - (row.accepted_cents or 0)
        move(CLAIM_WORKFLOW, row, "send_back")
        if less:
            _take_room_again(row, less)
        row.accepted_cents, row.handled_by, row.handled_at = None, None, None
        row.handling_note = reason.strip()
        row.save()
        record("claim.sent_back", row, by=by, at=at, ground=reason.strip()[:200])
        return row


def _take_room_again(row: ExpenseClaim, cents: int) -> None:
    if cents > lock_allowance(row).room_cents:
        raise UnableToPayGroup(
            _("De ruimte die vrijkwam is al gebruikt voor een andere declaratie. Keur dit bedrag goed of wijs het af.")
        )
    give_room_back(row, -cents)


def approve_claim(*, claim: ExpenseClaim, by: Actor, at: datetime) -> ExpenseClaim:
    """Approve what a colleague proposed: the money is committed under the ceiling and owed within the term.

    Approving twice owes once. Raises `UnableToPayGroup`: one's own proposal, a tie with the group, no money left.
    """
    require_right(by, Permission.APPROVE_CLAIM, at)
    require_no_tie(by, claim.group, at)
    with transaction.atomic(durable=True):
        row = lock_claim(claim)
        if row.state == ClaimState.APPROVED:
            return row
        if by.pk == row.handled_by_id:
            raise UnableToPayGroup(_("U deed dit voorstel zelf. Een collega keurt het goed."))
        _require_other_than_filer(row, by)
        move(CLAIM_WORKFLOW, row, "approve")
        row.decided_by, row.decided_at = by, at
        row.save()
        amount = row.accepted_cents or 0
        obligation = promise_and_owe(
            scheme=row.version.scheme,
            group=row.group,
            year=row.year,
            number=row.number or "",
            amount_cents=amount,
            kind=ObligationKind.CLAIM,
            by=by,
            at=at,
        )
        record("claim.approved", row, by=by, at=at, data={"amount": format_euro(amount)})
        notices.tell_claim(row, obligation.due_on, at=at)
        return row


def refuse_claim(*, claim: ExpenseClaim, reason: str, by: Actor, at: datetime) -> ExpenseClaim:
    """Refuse a claim with a reason that the group reads; its room is free again. Raises `UnableToPayGroup`."""
    require_right(by, Permission.APPROVE_CLAIM, at)
    require_no_tie(by, claim.group, at)
    if not reason.strip():
        raise UnableToPayGroup(_("Schrijf op waarom u afwijst. De groep leest dit."), "reason")
    with transaction.atomic(durable=True):
        lock_allowance(claim)
        row = lock_claim(claim)
        if by.pk == row.handled_by_id:
            raise UnableToPayGroup(_("U bekeek deze declaratie zelf. Een collega beslist."))
        _require_other_than_filer(row, by)
        taken = row.accepted_cents if row.state == ClaimState.HANDLED else row.claimed_cents
        move(CLAIM_WORKFLOW, row, "refuse")
        if taken:
            give_room_back(row, taken)
        row.refusal_reason, row.decided_by, row.decided_at = reason.strip(), by, at
        row.save()
        record("claim.refused", row, by=by, at=at)
        notices.tell_claim(row, None, at=at)
        return row
