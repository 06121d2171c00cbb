"""/werk/dorpen/: villages, areas, roll-out and the municipality."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kernkracht.community.people.models import Role, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.villages.models import Area, Municipality, Village
from tests.factories.people import officer_with, sign_in
from tests.factories.villages import AreaFactory, VillageFactory

from .test_people import on

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> User:
    return officer_with(Permission.READ_OFFICE, Permission.MANAGE_VILLAGES, code=Role.Code.ADMINISTRATOR)


@pytest.fixture
def office(client: Client, manager: User) -> Client:
    return sign_in(client, manager)


def answers(in_area: Area, **changes: Any) -> dict[str, Any]:
    return {
        "name": "Zestiende Dorp",
        "area": in_area.pk,
        "centre_latitude": "51,95",
        "centre_longitude": "5.45",
        "sort_order": "16",
    } | changes


def test_list_shows_map_phases_and_who_answers(office: Client) -> None:
    VillageFactory(name="Eerste Dorp")
    page = office.get(reverse("office_villages")).content.decode()
    for text in ("Eerste Dorp", "Schematische kaart, geen echte grenzen.", "<svg", "Niemand", "Nog niet begonnen"):
        assert text in page


def test_no_village_at_all_is_a_normal_page(office: Client) -> None:
    assert office.get(reverse("office_villages")).status_code == 200


def test_sixteenth_village_is_added_and_changed(office: Client) -> None:
    area = AreaFactory()
    assert office.post(reverse("office_village_add"), answers(area)).status_code == 302
    village = Village.objects.get()
    assert (village.centre_latitude, village.centre_longitude) == (51.95, 5.45)
    url = reverse("office_village_change", args=[village.slug])
    assert "Zestiende Dorp" in office.get(url).content.decode()
    assert office.post(url, answers(area, name="Dorp Zestien")).status_code == 302
    assert "Dorp Zestien" in office.get(reverse("office_village", args=[village.slug])).content.decode()


@pytest.mark.parametrize(
    "changes",
    [
        {"centre_latitude": "hier"},
        {"centre_latitude": "5,45", "centre_longitude": "51,95"},
        {"name": ""},
        {"inhabitants": "800"},
        {"inhabitants": "-1"},
        {"name": "x" * 101},
        {"area": "999999"},
        {"centre_latitude": "NaN"},
    ],
)
def test_wrong_answers_are_kept_and_change_nothing(office: Client, changes: dict[str, str]) -> None:
    data = answers(AreaFactory(), **changes)
    answer = office.post(reverse("office_village_add"), data)
    assert answer.status_code == 422
    assert str(data["centre_longitude"]) in answer.content.decode()
    assert not Village.objects.exists()


def test_phase_end_and_return(office: Client) -> None:
    village, _other = VillageFactory(), VillageFactory()
    url = reverse("office_village_phase", args=[village.slug])
    data = on(office, url, "since", date(2026, 1, 1)) | {"phase": "1", "is_pilot": "on"}
    assert office.post(url, data).status_code == 302
    assert village.rollout_steps.get().is_pilot
    assert office.post(reverse("office_village_end", args=[village.slug])).status_code == 302
    assert "Vroeger een dorp" in office.get(reverse("office_villages")).content.decode()
    assert office.post(reverse("office_village_reopen", args=[village.slug])).status_code == 302
    village.refresh_from_db()
    assert village.status == Village.Status.ACTIVE


def test_last_village_stays(office: Client) -> None:
    village = VillageFactory()
    answer = office.post(reverse("office_village_end", args=[village.slug]))
    assert answer.status_code == 422
    assert "laatste dorp" in answer.content.decode()


def test_areas(office: Client) -> None:
    assert office.post(reverse("office_area_add"), {"name": "Noord e.o.", "sort_order": "1"}).status_code == 302
    area = Area.objects.get()
    url = reverse("office_area", args=[area.slug])
    assert office.post(url, {"name": "", "sort_order": "1"}).status_code == 422
    assert office.post(url, {"name": "Zuid e.o.", "sort_order": "1"}).status_code == 302
    assert Area.objects.get().name == "Zuid e.o."


def test_municipality(office: Client) -> None:
    data = {
        "name": "gemeente Voorbeeld",
        "short_name": "Voorbeeld",
        "site_name": "Meedoen in Voorbeeld",
        "executive_label": "burgemeester en wethouders van Voorbeeld",
        "email": "dorpen@example.org",
    }
    url = reverse("office_municipality")
    assert office.post(url, data | {"email": "geen adres"}).status_code == 422
    assert not Municipality.objects.exists()
    assert office.post(url, data).status_code == 302
    assert Municipality.objects.get().site_name == "Meedoen in Voorbeeld"


def test_reader_reads_and_changes_nothing(client: Client) -> None:
    village = VillageFactory()
    sign_in(client, officer_with(Permission.READ_OFFICE))
    assert client.get(reverse("office_village", args=[village.slug])).status_code == 200
    for name in ("office_village_change", "office_village_end", "office_village_phase"):
        assert client.post(reverse(name, args=[village.slug])).status_code == 404
