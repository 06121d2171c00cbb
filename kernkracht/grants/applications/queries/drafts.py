"""Finding a draft back, and finding those that were left."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Prefetch, QuerySet

from ..models import ApplicationState, Attachment, Companion, GrantApplication

REMIND_BEFORE = timedelta(days=7)
"""How long before removal the applicant is told."""

_KEPT_FILES = Attachment.objects.filter(removed_at__isnull=True).select_related("document").order_by("pk")
_PARTS = (
    "budget_lines",
    "income_lines",
    "companions",
    Prefetch(
        "attachments", Attachment.objects.filter(removed_at__isnull=True).select_related("document").order_by("pk")
    ),
)
"""Read once, since facts, summary and pages all look at them."""
_RELATED = (
    "scheme",
    "version__scheme",
    "village__area",
    "applicant__actor",
    "visitor",
    "handler__contact_card",
    "team",
)


def case_by_token(token: str) -> GrantApplication | None:
    """The case behind a mailed link, in any state; None for an unknown link."""
    cases = GrantApplication.objects.select_related(*_RELATED).prefetch_related(*_PARTS)
    return cases.filter(token=token).order_by("pk").first()


def companion_by_token(token: str) -> Companion | None:
    """The invitation behind a mailed link, with its case."""
    return (
        Companion.objects.select_related("application__scheme", "application__village", "application__applicant")
        .filter(token=token)
        .first()
    )


def removed_at(draft: GrantApplication) -> datetime:
    """When a draft is removed if nothing happens: the scheme's days after the last activity."""
    return draft.changed_at + timedelta(days=draft.version.draft_retention_days)


def reminder_at(draft: GrantApplication) -> datetime:
    """When its applicant is told: a week before removal, or halfway when drafts are kept for less than two weeks."""
    kept = timedelta(days=draft.version.draft_retention_days)
    return removed_at(draft) - min(REMIND_BEFORE, kept / 2)


def left_drafts(at: datetime) -> QuerySet[GrantApplication]:
    """Drafts without activity for so long that removal, or the reminder before it, may be due; oldest first.

    Compared to the day in the database, to the second in `removed_at` and `reminder_at`.
    """
    drafts = GrantApplication.objects.filter(state=ApplicationState.DRAFT).select_related("version", "scheme")
    return drafts.filter(changed_at__lt=at - timedelta(days=1)).order_by("changed_at", "pk")
