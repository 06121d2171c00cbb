"""Which days are free by decree, and when we could not be reached."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from kernkracht.foundation.legal_settings.queries import number_on

from .legal import OUTAGE_DAYS
from .models import EquatedDay, Outage
from .terms import Deadline, OutageDays, Pause, Term, compute_deadline

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def equated_days() -> Mapping[date, str]:
    """Days that count as holidays by decree, with their names: what `compute_deadline` takes as `equated`."""
    return dict(EquatedDay.objects.order_by("day").values_list("day", "name"))


def outages(on: date, channels: Iterable[str] | None = None) -> list[OutageDays]:
    """Outages as days, oldest first; one that still runs lasts until `on`. `channels` None means any channel."""
    wanted = None if channels is None else set(channels)
    extra = number_on(OUTAGE_DAYS.key, on)
    rows = Outage.objects.order_by("started_at", "pk")
    return [_days(row, on, extra) for row in rows if wanted is None or wanted & set(row.channels)]


def _days(row: Outage, on: date, extra: int) -> OutageDays:
    first = row.started_at.astimezone(AMSTERDAM).date()
    last = row.ended_at.astimezone(AMSTERDAM).date() if row.ended_at else max(on, first)
    return OutageDays(first, last, extra)


def running_outages(at: datetime) -> QuerySet[Outage]:
    """What does not work at this moment, newest first."""
    return Outage.objects.running(at)


def deadline_from(
    start: date,
    term: Term,
    pauses: Iterable[Pause] = (),
    *,
    roll: bool | None = None,
    hindered_by: Iterable[OutageDays] = (),
) -> Deadline:
    """`compute_deadline` with the days that decrees equate; a term to send us something passes its outages."""
    return compute_deadline(start, term, pauses, equated=equated_days(), roll=roll, outages=hindered_by)
