"""Calendars of others: read at the right hour, or refused one by one with place, reason and remedy."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernkracht.foundation.calendar_files import (
    Appointment,
    ReadAppointment,
    UnreadableCalendar,
    calendar_file,
    read_appointments,
)

HERE = ZoneInfo("Europe/Amsterdam")
OWN_ZONE = """BEGIN:VTIMEZONE
TZID:Zaal 1
BEGIN:STANDARD
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE"""


def event(*lines: str, uid: str = "1@example.org", title: str = "Koffie") -> str:
    return "\n".join(["BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{title}", *lines, "END:VEVENT"])


def calendar(*parts: str) -> bytes:
    return "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *parts, "END:VCALENDAR", ""]).replace("\n", "\r\n").encode()


def one(*lines: str, before: str = "") -> ReadAppointment:
    read = read_appointments(calendar(*([before] if before else []), event(*lines)))
    assert not read.faults
    return read.appointments[0]


ZONES = {
    "floating": ("DTSTART:20270510T190000", 17, "geen tijdzone"),
    "utc": ("DTSTART:20270510T170000Z", 17, ""),
    "iana": ("DTSTART;TZID=Europe/Amsterdam:20270510T190000", 17, ""),
    "elsewhere": ("DTSTART;TZID=America/New_York:20270510T130000", 17, ""),
    "windows": ('DTSTART;TZID="W. Europe Standard Time":20270510T190000', 17, ""),
    "windows without quotes": ("DTSTART;TZID=Romance Standard Time:20270510T190000", 17, ""),
    "behind a prefix": ("DTSTART;TZID=/example.org/20260101/Europe/Brussels:20270510T190000", 17, ""),
    "named utc": ("DTSTART;TZID=GMT:20270510T170000", 17, ""),
    "told by the file": ("DTSTART;TZID=Zaal 1:20270510T190000", 17, ""),
    "told by the file, in winter": ("DTSTART;TZID=Zaal 1:20270110T190000", 18, ""),
}


@pytest.mark.parametrize("name", ZONES)
def test_every_way_to_name_a_zone_gives_the_same_moment(name: str) -> None:
    start, hour, note = ZONES[name]
    found = one(start, "DURATION:PT1H30M", before=OWN_ZONE)
    assert (found.starts_at.astimezone(UTC).hour, found.ends_at - found.starts_at) == (hour, timedelta(minutes=90))
    assert found.starts_at.tzinfo == HERE
    assert found.starts_at.hour == 19
    assert len(found.notes) == bool(note)
    assert note in " ".join(found.notes)


FAULTS = {
    "unknown zone": (["DTSTART;TZID=Mars/Base:20270510T190000", "DURATION:PT1H"], "tijdzone “Mars/Base”"),
    "hour that does not exist": (["DTSTART:20270328T023000", "DURATION:PT1H"], "28-03-2027 bestaat 02.30 uur niet"),
    "the same elsewhere": (
        ["DTSTART;TZID=America/New_York:20270314T023000", "DURATION:PT1H"],
        "14-03-2027 bestaat 02.30 uur niet",
    ),
    "end in the gap": (["DTSTART:20270328T010000", "DTEND:20270328T023000"], "bestaat 02.30 uur niet"),
    "ends before start": (["DTSTART:20270510T190000Z", "DTEND:20270510T180000Z"], "eindigt voordat"),
    "ends at start": (["DTSTART:20270510T190000Z", "DTEND:20270510T190000Z"], "eindigt voordat"),
    "goes back in time": (["DTSTART:20270510T190000Z", "DURATION:-PT1H"], "eindigt voordat"),
    "no end": (["DTSTART:20270510T190000Z"], "hoe laat deze afspraak eindigt"),
    "no start": (["DTEND:20270510T190000Z"], "wanneer deze afspraak begint"),
    "day and time": (["DTSTART;VALUE=DATE:20270510", "DTEND:20270511T190000Z"], "passen niet bij elkaar"),
    "hour 25": (["DTSTART:20270510T250000", "DURATION:PT1H"], "20270510T250000"),
    "nonsense": (["DTSTART:morgen", "DURATION:PT1H"], "“morgen”"),
    "two beginnings": (["DTSTART:20270510T190000Z", "DTSTART:20270511T190000Z"], "niet lezen"),
    "beyond the calendar": (["DTSTART:00010101T000000", "DURATION:PT1H"], "niet"),
    "for ever": (["DTSTART:20270510T190000Z", "DURATION:P9999999D"], "duurt te lang"),
    "cancelled": (["DTSTART:20270510T190000Z", "DURATION:PT1H", "STATUS:CANCELLED"], "gaat niet door"),
    "no line at all": (["zomaar iets"], "wanneer deze afspraak begint"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_one_appointment_is_refused_and_the_others_are_read(name: str) -> None:
    lines, reason = FAULTS[name]
    good = event("DTSTART:20270510T170000Z", "DURATION:PT1H", uid="2@example.org", title="Goed")
    read = read_appointments(calendar(event(*lines, title="Fout"), good))
    (fault,) = read.faults
    assert reason in fault.reason
    assert fault.remedy.endswith(".")
    assert fault.line == 3
    assert fault.title in ("Fout", "")
    assert [row.title for row in read.appointments] == ["Goed"]


def test_the_hour_that_comes_twice_is_the_first_and_says_so() -> None:
    found = one("DTSTART:20271031T023000", "DTEND:20271031T040000")
    assert found.starts_at.astimezone(UTC) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert any("twee keer" in note for note in found.notes)


def test_whole_days_are_known_as_such() -> None:
    day = one("DTSTART;VALUE=DATE:20270510")
    assert (day.is_whole_day, day.starts_at, day.ends_at) == (
        True,
        datetime(2027, 5, 10, tzinfo=HERE),
        datetime(2027, 5, 11, tzinfo=HERE),
    )
    week = one("DTSTART;VALUE=DATE:20270510", "DTEND;VALUE=DATE:20270517")
    assert week.ends_at == datetime(2027, 5, 17, tzinfo=HERE)
    (fault,) = read_appointments(calendar(event("DTSTART;VALUE=DATE:20270510", "DTEND;VALUE=DATE:20270510"))).faults
    assert "eindigt voordat" in fault.reason


def test_what_repeats_is_read_once_and_says_so() -> None:
    found = one("DTSTART:20270510T170000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY")
    assert found.notes == ("De afspraak herhaalt zich. Wij lazen alleen de eerste keer.",)
    moved = event("DTSTART:20270518T170000Z", "DURATION:PT1H", "RECURRENCE-ID:20270517T170000Z")
    first = event("DTSTART:20270510T170000Z", "DURATION:PT1H")
    read = read_appointments(calendar(first, moved, first))
    assert [row.identity for row in read.appointments] == ["1@example.org", "1@example.org 20270517T170000Z"]
    assert [(fault.line, "regel 3" in fault.reason) for fault in read.faults] == [(16, True)]


def test_without_an_identity_it_is_known_by_what_it_says() -> None:
    text = event("DTSTART:20270510T170000Z", "DURATION:PT1H").replace("UID:1@example.org\n", "")
    assert read_appointments(calendar(text)).appointments[0].identity == "Koffie 20270510T170000Z"


def test_folded_lines_signs_and_long_words() -> None:
    text = event("DTSTART:20270510T170000Z", "DURATION:PT1H", "LOCATION:Dorpshuis\\, zaal\\n 2 en ver", " der")
    found = read_appointments(calendar(text.replace("Koffie", "K" * 400))).appointments[0]
    assert (found.where, len(found.title)) == ("Dorpshuis, zaal 2 en verder", 150)


def test_an_appointment_that_never_ends_is_told_and_the_rest_is_read() -> None:
    open_one = "BEGIN:VEVENT\nUID:9\nSUMMARY:Half"
    read = read_appointments(calendar(open_one, event("DTSTART:20270510T170000Z", "DURATION:PT1H"), open_one))
    assert [(fault.line, fault.reason) for fault in read.faults] == [
        (3, "Deze afspraak is niet af: END:VEVENT ontbreekt."),
        (12, "Deze afspraak is niet af: END:VEVENT ontbreekt."),
    ]
    assert len(read.appointments) == 1


MANY = "\n".join(event(f"DTSTART:20270510T{h:02d}0000Z", "DURATION:PT1H", uid=str(h)) for h in range(20))
WHOLE = {
    "empty": (b"  ", 0, "leeg"),
    "no calendar": (b"Datum;Wat\n1 mei;Koffie\n", 0, "geen agendabestand"),
    "a page": (b"<html>BEGIN:VEVENT</html>", 0, "geen agendabestand"),
    "a picture": (b"\x89PNG\r\n\x1a\n\xff", 1, "UTF-8"),
    "other encoding": (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Caf\xe9\r\n", 3, "UTF-8"),
    "two bytes a sign": ("BEGIN:VCALENDAR".encode("utf-16"), 1, "UTF-8"),
    "nothing in it": (calendar(), 0, "geen enkele afspraak"),
    "10,000": (calendar(*[MANY] * 500), 0, "10000 afspraken"),
    "too large": (b"BEGIN:VCALENDAR\n" + b"x" * 2 * 1024 * 1024, 0, "2 MB"),
}


@pytest.mark.parametrize("name", WHOLE)
def test_what_is_no_calendar_is_refused_as_a_whole(name: str) -> None:
    raw, line, reason = WHOLE[name]
    begun = perf_counter()
    with pytest.raises(UnreadableCalendar, match=reason) as refusal:
        read_appointments(raw)
    assert refusal.value.line == line
    assert str(refusal.value.remedy).endswith(".")
    assert perf_counter() - begun < 5


def test_a_zone_described_in_one_file_is_not_known_in_the_next() -> None:
    appointment = event("DTSTART;TZID=Zaal 1:20270510T190000", "DURATION:PT1H")
    assert not read_appointments(calendar(OWN_ZONE, appointment)).faults
    assert read_appointments(calendar(appointment)).faults
    broken = OWN_ZONE.replace("+0200", "onzin").replace("+0100", "onzin")
    assert read_appointments(calendar(broken, appointment)).faults
    liar = OWN_ZONE.replace("Zaal 1", "Europe/Amsterdam").replace("+0200", "+0900").replace("+0100", "+0900")
    known = event("DTSTART;TZID=Europe/Amsterdam:20270510T190000", "DURATION:PT1H")
    assert read_appointments(calendar(liar, known)).appointments[0].starts_at == datetime(2027, 5, 10, 19, tzinfo=HERE)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 5 * 365 * 24), st.integers(1, 300)), min_size=1, max_size=5, unique=True))
def test_what_we_write_ourselves_is_read_the_same(rows: list[tuple[int, int]]) -> None:
    written = [
        Appointment(
            uid=f"{hours}-{minutes}",
            revision=0,
            changed_at=datetime(2026, 1, 1, tzinfo=UTC),
            starts_at=(start := datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours)),
            ends_at=start + timedelta(minutes=minutes),
            title=f"Nummer {hours}",
        )
        for hours, minutes in rows
    ]
    read = read_appointments(calendar_file(written))
    found = {row.identity: row for row in read.appointments}
    for row in written:
        if row.uid in found and not found[row.uid].notes:
            assert found[row.uid].starts_at == row.starts_at
    for fault in read.faults:  # only around the hour that comes twice, which a file cannot tell apart
        assert "eindigt voordat" in fault.reason
    assert len(found) + len(read.faults) == len(written)


@given(st.text(alphabet="BEGINDVT:;=\n\r 0129TZ", max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    raw = calendar("BEGIN:VEVENT", text, "END:VEVENT")
    read = read_appointments(raw)
    assert len(read.appointments) + len(read.faults) >= 1
