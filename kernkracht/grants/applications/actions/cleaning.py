"""Drafts that were left: a reminder first, then removal. Personal data is kept no longer than the scheme says."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.retention.actions import erase_row

from ..models import ApplicationState, GrantApplication
from ..queries.drafts import left_drafts, reminder_at, removed_at
from ..resident_notices import send_removal_reminder

AT_ONCE = 500


class UnableToRemove(Exception):
    """The draft was sent, or somebody worked on it again."""


def _locked_left_draft(draft: GrantApplication) -> GrantApplication:
    found = GrantApplication.objects.select_for_update().filter(pk=draft.pk, state=ApplicationState.DRAFT).first()
    if found is None:
        raise UnableToRemove
    return found


@transaction.atomic(durable=True)
def remind_of_removal(*, draft: GrantApplication, by: Actor, at: datetime) -> GrantApplication:
    """Tell the applicant, once, that the draft will go. Raises `UnableToRemove` when it need not be told."""
    found = _locked_left_draft(draft)
    if found.reminded_at is not None or at < reminder_at(found) or not found.contact_email:
        raise UnableToRemove
    found.reminded_at = at
    found.save(update_fields=["reminded_at"])
    record("application.draft_reminded", found, by=by, at=at)
    send_removal_reminder(found, at=at)
    return found


def _was_warned(draft: GrantApplication, at: datetime) -> bool:
    """A mailed reminder leaves as much time as it promised, also when the nightly job stood still for a week."""
    if not draft.contact_email:
        return True
    notice_time = removed_at(draft) - reminder_at(draft)
    return draft.reminded_at is not None and at >= draft.reminded_at + notice_time


@transaction.atomic(durable=True)
def remove_draft(*, draft: GrantApplication, by: Actor, at: datetime) -> None:
    """Remove a draft with its files, after its time and after the reminder. Raises `UnableToRemove` before that.

    Its record in the audit trail stays: that there was a draft, not what stood in it.
    """
    found = _locked_left_draft(draft)
    if at < removed_at(found) or not _was_warned(found, at):
        raise UnableToRemove
    erase_draft(found, by=by, at=at)


def erase_draft(draft: GrantApplication, *, by: Actor, at: datetime) -> None:
    """Remove a locked draft with its files and messages, inside a larger act; the files go after commit."""
    record("application.draft_removed", draft, by=by, at=at, data={"scheme": draft.scheme.slug})
    erase_row(draft, at=at, whole=True)


def clean_drafts(*, by: Actor, at: datetime) -> tuple[int, int]:
    """Remind and remove what is due; each draft is its own act. Returns how many were reminded and removed."""
    reminded = removed = last = 0
    while drafts := list(left_drafts(at).filter(pk__gt=last)[:AT_ONCE]):
        more_reminded, more_removed = _clean(drafts, by, at)
        reminded, removed, last = reminded + more_reminded, removed + more_removed, drafts[-1].pk
    return reminded, removed


def _clean(drafts: list[GrantApplication], by: Actor, at: datetime) -> tuple[int, int]:
    reminded = removed = 0
    for draft in drafts:
        try:
            if at >= removed_at(draft) and _was_warned(draft, at):
                remove_draft(draft=draft, by=by, at=at)
                removed += 1
            elif at >= reminder_at(draft):
                remind_of_removal(draft=draft, by=by, at=at)
                reminded += 1
        except UnableToRemove:
            continue  # nothing to tell, or the applicant came back in the meantime
    return reminded, removed
