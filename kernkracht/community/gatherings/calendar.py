"""A gathering as a file for somebody's own calendar (iCalendar, RFC 5545)."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event

from .models import Gathering


def calendar_of(gathering: Gathering) -> bytes:
    """One event. A moved gathering keeps its identity and gets a higher number, so that calendars follow it."""
    calendar = Calendar()
    calendar.add("prodid", "-//Kernkracht//NL")
    calendar.add("version", "2.0")
    cancelled = gathering.state == Gathering.State.CANCELLED
    calendar.add("method", "CANCEL" if cancelled else "PUBLISH")
    event = Event()
    event.add("uid", f"{gathering.calendar_uid}@{settings.SITE_URL.split('//')[-1]}")
    event.add("sequence", gathering.revision)
    event.add("dtstamp", gathering.changed_at.astimezone(timezone.get_default_timezone()))
    event.add("dtstart", gathering.starts_at.astimezone(timezone.get_default_timezone()))
    event.add("dtend", gathering.ends_at.astimezone(timezone.get_default_timezone()))
    event.add("summary", gathering.title)
    event.add("location", gathering.place or gathering.online_url)
    if gathering.online_url:
        event.add("url", gathering.online_url)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    content: bytes = calendar.to_ical()
    return content
