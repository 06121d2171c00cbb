"""Which zone the name in a calendar file means. Names come from Windows, from other programs, and out of the air."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar import Timezone
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

LONGEST_NAME = 120


def zone_named(name: str, described: Mapping[str, tzinfo]) -> tzinfo | None:
    """A zone by its IANA name, also behind a prefix (“/example.org/Europe/Amsterdam”), by its name in Windows, or as
    the file itself describes it (`described`). None when nobody knows it: guessing makes people come at a wrong hour.
    """
    wanted = name.strip().strip('"')
    if wanted.upper() in ("UTC", "GMT", "Z", "ETC/UTC"):
        return UTC
    known = _iana(wanted) or _iana(WINDOWS_TO_OLSON.get(wanted, ""))
    if known is not None or wanted in described:
        return known or described[wanted]
    parts = wanted.split("/")
    tails = ("/".join(parts[-count:]) for count in (3, 2) if len(parts) > count)
    return next((zone for zone in map(_iana, tails) if zone), None)


def described_zone(block: str) -> tuple[str, tzinfo] | None:
    """Name and rules of a VTIMEZONE; None when they cannot be read."""
    try:
        component = Timezone.from_ical(block)
        if not isinstance(component, Timezone):
            return None
        name, zone = str(component["TZID"]), component.to_tz(lookup_tzid=False)
        zone.utcoffset(datetime(2026, 1, 1))  # noqa: DTZ001  (a clock on the wall, as zones are asked)
    except Exception:
        return None
    return name, zone


def _iana(name: str) -> tzinfo | None:
    if not name or len(name) > LONGEST_NAME:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
