"""Finding a draft back, and finding those that were left."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Prefetch, Q, QuerySet

from kernkracht.grants.schemes.models import SchemeVersion

from ..models import ApplicationState, Attachment, Companion, GrantApplication

REMIND_BEFORE = timedelta(days=7)
"""How long before removal the applicant is told."""

_KEPT_FILES = Attachment.objects.filter(removed_at__isnull=True).select_related("document").order_by("pk")
_PARTS = ("companions", Prefetch("attachments", _KEPT_FILES))
_MONEY = ("budget_lines", "income_lines")
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


def case_by_token(token: str, *, with_money: bool = False) -> GrantApplication | None:
    """The case behind a mailed link, in any state; None for an unknown link. `with_money`: costs and income too."""
    parts = (*_PARTS, *_MONEY) if with_money else _PARTS
    cases = GrantApplication.objects.select_related(*_RELATED).prefetch_related(*parts)
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
    return removed_at(draft) - notice_of_removal(draft.version.draft_retention_days)


def notice_of_removal(kept_days: int) -> timedelta:
    """How long before removal the applicant of a draft that is kept for so many days is told."""
    return min(REMIND_BEFORE, timedelta(days=kept_days) / 2)


def left_drafts(at: datetime) -> QuerySet[GrantApplication]:
    """Drafts of which the applicant must be told of the removal, or that must be removed, at this moment.

    A draft that somebody was told of only comes back when it must go, so what waits costs nothing.
    """
    due = Q(pk__in=[])
    for days in SchemeVersion.objects.order_by().values_list("draft_retention_days", flat=True).distinct():
        notice, kept = notice_of_removal(days), timedelta(days=days)
        is_over = Q(changed_at__lte=at - kept)
        untold = Q(changed_at__lte=at - kept + notice, reminded_at__isnull=True) & ~Q(contact_email="")
        told_in_time = is_over & Q(reminded_at__lte=at - notice)
        due |= Q(version__draft_retention_days=days) & (untold | told_in_time | is_over & Q(contact_email=""))
    drafts = GrantApplication.objects.filter(due, state=ApplicationState.DRAFT)
    return drafts.select_related("version", "scheme").order_by("pk")
