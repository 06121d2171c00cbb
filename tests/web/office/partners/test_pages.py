"""/werk/partners/: forms that say so and refuse, pages that show, and what residents see."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kernkracht.community.partners.models import AgendaPoint, Partner, PartnerMeeting, SupportRequest
from kernkracht.community.people.permission_codes import Permission
from tests.factories.partners import (
    AgendaPointFactory,
    HealthBrokerFactory,
    OutlookItemFactory,
    PartnerAgreementFactory,
    PartnerFactory,
    PartnerKindFactory,
    PartnerMeetingFactory,
    ProvisionFactory,
)
from tests.factories.people import officer_with, sign_in
from tests.factories.villages import VillageFactory

from ..test_people import on

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> Client:
    return sign_in(client, officer_with(Permission.READ_OFFICE, Permission.MANAGE_PARTNERS))


def test_a_partner_is_added_from_its_form(office: Client) -> None:
    kind, village = PartnerKindFactory(), VillageFactory()
    url = reverse("office_partner_add")
    assert "Schrijf niets over personen" in office.get(url).content.decode()
    answers = {"name": "Afvaldienst", "kind": kind.pk, "phone": "0800 1234", "villages": [village.pk]}
    assert office.post(url, answers).status_code == 302
    partner = Partner.objects.get()
    assert list(partner.villages.all()) == [village]
    assert "Afvaldienst" in office.get(reverse("office_partners")).content.decode()


def test_a_person_in_a_form_is_refused_beside_the_question_and_kept(office: Client) -> None:
    meeting, village = PartnerMeetingFactory(held_on="2099-01-01"), VillageFactory()
    answers = {
        "village": village.pk,
        "domain": "social",
        "subject": "Overlast",
        "explanation": "Mevrouw Jansen, 06-12345678",
    }
    answer = office.post(reverse("office_partner_point_add", args=[meeting.pk]), answers)
    page = answer.content.decode()
    assert answer.status_code == 422
    for said in ("naam van een persoon", "telefoonnummer", "Haal dit weg", "Mevrouw Jansen, 06-12345678"):
        assert said in page
    assert not AgendaPoint.objects.exists()
    assert office.post(reverse("office_partner_point_add", args=[meeting.pk]), answers | {"explanation": "Lawaai"})
    assert AgendaPoint.objects.get().explanation == "Lawaai"


def test_a_meeting_with_a_time_in_dutch(office: Client) -> None:
    data: dict[str, Any] = {"kind": "consultation", "title": "Overleg", "starts_at": "half twee"}
    url = reverse("office_partner_meeting_add")
    data |= on(office, url, "held_on", date(2099, 2, 1)) | {"partners": [PartnerFactory().pk]}
    answer = office.post(url, data)
    assert answer.status_code == 422
    assert "bijvoorbeeld 19.30" in answer.content.decode()
    assert office.post(url, data | {"starts_at": "13.30"}).status_code == 302
    meeting = PartnerMeeting.objects.get()
    page = office.get(reverse("office_partner_meeting", args=[meeting.pk])).content.decode()
    assert "1 februari 2099, 13.30 uur" in page


def test_every_page_shows_what_there_is(office: Client) -> None:
    point = AgendaPointFactory(subject="Licht bij het fietspad", outcome="De lamp komt.")
    PartnerAgreementFactory(title="Welzijn per dorp")
    OutlookItemFactory(title="Nieuwe containers")
    ProvisionFactory(name="Koffie")
    pages = {
        reverse("office_partner_meeting", args=[point.meeting_id]): "De lamp komt.",
        f"{reverse('office_partner_points')}?dorp={point.village.slug}": "Licht bij het fietspad",
        reverse("office_partner_agreements"): "Welzijn per dorp",
        reverse("office_partner_outlook"): "Nieuwe containers",
        reverse("office_provisions"): "Koffie",
    }
    for url, text in pages.items():
        assert text in office.get(url).content.decode(), url


def test_support_is_asked_and_answered(office: Client) -> None:
    broker, village = HealthBrokerFactory(), VillageFactory()
    data = {"direction": "from_coordinator", "partner": broker.pk, "area": village.area_id, "subject": "Beweegroute"}
    assert office.post(reverse("office_partner_support_ask"), data).status_code == 302
    request = SupportRequest.objects.get()
    url = reverse("office_partner_support_answer", args=[request.pk])
    assert office.post(url, {"agrees": "no", "answer": ""}).status_code == 422
    assert office.post(url, {"agrees": "yes"}).status_code == 302
    assert office.post(reverse("office_partner_support_finish", args=[request.pk])).status_code == 302
    assert "Klaar" in office.get(reverse("office_partner_support")).content.decode()


@pytest.mark.parametrize("act", ["uitkomst", "doorzetten", "weghalen"])
def test_acts_on_a_point(office: Client, act: str) -> None:
    point = AgendaPointFactory(meeting__held_on="2099-01-01" if act != "uitkomst" else "2026-01-01")
    later = PartnerMeetingFactory(held_on="2099-02-02")
    url = reverse("office_partner_point_act", args=[point.pk, act])
    assert office.get(url).status_code == 200
    assert office.post(url, {"outcome": "De lamp komt.", "meeting": later.pk}).status_code == 302
    points = list(AgendaPoint.objects.filter(village=point.village).order_by("pk").values_list("outcome", flat=True))
    assert points == {"uitkomst": ["De lamp komt."], "doorzetten": ["", ""], "weghalen": []}[act]


def test_a_reader_reads_and_cannot_change(client: Client) -> None:
    sign_in(client, officer_with(Permission.READ_OFFICE))
    point = AgendaPointFactory()
    assert "Wijzig" not in client.get(reverse("office_partner_meeting", args=[point.meeting_id])).content.decode()
    assert client.post(reverse("office_partner_point_act", args=[point.pk, "weghalen"])).status_code == 404
    assert AgendaPoint.objects.exists()


def test_residents_see_public_expectations_and_facilities_alone(client: Client) -> None:
    village = VillageFactory()
    for title, is_public in (("Nieuwe containers", True), ("Alleen voor collega’s", False)):
        OutlookItemFactory(title=title, is_public=is_public)
        ProvisionFactory(village=village, name=f"Bij {title}", is_public=is_public)
    AgendaPointFactory(village=village, subject="Punt van het overleg")
    page = client.get(reverse("village", args=[village.slug])).content.decode()
    assert page.count("Nieuwe containers") >= 2
    assert "Alleen voor collega" not in page
    assert "Punt van het overleg" not in page


def test_a_village_without_them_has_no_empty_part(client: Client) -> None:
    page = client.get(reverse("village", args=[VillageFactory().slug])).content.decode()
    assert "Zo binnenlopen" not in page
    assert "Wat u kunt verwachten" not in page
