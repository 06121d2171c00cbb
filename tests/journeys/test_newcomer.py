"""What a newcomer does with the demo: apply, assess, decide, see the money move, read the letter, find the plan."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings as project_settings
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.fixtures import Settings

from kernkracht.community.people import demo as people
from kernkracht.foundation.notices.sending import send_due
from kernkracht.grants.applications.models import ApplicationState, GrantApplication
from kernkracht.grants.budgets.queries import differences
from kernkracht.web.demo.loading import load_demo
from tests.demo_parts import few_plans, rooms_until

from .browser import Watch
from .keyboard import Keyboard

Look = Callable[[Page, str], None]
TITLE = "Straatfeest in de Notenhof"
COUNCIL_LETTER_2022 = {
    "received": 47,
    "granted": 40,
    "withdrawn": 2,
    "carried_over": 1,
    "refused": 4,
    "granted_total_eur": 26985,
    "ceiling_eur": 30000,
    "granted_at_max": 31,
    "at_max_asked_considerably_more": 15,
    "granted_below_max": 9,
    "assessed": 45,
    "requested_total_eur": 57205,
}


def apply(page: Page, look: Look) -> str:
    """Without an account, from the home page; returns the number on the receipt."""
    page.goto("/")
    page.get_by_role("link", name="Vraag geld aan voor uw plan").first.click()
    page.get_by_label("Een straat", exact=True).check()
    page.get_by_label("Tot en met € 100", exact=True).check()
    page.get_by_label("In welk dorp is uw plan?").select_option(label="Zoelen")
    page.get_by_role("button", name="Laat zien wat past").click()
    look(page, "newcomer-01-what-fits")
    page.get_by_role("link", name="Vraag dit aan").first.click()
    page.get_by_role("button", name="Begin met de aanvraag").click()
    fill_in(page, look)
    page.get_by_label("naar waarheid").check()
    page.get_by_role("button", name="Verstuur aanvraag").click()
    expect(page.get_by_text("Uw aanvraag is verstuurd")).to_be_visible()
    look(page, "newcomer-03-receipt")
    found = re.search(r"A-\d{4}-\d{4}", page.locator("main").inner_text())
    assert found
    return found[0]


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Bewaar en ga verder").last.click()


def fill_in(page: Page, look: Look) -> None:
    starts = timezone.localdate() + timedelta(days=45)
    page.get_by_label("Hoe heet uw plan?").fill(TITLE)
    page.get_by_label("Wat gaat u doen?").fill("Wij houden een feest met spelletjes voor de hele straat.")
    expect(page.get_by_label("Voor welk dorp is het plan?").locator("option:checked")).to_have_text("Zoelen")
    page.get_by_label("Welk onderwerp").select_option(label="Ontmoeten")
    page.get_by_label("Voor welke straat of buurt").fill("Notenhof")
    page.get_by_label("Wie doen er mee?").fill("Alle bewoners van de straat")
    first_day = page.get_by_role("group", name="Op welke dag begint het?")
    for part, value in (("Dag", starts.day), ("Maand", starts.month), ("Jaar", starts.year)):
        first_day.get_by_label(part).fill(str(value))
    go_on(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Past uw plan?")
    for area in page.locator("main textarea").all():
        area.fill("Alle huizen krijgen een uitnodiging. Wij leren de nieuwe buren kennen.")
    for tick in page.locator("main input[type=checkbox]").all():
        tick.check()
    go_on(page)
    page.get_by_label("Groep inwoners", exact=True).check()
    go_on(page)
    costs(page)
    look(page, "newcomer-02-costs")
    go_on(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Bijlagen")
    go_on(page)
    contact(page)


def costs(page: Page) -> None:
    lines = page.get_by_role("group", name=re.compile(r"^Regel \d+$"))
    for place, (what, kind, amount) in enumerate(
        [("Muziekbox", "Geluid", "90"), ("Slingers", "Versiering", "50"), ("Broodjes", "Eten en drinken", "60")]
    ):
        lines.nth(place).get_by_label("Waarvoor?").fill(what)
        lines.nth(place).get_by_label("Soort kosten").select_option(label=kind)
        lines.nth(place).get_by_label("Bedrag").fill(amount)
    page.get_by_label("Hoeveel geld vraagt u aan?").fill("100")
    outcome = page.get_by_role("region", name="Wat u kunt krijgen")
    expect(outcome).to_contain_text("€\u00a060")
    expect(outcome).to_contain_text("telt niet mee")
    expect(outcome).to_contain_text("€\u00a070")


def contact(page: Page) -> None:
    page.get_by_label("Wat is uw naam?").fill("Nieuwkomer Voorbeeld")
    page.get_by_label("Wat is uw adres?").fill("Notenhof 4\n1234 AB Zoelen")
    page.get_by_label("Per e-mail").check()
    for kind in ("Besluiten", "Vragen en berichten over uw aanvraag", "Betaling en verantwoording"):
        page.get_by_label(kind).check()
    page.get_by_label("Wat is uw e-mailadres?").fill("nieuwkomer@example.org")
    go_on(page)


def sign_in(page: Page, email: str) -> None:
    """As a colleague does: password, then the code of this half minute."""
    page.goto("/")
    page.get_by_role("link", name="Inloggen").click()
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Wachtwoord").fill(people.password())
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tweede stap")
    page.get_by_label("Code").fill(people.current_code(email))
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("navigation").get_by_role("link", name="Werkvoorraad").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Werkvoorraad")


def assess(page: Page, look: Look) -> None:
    """The coordinator takes the case from the work list, judges what needs a person, and proposes."""
    look(page, "newcomer-04-work-list")
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.locator("#plan")).to_contain_text("Alle bewoners van de straat")
    expect(page.locator("#voorwaarden")).to_contain_text("Wij leren de nieuwe buren kennen.")
    look(page, "newcomer-05-dossier")
    page.get_by_role("button", name="Begin met beoordelen").click()
    conditions = page.locator("#voorwaarden")
    while (link := conditions.get_by_role("link", name=re.compile("^Beoordeel"))).count():
        link.first.click()
        page.get_by_label("Voldoet", exact=True).check()
        page.get_by_label("Waarom vindt u dat?").fill("Alle huizen in de straat krijgen een uitnodiging.")
        page.get_by_role("button", name="Bewaar het oordeel").click()
        expect(page.get_by_text("Uw oordeel is bewaard.")).to_be_visible()
    page.get_by_role("link", name="Doe een voorstel").click()
    ready = timezone.localdate() + timedelta(days=200)
    for part, value in (("Dag", ready.day), ("Maand", ready.month), ("Jaar", ready.year)):
        page.get_by_label(part, exact=True).fill(str(value))
    page.get_by_label("Waarom stelt u dit voor?").fill("Het feest is voor de hele straat.")
    look(page, "newcomer-06-proposal")
    page.get_by_role("button", name="Leg voor aan de beslisser").click()
    expect(page.get_by_role("heading", name="Het voorstel")).to_be_visible()


def room_of(page: Page) -> str:
    """What the office's page of money says is free for neighbourhood gatherings this year."""
    page.goto("/werk/geld/")
    scheme = page.get_by_role("heading", name="Bijdrage buurtbijeenkomsten", exact=True)
    return scheme.locator("xpath=ancestor::section[1]").get_by_role("row").last.inner_text()


