"""A resident asks for money: the whole way, with and without JavaScript, on every width."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kernkracht.grants.applications.models import Companion, GrantApplication
from kernkracht.grants.schemes.models import SchemeVersion
from tests.factories.schemes import SchemeFactory, SchemeVersionFactory
from tests.grants.applications.scene import village_with_coordinator

Look = Callable[[Page, str], None]


@pytest.fixture
def version(transactional_db: None) -> SchemeVersion:
    village = village_with_coordinator()
    village.name = "Voorbeelddorp"
    village.save()
    return SchemeVersionFactory(
        scheme=SchemeFactory(name="Leefbaarheidsbudget", slug="leefbaarheidsbudget"),
        summary="Geld voor plannen die uw straat of dorp mooier of gezelliger maken.",
        texts={"router": {"reach": ["street", "neighbourhood", "village"]}},
        criteria=[
            ("max_per_application", {"amount": 750}),
            ("non_eligible_costs", {"cost_kinds": ["food_drink"]}),
            ("support_min_number", {"count": 2}),
            ("purpose_criteria", {"criteria": ["ontmoeten", "groen"], "min_met": 1}),
            ("open_access", {"area_level": "village"}),
            ("no_retroactive", {}),
            ("required_documents", {"documents": ["quote"]}),
            ("percentage_of_costs", {"max_grant_pct": 90}),
            ("stacking_deduction", {}),
            ("pay_up_front", {}),
            ("payee_rule", {"allowed": ["applicant"]}),
            ("publicity_consent", {}),
        ],
    )


def next_page(page: Page) -> None:
    page.get_by_role("button", name="Bewaar en ga verder").last.click()


def nothing(page: Page, name: str) -> None:
    """A journey that was looked at before need not be looked at again."""


def find_the_way(page: Page, look: Look) -> None:
    page.goto("/aanvragen/")
    look(page, "apply-00-router")
    page.get_by_label("Een dorp", exact=True).check()
    page.get_by_label("Tot en met € 750").check()
    page.get_by_label("In welk dorp is uw plan?").select_option(label="Voorbeelddorp")
    page.get_by_role("button", name="Laat zien wat past").click()
    look(page, "apply-01-router-answer")
    page.get_by_role("link", name="Vraag dit aan").click()
    look(page, "apply-02-start")
    page.get_by_role("button", name="Begin met de aanvraag").click()


def plan(page: Page, look: Look) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw plan")
    next_page(page)
    expect(page.locator("#fouten")).to_be_visible()
    look(page, "apply-03-plan-faults")
    page.get_by_label("Hoe heet uw plan?").fill("Pluktuin bij de school")
    page.get_by_label("Wat gaat u doen?").fill("Wij planten met buren twaalf fruitbomen. Iedereen mag plukken.")
    page.get_by_role("group", name="Op welke dag begint het?").get_by_label("Dag").fill("15 maart 2099")
    look(page, "apply-04-plan")
    next_page(page)


def fit(page: Page, look: Look) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Past uw plan?")
    for area in page.locator("main textarea").all():
        area.fill("Buren ontmoeten elkaar bij het planten en plukken.")
    for tick in page.locator("main input[type=checkbox]").all():
        tick.check()
    look(page, "apply-05-fit")
    next_page(page)


def who(page: Page, look: Look) -> None:
    page.get_by_label("Inwoner", exact=True).check()
    supporters = page.get_by_role("region", name="Wie steunen uw plan?")
    supporters.get_by_label("Naam", exact=True).fill("Kim Voorbeeld")
    supporters.get_by_label("E-mailadres").fill("kim@example.org")
    supporters.get_by_role("button", name="Nodig uit").click()
    expect(page.get_by_text("Nog niet bevestigd")).to_be_visible()
    look(page, "apply-06-who")
    next_page(page)


def costs(page: Page, look: Look, *, script: bool) -> None:
    lines = page.get_by_role("group", name=re.compile(r"^Regel \d+$"))
    for place, (what, kind, amount) in enumerate(
        [("Twaalf fruitbomen", "Planten en bomen", "660"), ("Soep bij het planten", "Eten en drinken", "60")]
    ):
        lines.nth(place).get_by_label("Waarvoor?").fill(what)
        lines.nth(place).get_by_label("Soort kosten").select_option(label=kind)
        lines.nth(place).get_by_label("Bedrag").fill(amount)
    page.get_by_label("Hoeveel geld vraagt u aan?").fill("700")
    if not script:
        page.get_by_role("button", name="Bereken opnieuw").click()
    outcome = page.get_by_role("region", name="Wat u kunt krijgen")
    expect(outcome).to_contain_text("telt niet mee")
    expect(outcome).to_contain_text("€ 594")
    page.get_by_role("button", name="Nog een regel").click()
    expect(lines).to_have_count(4)
    expect(lines.nth(0).get_by_label("Bedrag")).to_have_value("660")
    page.get_by_role("button", name="Haal regel 4 weg").click()
    expect(lines).to_have_count(3)
    look(page, "apply-07-costs")
    next_page(page)


def documents(page: Page, look: Look, file: Path) -> None:
    page.get_by_label("Kies een bestand").set_input_files(file)
    page.get_by_role("button", name="Voeg toe").click()
    expect(page.get_by_role("link", name="offerte.png")).to_be_visible()
    look(page, "apply-08-documents")
    next_page(page)


def contact(page: Page, look: Look) -> None:
    page.get_by_label("Wat is uw naam?").fill("Robin Voorbeeld")
    page.get_by_label("Wat is uw adres?").fill("Dorpsstraat 1\n4021 AA Voorbeelddorp")
    page.get_by_label("Per e-mail").check()
    for kind in ("Besluiten", "Vragen en berichten over uw aanvraag", "Betaling en verantwoording"):
        page.get_by_label(kind).check()
    page.get_by_label("Wat is uw e-mailadres?").fill("robin@example.org")
    page.get_by_label("Op welke rekening").fill("nl91 abna 0417 1643 00")
    page.get_by_role("group", name="Mogen wij uw plan").get_by_label("Ja").check()
    look(page, "apply-09-contact")
    next_page(page)


def send(page: Page, look: Look) -> str:
    expect(page.get_by_role("heading", level=1)).to_have_text("Nakijken en versturen")
    look(page, "apply-10-check")
    page.get_by_label("naar waarheid").check()
    page.get_by_role("button", name="Verstuur aanvraag").click()
    expect(page.get_by_text(re.compile(r"A-\d{4}-0001")).first).to_be_visible()
    look(page, "apply-11-receipt")
    page.get_by_role("link", name="Volg uw aanvraag").click()
    look(page, "apply-12-case")
    return page.url


def whole_way(page: Page, look: Look, file: Path, *, script: bool) -> str:
    find_the_way(page, look)
    plan(page, look)
    fit(page, look)
    who(page, look)
    costs(page, look, script=script)
    documents(page, look, file)
    contact(page, look)
    return send(page, look)


@pytest.fixture
def quote(tmp_path: Path) -> Path:
    from PIL import Image

    path = tmp_path / "offerte.png"
    Image.new("RGB", (40, 40), "green").save(path)
    return path


def test_a_resident_asks_for_money(page: Page, watch: object, look: Look, version: SchemeVersion, quote: Path) -> None:
    watch.expect("422")  # type: ignore[attr-defined] # the first attempt is empty on purpose
    url = whole_way(page, look, quote, script=True)
    case = GrantApplication.objects.get()
    assert case.number is not None
    assert case.iban == "NL91ABNA0417164300"
    page.goto(f"/aanvraag/{case.token}/nakijken/")
    expect(page).to_have_url(re.compile("/ontvangen/$"))
    page.goto(f"/steun/{Companion.objects.get().token}/")
    look(page, "apply-13-support")
    page.get_by_role("button", name="Ja, ik doe mee").click()
    expect(page.get_by_text("Dank u wel")).to_be_visible()
    page.goto(url)
    page.get_by_role("link", name="Trek deze aanvraag in").click()
    look(page, "apply-14-withdraw")
    page.get_by_label("Waarom trekt u").fill("Wij vonden het geld ergens anders.")
    page.get_by_role("button", name="Ja, trek de aanvraag in").click()
    expect(page.get_by_text("Ingetrokken").first).to_be_visible()


def test_a_resident_asks_for_money_without_javascript_on_a_telephone(
    browser: Browser, site: str, version: SchemeVersion, quote: Path
) -> None:
    context = browser.new_context(
        base_url=site, java_script_enabled=False, viewport={"width": 390, "height": 844}, locale="nl-NL"
    )
    context.set_default_timeout(10_000)
    whole_way(context.new_page(), nothing, quote, script=False)
    assert GrantApplication.objects.get().number is not None
    context.close()


def test_the_form_by_keyboard_alone(page: Page, version: SchemeVersion) -> None:
    page.goto(f"/aanvragen/{version.scheme.slug}/")
    page.get_by_role("button", name="Begin met de aanvraag").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Hoe heet uw plan?").focus()
    page.keyboard.type("Pluktuin")
    page.keyboard.press("Tab")
    page.keyboard.type("Wij planten bomen.")
    page.get_by_label("Voor welk dorp").focus()
    page.keyboard.type("Voorbeelddorp")
    page.get_by_role("group", name="Op welke dag begint het?").get_by_label("Dag").focus()
    page.keyboard.type("15-3-2099")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Past uw plan?")
