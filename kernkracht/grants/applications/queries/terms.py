"""Days that the office must keep, and how they were found."""

from __future__ import annotations

from datetime import date, timedelta

from ..models import GrantApplication, Suspension
from ..terms import decision_deadline as deadline_of

__all__ = ["deadline_of", "untreated_until"]

FOUR_WEEKS = timedelta(weeks=4)


def untreated_until(application: GrantApplication) -> date | None:
    """The last day to say that a case is left untreated: four weeks after the completion came in or its term went by.

    None when the applicant was never asked to complete the application, or still has time (Awb 4:5 lid 1 and 4).
    """
    asked = application.suspensions.filter(ground=Suspension.Ground.COMPLETION).order_by("-invited_on", "-pk").first()
    if asked is None:
        return None
    return (asked.ended_on or asked.until_on) + FOUR_WEEKS
