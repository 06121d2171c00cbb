"""What a device sends: taken once, or refused with place, reason and remedy; never under another account."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.participation.observations.models import VisitNote
from kernkracht.web.office.visits.device import account_key, readable_moment
from kernkracht.web.office.visits.device_views import MOST_BYTES
from tests.factories.people import officer_with, sign_in
from tests.factories.themes import ThemeFactory
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db
URL = "/werk/bezoek/inleveren/"


@pytest.fixture
def officer() -> User:
    VillageFactory(slug="asch")
    ThemeFactory(code="afval")
    return officer_with(Permission.VISIT_VILLAGES)


@pytest.fixture
def device(client: Client, officer: User) -> Client:
    return sign_in(client, officer)


def note(officer: User, **changes: Any) -> dict[str, Any]:
    said = {
        "key": str(uuid4()),
        "account": account_key(officer),
        "where": "v-asch",
        "people_spoken": "7",
        "themes": ["afval"],
        "text": "Men wil een bankje bij het water.",
        "visited_on": timezone.localdate().isoformat(),
        "written_at": "2026-11-01T09:30:00Z",
    }
    return said | changes


def send(device: Client, said: object) -> tuple[int, Any]:
    content = said if isinstance(said, str | bytes) else json.dumps(said)
    answer = device.post(URL, content, content_type="application/json")
    return answer.status_code, answer.json() if answer["Content-Type"] == "application/json" else None


def test_a_note_is_taken_once_however_often_it_comes(device: Client, officer: User) -> None:
    said = note(officer)
    first, second = send(device, said), send(device, said | {"text": "Anders."})
    assert first == second
    assert first[0] == 200
    kept = VisitNote.objects.get()
    assert (str(kept.key), kept.text) == (said["key"], said["text"])
    assert kept.written_at.isoformat() == "2026-11-01T09:30:00+00:00"
    assert [theme.code for theme in kept.themes.all()] == ["afval"]


@pytest.mark.parametrize(
    ("changes", "status", "place", "reason"),
    [
        ({"where": "v-elders"}, 422, "Waar was u?", "is er niet (meer) bij"),
        ({"where": ""}, 422, "Waar was u?", "Kies waar u was"),
        ({"text": ""}, 422, "Wat hoorde of zag u?", "Vul"),
        ({"text": "Mail jan@example.org"}, 422, "Wat hoorde of zag u?", "een e-mailadres"),
        ({"text": "x" * 2001}, 422, "Wat hoorde of zag u?", "tekens"),
        ({"people_spoken": "veel"}, 422, "Met hoeveel mensen sprak u?", "Vul een getal in"),
        ({"people_spoken": -3}, 422, "Met hoeveel mensen sprak u?", "0"),
        ({"people_spoken": True}, 422, "people_spoken", "vorm"),
        ({"visited_on": "2026-02-31"}, 422, "Wanneer?", ""),
        ({"visited_on": "1999-01-01"}, 422, "Wanneer?", "te lang geleden"),
        ({"visited_on": None}, 422, "visited_on", "vorm"),
        ({"themes": ["geld"]}, 422, "Waarover?", "“geld”"),
        ({"themes": "afval"}, 422, "themes", "vorm"),
        ({"themes": [{"a": 1}]}, 422, "themes", "vorm"),
        ({"key": "geen"}, 422, "Notitie", "geen goed nummer"),
        ({"key": ""}, 422, "key", "geen nummer"),
        ({"text": ["lijst"]}, 422, "text", "vorm"),
        ({"account": "ander"}, 409, "Account", "ander account"),
        ({"account": None}, 409, "Account", "ander account"),
    ],
)
def test_a_wrong_note_is_refused_with_place_reason_and_remedy(
    device: Client, officer: User, changes: dict[str, Any], status: int, place: str, reason: str
) -> None:
    answered, told = send(device, note(officer, **changes))
    assert answered == status, told
    fault = next(fault for fault in told["faults"] if reason in fault["reason"])
    assert fault["place"] in (place, "key")
    assert fault["remedy"]
    assert not VisitNote.objects.exists()


@pytest.mark.parametrize(
    ("content", "status"),
    [("", 400), ("{", 400), ("[]", 400), ("null", 400), (b"\xff\xfe", 400), ("1" * (MOST_BYTES + 1), 413)],
)
def test_what_is_no_note_is_refused(device: Client, content: str | bytes, status: int) -> None:
    answered, told = send(device, content)
    assert answered == status
    assert all(told["faults"][0][name] for name in ("place", "reason", "remedy"))


def test_a_note_of_another_writer_stays_with_that_writer(device: Client, officer: User) -> None:
    said = note(officer)
    send(device, said)
    other = officer_with(Permission.VISIT_VILLAGES)
    answered, told = send(sign_in(Client(), other), said | {"account": account_key(other)})
    assert answered == 422
    assert "van een ander" in told["faults"][0]["reason"]


def test_the_device_hears_whose_session_it_is(device: Client, officer: User) -> None:
    told = device.get("/werk/bezoek/toestel/").json()
    assert told["account"] == account_key(officer)
    assert told["token"]
    assert str(officer.pk) not in told["account"].split()
    assert account_key(officer) != account_key(officer_with(Permission.VISIT_VILLAGES))


def test_without_a_session_or_token_nothing_is_taken(officer: User) -> None:
    assert Client().post(URL, "{}", content_type="application/json").status_code == 302
    strict = sign_in(Client(enforce_csrf_checks=True), officer)
    assert send(strict, note(officer))[0] == 403
    token = strict.get("/werk/bezoek/toestel/").json()["token"]
    headers = {"X-CSRFToken": token}
    answer = strict.post(URL, json.dumps(note(officer)), content_type="application/json", headers=headers)
    assert answer.status_code == 200


@pytest.mark.parametrize("text", ["", None, "gisteren", "2026-11-23T10:00:00", "2026-13-01T00:00:00Z", {"a": 1}])
def test_a_clock_that_cannot_be_read_is_none(text: object) -> None:
    assert readable_moment(text) is None
