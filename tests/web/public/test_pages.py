"""What the public pages say, in ordinary and in empty circumstances."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kernkracht.community.villages.models import Municipality, Village
from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.applications.models import Assessment, GrantApplication
from kernkracht.grants.schemes.models import OldAddress, Scheme, SchemeVersion
from tests.factories.budgets import ceiling_with
from tests.factories.schemes import SchemeFactory, SchemeVersionFactory
from tests.factories.villages import VillageFactory

from .conftest import text_of
from .scene import addresses, granted

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def test_no_page_asks_more_than_twelve_queries_however_many_there_are(
    client: Client, village: Village, version: SchemeVersion
) -> None:
    for n in range(30):
        place = VillageFactory(name=f"Dorp {n}", slug=f"dorp-{n}", area=village.area) if n < 5 else village
        scheme = SchemeVersionFactory(criteria=[("max_per_application", {"amount": 100})]) if n < 5 else version
        case = granted(scheme, place, title=f"Plan {n}")
    ceiling_with(1_000_00, scheme=version.scheme, year=timezone.localdate().year)
    for address in addresses(village, version, case):
        text_of(client, address)  # the rules of a published version are read once in the life of a process
        with CaptureQueriesContext(connection) as queries:
            text_of(client, address)
        assert len(queries) <= MOST_QUERIES, "\n".join([address, *(query["sql"] for query in queries)])


def test_an_installation_without_anything_answers(client: Client, db: None) -> None:
    for name in ("home", "villages", "plans", "schemes", "register", "about", "accessibility", "privacy", "sitemap"):
        assert client.get(reverse(name)).status_code == 200, name


def test_a_village_without_anything_has_a_page(client: Client, db: None) -> None:
    """R37: without plans, money, contact or inhabitants."""
    VillageFactory(name="Leegdorp", slug="leegdorp")
    text = text_of(client, "/dorpen/leegdorp/")
    assert "In Leegdorp kreeg nog geen plan geld" in text
    assert "Inwoners" not in text
    assert "nog geen vaste contactpersoon" in text


def test_the_form_on_the_front_page_leads_to_the_village(client: Client, village: Village) -> None:
    assert client.get("/dorpen/?dorp=lienden").headers["Location"] == "/dorpen/lienden/"
    assert client.get("/dorpen/?dorp=atlantis").status_code == 200
    assert client.get("/dorpen/atlantis/").status_code == 404


@pytest.mark.parametrize("sort", ["naam", "gebied", "inwoners", "plannen", "geld", "jaar", "hoofd"])
def test_the_comparison_sorts_both_ways(client: Client, sort: str) -> None:
    small = VillageFactory(name="Aadorp", slug="aadorp", inhabitants=100)
    large = VillageFactory(name="Zeedorp", slug="zeedorp", inhabitants=900)
    version = SchemeVersionFactory()
    this_year = timezone.localdate().year
    for _n in range(3):
        granted(version, large, granted_cents=90_000_00, budget_year=this_year)
    granted(version, small, budget_year=this_year)

    def first(order: str) -> str:
        table = text_of(client, f"/dorpen/?sorteer={order}").split("<tbody")[1]
        return "Aadorp" if table.index("Aadorp") < table.index("Zeedorp") else "Zeedorp"

    assert {first(sort), first(f"-{sort}")} == {"Aadorp", "Zeedorp"}
    assert first("onzin") == "Aadorp"


def test_own_money_goes_before_shared_money(client: Client, village: Village, version: SchemeVersion) -> None:
    year = timezone.localdate().year
    ceiling_with(30_000_00, scheme=version.scheme, year=year)
    shared = text_of(client, "/dorpen/lienden/")
    assert "Er is geen apart bedrag per dorp" in shared
    assert "nog te besteden van €\xa030.000" in shared
    ceiling_with(2_000_00, scheme=version.scheme, year=year, village=village)
    own = text_of(client, "/dorpen/lienden/")
    assert "nog te besteden van €\xa02.000" in own
    assert "Er is geen apart bedrag per dorp" not in own


@pytest.mark.parametrize(
    ("words", "found"),
    [("cafe", 1), ("CAFÉ", 1), ("lienden reparatie", 1), ("lienden voetbal", 0), ("oranje", 1), ("%", 0), ("_", 0)],
)
def test_search_forgives_capitals_and_accents(
    client: Client, village: Village, version: SchemeVersion, words: str, found: int
) -> None:
    granted(version, village, title="Reparatie-Café", organisation="Oranjevereniging", applicant_kind="association")
    text = client.get("/plannen/", {"zoek": words}).content.decode()
    assert ("1 plan<" if found else "0 plannen") in text


def test_htmx_gets_the_list_alone(client: Client, village: Village, version: SchemeVersion) -> None:
    granted(version, village, title="Bomen")
    part = client.get("/plannen/", headers={"HX-Request": "true"}).content.decode()
    assert "Bomen" in part
    assert "<html" not in part


def _assessed(case: GrantApplication, bound_by: str, eligible: int, payable: int) -> None:
    Assessment.objects.create(
        application=case,
        version=case.version,
        facts={},
        findings=[],
        eligible_cents=eligible,
        payable_cents=payable,
        bound_by=bound_by,
        made_by=Actor.system(),
        made_at=case.created_at,
    )


@pytest.mark.parametrize(
    ("bound_by", "eligible", "said"),
    [
        ("max-per-application", 50_000, "€\xa0750"),
        ("eligible_costs", 40_000, "Niet alle kosten tellen mee"),
        ("ceiling:scheme", 50_000, "Er was niet meer geld over"),
    ],
)
def test_a_plan_says_why_this_amount(
    client: Client, village: Village, version: SchemeVersion, bound_by: str, eligible: int, said: str
) -> None:
    case = granted(version, village)
    _assessed(case, bound_by, eligible, 40_000)
    assert said in text_of(client, f"/plannen/{case.number}/")


def test_an_amount_that_the_assessment_did_not_set_gets_no_invented_reason(
    client: Client, village: Village, version: SchemeVersion
) -> None:
    case = granted(version, village)
    _assessed(case, "ceiling:scheme", 50_000, 45_000)
    text = text_of(client, f"/plannen/{case.number}/")
    assert "Er was niet meer geld over" not in text
    assert "Die brief is niet openbaar" in text


def test_an_imported_case_says_so(client: Client, village: Village, version: SchemeVersion) -> None:
    case = granted(version, village, channel=GrantApplication.Channel.IMPORT)
    assert "komen uit een eerder register" in text_of(client, f"/plannen/{case.number}/")


@pytest.fixture
def versions(db: None) -> Scheme:
    """Rules of last year, of now and of next year, and a draft."""
    scheme = SchemeFactory(slug="geld", name="Dorpsgeld")
    today = timezone.localdate()
    for label, start, end, amount in (
        ("oud", date(2020, 1, 1), today - timedelta(days=1), 100),
        ("nu", today, today + timedelta(days=30), 200),
        ("straks", today + timedelta(days=31), None, 300),
    ):
        criteria = [("max_per_application", {"amount": amount})]
        SchemeVersionFactory(scheme=scheme, label=label, valid_from=start, valid_until=end, criteria=criteria)
    SchemeVersionFactory(scheme=scheme, label="concept", state="draft", valid_from=date(2040, 1, 1))
    return scheme


@pytest.mark.parametrize(
    ("query", "amount", "banner"),
    [
        ("", "€\xa0200", ""),
        ("?versie=oud", "€\xa0100", "Dit zijn oude regels"),
        ("?versie=straks", "€\xa0300", "Deze regels gelden nog niet"),
    ],
)
def test_each_version_shows_its_own_rules(
    client: Client, versions: Scheme, query: str, amount: str, banner: str
) -> None:
    text = text_of(client, f"/geld/geld/{query}")
    assert f"hoogstens {amount}" in text
    for other in ("Dit zijn oude regels", "Deze regels gelden nog niet"):
        assert (other in text) is (other == banner)


def test_a_draft_or_an_unknown_version_is_not_there(client: Client, versions: Scheme) -> None:
    for label in ("concept", "onzin"):
        assert client.get(f"/geld/geld/?versie={label}").status_code == 404
        assert client.get(f"/geld/geld/regels.yaml?versie={label}").status_code == 404
    SchemeVersionFactory(scheme=SchemeFactory(slug="ongepubliceerd"), state="draft")
    assert client.get("/geld/ongepubliceerd/").status_code == 404


@pytest.mark.parametrize("path", ["/onderwerp/oud-geld", "/onderwerp/oud-geld/"])
@pytest.mark.parametrize("kept", ["/onderwerp/oud-geld", "/onderwerp/oud-geld/"])
def test_old_addresses_lead_to_the_rules_for_good(client: Client, version: SchemeVersion, path: str, kept: str) -> None:
    OldAddress.objects.create(path=kept, scheme=version.scheme)
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (301, "/geld/leefbaarheid/")
    assert client.post(path).status_code == 404
    assert client.get(path + "x").status_code == 404


def test_an_old_address_never_stands_before_a_page(client: Client, version: SchemeVersion) -> None:
    OldAddress.objects.create(path="/register/", scheme=version.scheme)
    assert client.get("/register/").status_code == 200


def test_security_txt_needs_an_address_and_never_expires_unnoticed(client: Client, db: None) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404
    Municipality.objects.create(name="gemeente X", short_name="X", site_name="X", email="veilig@example.org")
    text = text_of(client, "/.well-known/security.txt")
    assert "Contact: mailto:veilig@example.org" in text
    expires = text.split("Expires: ")[1].split("\n")[0]
    assert timezone.now().isoformat() < expires
    assert "Disallow: /werk/" in text_of(client, "/robots.txt")


@pytest.mark.parametrize(
    ("criteria", "heading", "sentence"),
    [
        ([], "Wie neemt het besluit?", "Het college van burgemeester en wethouders."),
        ([("mandatory_talk", {})], "Wie neemt het besluit?", "Het college van burgemeester en wethouders."),
        ([("decision_maker", {"role": "jury"})], "Wie beslist", "Een jury beslist over uw aanvraag."),
    ],
)
def test_the_rules_page_says_who_decides(client: Client, criteria: list[Any], heading: str, sentence: str) -> None:
    """Beside the rules when those do not say it; two parts of the page never carry the same name."""
    version = SchemeVersionFactory(criteria=criteria)
    page = client.get(f"/geld/{version.scheme.slug}/").content.decode()
    assert page.count(f"{heading}</h2>") == 1
    assert sentence in page.partition(f"{heading}</h2>")[2]
