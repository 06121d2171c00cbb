"""Signing up without an account, one's own page, the door and one's opinion; and the public pages of gatherings."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kernkracht.community.gatherings.models import Gathering, GatheringFeedback, SignUp, Slot
from kernkracht.community.gatherings.queries import turnout
from kernkracht.foundation.notices.models import OutboxMessage
from tests.factories.gatherings import EveningFactory, SignUpFactory, SlotFactory
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture
def slot(db: None) -> Slot:
    now = timezone.now()
    evening = EveningFactory(starts_at=now + timedelta(days=2), ends_at=now + timedelta(days=2, hours=2))
    return SlotFactory(gathering=evening, capacity=1)


def page_of(evening: Gathering) -> str:
    return reverse("gathering", args=[evening.pk, evening.slug])


def sign_up_url(slot: Slot) -> str:
    return reverse("resident:gathering_sign_up", args=[slot.gathering_id])


ANSWERS = {"name": "Robin Voorbeeld", "email": "robin@example.org"}


def test_signing_up_keeps_typed_answers_and_ends_at_the_same_page_for_everybody(client: Client, slot: Slot) -> None:
    wrong = client.post(sign_up_url(slot), ANSWERS | {"email": "robin"})
    assert wrong.status_code == 422
    assert 'value="robin"' in wrong.content.decode()
    first = client.post(sign_up_url(slot), ANSWERS)
    again = client.post(sign_up_url(slot), ANSWERS)
    assert first.headers["Location"] == again.headers["Location"]
    assert SignUp.objects.count() == 1
    full = client.post(sign_up_url(slot), ANSWERS | {"email": "sam@example.org"})
    assert full.status_code == 422
    assert "Kies een andere tijd" in full.content.decode()
    client.post(sign_up_url(slot), ANSWERS | {"email": "sam@example.org", "waits": "on"})
    assert SignUp.objects.get(email="sam@example.org").state == "waiting"
    assert "Alle plekken zijn vergeven" in client.get(page_of(slot.gathering)).content.decode()


def test_a_machine_hears_that_all_is_well_and_signs_up_nobody(client: Client, slot: Slot) -> None:
    assert client.post(sign_up_url(slot), ANSWERS | {"homepage": "https://spam.example"}).status_code == 302
    assert not SignUp.objects.exists()


def test_who_fills_in_too_often_waits(client: Client, slot: Slot) -> None:
    for number in range(20):
        client.post(sign_up_url(slot), {"name": "Robin", "email": f"wrong{number}"})
    assert "over een uur" in client.post(sign_up_url(slot), ANSWERS).content.decode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"state": "cancelled", "cancelled_because": "De zaal is dicht."}, "gaat niet door"),
        (
            {"starts_at": timezone.now() - timedelta(days=2), "ends_at": timezone.now() - timedelta(days=1)},
            "al geweest",
        ),
        ({"sign_ups_until": timezone.now() - timedelta(days=1)}, "Aanmelden kan niet meer"),
    ],
)
def test_a_closed_gathering_is_refused_with_a_way_on(
    client: Client, slot: Slot, change: dict[str, object], words: str
) -> None:
    Gathering.objects.update(**change)
    page = client.get(sign_up_url(slot)).content.decode()
    assert words in page
    assert reverse("gatherings") in page
    assert client.post(sign_up_url(slot), ANSWERS).status_code == 422
    assert not SignUp.objects.exists()
    assert client.get(page_of(slot.gathering)).status_code == 200


def test_what_is_not_public_does_not_exist_here(client: Client, slot: Slot) -> None:
    Gathering.objects.update(is_public=False)
    for url in (sign_up_url(slot), page_of(slot.gathering), reverse("gathering_file", args=[slot.gathering_id])):
        assert client.get(url).status_code == 404
    assert slot.gathering.title not in client.get(reverse("gatherings")).content.decode()


def test_the_own_page_shows_the_link_to_who_has_a_place_and_withdraws(client: Client, slot: Slot) -> None:
    Gathering.objects.update(mode="hybrid", online_url="https://example.org/overleg")
    Slot.objects.update(by_video=True)
    mine = SignUpFactory(slot=slot, way="video")
    url = reverse("resident:sign_up", args=[mine.token])
    assert "https://example.org/overleg" in client.get(url).content.decode()
    assert "https://example.org/overleg" not in client.get(page_of(slot.gathering)).content.decode()
    assert b"example.org/overleg" not in client.get(reverse("gathering_file", args=[slot.gathering_id])).content
    change = reverse("resident:sign_up_change", args=[mine.token])
    assert client.post(change, {"name": "Robin", "way": ""}).status_code == 422
    assert client.post(change, {"name": "Robin B.", "way": "place"}).status_code == 302
    assert client.get(reverse("resident:sign_up_calendar", args=[mine.token])).content.startswith(b"BEGIN:VCALENDAR")
    SignUp.objects.update(state="waiting")
    Slot.objects.update(taken=0)
    waiting = client.get(url).content.decode()
    assert "wachtlijst" in waiting
    assert "example.org/overleg" not in waiting
    assert client.get(reverse("resident:sign_up_calendar", args=[mine.token])).status_code == 404
    assert client.post(url, {"answer": "withdraw"}).status_code == 302
    assert not SignUp.objects.exists()
    for gone in (url, change, reverse("resident:gathering_feedback", args=[mine.token])):
        assert client.get(gone).status_code == 404


def test_the_door_counts_a_phone_once_and_asks_no_name(client: Client) -> None:
    now = timezone.now()
    evening = EveningFactory(starts_at=now, ends_at=now + timedelta(hours=1), door_code="271828")
    assert client.post(reverse("resident:door"), {"code": "271 829"}).status_code == 422
    found = client.post(reverse("resident:door"), {"code": "271 828"})
    url = found.headers["Location"]
    assert client.post(url, {"people": 0}).status_code == 422
    for _twice in range(2):
        client.post(url, {"people": 3})
    assert turnout(evening).door == 3
    assert client.get(reverse("resident:door_code", args=["000000"])).status_code == 404
    mine = SignUpFactory(slot=SlotFactory(gathering=evening))
    own = reverse("resident:sign_up", args=[mine.token])
    assert client.post(own, {"code": "1"}).status_code == 422
    client.post(own, {"code": "271828"})
    assert "Wij hebben u geteld" in client.get(own).content.decode()
    assert turnout(evening).people == 4


def test_an_opinion_is_given_once(client: Client, slot: Slot) -> None:
    mine = SignUpFactory(slot=slot)
    url = reverse("resident:gathering_feedback", args=[mine.token])
    assert client.get(url).status_code == 404, "nobody asked yet"
    SignUp.objects.update(feedback_asked_at=timezone.now())
    assert client.post(url, {"good": "De koffie"}).status_code == 422
    for _twice in range(2):
        client.post(url, {"score": "4", "good": "De koffie"})
    assert GatheringFeedback.objects.get().score == 4
    assert "Dank u wel" in client.get(url).content.decode()


def test_public_lists_by_village_month_and_audience_in_few_queries(client: Client) -> None:
    village = VillageFactory()
    now = timezone.now()
    for days in range(3, 40, 3):
        row = EveningFactory(starts_at=now + timedelta(days=days), ends_at=now + timedelta(days=days, hours=1))
        row.villages.add(village)
        SlotFactory.create_batch(1, gathering=row)
    business = EveningFactory(
        title="Ontbijt", audience="entrepreneurs", starts_at=now + timedelta(days=1), ends_at=now + timedelta(days=2)
    )
    business.villages.add(VillageFactory())
    was = EveningFactory(title="Vorige keer", starts_at=now - timedelta(days=9), ends_at=now - timedelta(days=8))
    for url in (reverse("gatherings"), page_of(business), page_of(row)):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        assert len(asked) <= MOST_QUERIES, url

    def listed(**wanted: str) -> str:
        return client.get(reverse("gatherings"), wanted).content.decode()

    assert "Ontbijt" in listed()
    assert "Vorige keer" not in listed()
    assert "Ontbijt" not in listed(dorp=village.slug)
    assert "Ontbijt" in listed(voor="entrepreneurs")
    assert row.title not in listed(voor="entrepreneurs")
    assert "Er staat nu niets gepland" in listed(maand="2019-01")
    assert "Ontbijt" in listed(maand="x\x00"), "a month that is none is no filter"
    assert was.title in listed(geweest="1")
    assert client.get(f"/bijeenkomsten/{business.pk}-oude-naam/").headers["Location"] == page_of(business)
    assert OutboxMessage.objects.count() == 0
