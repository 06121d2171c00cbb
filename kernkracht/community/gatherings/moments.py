"""Moments as people write them, and moments that move along the clock on the wall. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _


def local_moment(day: date, clock: time) -> datetime:
    """A day and a clock time here. A time that the change to summer time skips is read an hour later."""
    return datetime.combine(day, clock, timezone.get_default_timezone()).astimezone(UTC)


def shifted(moment: datetime, before: datetime, after: datetime) -> datetime:
    """`moment` moved as `before` moved to `after`, counted on the clock on the wall, whatever summer time does."""
    zone = timezone.get_default_timezone()
    walls = [timezone.make_naive(value, zone) for value in (moment, before, after)]
    wall = walls[2] + (walls[0] - walls[1])
    return local_moment(wall.date(), wall.time())


def slots_between(starts_at: datetime, ends_at: datetime, minutes: int) -> Iterator[tuple[datetime, datetime]]:
    """Times of `minutes` long, one after another, as many as fit."""
    length = timedelta(minutes=minutes)
    while starts_at + length <= ends_at:
        yield starts_at, starts_at + length
        starts_at += length


def when_text(starts_at: datetime, ends_at: datetime, language: str = "nl") -> str:
    """“maandag 10 mei 2027 van 14.00 tot 15.00 uur”; over midnight or days with both days."""
    start, end = timezone.localtime(starts_at), timezone.localtime(ends_at)
    with translation.override(language):
        facts = {
            "day": date_format(start, "l j F Y"),
            "start": date_format(start, "H.i"),
            "end": date_format(end, "H.i"),
            "last": date_format(end, "l j F Y"),
        }
        if start.date() == end.date():
            return _("%(day)s van %(start)s tot %(end)s uur") % facts
        return _("%(day)s %(start)s uur tot %(last)s %(end)s uur") % facts


def day_text(moment: datetime) -> str:
    """As the trail writes it: “10 mei 2027, 14.00”."""
    return date_format(timezone.localtime(moment), "j F Y, H.i")
