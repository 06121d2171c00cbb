"""The group's half: start, note receipts, send, withdraw."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import IO

from django.core.files import File
from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.groups.models import Group, GroupState
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents.actions import remove_document, store_upload
from kernkracht.foundation.documents.models import StoredDocument
from kernkracht.foundation.documents.refusals import UnacceptableFile
from kernkracht.foundation.money import format_euro
from kernkracht.foundation.numbering.actions import next_number
from kernkracht.grants.schemes.cost_kinds import COST_KINDS
from kernkracht.grants.schemes.evaluation import evaluate
from kernkracht.grants.schemes.queries import rules_of

from .. import notices
from ..models import ClaimAllowance, ClaimLine, ClaimState, ExpenseClaim
from ..queries import claim_version, facts_of_claim, yearly_limit
from ..workflow import CLAIM_WORKFLOW
from .gate import UnableToPayGroup, lock_claim, move, speaks_or_enters

MAX_LINES = 50
MAX_TEXT = 2000
RECEIPT_TYPES = ("application/pdf", "image/jpeg", "image/png")
"""A receipt is a scan or a photo; a text document proves nothing."""


@dataclass(frozen=True)
class LineFacts:
    """One receipt as somebody filled it in: a day, what it was for, cents, and a file with its name."""

    spent_on: date
    description: str
    cost_kind: str
    amount_cents: int
    upload: tuple[File[bytes] | IO[bytes], str] | None = None


def start_claim(*, group: Group, year: int, by: Actor, at: datetime) -> ExpenseClaim:
    """A draft claim of a group for costs of `year`. One draft a year: a second start gives the first draft back.

    Raises `UnableToPayGroup` when the group may not claim, or the year is not this one or the one before.
    """
    today = localdate(at)
    entered = speaks_or_enters(by, group, at)
    if not today.year - 1 <= year <= today.year:
        raise UnableToPayGroup(_("U kunt kosten van dit jaar en van vorig jaar declareren."), "year")
    version = claim_version(group, today)
    if version is None or group.state != GroupState.ACTIVE:
        raise UnableToPayGroup(_("Deze groep kan geen kosten declareren."))
    with transaction.atomic(durable=True):
        Group.objects.select_for_update().get(pk=group.pk)
        draft = ExpenseClaim.objects.filter(group=group, year=year, state=ClaimState.DRAFT).first()
        if draft is not None:
            return draft
        channel = ExpenseClaim.Channel.PAPER if entered else ExpenseClaim.Channel.ONLINE
        claim = ExpenseClaim.objects.create(
            group=group, version=version, year=year, channel=channel, made_by=by, made_at=at, changed_at=at
        )
        record("claim.started", claim, by=by, at=at, data={"year": year})
        return claim


def add_receipt(*, claim: ExpenseClaim, line: LineFacts, by: Actor, at: datetime) -> ClaimLine:
    """Add one receipt to a draft. Raises `UnableToPayGroup` whose `field` names the answer; nothing is kept then."""
    speaks_or_enters(by, claim.group, at)
    _check_line(line, claim, localdate(at))
    with transaction.atomic(durable=True):
        row = lock_draft(claim)
        last = row.lines.order_by("position").last()
        if row.lines.count() >= MAX_LINES:
            raise UnableToPayGroup(_("Zet hoogstens %(n)d bonnen in één declaratie.") % {"n": MAX_LINES})
        made = ClaimLine.objects.create(
            claim=row,
            position=last.position + 1 if last else 1,
            spent_on=line.spent_on,
            description=line.description.strip()[:150],
            cost_kind=line.cost_kind,
            amount_cents=line.amount_cents,
            receipt=_stored(line, by, at),
        )
        _note_activity(row, at)
        record("claim.receipt_added", row, by=by, at=at, data={"amount": format_euro(line.amount_cents)})
        return made


def remove_receipt(*, claim: ExpenseClaim, line_id: int, by: Actor, at: datetime) -> ExpenseClaim:
    """Take a receipt and its file out of a draft; one that is gone already changes nothing."""
    speaks_or_enters(by, claim.group, at)
    with transaction.atomic(durable=True):
        row = lock_draft(claim)
        line = row.lines.select_related("receipt").filter(pk=line_id).first()
        if line is not None:
            document = line.receipt
            line.delete()
            if document is not None:
                remove_document(document)
            _note_activity(row, at)
            record("claim.receipt_removed", row, by=by, at=at)
        return row


def _note_activity(row: ExpenseClaim, at: datetime) -> None:
    """Somebody works on the draft, so the time until it is thrown away begins again."""
    row.changed_at, row.reminded_at = at, None
    row.save(update_fields=["changed_at", "reminded_at"])


def lock_draft(claim: ExpenseClaim) -> ExpenseClaim:
    """The draft as it is now, locked. Raises `UnableToPayGroup` when it was sent, or thrown away."""
    row = lock_claim(claim)
    if row.state != ClaimState.DRAFT:
        raise UnableToPayGroup(_("Deze declaratie is al verstuurd. U kunt haar niet meer wijzigen."))
    return row


def _check_line(line: LineFacts, claim: ExpenseClaim, today: date) -> None:
    if not line.description.strip():
        raise UnableToPayGroup(_("Schrijf op wat u kocht."), "description")
    if line.amount_cents <= 0:
        raise UnableToPayGroup(_("Vul een bedrag in van meer dan € 0."), "amount")
    if line.cost_kind not in COST_KINDS:
        raise UnableToPayGroup(_("Kies een soort kosten."), "cost_kind")
    if line.spent_on > today:
        raise UnableToPayGroup(_("Deze datum ligt in de toekomst. Kijk op de bon."), "spent_on")
    if line.spent_on.year != claim.year:
        raise UnableToPayGroup(
            _("Deze declaratie is voor kosten van %(year)d. Maak voor een ander jaar een nieuwe declaratie.")
            % {"year": claim.year},
            "spent_on",
        )


def _stored(line: LineFacts, by: Actor, at: datetime) -> StoredDocument | None:
    if line.upload is None:
        return None
    file, name = line.upload
    try:
        receipt = store_upload(file=file, name=name, by=by, at=at)
        if receipt.content_type not in RECEIPT_TYPES:
            raise UnacceptableFile(_("Dit is geen bon."), _("Stuur een foto (JPEG of PNG) of een PDF van de bon."))
    except UnacceptableFile as fault:
        raise UnableToPayGroup(str(fault), "receipt") from fault
    return receipt


def file_claim(*, claim: ExpenseClaim, by: Actor, at: datetime, explanation: str = "") -> ExpenseClaim:
    """Send a claim: it gets its number and takes its part of the year's room, or is refused whole.

    Sending twice sends once. Raises `UnableToPayGroup` without receipts, or above the room (R141), saying what is left.
    """
    speaks_or_enters(by, claim.group, at)
    if len(explanation) > MAX_TEXT:
        raise UnableToPayGroup(
            _("Maak de toelichting korter: hoogstens %(n)d tekens.") % {"n": MAX_TEXT}, "explanation"
        )
    with transaction.atomic(durable=True):
        allowance = lock_allowance(claim)
        row = lock_claim(claim)
        if row.state in (ClaimState.FILED, ClaimState.HANDLED, ClaimState.APPROVED):
            return row
        total = _complete_total(row)
        if total > allowance.room_cents:
            raise UnableToPayGroup(
                _("Uw groep kan over %(year)d nog %(room)s declareren. U vraagt %(asked)s. Haal een bon weg.")
                % {"year": row.year, "room": format_euro(allowance.room_cents), "asked": format_euro(total)}
            )
        move(CLAIM_WORKFLOW, row, "file")
        allowance.claimed_cents = F("claimed_cents") + total
        allowance.save(update_fields=["claimed_cents"])
        row.explanation = explanation.strip()
        row.number, row.claimed_cents = next_number(series="DC", year=row.year, width=3), total
        row.filed_by, row.filed_at, row.received_on = by, at, localdate(at)
        row.changed_at = at
        evaluation = evaluate(rules_of(row.version), facts_of_claim(row), row.received_on)
        row.findings = [
            {"criterion": f.criterion, "outcome": str(f.outcome), "sentence": f.sentence} for f in evaluation.findings
        ]
        row.save()
        record("claim.filed", row, by=by, at=at, data={"number": row.number, "amount": format_euro(total)})
        notices.confirm_claim(row, at=at)
        return row


def _complete_total(row: ExpenseClaim) -> int:
    lines = list(row.lines.all())
    if not lines:
        raise UnableToPayGroup(_("Voeg eerst een bon toe."))
    bare = [str(line.position) for line in lines if line.receipt_id is None]
    if bare and row.channel == ExpenseClaim.Channel.ONLINE:
        raise UnableToPayGroup(
            _("Stuur bij elke bon een foto of een PDF mee. Dat mist nog bij bon %(which)s.")
            % {"which": ", ".join(bare)}
        )
    return sum(line.amount_cents for line in lines)


def lock_allowance(claim: ExpenseClaim) -> ClaimAllowance:
    """The room of the claim's group and year, made when it was not there, locked until the transaction ends."""
    limit = yearly_limit(claim.version)
    if limit is None:
        raise UnableToPayGroup(_("In de regels staat niet hoeveel een groep mag declareren. Bel de gemeente."))
    keys = {"scheme": claim.version.scheme, "group": claim.group, "year": claim.year}
    ClaimAllowance.objects.get_or_create(**keys, defaults={"limit_cents": limit})
    return ClaimAllowance.objects.select_for_update().get(**keys)


def give_room_back(claim: ExpenseClaim, cents: int) -> None:
    """Return `cents` to the room of the year, under lock, inside the caller's transaction."""
    allowance = lock_allowance(claim)
    allowance.claimed_cents = F("claimed_cents") - cents
    allowance.save(update_fields=["claimed_cents"])


def withdraw_claim(*, claim: ExpenseClaim, by: Actor, at: datetime) -> ExpenseClaim:
    """Take a sent claim back before it is approved; its room is free again. Raises `UnableToPayGroup`.

    A draft was never sent: `discard_draft` throws it away.
    """
    speaks_or_enters(by, claim.group, at)
    with transaction.atomic(durable=True):
        lock_allowance(claim)
        row = lock_claim(claim)
        taken = row.accepted_cents if row.state == ClaimState.HANDLED else row.claimed_cents
        move(CLAIM_WORKFLOW, row, "withdraw")
        if taken:
            give_room_back(row, taken)
        row.changed_at = at
        row.save(update_fields=["state", "changed_at"])
        record("claim.withdrawn", row, by=by, at=at)
        return row
