"""Days are Dutch days: what comes in at 23.30 hours UTC in summer came in the next day here."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def day_of(at: datetime) -> date:
    """The calendar day of an aware moment, in Europe/Amsterdam."""
    if at.tzinfo is None:
        raise ValueError("a moment without a time zone has no day")
    return at.astimezone(AMSTERDAM).date()
