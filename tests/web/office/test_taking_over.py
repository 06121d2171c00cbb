"""`/werk/bijeenkomsten/overnemen/`: a file, what was read of it, and taking over what was chosen."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from kernkracht.community.gatherings.models import Gathering
from kernkracht.community.people.permission_codes import Permission
from tests.factories.gatherings import GatheringKindFactory
from tests.factories.people import officer_with, sign_in
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/werk/bijeenkomsten/overnemen/"


@pytest.fixture
def desk(client: Client) -> Client:
    return sign_in(client, officer_with(Permission.MANAGE_GATHERINGS, Permission.READ_OFFICE))


def _event(uid: str, title: str, *lines: str) -> str:
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{title}", *lines, "END:VEVENT"])


def _file(days: int = 30) -> SimpleUploadedFile:
    day = f"{timezone.localdate() + timedelta(days=days):%Y%m%d}"
    hall = "LOCATION:Dorpshuis"
    parts = [
        _event("1", "Soepmiddag", f"DTSTART:{day}T120000", "DURATION:PT2H", hall),
        _event("2", "Bingo", f'DTSTART;TZID="W. Europe Standard Time":{day}T190000', "DURATION:PT2H"),
        _event("3", "Kermis", f"DTSTART;VALUE=DATE:{day}"),
        _event("4", "Vroeger", "DTSTART:20200101T100000Z", "DURATION:PT1H", hall),
        _event("5", "Koffie met Anna, 06-12345678", f"DTSTART:{day}T150000Z", "DURATION:PT1H", hall),
        _event("6", "Op Mars", f"DTSTART;TZID=Mars/Base:{day}T150000", "DURATION:PT1H", hall),
    ]
    text = "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *parts, "END:VCALENDAR", ""])
    return SimpleUploadedFile("zaal.ics", text.encode(), "text/calendar")


def _upload(desk: Client, **more: Any) -> str:
    answer = desk.post(ADDRESS, {"calendar": _file(**more)})
    assert answer.status_code == 200
    return answer.content.decode()


def _read(page: str) -> str:
    found = re.search(r'name="read" value="([^"]+)"', page)
    assert found
    return unescape(found[1])


def test_from_the_file_to_gatherings_and_no_second_time(desk: Client) -> None:
    kind, village = (
        GatheringKindFactory(code="hall", name="In de zaal", is_offered=True, needs_rung=False),
        VillageFactory(),
    )
    page = _upload(desk)
    assert page.count(" checked") == 2, "only what can be taken over is ticked"
    for words in (
        "geen tijdzone bij",
        "Duurt hele dagen",
        "Is al geweest",
        "Op Mars",
        "tijdzone “Mars/Base” niet",
        "5 afspraken gelezen",
    ):
        assert words in unescape(page), words
    rows = [int(number) for number in re.findall(r'name="chosen" value="(\d+)"', page)]
    data = {"read": _read(page), "chosen": rows, "kind": kind.pk, "villages": [village.pk], "place": ""}
    refused = desk.post(ADDRESS, data)
    assert refused.status_code == 422
    assert "“Bingo” staat geen plek" in unescape(refused.content.decode())
    assert refused.content.decode().count(" checked") == 3, "ticks and village stay"
    assert not Gathering.objects.exists()
    done = desk.post(ADDRESS, data | {"place": "Zaal 2"}, follow=True)
    assert "2 bijeenkomsten zijn overgenomen." in done.content.decode()
    assert set(Gathering.objects.values_list("title", "place")) == {("Soepmiddag", "Dorpshuis"), ("Bingo", "Zaal 2")}
    bingo = Gathering.objects.get(title="Bingo")
    assert (timezone.localtime(bingo.starts_at).hour, bingo.is_public) == (19, False)
    again = _upload(desk, days=31)
    assert "Er is niets om over te nemen" in again
    assert again.count("Al overgenomen:") == 2
    assert "Bij ons staat" in again
    assert desk.post(ADDRESS, data | {"place": "Zaal 2"}).status_code == 422, "the page from before the act"
    assert Gathering.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "words"), [(b"", "leeg"), (b"Datum;Wat", "geen agendabestand"), (b"\xff\xfe", "UTF-8")]
)
def test_what_is_no_calendar_is_refused_beside_the_question(desk: Client, content: bytes, words: str) -> None:
    answer = desk.post(ADDRESS, {"calendar": SimpleUploadedFile("a.ics", content)})
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_nothing_chosen_and_a_list_that_somebody_changed(desk: Client) -> None:
    kind = GatheringKindFactory(code="hall", name="In de zaal", is_offered=True)
    told = _read(_upload(desk))
    for data, words in (
        ({"read": told, "kind": kind.pk}, "Kies wat u wilt overnemen"),
        ({"read": told, "kind": kind.pk, "chosen": [0]}, "Fout:"),
        ({"read": told, "chosen": [1]}, "Fout:"),
        ({"read": told[:-3] + "abc", "chosen": [0]}, "De lijst is verlopen"),
        ({"read": "x"}, "De lijst is verlopen"),
    ):
        answer = desk.post(ADDRESS, data)
        assert (answer.status_code, words in answer.content.decode()) == (422, True), words
    assert not Gathering.objects.exists()


def test_who_only_reads_finds_no_such_page(client: Client) -> None:
    reader = sign_in(client, officer_with(Permission.READ_OFFICE))
    assert reader.get(ADDRESS).status_code == 404
