"""What anybody reads about volunteering; the counsellor's page leaves no trace (R179–R189)."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kernkracht.community.volunteers.models import HelpWanted, InfoPage, PrizeRound
from kernkracht.foundation.audit.models import Actor, AuditEvent
from tests.factories.people import UserFactory, sign_in
from tests.factories.volunteers import (
    HelpWantedFactory,
    InfoPageVersionFactory,
    NominationFactory,
    PrizeRoundFactory,
)

pytestmark = pytest.mark.django_db
COUNSELLOR = "/vertrouwenspersoon/"


@pytest.fixture
def counsellor_page() -> None:
    page = InfoPage.objects.create(
        code=InfoPage.Code.COUNSELLOR,
        phone="0800 1234",
        link="https://counsellor.example.org/",
        link_label="Naar de vertrouwenspersoon",
    )
    body = "* Agressie en geweld\n* Seksuele intimidatie\n* Pesten\n* Discriminatie"
    InfoPageVersionFactory(page=page, title="Vertrouwenspersoon", body=body)


def test_overview_shows_open_requests_of_a_village(client: Client) -> None:
    here, there = HelpWantedFactory(title="Koffie schenken"), HelpWantedFactory(title="Bomen planten")
    HelpWantedFactory(title="Nog niet", state=HelpWanted.State.DRAFT)
    HelpWantedFactory(title="Voorbij", closes_on=date(2020, 1, 1))
    page = client.get(reverse("volunteers")).content.decode()
    assert here.title in page
    assert there.title in page
    assert "Nog niet" not in page
    assert "Voorbij" not in page
    page = client.get(f"{reverse('volunteers')}?dorp={here.village.slug}").content.decode()
    assert there.title not in page


def test_without_anything_the_overview_still_helps(client: Client) -> None:
    page = client.get(reverse("volunteers")).content.decode()
    assert "Er staat nu geen vraag open" in page
    assert "Vertrouwenspersoon" not in page.split("<footer")[0].split('id="weten"')[1]


def test_a_draft_does_not_exist_and_a_closed_request_says_so(client: Client) -> None:
    wanted = HelpWantedFactory(state=HelpWanted.State.DRAFT)
    url = reverse("help_wanted", args=[wanted.pk])
    assert client.get(url).status_code == 404
    HelpWanted.objects.update(state=HelpWanted.State.CLOSED)
    page = client.get(url).content.decode()
    assert "Deze vraag is gesloten" in page
    assert "meehelpen" not in page.split("<main")[1].split("</main")[0]


@pytest.mark.parametrize("name", ["volunteer_insurance", "volunteer_support_point", "neighbour_help", "counsellor"])
def test_a_page_without_text_does_not_exist(client: Client, name: str) -> None:
    assert client.get(reverse(name)).status_code == 404


def test_an_info_page_shows_its_markdown_safely(client: Client) -> None:
    InfoPageVersionFactory(body="## Wie?\n\n<script>alert(1)</script>\n\n* iedereen")
    page = client.get(reverse("volunteer_insurance")).content.decode()
    assert "<h2>Wie?</h2>" in page
    assert "<script>alert" not in page


class TestCounsellor:
    """R185–R188: reachable without signing in; link and telephone only; nothing stored."""

    pytestmark = pytest.mark.usefixtures("counsellor_page")

    def test_it_names_what_it_is_for_and_how_to_reach_somebody(self, client: Client) -> None:
        page = client.get(COUNSELLOR).content.decode()
        for text in (
            "Agressie en geweld",
            "Seksuele intimidatie",
            "Pesten",
            "Discriminatie",
            "tel:0800 1234",
            "https://counsellor.example.org/",
            "Verlaat deze pagina snel",
        ):
            assert text in page

    def test_a_visit_writes_nothing_and_sets_no_cookie(self, client: Client) -> None:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = client.get(COUNSELLOR)
        assert not answer.cookies
        assert "no-store" in answer.headers["Cache-Control"]
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        written = [q["sql"] for q in queries.captured_queries if not q["sql"].lstrip().upper().startswith("SELECT")]
        assert written == []
        assert not AuditEvent.objects.exists()
        assert not Actor.objects.filter(kind=Actor.Kind.VISITOR).exclude(pk__in=_authors()).exists()

    def test_somebody_signed_in_leaves_as_little(self, client: Client) -> None:
        sign_in(client, UserFactory())
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(COUNSELLOR)
        assert not answer.cookies
        assert [q for q in queries.captured_queries if not q["sql"].lstrip().upper().startswith("SELECT")] == []

    def test_there_is_nothing_to_fill_in_or_to_send(self, client: Client) -> None:
        page = client.get(COUNSELLOR).content.decode()
        for element in ("<form", "<input", "<textarea", "csrfmiddlewaretoken"):
            assert element not in page
        assert client.post(COUNSELLOR, {"melding": "x"}).status_code == 405


def _authors() -> set[int]:
    from kernkracht.community.volunteers.models import InfoPageVersion

    return set(InfoPageVersion.objects.values_list("changed_by", flat=True).order_by())


def test_the_archive_shows_winners_by_year_and_nobody_else(client: Client) -> None:
    old = NominationFactory(round__state="announced", round__announced_at="2025-11-01T12:00Z", round__year=2025)
    type(old).objects.filter(pk=old.pk).update(award="Vrijwilliger van het jaar", citation="Altijd klaar.")
    lost = NominationFactory(round=old.round)
    chosen = NominationFactory(round__state=PrizeRound.State.JUDGING, award="Prijs")
    page = client.get(reverse("prizes")).content.decode()
    assert old.nominee_name in page
    assert "Vrijwilliger van het jaar" in page
    assert lost.nominee_name not in page
    assert chosen.nominee_name not in page
    assert client.get(reverse("prize_round", args=[PrizeRoundFactory(state="draft").pk])).status_code == 404
