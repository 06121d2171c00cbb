"""/werk/vrijwilligers/: requests, offers, knowledge, prizes and pages."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.volunteers.models import (
    HelpWanted,
    InfoPageVersion,
    Nomination,
    PrizeRound,
    SupportPoint,
)
from tests.factories.applications import ApplicationFactory
from tests.factories.people import officer_with, sign_in
from tests.factories.themes import ThemeFactory
from tests.factories.villages import VillageFactory
from tests.factories.volunteers import (
    HelpWantedFactory,
    InfoPageVersionFactory,
    JuryMemberFactory,
    KnowledgeEntryFactory,
    NominationFactory,
    SupportPointFactory,
    VolunteerOfferFactory,
)

from ..test_people import on

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> Client:
    return sign_in(client, officer_with(Permission.READ_OFFICE, Permission.MANAGE_VOLUNTEERS))


def test_a_request_is_made_and_put_on_the_website(office: Client) -> None:
    data = {"title": "Koffie schenken", "village": VillageFactory().pk, "organisation": "Dorpshuis"}
    url = reverse("office_help_add")
    assert office.post(url, data | {"organisation": ""}).status_code == 422
    assert office.post(url, data).status_code == 302
    wanted = HelpWanted.objects.get()
    assert office.post(reverse("office_help_move", args=[wanted.pk, "openen"])).status_code == 302
    assert "Koffie schenken" in office.get(reverse("volunteers")).content.decode()
    assert office.post(reverse("office_help_move", args=[wanted.pk, "openen"])).status_code == 422
    assert office.post(reverse("office_help_move", args=[wanted.pk, "sluiten"])).status_code == 302


def test_a_plan_is_named_by_its_public_number(office: Client) -> None:
    case = ApplicationFactory(title="Pluktuin")
    data = {"title": "Planten", "village": case.village.pk, "plan_number": case.number}
    answer = office.post(reverse("office_help_add"), data)
    assert answer.status_code == 422, "a plan that got no money is not public"
    assert "geen openbaar plan" in answer.content.decode()
    assert not HelpWanted.objects.exists()


def test_offers_are_seen_and_handed_over(office: Client) -> None:
    offer = VolunteerOfferFactory(name="Robin Voorbeeld", help_wanted=HelpWantedFactory())
    page = office.get(reverse("office_offers")).content.decode()
    assert "Robin Voorbeeld" in page
    assert "geen e-mailadres van het steunpunt" in page
    url = reverse("office_offer_move", args=[offer.pk, "overdragen"])
    assert office.post(url).status_code == 422
    SupportPointFactory()
    assert office.post(url).status_code == 302
    offer.refresh_from_db()
    assert offer.state == "handed_over"
    assert office.post(reverse("office_offer_move", args=[offer.pk, "afronden"])).status_code == 302


def test_new_offers_are_counted_in_the_menu(office: Client) -> None:
    VolunteerOfferFactory()
    page = office.get(reverse("office_help")).content.decode()
    assert "kk-side__count" in page


def test_who_only_reads_sees_no_names(client: Client) -> None:
    sign_in(client, officer_with(Permission.READ_OFFICE))
    page = client.get(reverse("office_help")).content.decode()
    assert reverse("office_offers") not in page
    for name in ("office_offers", "office_knowledge", "office_support_point"):
        assert client.get(reverse(name)).status_code == 404


def test_knowledge_is_found_by_theme_and_village(office: Client) -> None:
    entry, other = KnowledgeEntryFactory(text="Bomen"), KnowledgeEntryFactory(text="Websites")
    theme = ThemeFactory()
    entry.themes.add(theme)
    url = reverse("office_knowledge")
    assert other.text in office.get(url).content.decode()
    for query in (f"?thema={theme.pk}", f"?dorp={entry.village.slug}"):
        page = office.get(url + query).content.decode()
        assert "Bomen" in page
        assert "Websites" not in page
    assert office.get(f"{url}?thema=onzin").status_code == 200


def test_the_support_point_is_saved(office: Client) -> None:
    assert office.post(reverse("office_support_point"), {"name": "Steunpunt", "email": "x"}).status_code == 422
    assert office.post(reverse("office_support_point"), {"name": "Steunpunt"}).status_code == 302
    assert SupportPoint.objects.get().name == "Steunpunt"


def test_a_page_is_written_in_versions_and_an_old_one_can_come_back(office: Client) -> None:
    InfoPageVersionFactory(body="Eerste tekst.")
    url = reverse("office_info_page", args=["insurance"])
    assert "Eerste tekst." in office.get(url).content.decode()
    assert office.post(url, {"title": "Verzekering", "body": ""}).status_code == 422
    assert office.post(url, {"title": "Verzekering", "body": "Tweede tekst."}).status_code == 302
    assert InfoPageVersion.objects.count() == 2
    assert "Eerste tekst." in office.get(f"{url}?versie=1").content.decode()
    assert office.get(f"{url}?versie=onzin").status_code == 200
    assert office.get(reverse("office_info_page", args=["onzin"])).status_code == 404


def test_the_counsellors_page_needs_a_way_to_reach_somebody(office: Client) -> None:
    url = reverse("office_info_page", args=["counsellor"])
    data = {"title": "Vertrouwenspersoon", "body": "U kunt praten."}
    assert office.post(url, data).status_code == 422
    assert office.post(url, data | {"phone": "0800 1234"}).status_code == 302
    assert "0800 1234" in office.get("/vertrouwenspersoon/").content.decode()


def test_a_prize_from_round_to_winner(office: Client) -> None:
    url = reverse("office_prize_add")
    data = {"title": "Vrijwilligersprijs", "year": "2026"}
    data |= on(office, url, "opens_on", date(2026, 1, 1)) | on(office, url, "closes_on", date(2099, 1, 1))
    assert office.post(url, data | {"year": "ooit"}).status_code == 422
    assert office.post(url, data).status_code == 302
    prizes = PrizeRound.objects.get()

    def step(name: str) -> int:
        return office.post(reverse("office_prize_move", args=[prizes.pk, name])).status_code

    assert [step("openen"), step("jury")] == [302, 422]
    invited = {"name": "Kim", "email": "kim@example.org"}
    assert office.post(reverse("office_jury_add", args=[prizes.pk]), invited).status_code == 302
    made = NominationFactory(round=prizes)
    assert [step("jury"), step("bekendmaken")] == [302, 422]
    winner = reverse("office_winner", args=[made.pk])
    assert office.post(winner, {"award": "Vrijwilliger van het jaar", "citation": "Altijd klaar."}).status_code == 302
    assert made.nominee_name in office.get(reverse("office_prize", args=[prizes.pk])).content.decode()
    assert step("bekendmaken") == 302
    assert made.nominee_name in office.get(reverse("prizes")).content.decode()
    assert office.post(winner, {"award": ""}).status_code == 422
    assert Nomination.objects.get().award == "Vrijwilliger van het jaar"


def test_a_jury_member_is_taken_off(office: Client) -> None:
    member = JuryMemberFactory()
    assert office.post(reverse("office_jury_remove", args=[member.pk])).status_code == 302
    assert office.get(reverse("resident:jury", args=[member.token])).status_code == 404
