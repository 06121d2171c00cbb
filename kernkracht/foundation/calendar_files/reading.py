"""Reading an iCalendar file that somebody gives us: each appointment by itself, understood or refused with its place.

Nothing is guessed that would make people come at a wrong hour: a zone that nobody knows and an hour that does not
exist are faults of that one appointment. What was assumed (a time without a zone is ours) is said with it. Pure.
Format: RFC 5545.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from icalendar import Event

from .zones import described_zone, zone_named

MAX_BYTES = 2 * 1024 * 1024
MAX_APPOINTMENTS = 500
"""Nobody looks through more rows before taking them over; whoever sends more sends the years behind us too."""
MOST_ZONES = 20
LONGEST_TITLE, LONGEST_TEXT = 150, 200
_EVENT, _ZONE = "VEVENT", "VTIMEZONE"


class UnreadableCalendar(Exception):
    """A file of which nothing is read. `line` counts from 1; 0 when the whole file is meant."""

    def __init__(self, reason: str | Promise, remedy: str | Promise, line: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.remedy, self.line = reason, remedy, line

    def __str__(self) -> str:
        place = _("Regel %(line)d: ") % {"line": self.line} if self.line else ""
        return f"{place}{self.reason} {self.remedy}"


@dataclass(frozen=True)
class ReadAppointment:
    """An appointment that was understood. Moments are aware, in the zone of this country; `line` is where it begins.

    `identity` is the same each time the file comes. `notes` say what was assumed.
    """

    identity: str
    line: int
    title: str
    starts_at: datetime
    ends_at: datetime
    where: str = ""
    is_whole_day: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class CalendarFault:
    """An appointment that is not read: which one and where, why, and what somebody can do."""

    line: int
    title: str
    reason: str
    remedy: str


@dataclass(frozen=True)
class ReadCalendar:
    appointments: tuple[ReadAppointment, ...]
    faults: tuple[CalendarFault, ...]


class _Refused(Exception):
    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason, self.remedy = reason, remedy


def read_appointments(raw: bytes) -> ReadCalendar:
    """Every appointment of a file, in the order of their beginning, and every fault in the order of the file.

    Of an appointment that repeats only the first is read, and it says so. Raises `UnreadableCalendar` for what is no
    calendar, is not UTF-8, or is too large.
    """
    blocks, faults = _blocks(_lines(raw))
    zones = dict(
        found for found in (described_zone(text) for _at, text in blocks[_ZONE][:MOST_ZONES]) if found is not None
    )
    read: dict[str, ReadAppointment] = {}
    for line, text in blocks[_EVENT]:
        title = ""
        try:
            event = _event(text)
            title = _text(event, "SUMMARY")[:LONGEST_TITLE]
            found = _appointment(event, line, title, zones)
            if found.identity in read:
                raise _Refused(
                    _("Deze afspraak staat al eerder in het bestand, op regel %(line)d.")
                    % {"line": read[found.identity].line},
                    _("U hoeft niets te doen."),
                )
            read[found.identity] = found
        except _Refused as refusal:
            faults.append(CalendarFault(line, title, refusal.reason, refusal.remedy))
    rows = sorted(read.values(), key=lambda row: (row.starts_at, row.line))
    return ReadCalendar(tuple(rows), tuple(sorted(faults, key=lambda fault: fault.line)))


def _lines(raw: bytes) -> list[str]:
    whole = _("Bewaar de agenda opnieuw als .ics-bestand en kies dat.")
    if not raw.strip():
        raise UnreadableCalendar(_("Het bestand is leeg."), _("Kies het .ics-bestand van de agenda."))
    if len(raw) > MAX_BYTES:
        raise UnreadableCalendar(_("Het bestand is groter dan 2 MB."), _("Bewaar alleen de komende maanden."))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise UnreadableCalendar(
            _("Dit is geen tekst in UTF-8."),
            _("Bewaar de agenda met codering UTF-8, of kies het goede bestand."),
            raw.count(b"\n", 0, fault.start) + 1,
        ) from fault
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").split("\n")
    if not any(line.strip().upper() == "BEGIN:VCALENDAR" for line in lines[:20]):
        raise UnreadableCalendar(_("Dit is geen agendabestand: BEGIN:VCALENDAR ontbreekt."), whole)
    count = sum(line.strip().upper() == f"BEGIN:{_EVENT}" for line in lines)
    if not count:
        raise UnreadableCalendar(_("Er staat geen enkele afspraak in."), whole)
    if count > MAX_APPOINTMENTS:
        raise UnreadableCalendar(
            _("Er staan %(count)d afspraken in. Wij lezen er hooguit %(most)d tegelijk.")
            % {"count": count, "most": MAX_APPOINTMENTS},
            _("Bewaar alleen de komende maanden, of verdeel de agenda over meer bestanden."),
        )
    return lines


def _blocks(lines: list[str]) -> tuple[dict[str, list[tuple[int, str]]], list[CalendarFault]]:
    """The appointments and the descriptions of zones, each with the line it begins on; and what never ends."""
    found: dict[str, list[tuple[int, str]]] = {_EVENT: [], _ZONE: []}
    faults: list[CalendarFault] = []
    kind, start = "", 0
    for number, line in enumerate([*lines, f"BEGIN:{_EVENT}"], start=1):
        word = line.strip().upper()
        if word in (f"BEGIN:{_EVENT}", f"BEGIN:{_ZONE}"):
            if kind == _EVENT:
                faults.append(
                    CalendarFault(
                        start, "", _("Deze afspraak is niet af: END:VEVENT ontbreekt."), _("Bewaar de agenda opnieuw.")
                    )
                )
            kind, start = word.removeprefix("BEGIN:"), number
        elif kind and word == f"END:{kind}":
            found[kind].append((start, "\r\n".join([*lines[start - 1 : number], ""])))
            kind = ""
    return found, faults


def _event(text: str) -> Event:
    try:
        found = Event.from_ical(text)
    except Exception:  # the library answers to broken lines with whatever went wrong inside
        found = None
    if not isinstance(found, Event):
        raise _Refused(
            _("Deze afspraak is niet te lezen."), _("Bewaar hem opnieuw in uw agenda, of plan hem hier zelf.")
        )
    return found


def _appointment(event: Event, line: int, title: str, zones: Mapping[str, tzinfo]) -> ReadAppointment:
    if not title:
        raise _Refused(_("Deze afspraak heeft geen naam."), _("Geef hem een naam in uw agenda."))
    if _text(event, "STATUS").upper() == "CANCELLED":
        raise _Refused(_("Deze afspraak gaat niet door."), _("U hoeft niets te doen."))
    notes: list[str] = []
    start = _given(event, "DTSTART")
    if start is None:
        raise _Refused(_("Er staat niet bij wanneer deze afspraak begint."), _("Zet er in uw agenda een begin bij."))
    is_whole_day = not isinstance(start.dt, datetime)
    starts_at = _moment(start, zones, notes)
    ends_at = _end(event, start, starts_at, zones, notes)
    if ends_at <= starts_at:
        raise _Refused(_("Deze afspraak eindigt voordat hij begint."), _("Verbeter het einde in uw agenda."))
    if event.get("RRULE") or event.get("RDATE"):
        notes.append(_("De afspraak herhaalt zich. Wij lazen alleen de eerste keer."))
    return ReadAppointment(
        identity=_identity(event, title, starts_at),
        line=line,
        title=title,
        starts_at=starts_at,
        ends_at=ends_at,
        where=_text(event, "LOCATION"),
        is_whole_day=is_whole_day,
        notes=tuple(dict.fromkeys(notes)),
    )


def _identity(event: Event, title: str, starts_at: datetime) -> str:
    """As the program that wrote it knows the appointment; without that, what it says."""
    uid, changed = _text(event, "UID"), _written(event, "RECURRENCE-ID")
    return f"{uid} {changed}".strip() if uid else f"{title} {starts_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _end(event: Event, start: Any, starts_at: datetime, zones: Mapping[str, tzinfo], notes: list[str]) -> datetime:
    end = _given(event, "DTEND")
    if end is not None:
        if isinstance(end.dt, datetime) != isinstance(start.dt, datetime):
            raise _Refused(_("Begin en einde passen niet bij elkaar."), _("Verbeter de tijden in uw agenda."))
        return _moment(end, zones, notes)
    lasts = _given(event, "DURATION")
    if lasts is not None and isinstance(lasts.dt, timedelta):
        try:
            return (starts_at.astimezone(UTC) + lasts.dt).astimezone(starts_at.tzinfo)
        except OverflowError as fault:
            raise _Refused(_("Deze afspraak duurt te lang."), _("Verbeter het einde in uw agenda.")) from fault
    if not isinstance(start.dt, datetime):
        return _here(datetime.combine(start.dt + timedelta(days=1), time()))
    raise _Refused(_("Er staat niet bij hoe laat deze afspraak eindigt."), _("Zet er in uw agenda een einde bij."))


def _given(event: Event, name: str) -> Any:
    """A moment or a length as the file has it, once; None when it is not there."""
    value = event.get(name)
    if value is None:
        return None
    try:
        value.dt  # noqa: B018  (a broken one raises when it is asked)
    except Exception as fault:  # several kinds, also for a value that stands there twice
        raise _Refused(
            _("Wij kunnen %(name)s niet lezen: “%(value)s”.") % {"name": name, "value": _written(event, name)[:40]},
            _("Verbeter de tijd in uw agenda."),
        ) from fault
    return value


def _moment(given: Any, zones: Mapping[str, tzinfo], notes: list[str]) -> datetime:
    """In the zone of this country; `notes` gets what was assumed."""
    if not isinstance(given.dt, datetime):
        if not isinstance(given.dt, date):
            raise _Refused(_("De tijd is niet te lezen."), _("Verbeter de tijd in uw agenda."))
        return _here(datetime.combine(given.dt, time()))
    name = str(given.params.get("TZID", ""))
    wall = given.dt.replace(tzinfo=None)
    if name:
        zone = zone_named(name, zones)
        if zone is None:
            raise _Refused(
                _("Wij kennen de tijdzone “%(zone)s” niet.") % {"zone": name[:60]},
                _("Kies in uw agenda de tijdzone Amsterdam, of plan deze bijeenkomst hier zelf."),
            )
    elif given.dt.tzinfo is not None:
        zone = UTC
    else:
        zone = timezone.get_default_timezone()
        notes.append(_("Er staat geen tijdzone bij. Wij lazen de tijd als Nederlandse tijd."))
    return _real(wall, zone, notes)


def _real(wall: datetime, zone: tzinfo, notes: list[str]) -> datetime:
    """The moment that a clock in `zone` shows `wall`. Refused when it never does; noted when it does so twice."""
    local = wall.replace(tzinfo=zone)
    try:
        back = local.astimezone(UTC).astimezone(zone).replace(tzinfo=None)
        twice = local.utcoffset() != local.replace(fold=1).utcoffset()
        here = local.astimezone(timezone.get_default_timezone())
    except (OverflowError, ValueError) as fault:
        raise _Refused(_("Deze dag bestaat niet."), _("Verbeter de tijd in uw agenda.")) from fault
    if back != wall:
        raise _Refused(
            _("Op %(day)s bestaat %(clock)s uur niet: de klok gaat dan een uur vooruit.")
            % {"day": f"{wall:%d-%m-%Y}", "clock": f"{wall:%H.%M}"},
            _("Verbeter de tijd in uw agenda."),
        )
    if twice:
        notes.append(_("Dit uur is er die nacht twee keer. Wij namen de eerste keer."))
    return here


def _here(wall: datetime) -> datetime:
    return wall.replace(tzinfo=timezone.get_default_timezone())


def _text(event: Event, name: str) -> str:
    value = event.get(name)
    if isinstance(value, list):
        value = value[0]
    return re.sub(r"\s+", " ", str(value or "")).strip()[:LONGEST_TEXT]


def _written(event: Event, name: str) -> str:
    value = event.get(name)
    if value is None:
        return ""
    try:
        return str(value.to_ical(), "utf-8", "replace")
    except Exception:
        return str(value)
