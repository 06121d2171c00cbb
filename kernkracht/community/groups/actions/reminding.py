"""The nightly look at duties: who must do something soon, and what is late."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from .. import notices
from ..legal import duty_notice_days
from ..queries import DueDuty, duties_due

STOP_AFTER = timedelta(days=60)
"""A date that passed longer ago is on the list of the office, but no longer a reason for a message."""


def remind_of_duties(*, at: datetime) -> int:
    """Tell the owner of each duty about its date: once when it comes near, once when it has passed; how many dates.

    Each message has a key of its own, so a run that was broken off goes on where it stopped and nobody is told twice.
    Of a duty with several late dates (an old covenant was just entered) only the last one is told.
    """
    today = localdate(at)
    due = _worth_telling(duties_due(today + timedelta(days=duty_notice_days(today))), today)
    for found in due:
        with transaction.atomic():
            notices.tell_owner(found, is_overdue=found.is_overdue(today), at=at)
    return len(due)


def _worth_telling(due: list[DueDuty], today: date) -> list[DueDuty]:
    """Dates that come, and of each duty the last one that passed not too long ago."""
    last_late = {found.duty.pk: found for found in due if found.is_overdue(today)}
    late = [found for found in last_late.values() if found.due_on >= today - STOP_AFTER]
    return late + [found for found in due if not found.is_overdue(today)]