def decide(page: Page, look: Look) -> None:
    page.goto("/werk/besluiten/")
    look(page, "newcomer-07-stack")
    page.get_by_role("link", name=re.compile(f"Open het dossier.*{TITLE}")).click()
    page.get_by_role("link", name="Besluit", exact=True).click()
    page.get_by_label("Ik heb geen eigen belang").check()
    look(page, "newcomer-08-decide")
    page.get_by_role("button", name="Besluit en verstuur de brief").click()
    expect(page.get_by_role("heading", name="Toegekend: €\u00a070")).to_be_visible()
    look(page, "newcomer-09-granted")


def read_the_letter(page: Page, look: Look, number: str) -> None:
    """From the mail about the decision to the letter, without an account, and its PDF."""
    page.goto("/demo/post/")
    look(page, "newcomer-10-mail")
    page.get_by_role("link", name=f"U krijgt een deel van het geld voor {TITLE}").click()
    expect(page.locator("main")).to_contain_text(f"Ons kenmerk is {number}")
    page.locator("main a[href*='/mijn/aanvragen/']").first.click()
    expect(page.get_by_text("Toegekend").first).to_be_visible()
    look(page, "newcomer-11-my-case")
    page.get_by_role("link", name="Lees de brief").click()
    expect(page.locator("main")).to_contain_text("bezwaar")
    look(page, "newcomer-12-letter")
    link = page.get_by_role("link", name=re.compile("PDF")).first.get_attribute("href")
    answer = page.request.get(str(link))
    assert answer.headers["content-type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.body())) as letter:
        assert letter.Root.MarkInfo.Marked


def see(page: Page, look: Look, number: str) -> None:
    """Anybody finds the plan on the page of its village and in the register, without a name."""
    page.goto("/dorpen/zoelen/")
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()
    page.goto("/register/")
    page.get_by_label("Dorp", exact=True).select_option(label="Zoelen")
    page.get_by_role("button", name="Filter").click()
    expect(page).to_have_url(re.compile("dorp=zoelen"))
    row = page.get_by_role("row").filter(has_text=TITLE)
    expect(row).to_contain_text("€\u00a070")
    look(page, "newcomer-13-register")
    row.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    look(page, "newcomer-14-plan")
    for address in (f"/plannen/{number}/", "/plannen/?zoek=Notenhof", "/register.csv", "/register.json"):
        text = page.request.get(address).text()
        assert "Straatfeest in de Notenhof" in text
        assert "Nieuwkomer" not in text


def account(page: Page, look: Look) -> None:
    """The policy officer finds the frozen letter about 2022, and everybody can recompute it."""
    page.goto("/werk/raadsbrief/")
    look(page, "newcomer-15-council-letters")
    expect(page.get_by_role("row").filter(has_text="2022")).to_contain_text("Vastgezet")
    page.goto("/raad/2022/")
    expect(page.locator("main")).to_contain_text("€\u00a026.985")
    look(page, "newcomer-16-council-letter")


def test_council_letter_of_2022_has_the_published_figures(registers: None, tmp_path: Path) -> None:
    file = tmp_path / "letter.json"
    call_command("council-letter", "2022", "--output", str(file))
    letter = json.loads(file.read_text())
    main = letter["schemes"]["leefbaarheidsbudget"]
    assert {name: main[name] for name in COUNCIL_LETTER_2022} == COUNCIL_LETTER_2022
    gatherings = letter["schemes"]["buurtbijeenkomsten"]
    assert (gatherings["received"], gatherings["granted"]) == (3, 3)
    following = letter["next_year"]["schemes"]["leefbaarheidsbudget"]
    assert (following["received"], following["granted"], following["granted_total_eur"]) == (11, 10, 7120)


@pytest.fixture
def demonstration(transactional_db: None, settings: Settings, tmp_path: Path) -> None:
    """An installation for showing, with mail kept as files and nothing in it yet."""
    settings.DEMO = True
    settings.STAFF_SECOND_FACTOR = True
    settings.MEDIA_ROOT = tmp_path / "uploads"
    settings.MAIL_KEPT_DIR = tmp_path / "mail"
    settings.EMAIL_BACKEND = project_settings.MAIL_BACKENDS["keep"]
    cache.clear()


@pytest.fixture
def demo(demonstration: None) -> None:
    """The demo as `make run` loads it."""
    load_demo(timezone.now())


@pytest.fixture
def registers(demonstration: None, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The registers of earlier years, and a few plans."""
    few_plans(settings, tmp_path, monkeypatch)
    load_demo(timezone.now())


@pytest.fixture
def rules_and_money(demonstration: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """What somebody needs to apply: villages, people, schemes, ceilings."""
    rooms_until("budgets", monkeypatch)
    load_demo(timezone.now())


@pytest.fixture
def somebody(browser: Browser, site: str, watch: Watch) -> Iterator[Callable[[], Page]]:
    """A browser of their own for each person of the story."""
    opened: list[BrowserContext] = []

    def come_in() -> Page:
        context = browser.new_context(base_url=site, locale="nl-NL", timezone_id="Europe/Amsterdam")
        context.set_default_timeout(20_000)
        context.on("page", watch.attach)
        opened.append(context)
        return context.new_page()

    yield come_in
    for context in opened:
        context.close()
    assert watch.unexpected() == []


@pytest.mark.both_databases
def test_from_a_plan_to_the_register_and_the_council(demo: None, somebody: Callable[[], Page], look: Look) -> None:
    resident = somebody()
    number = apply(resident, look)

    coordinator = somebody()
    sign_in(coordinator, "kernregisseur@example.org")
    assess(coordinator, look)

    decider = somebody()
    sign_in(decider, "besluit@example.org")
    before = room_of(decider)
    decide(decider, look)
    after = room_of(decider)
    assert amounts(before) == [2000, 70, before_granted(before), 0, amounts(before)[-1]]
    assert amounts(after) == [2000, 0, before_granted(before) + 70, 0, amounts(before)[-1]]

    while send_due(timezone.now):
        pass  # the demo's own mail goes out too, a batch at a time
    read_the_letter(resident, look, number)
    see(somebody(), look, number)

    officer = somebody()
    sign_in(officer, "beleid@example.org")
    account(officer, look)
    assert differences() == []


def amounts(row: str) -> list[int]:
    """Available, reserved, granted, paid and free, in whole euros, as the office's table says them."""
    return [int(text.replace(".", "")) for text in re.findall(r"€\s([\d.]+)", row)]


def before_granted(row: str) -> int:
    return amounts(row)[2]


@pytest.mark.both_databases
def test_applying_by_keyboard_alone(rules_and_money: None, somebody: Callable[[], Page]) -> None:
    page = somebody()
    keys = Keyboard(page)
    page.goto("/geld/")
    keys.reach("Leefbaarheidsbudget")
    keys.go("Vraag dit aan", "Leefbaarheidsbudget – Samen aan de Slag")
    keys.go("Begin met de aanvraag", "Uw plan")
    keys.type_in("Hoe heet uw plan?", "Bank bij de haven")
    keys.type_in("Wat gaat u doen?", "Wij maken een bank waar iedereen mag zitten.")
    keys.type_in("Voor welk dorp", "Maurik")
    keys.go("Bewaar en ga verder", "Past uw plan?")
    keys.fill_all("Iedereen uit het dorp mag er zitten.", until="Bewaar en ga verder")
    keys.go("Bewaar en ga verder", "Wie vraagt aan?")
    keys.tick("Wie vraagt het geld aan? | Inwoner")
    keys.go("Bewaar en ga verder", "Kosten en geld")
    keys.type_in("| Waarvoor?", "Hout")
    keys.type_in("| Soort kosten", "Materialen")
    keys.type_in("| Bedrag", "310")
    keys.type_in("Hoeveel geld vraagt u aan?", "310")
    expect(page.get_by_role("region", name="Wat u kunt krijgen")).to_contain_text("€\u00a0310")
    keys.go("Bewaar en ga verder", "Bijlagen")
    keys.go("Bewaar en ga verder", "Uw gegevens")
    keys.type_in("Wat is uw naam?", "Toetsenbord Voorbeeld")
    keys.type_in("Wat is uw adres?", "Havenpad 1, 1234 AB Maurik")
    keys.tick("Per e-mail")
    for kind in ("Besluiten", "Vragen en berichten over uw aanvraag", "Betaling en verantwoording"):
        keys.tick(kind)
    keys.type_in("Wat is uw e-mailadres?", "toetsenbord@example.org")
    keys.go("Bewaar en ga verder", "Nakijken en versturen")
    keys.tick("naar waarheid")
    keys.go("Verstuur aanvraag", "Wij ontvingen uw aanvraag")
    case = GrantApplication.objects.get(title="Bank bij de haven")
    assert (case.state, case.requested_cents) == (ApplicationState.SUBMITTED, 310_00)
