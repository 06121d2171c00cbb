"""A calendar file says the right hour on every side of the changes of summer time."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from kernkracht.foundation.calendar_files import Appointment, calendar_file

HERE = ZoneInfo("Europe/Amsterdam")


def appointment(starts_at: datetime, **more: object) -> Appointment:
    facts: dict[str, object] = {
        "uid": "1@example.org",
        "revision": 2,
        "changed_at": datetime(2026, 1, 1, tzinfo=UTC),
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=1),
        "title": "Koffie; met, de wethouder\nen meer",
    }
    return Appointment(**(facts | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "offset"),
    [
        (datetime(2027, 3, 27, 10, tzinfo=HERE), 1),
        (datetime(2027, 3, 28, 10, tzinfo=HERE), 2),
        (datetime(2027, 10, 30, 10, tzinfo=HERE), 2),
        (datetime(2027, 10, 31, 10, tzinfo=HERE), 1),
    ],
)
def test_ten_o_clock_stays_ten_o_clock_around_the_changes_of_summer_time(day: datetime, offset: int) -> None:
    content = calendar_file([appointment(day)])
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    start = event.decoded("dtstart")
    assert (start.hour, start.utcoffset()) == (10, timedelta(hours=offset))
    assert f"DTSTART;TZID=Europe/Amsterdam:{day:%Y%m%d}T100000".encode() in content
    assert content.count(b"BEGIN:VTIMEZONE") == 1, "who reads it elsewhere needs the rules of this zone"


@given(seconds=st.integers(0, 11 * 365 * 24 * 3600))
def test_every_moment_comes_back_as_it_was(seconds: int) -> None:
    moment = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    written = re.search(rb"DTSTART;TZID=Europe/Amsterdam:(\d{8}T\d{6})", calendar_file([appointment(moment)]))
    assert written
    read = datetime.strptime(written[1].decode(), "%Y%m%dT%H%M%S").replace(tzinfo=HERE)
    # In the hour that comes twice, a file without offsets can only name the first of the two.
    assert moment - read.astimezone(UTC) in (timedelta(0), timedelta(hours=1))


def test_what_is_cancelled_says_so_and_one_cancelled_entry_does_not_cancel_the_list() -> None:
    at = datetime(2027, 3, 1, 9, tzinfo=UTC)
    gone = appointment(at, is_cancelled=True)
    assert Calendar.from_ical(calendar_file([gone]))["method"] == "CANCEL"
    both = Calendar.from_ical(calendar_file([gone, appointment(at, uid="2@example.org")], name="Lienden"))
    assert both["method"] == "PUBLISH"
    assert [str(event["status"]) for event in both.walk("VEVENT")] == ["CANCELLED", "CONFIRMED"]
    assert str(both["x-wr-calname"]) == "Lienden"


def test_a_title_with_signs_of_the_format_stays_one_title() -> None:
    (event,) = Calendar.from_ical(calendar_file([appointment(datetime(2027, 3, 1, 9, tzinfo=UTC))])).walk("VEVENT")
    assert str(event["summary"]) == "Koffie; met, de wethouder\nen meer"
