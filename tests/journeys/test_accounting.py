"""A plan is told about with receipts, settled lower by two people, paid back, and becomes a story."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, FilePayload, Locator, Page, expect

from kernkracht.community.people.models import User
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.grants.settlements.models import Recovery, Settlement, SpendingReport, Story
from tests.factories.people import sign_in
from tests.factories.settlements import RECEIPTS, Granted, picture

from .browser import Watch

pytestmark = pytest.mark.django_db(transaction=True)
Look = Callable[[Page, str], None]


@pytest.fixture
def granted() -> Granted:
    made = Granted(RECEIPTS)
    made.pay()
    return made


@pytest.fixture
def pages(browser: Browser, site: str, watch: Watch) -> Iterator[Callable[[User], Page]]:
    """A page signed in as somebody of the office."""
    opened: list[BrowserContext] = []

    def open_for(user: User) -> Page:
        context = browser.new_context(base_url=site, locale="nl-NL", timezone_id="Europe/Amsterdam")
        cookie = sign_in(Client(), user).cookies["kernkracht_session"].value
        context.add_cookies([{"name": "kernkracht_session", "value": cookie, "url": site}])
        context.on("page", watch.attach)
        opened.append(context)
        return context.new_page()

    yield open_for
    for context in opened:
        context.close()


def file(colour: str) -> FilePayload:
    return {"name": f"{colour}.jpg", "mimeType": "image/jpeg", "buffer": picture(colour).read()}


def fill_day(page: Page | Locator, day: datetime) -> None:
    for part, value in zip(("Dag", "Maand", "Jaar"), (day.day, day.month, day.year), strict=True):
        page.get_by_label(part, exact=True).fill(str(value))


def test_from_receipts_to_a_story(
    page: Page, pages: Callable[[User], Page], granted: Granted, look: Look, watch: Watch
) -> None:
    watch.expect("422")
    today = datetime.now(ZoneInfo("Europe/Amsterdam"))
    tell(page, granted, today, look)

    settler = pages(granted.settler)
    settler.goto("/werk/verantwoording/")
    look(settler, "office-reports")
    settler.get_by_role("link", name="Pluktuin bij de school").click()
    look(settler, "office-report")
    settler.get_by_role("link", name="Lager vaststellen").click()
    settler.get_by_label("Op welk bedrag stelt u vast?").fill("400")
    settler.get_by_label("Het plan is niet of niet helemaal uitgevoerd").check()
    settler.get_by_role("button", name="Stel voor").click()
    expect(settler.locator("#fouten")).to_be_visible()
    look(settler, "office-settle-refused")
    settler.get_by_label("Waarom is deze verlaging redelijk?").fill("Vier bomen zijn niet geplant.")
    settler.get_by_role("button", name="Stel voor").click()
    expect(settler.get_by_text("Uw voorstel wacht op besluit.")).to_be_visible()

    decider = pages(granted.desk.decider)
    decider.goto(f"/werk/verantwoording/{granted.desk.case.number}/")
    decider.get_by_role("link", name="Beslis").click()
    decider.get_by_role("button", name="Stel vast").click()
    expect(decider.get_by_text("Het bedrag staat vast. De brief is verstuurd.")).to_be_visible()
    decider.get_by_role("link", name="Terugvorderen").click()
    decider.get_by_label("Waarom vordert u terug?").fill("Dit geld is niet gebruikt.")
    decider.get_by_role("button", name="Vorder terug").click()
    look(decider, "office-report-recovery")

    settler.goto(f"/werk/verantwoording/{granted.desk.case.number}/")
    settler.get_by_role("link", name="Terugbetaald").click()
    settler.get_by_label("Hoeveel kwam er terug?").fill("100")
    fill_day(settler, today)
    settler.get_by_role("button", name="Leg vast").click()
    expect(settler.get_by_text("De terugbetaling is vastgelegd.")).to_be_visible()
    assert Settlement.objects.get().settled_cents == 400_00
    assert Recovery.objects.get().state == "repaid"

    tell_everybody(page, settler, granted, look)


def tell(page: Page, granted: Granted, today: datetime, look: Look) -> None:
    page.goto(f"/verantwoorden/{granted.report.token}/")
    look(page, "report-empty")
    page.get_by_role("link", name="Voeg een bon toe").click()
    page.get_by_label("Wat kocht of betaalde u?").fill("Fruitbomen")
    fill_day(page, today)
    page.get_by_label("Bedrag op de bon").fill("0")
    page.get_by_label("Foto of pdf van de bon").set_input_files(file("red"))
    page.get_by_role("button", name="Voeg toe").click()
    expect(page.locator("#fouten")).to_contain_text("boven € 0")
    expect(page.get_by_label("Wat kocht of betaalde u?")).to_have_value("Fruitbomen")
    look(page, "report-receipt-refused")
    page.get_by_label("Bedrag op de bon").fill("400")
    page.get_by_label("Foto of pdf van de bon").set_input_files(file("red"))
    page.get_by_role("button", name="Voeg toe").click()
    page.get_by_role("link", name="Voeg een foto toe").click()
    page.get_by_label("Foto", exact=True).set_input_files(file("green"))
    page.get_by_label("Wat ziet u op de foto?").fill("Buren bij de bomen")
    page.get_by_role("button", name="Voeg toe").click()
    page.get_by_label("Wat is er gebeurd?").fill("Wij plantten acht bomen.")
    page.get_by_label("Hoeveel mensen deden mee?").fill("40")
    look(page, "report-filled")
    page.get_by_role("button", name="Verstuur uw verslag").click()
    expect(page.get_by_text("Wij hebben uw verslag", exact=True)).to_be_visible()
    assert SpendingReport.objects.get().state == "received"


def tell_everybody(page: Page, settler: Page, granted: Granted, look: Look) -> None:
    settler.get_by_role("link", name="Maak er een verhaal van").click()
    settler.get_by_role("button", name="Vraag akkoord").click()
    assert OutboxMessage.objects.filter(kind="report_story").count() == 1
    page.goto(f"/verantwoorden/{granted.report.token}/verhaal/")
    look(page, "story-agreement")
    page.get_by_role("button", name="Ja, laat dit zien").click()
    page.get_by_role("link", name="Bekijk het").click()
    expect(page.get_by_role("heading", name="Pluktuin bij de school")).to_be_visible()
    look(page, "story")
    page.goto("/verhalen/")
    look(page, "stories")
    page.goto(f"/verantwoorden/{granted.report.token}/verhaal/")
    page.get_by_role("button", name="Haal het van de website").click()
    assert Story.objects.get().state == "withdrawn"
