"""A calendar of somebody else between two pages: what was read of it travels along, signed, and is stored nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.core import signing
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kernkracht.community.gatherings.actions import ForeignAppointment
from kernkracht.community.gatherings.models import Gathering
from kernkracht.community.gatherings.queries import taken_over, when_text
from kernkracht.foundation.calendar_files import CalendarFault, ReadAppointment, ReadCalendar
from kernkracht.foundation.personal_traces import explained

SALT = "appointments of somebody else's calendar"
KEPT_SECONDS = 4 * 60 * 60
"""As long as somebody may look at the list before it must be read again."""


def packed(read: ReadCalendar) -> str:
    """What was read, as the hidden field of a form."""
    rows = [
        asdict(row) | {"starts_at": row.starts_at.isoformat(), "ends_at": row.ends_at.isoformat()}
        for row in read.appointments
    ]
    told = {"rows": rows, "faults": [asdict(fault) for fault in read.faults]}
    return signing.dumps(told, salt=SALT, compress=True)


def unpacked(text: str) -> ReadCalendar | None:
    """The same again; None when it is not ours or too long ago."""
    try:
        told = signing.loads(text, salt=SALT, max_age=KEPT_SECONDS)
    except signing.BadSignature:
        return None
    return ReadCalendar(
        tuple(_row(row) for row in told["rows"]), tuple(CalendarFault(**fault) for fault in told["faults"])
    )


def _row(told: dict[str, Any]) -> ReadAppointment:
    moments = {
        name: datetime.fromisoformat(told[name]).astimezone(timezone.get_default_timezone())
        for name in ("starts_at", "ends_at")
    }
    return ReadAppointment(**(told | moments | {"notes": tuple(told["notes"])}))


@dataclass(frozen=True)
class Shown:
    """A row of the list: what was read, whether it can be taken over, and if not why."""

    number: int
    read: ReadAppointment
    why_not: str
    known: Gathering | None

    @property
    def foreign(self) -> ForeignAppointment:
        row = self.read
        return ForeignAppointment(row.identity, row.title, row.starts_at, row.ends_at, row.where)

    @property
    def when(self) -> str:
        """“zondag 13 december 2026 van 12.00 tot 14.00 uur”."""
        return when_text(self.read.starts_at, self.read.ends_at, get_language() or "nl")

    @property
    def was_moved(self) -> bool:
        """Taken over before, at another time than the calendar says now."""
        return self.known is not None and self.known.starts_at != self.read.starts_at


def shown(appointments: Sequence[ReadAppointment], at: datetime) -> list[Shown]:
    """Every row, with what was taken over before."""
    known = taken_over(row.identity for row in appointments)
    return [
        Shown(number, row, "" if row.identity in known else _why_not(row, at), known.get(row.identity))
        for number, row in enumerate(appointments)
    ]


def _why_not(row: ReadAppointment, at: datetime) -> str:
    if row.starts_at <= at:
        return _("Is al geweest of begonnen.")
    if row.is_whole_day:
        return _("Duurt hele dagen, zonder tijden. Plan deze bijeenkomst zelf met een begin en een einde.")
    return " ".join(str(sentence) for sentence in explained(row.title))
