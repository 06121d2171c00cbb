"""`/zoeken/` and `/werk/zoeken/`: what pages make of what was found, and of anything that may be typed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.search.actions import take_in
from kernkracht.foundation.search.models import SearchEntry
from kernkracht.foundation.search.queries import kinds
from kernkracht.web.found import ADDRESSES, IN_OFFICE
from kernkracht.web.public.about.sitemaps import SECTIONS
from tests.factories.applications import ApplicationFactory
from tests.factories.news import some_news
from tests.factories.people import officer_with, sign_in
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db
AROUND_A_QUESTION = ("SAVEPOINT", "RELEASE SAVEPOINT", "SET LOCAL")
"""How the planner of PostgreSQL is told to use the index, for one question."""
ODD = [
    "",
    "   ",
    "de het een",
    "x" * 10_000,
    "'\"`",
    "* : & | ! ( ) <-> ~ ^",
    '"news" OR 1=1 --',
    "NEAR(a b, 2) AND NOT x",
    "100% _ \\",
    "\x00\x01null\x00",
    "🎉🎈",
    "שלום عالم",
    "4116 AB",
    "B-2026-0001",
    "<script>alert(1)</script>",
    "a\u0301\u0301\u0301 e\u0301",
    "1e5 0x10 -5 .5 1.000",
    "\ud800".encode("utf-8", "replace").decode(),
]


def _news(title: str, **more: Any) -> None:
    some_news(title, at=timezone.now() - timedelta(days=1), **more)
    take_in(timezone.now())


@pytest.mark.parametrize("typed", ODD)
def test_anything_may_be_typed(client: Client, typed: str) -> None:
    answer = client.get(reverse("search"), {"zoek": typed})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize(
    "asked", [{"soort": "onbekend"}, {"soort": "case"}, {"dorp": "\x00"}, {"pagina": "-1"}, {"pagina": "9" * 30}]
)
def test_choices_that_do_not_exist_are_no_choices(client: Client, asked: dict[str, str]) -> None:
    _news("Het dorpshuis")
    ApplicationFactory(title="dorpshuis")
    take_in(timezone.now())
    body = client.get(reverse("search"), {"zoek": "dorpshuis", **asked}).content.decode()
    assert ("/nieuws/" in body.split("<main")[1].split("</main>")[0]) == (asked.get("soort") != "case")
    assert "/werk/" not in body.split("<main")[1].split("</main>")[0]


def test_fragments_are_escaped_and_marked(client: Client) -> None:
    _news("Feest & <b>vuur</b>", body="Wij zeggen \\<script>alert(1)\\</script> bij het vuur.")
    body = client.get(reverse("search"), {"zoek": "vuur"}).content.decode()
    assert "<mark>vuur</mark>" in body
    assert "<script>alert(1)" not in body
    assert escape("<b>") in body


def test_a_correction_is_said_with_a_way_back(client: Client) -> None:
    _news("Het dorpshuis gaat open")
    body = client.get(reverse("search"), {"zoek": "dorpshius"}).content.decode()
    assert "Wij zochten op <strong>dorpshuis</strong>" in body
    assert "letterlijk=1" in body
    exactly = client.get(reverse("search"), {"zoek": "dorpshius", "letterlijk": "1"}).content.decode()
    assert "Niets gevonden voor “dorpshius”" in exactly


def test_nothing_found_leads_to_asking(client: Client) -> None:
    village = VillageFactory()
    body = client.get(reverse("search"), {"zoek": "zeppelin"}).content.decode()
    assert reverse("villages") in body.split("<main")[1]
    body = client.get(reverse("search"), {"zoek": "zeppelin", "dorp": village.slug}).content.decode()
    assert reverse("resident:ask", args=[village.slug]) in body


def test_pages_of_one_kind(client: Client) -> None:
    for number in range(23):
        some_news(f"Dorpshuis {number}", at=timezone.now() - timedelta(days=1))
    take_in(timezone.now())
    first = client.get(reverse("search"), {"zoek": "dorpshuis"}).content.decode()
    assert first.count("kk-found__row") == 4
    assert "Alles bij Nieuws" in first
    second = client.get(reverse("search"), {"zoek": "dorpshuis", "soort": "news", "pagina": "2"}).content.decode()
    assert second.count("kk-found__row") == 3
    assert "21 tot en met 23 van 23" in second


def test_a_page_of_results_takes_few_queries(client: Client) -> None:
    _news("Het dorpshuis gaat open")
    with CaptureQueriesContext(connection) as statements:
        client.get(reverse("search"), {"zoek": "dorpshius opne"})
    asked = [row["sql"] for row in statements if not row["sql"].startswith(AROUND_A_QUESTION)]
    assert len(asked) <= 10, "\n".join(asked)


def test_a_colleague_finds_a_case_by_its_number_first(client: Client) -> None:
    ApplicationFactory(number="A-2026-0117", title="Pluktuin")
    ApplicationFactory(number="A-2026-0118", title="Over zaak A-2026-0117 en meer")
    take_in(timezone.now())
    sign_in(client, officer_with(Permission.READ_OFFICE))
    body = client.get(reverse("office_search"), {"zoek": "a 2026 0117"}).content.decode().split("<main")[1]
    assert body.index("/werk/aanvragen/A-2026-0117/") < body.index("/werk/aanvragen/A-2026-0118/")


def test_the_public_page_shows_a_colleague_no_more_than_anybody(client: Client) -> None:
    ApplicationFactory(title="Zwanenvijver")
    take_in(timezone.now())
    sign_in(client, officer_with(Permission.READ_OFFICE))
    assert "Zwanenvijver" in client.get(reverse("office_search"), {"zoek": "zwanenvijver"}).content.decode()
    public = client.get(reverse("search"), {"zoek": "zwanenvijver"}).content.decode()
    assert "kk-found__row" not in public


def test_every_kind_has_an_address_and_every_public_page_a_kind() -> None:
    assert ADDRESSES.keys() == kinds().keys()
    assert IN_OFFICE.keys() == kinds().keys()
    searched = {
        "dorpen": {"village"},
        "groepen": {"group"},
        "regelingen": {"scheme"},
        "plannen": {"plan"},
        "verhalen": {"story"},
        "hulp": {"help"},
        "teksten": {"page", "news", "villagestory", "lesson"},
    }
    not_searched = {
        "paginas": "fixed pages, found from the menu; those that editors write are in `page`",
        "prijzen": "one round at a time, found from the page about volunteering",
    }
    assert SECTIONS.keys() == searched.keys() | not_searched.keys()
    assert set().union(*searched.values()) <= {code for code, kind in kinds().items() if kind.is_public}


def test_the_command_rebuilds_and_compares(capsys: pytest.CaptureFixture[str]) -> None:
    _news("Het dorpshuis gaat open")
    SearchEntry.objects.filter(kind="news").update(title="Verzonnen")
    SearchEntry.objects.filter(kind="village").delete()
    with pytest.raises(SystemExit):
        call_command("search", "check")
    assert "news: 0 missing, 1 different, 0 too many" in capsys.readouterr().out
    call_command("search", "rebuild")
    call_command("search", "check")
    assert SearchEntry.objects.get(kind="news").title == "Het dorpshuis gaat open"
