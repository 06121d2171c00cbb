"""Drafts of claims that go: thrown away by who made them, or left for so long that the night removes them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.retention.actions import erase_row

from .. import notices
from ..models import ExpenseClaim
from ..queries import DraftTerm, draft_term, left_claim_drafts
from .claiming import lock_draft
from .gate import UnableToPayGroup, speaks_or_enters


def discard_draft(*, claim: ExpenseClaim, by: Actor, at: datetime) -> None:
    """Throw a draft away with its receipts and their files. Raises `UnableToPayGroup` when it was sent already."""
    speaks_or_enters(by, claim.group, at)
    with transaction.atomic(durable=True):
        _erase(lock_draft(claim), by=by, at=at)


def _erase(draft: ExpenseClaim, *, by: Actor, at: datetime) -> None:
    """The record stays: that there was a draft, not what stood in it. Files leave after the commit."""
    record("claim.draft_removed", draft, by=by, at=at, data={"year": draft.year})
    erase_row(draft, at=at, whole=True)


def clean_claim_drafts(*, by: Actor, at: datetime) -> tuple[int, int]:
    """Remind and remove what is due; each draft is its own act. Returns how many were reminded and removed."""
    term = draft_term(at)
    reminded = removed = 0
    for draft in left_claim_drafts(at).iterator():
        try:
            if at >= term.removed_at(draft) and _was_warned(draft, term, at):
                remove_left_draft(draft=draft, by=by, at=at)
                removed += 1
            elif at >= term.reminder_at(draft) and draft.reminded_at is None:
                remind_of_draft(draft=draft, by=by, at=at)
                reminded += 1
        except UnableToPayGroup:
            continue  # sent, worked on, or thrown away in the meantime
    return reminded, removed


def remind_of_draft(*, draft: ExpenseClaim, by: Actor, at: datetime) -> ExpenseClaim:
    """Tell whoever works on the draft, once, on which day it goes. Raises `UnableToPayGroup` too early.

    Also where nobody can be told (any more) the draft waits as long as a reminder would promise.
    """
    with transaction.atomic(durable=True):
        row = lock_draft(draft)
        term = draft_term(at)
        if row.reminded_at is not None or at < term.reminder_at(row):
            raise UnableToPayGroup(_("Dit concept gaat nog niet weg."))
        row.reminded_at = at
        row.save(update_fields=["reminded_at"])
        if notices.tell_draft_goes(row, term.goes_at(row), at=at):
            record("claim.draft_reminded", row, by=by, at=at)
        return row


def remove_left_draft(*, draft: ExpenseClaim, by: Actor, at: datetime) -> None:
    """Remove a draft that was left, after its time and after the reminder. Raises `UnableToPayGroup` before that."""
    with transaction.atomic(durable=True):
        row = lock_draft(draft)
        term = draft_term(at)
        if at < term.removed_at(row) or not _was_warned(row, term, at):
            raise UnableToPayGroup(_("Dit concept gaat nog niet weg."))
        _erase(row, by=by, at=at)


def _was_warned(draft: ExpenseClaim, term: DraftTerm, at: datetime) -> bool:
    """A reminder leaves as much time as it promised, also when the nightly job stood still for a week."""
    return draft.reminded_at is not None and at >= term.goes_at(draft)
