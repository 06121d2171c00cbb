"""A coordinator takes over the agenda of a village hall."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect

from kernkracht.community.gatherings.models import Gathering
from kernkracht.community.people.permission_codes import Permission
from tests.factories.gatherings import GatheringKindFactory
from tests.factories.people import officer_with
from tests.factories.villages import VillageFactory

from .browser import Watch
from .test_payment import Look, page_of

pytestmark = pytest.mark.django_db(transaction=True)


def _agenda() -> bytes:
    day = f"{timezone.localdate() + timedelta(days=20):%Y%m%d}"
    rows = [
        ("Soepmiddag", f"DTSTART:{day}T120000", "DURATION:PT2H", "LOCATION:Dorpshuis De Hoek"),
        ("Bingo", f'DTSTART;TZID="W. Europe Standard Time":{day}T190000', "DURATION:PT3H"),
        ("Kermis", f"DTSTART;VALUE=DATE:{day}"),
        ("Op Mars", f"DTSTART;TZID=Mars/Base:{day}T150000", "DURATION:PT1H"),
        ("Zonder einde", f"DTSTART:{day}T150000Z"),
    ]
    events = [
        "\r\n".join(["BEGIN:VEVENT", f"UID:{title}@example.org", f"SUMMARY:{title}", *lines, "END:VEVENT"])
        for title, *lines in rows
    ]
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *events, "END:VCALENDAR", ""]).encode()


def test_the_agenda_of_a_village_hall(browser: Browser, site: str, watch: Watch, look: Look) -> None:
    GatheringKindFactory(code="hall", name="In het dorpshuis", is_offered=True, needs_rung=False)
    VillageFactory(name="Lienden", slug="lienden")
    user = officer_with(Permission.MANAGE_GATHERINGS, Permission.READ_OFFICE)
    officer = page_of(user, browser, site, watch)
    watch.expect("422")
    officer.goto("/werk/bijeenkomsten/")
    officer.get_by_role("link", name="Neem een agenda over").click()
    look(officer, "take-over-file")
    officer.get_by_label("Agenda").set_input_files(
        {"name": "zaal.ics", "mimeType": "text/calendar", "buffer": _agenda()}
    )
    officer.get_by_role("button", name="Lees de agenda").click()
    expect(officer.get_by_text("Wij kennen de tijdzone “Mars/Base” niet.")).to_be_visible()
    officer.get_by_label("Neem Bingo over").focus()
    officer.keyboard.press("Space")
    officer.keyboard.press("Space")
    look(officer, "take-over-rows")
    officer.get_by_label("Wat voor bijeenkomsten zijn het?").select_option(label="In het dorpshuis")
    officer.get_by_label("Lienden").check()
    officer.get_by_role("button", name="Neem de gekozen afspraken over").click()
    expect(officer.get_by_role("heading", name="Er ging iets mis")).to_be_visible()
    expect(officer.get_by_label("Lienden")).to_be_checked()
    look(officer, "take-over-refused")
    officer.get_by_label("Plek als die er niet bij staat").fill("Zaal 2")
    officer.get_by_role("button", name="Neem de gekozen afspraken over").click()
    expect(officer.get_by_text("2 bijeenkomsten zijn overgenomen.")).to_be_visible()
    assert set(Gathering.objects.values_list("title", "place")) == {
        ("Soepmiddag", "Dorpshuis De Hoek"),
        ("Bingo", "Zaal 2"),
    }
    assert watch.unexpected() == []
