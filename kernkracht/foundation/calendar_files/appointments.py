"""Appointments as an iCalendar file, in the time of this country with its changes of summer time. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from icalendar import Calendar, Event


@dataclass(frozen=True)
class Appointment:
    """One entry. `uid` is the same for ever; a later `revision` tells calendars to follow. Moments are aware."""

    uid: str
    revision: int
    changed_at: datetime
    starts_at: datetime
    ends_at: datetime
    title: str
    where: str = ""
    url: str = ""
    text: str = ""
    is_cancelled: bool = False


def calendar_file(appointments: Iterable[Appointment], name: str = "") -> bytes:
    """The file, with the definition of the time zone in it. `name` is for calendars that follow a whole list."""
    rows = list(appointments)
    calendar = Calendar()
    calendar.add("prodid", "-//Kernkracht//NL")
    calendar.add("version", "2.0")
    all_gone = bool(rows) and all(row.is_cancelled for row in rows)
    calendar.add("method", "CANCEL" if all_gone else "PUBLISH")
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
    for row in rows:
        calendar.add_component(_event(row))
    calendar.add_missing_timezones()
    content: bytes = calendar.to_ical()
    return content


def _event(row: Appointment) -> Event:
    zone = timezone.get_default_timezone()
    event = Event()
    event.add("uid", row.uid)
    event.add("sequence", row.revision)
    event.add("dtstamp", row.changed_at.astimezone(zone))
    event.add("dtstart", row.starts_at.astimezone(zone))
    event.add("dtend", row.ends_at.astimezone(zone))
    event.add("summary", row.title)
    if row.where:
        event.add("location", row.where)
    if row.text:
        event.add("description", row.text)
    if row.url:
        event.add("url", row.url)
    event.add("status", "CANCELLED" if row.is_cancelled else "CONFIRMED")
    return event
