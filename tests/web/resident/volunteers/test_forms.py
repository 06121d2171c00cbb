"""Forms without account, mailed links, and brakes on misuse (R93, R182, R189)."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from kernkracht.community.volunteers.models import KnowledgeEntry, Nomination, PrizeRound, VolunteerOffer
from kernkracht.foundation.notices.models import OutboxMessage
from tests.factories.themes import ThemeFactory
from tests.factories.villages import VillageFactory
from tests.factories.volunteers import (
    HelpWantedFactory,
    JuryMemberFactory,
    KnowledgeEntryFactory,
    NominationFactory,
    PrizeRoundFactory,
    VolunteerOfferFactory,
)

pytestmark = pytest.mark.django_db
OFFER = {"name": "Robin", "email": "robin@example.org", "message": "Op dinsdag.", "agrees": "on"}


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    cache.clear()


def test_offering_help_from_form_to_erasure(client: Client) -> None:
    wanted = HelpWantedFactory()
    answer = client.post(reverse("resident:volunteer_offer_for", args=[wanted.pk]), OFFER)
    assert answer.headers["Location"] == reverse("resident:volunteer_sent")
    offer = VolunteerOffer.objects.get()
    url = reverse("resident:volunteer_offer", args=[offer.token])
    assert f"{url}" in OutboxMessage.objects.get().body_text
    assert "Ja, ik wil helpen" in client.get(url).content.decode()
    offer.refresh_from_db()
    assert offer.state == "unconfirmed", "looking confirms nothing"
    client.post(url, {"answer": "confirm"})
    offer.refresh_from_db()
    assert offer.state == "new"
    client.post(url, {"answer": "withdraw"})
    assert not VolunteerOffer.objects.exists()
    gone = client.get(url)
    assert gone.status_code == 404
    assert "Er is hier niets meer" in gone.content.decode()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"agrees": ""}, "Zet een vinkje"),
        ({"email": "geen adres"}, "naam@voorbeeld.nl"),
        ({"name": ""}, "Uw naam"),
        ({"message": "x" * 601}, "te lang"),
    ],
)
def test_wrong_answers_are_kept_and_nothing_is_stored(client: Client, changes: dict[str, str], reason: str) -> None:
    answer = client.post(reverse("resident:volunteer_offer_add"), OFFER | changes)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert reason in page
    assert (OFFER | changes)["message"] in page
    assert not VolunteerOffer.objects.exists()


def test_too_many_forms_from_one_address_are_held_back(client: Client) -> None:
    url = reverse("resident:volunteer_offer_add")
    for number in range(10):
        assert client.post(url, OFFER | {"email": f"robin{number}@example.org"}).status_code == 302
    answer = client.post(url, OFFER | {"email": "nog@example.org"})
    assert answer.status_code == 422
    assert "Probeer het over een uur opnieuw" in answer.content.decode()
    assert VolunteerOffer.objects.count() == 10


def test_one_mailbox_gets_a_few_links_a_day(client: Client) -> None:
    url = reverse("resident:volunteer_offer_add")
    statuses = [client.post(url, OFFER).status_code for _time in range(4)]
    assert statuses == [302, 302, 302, 422]


def test_a_closed_request_leads_back(client: Client) -> None:
    wanted = HelpWantedFactory(state="closed")
    answer = client.get(reverse("resident:volunteer_offer_for", args=[wanted.pk]))
    assert answer.headers["Location"] == reverse("help_wanted", args=[wanted.pk])


@pytest.mark.parametrize("name", ["volunteer_offer", "knowledge", "nomination", "nominee", "jury"])
def test_an_unknown_link_leads_nowhere(client: Client, name: str) -> None:
    answer = client.get(reverse(f"resident:{name}", args=["onzin" * 40]))
    assert answer.status_code == 404


def test_an_unknown_answer_does_nothing(client: Client) -> None:
    offer = VolunteerOfferFactory()
    assert client.post(reverse("resident:volunteer_offer", args=[offer.token]), {"answer": "x"}).status_code == 404
    assert VolunteerOffer.objects.exists()


def test_sharing_knowledge_and_taking_it_back(client: Client) -> None:
    data: dict[str, Any] = {
        "name": "Sam",
        "email": "sam@example.org",
        "village": VillageFactory().pk,
        "themes": [ThemeFactory().pk],
        "text": "Ik weet veel van bomen.",
        "agrees": "on",
    }
    url = reverse("resident:knowledge_add")
    assert client.post(url, data | {"themes": []}).status_code == 422
    assert client.post(url, data).status_code == 302
    entry = KnowledgeEntry.objects.get()
    link = reverse("resident:knowledge", args=[entry.token])
    client.post(link, {"answer": "confirm"})
    assert "staat op de lijst" in client.get(link).content.decode()
    client.post(link, {"answer": "withdraw"})
    assert not KnowledgeEntry.objects.exists()


def test_a_reminder_can_be_answered(client: Client) -> None:
    entry = KnowledgeEntryFactory(reminded_at="2026-03-01T12:00Z")
    link = reverse("resident:knowledge", args=[entry.token])
    assert "Geldt uw aanbod nog?" in client.get(link).content.decode()
    client.post(link, {"answer": "confirm"})
    entry.refresh_from_db()
    assert entry.reminded_at is None


def test_nominating_and_answering(client: Client) -> None:
    prizes = PrizeRoundFactory()
    data = {
        "nominee_name": "Willemijn",
        "nominee_email": "willemijn@example.org",
        "reason": "Elke week klaar.",
        "nominator_name": "Sam",
        "nominator_email": "sam@example.org",
    }
    url = reverse("resident:nominate", args=[prizes.pk])
    own = client.post(url, data | {"nominee_email": "sam@example.org"})
    assert own.status_code == 422
    assert "uzelf" in own.content.decode()
    assert client.post(url, data).status_code == 302
    made = Nomination.objects.get()
    nominee = reverse("resident:nominee", args=[made.nominee_token])
    assert client.get(nominee).status_code == 404, "the nominee hears nothing before the address is proven"
    client.post(reverse("resident:nomination", args=[made.token]), {"answer": "confirm"})
    page = client.get(nominee).content.decode()
    assert "Sam draagt u voor" in page
    client.post(nominee, {"answer": "yes"})
    made.refresh_from_db()
    assert made.state == "agreed"
    client.post(nominee, {"answer": "no"})
    assert not Nomination.objects.exists()


def test_the_link_of_who_nominates_is_not_the_nominees(client: Client) -> None:
    made = NominationFactory(state="asked", agreed_at=None)
    assert client.get(reverse("resident:nominee", args=[made.token])).status_code == 404
    assert client.get(reverse("resident:nomination", args=[made.nominee_token])).status_code == 404


def test_a_jury_member_gives_points(client: Client) -> None:
    made = NominationFactory(round__state=PrizeRound.State.JUDGING)
    member = JuryMemberFactory(round=made.round)
    link = reverse("resident:jury", args=[member.token])
    assert made.reason in client.get(link).content.decode()
    assert client.post(link, {f"points_{made.pk}": "11"}).status_code == 422
    page = client.post(link, {f"points_{made.pk}": "9"}).content.decode()
    assert "Uw punten zijn bewaard" in page
    assert member.scores.get().points == 9
    PrizeRound.objects.update(state=PrizeRound.State.OPEN)
    assert "Bewaar mijn punten" not in client.get(link).content.decode()
    assert client.post(link, {f"points_{made.pk}": "3"}).status_code == 422
    assert member.scores.get().points == 9
