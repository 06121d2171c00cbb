"""A functional administrator makes next year's rules out of this year's, without code, and everybody reads them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from kernkracht.community.people.models import Role
from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.schemes.actions import import_scheme
from kernkracht.grants.schemes.models import SchemeVersion
from tests.factories.people import officer_with, sign_in
from tests.factories.villages import VillageFactory

from .browser import Watch

pytestmark = pytest.mark.django_db(transaction=True)
Look = Callable[[Page, str], None]
SEED = Path(settings.BASE_DIR) / "seed" / "schemes" / "buren-samen-aan-de-slag-2022.yaml"


@pytest.fixture
def version() -> SchemeVersion:
    """The published rules of one year, in two villages."""
    for slug in ("asch", "lienden", "zoelen", "ravenswaaij", "maurik", "buren"):
        VillageFactory(slug=slug, name=slug.title())
    taken = import_scheme(source=SEED.read_text(), by=Actor.system(), at=datetime(2021, 1, 4, tzinfo=UTC), publish=True)
    return taken.version


@pytest.fixture
def cookie() -> str:
    administrator = officer_with(
        Permission.READ_OFFICE, Permission.MANAGE_SCHEMES, code=Role.Code.ADMINISTRATOR, name="Ria de Beheerder"
    )
    return sign_in(Client(), administrator).cookies["kernkracht_session"].value


def let_in(context: BrowserContext, cookie: str, site: str) -> None:
    context.add_cookies([{"name": "kernkracht_session", "value": cookie, "url": site}])


def test_next_year(  # one journey, told from start to end
    page: Page, context: BrowserContext, cookie: str, site: str, version: SchemeVersion, look: Look, watch: Watch
) -> None:
    watch.expect("422")
    let_in(context, cookie, site)
    page.goto("/werk/regelingen/")
    look(page, "office-schemes")
    page.get_by_role("link", name=version.label).first.click()
    look(page, "office-scheme-published")
    page.get_by_role("link", name="Kopieer naar een nieuw jaar").click()
    page.get_by_label("Hoe heet de nieuwe versie?").fill("2027")
    page.get_by_label("Jaar", exact=True).first.fill("2027")
    look(page, "office-scheme-copy")
    page.get_by_role("button", name="Maak de kopie").click()
    expect(page.get_by_text("De kopie staat klaar als concept.")).to_be_visible()
    look(page, "office-scheme-draft")
    raise_the_maximum(page, look)
    make_it_otherwise_in_a_village(page, look)
    add_a_rule(page, look)
    try_a_case(page, look)
    for part in ("regels", "vragen", "beoordeling"):
        page.goto(page.url.split("proberen")[0].split("bekijken")[0] + f"bekijken/?deel={part}")
        look(page, f"office-scheme-preview-{part}")
    publish(page, look)


def raise_the_maximum(page: Page, look: Look) -> None:
    row = page.locator(".kk-sheet__row", has_text="maximum per aanvraag").first
    row.get_by_role("link", name="Wijzig").click()
    amount = page.get_by_label("Bedrag", exact=True)
    amount.fill("1,250")
    page.get_by_role("button", name="Bewaar deze regel").click()
    expect(page.locator("#fouten")).to_contain_text("Bedoelt u")
    expect(amount).to_have_value("1,250")
    look(page, "office-scheme-rule-refused")
    amount.fill("1250")
    page.get_by_label("Eigen zin").fill("")
    expect(page.locator("#zin")).to_contain_text("€\u00a01.250")
    page.get_by_role("button", name="Bewaar deze regel").click()
    expect(page.get_by_text("De regel is bewaard.")).to_be_visible()


def make_it_otherwise_in_a_village(page: Page, look: Look) -> None:
    page.locator(".kk-sheet__row", has_text="maximum per aanvraag").first.get_by_role("link", name="Wijzig").click()
    look(page, "office-scheme-rule")
    page.get_by_label("Maak de regel anders in").select_option("lienden")
    page.get_by_role("button", name="Kies dit dorp").click()
    page.get_by_label("Bedrag", exact=True).fill("1500")
    look(page, "office-scheme-village")
    page.get_by_role("button", name="Bewaar deze regel").click()
    expect(page.get_by_text("De andere regel is bewaard.")).to_be_visible()
    page.get_by_role("navigation", name="Kruimelpad").get_by_role("link").nth(2).click()


def add_a_rule(page: Page, look: Look) -> None:
    page.get_by_role("link", name="Voeg een regel toe").click()
    look(page, "office-scheme-kinds")
    page.get_by_role("main").get_by_label("Zoek op een woord").fill("periode vrij")
    expect(page.locator("#soorten .kk-sheet__row")).to_have_count(1)
    page.get_by_role("link", name="Kies deze").click()
    page.get_by_role("button", name="Voeg een regel toe").click()
    expect(page.get_by_role("group", name="Delen 2")).to_be_visible()
    look(page, "office-scheme-rule-rows")
    page.get_by_role("button", name="Voeg deze regel toe").click()
    expect(page.locator("#fouten")).to_be_visible()
    look(page, "office-scheme-rule-rows-refused")
    page.get_by_role("link", name="Annuleer").click()


def try_a_case(page: Page, look: Look) -> None:
    page.get_by_role("link", name="Probeer een aanvraag").click()
    page.get_by_label("Voor welk dorp is het plan?").select_option("lienden")
    page.get_by_label("Welk bedrag vraagt de aanvrager?").fill("1400")
    page.get_by_role("button", name="Laat zien wat eruit komt").click()
    expect(page.locator("#uitkomst .kk-outcome__big")).to_be_visible()
    look(page, "office-scheme-try")
    page.get_by_label("Hoe heet dit voorbeeld?").fill("Meer in Lienden")
    page.get_by_role("button", name="Bewaar dit voorbeeld").click()
    expect(page.get_by_text("Het voorbeeld is bewaard.")).to_be_visible()


def publish(page: Page, look: Look) -> None:
    page.get_by_role("navigation", name="Kruimelpad").get_by_role("link").nth(2).click()
    look(page, "office-scheme-ready")
    page.get_by_role("link", name="Publiceer", exact=True).click()
    expect(page.get_by_role("heading", name="Publiceren kan nog niet")).to_be_visible()
    look(page, "office-scheme-not-yet")
    here = page.url.split("publiceren")[0]
    for name in ("One cent more than the maximum", "Asks considerably more than the maximum"):
        page.goto(f"{here}proberen/")
        page.get_by_role("link", name=name, exact=True).click()
        page.get_by_role("button", name="Bewaar dit voorbeeld").click()
        expect(page.get_by_text("Het voorbeeld is bewaard.")).to_be_visible()
    page.goto(f"{here}publiceren/")
    look(page, "office-scheme-publish")
    page.get_by_role("button", name="Ja, publiceer").click()
    expect(page.get_by_text("De regels zijn gepubliceerd.")).to_be_visible()
    assert list(SchemeVersion.objects.order_by("valid_from").values_list("label", "state")) == [
        ("2022", "published"),
        ("2027", "published"),
    ]
    page.goto("/geld/leefbaarheidsbudget/?versie=2027")
    expect(page.get_by_text("U krijgt per aanvraag hoogstens €\u00a01.250.")).to_be_visible()
    expect(page.get_by_text("U krijgt per aanvraag hoogstens €\u00a01.500.")).to_be_visible()


def test_rows_come_and_go_without_javascript(browser: Browser, cookie: str, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False, locale="nl-NL")
    context.set_default_timeout(15_000)
    let_in(context, cookie, site)
    page = context.new_page()
    page.goto("/werk/regelingen/nieuw/")
    page.get_by_label("Hoe heet de regeling?").fill("Dorpsfonds")
    page.get_by_label("Hoe heet de eerste versie?").fill("2027")
    for part, value in (("Dag", "1"), ("Maand", "januari"), ("Jaar", "2027")):
        page.get_by_label(part, exact=True).fill(value)
    page.get_by_role("button", name="Maak deze regeling").click()
    page.get_by_role("link", name="Voeg een regel toe").click()
    page.locator(".kk-sheet__row", has_text="Budget in delen per periode").get_by_role("link").click()
    page.get_by_role("button", name="Voeg een regel toe").click()
    for row, (month, last) in enumerate((("1", "6"), ("7", "12"))):
        group = page.get_by_role("group", name=f"Delen {row + 1}", exact=True)
        for box, value in zip(group.get_by_role("textbox").all()[:5], ("1", month, "", "30", last), strict=True):
            box.fill(value)
    page.get_by_role("button", name="Voeg een regel toe").click()
    page.get_by_role("group", name="Delen 3", exact=True).get_by_role("button").click()
    for row, amount in enumerate(("1000", "2000")):
        page.get_by_role("group", name=f"Delen {row + 1}", exact=True).get_by_label("Bedrag").fill(amount)
    page.get_by_role("button", name="Voeg deze regel toe").click()
    expect(page.get_by_text("De regel is toegevoegd.")).to_be_visible()
    context.close()
