"""Which ways are open on a day, and which outages hindered a kind of message."""

from __future__ import annotations

from datetime import date

from kernkracht.foundation.deadlines import OutageDays
from kernkracht.foundation.deadlines.queries import outages

from .models import MessageKind, OfficialChannel


def ways_on(day: date) -> list[tuple[MessageKind, list[OfficialChannel]]]:
    """Every kind of official message, in the order of the law, with the ways designated for it on a day."""
    rows = list(OfficialChannel.objects.on(day))
    return [(kind, [row for row in rows if row.kind == kind]) for kind in MessageKind]


def hindering_outages(kind: str, on: date) -> list[OutageDays]:
    """Outages of a way that is designated for this kind of message; of any way while none is designated."""
    channels = set(OfficialChannel.objects.filter(kind=kind).values_list("channel", flat=True).order_by())
    return outages(on, channels or None)
