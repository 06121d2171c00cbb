"""A note after a visit on a telephone: without network, sent when it is back, refused beside the note, cleared."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.participation.observations.models import VisitNote
from tests.factories.people import officer_with, sign_in, with_password
from tests.factories.themes import ThemeFactory
from tests.factories.villages import VillageFactory

from .browser import Watch
from .test_payment import Look, page_of

pytestmark = pytest.mark.django_db(transaction=True)
PHONE: Any = {"width": 390, "height": 844}
FORM = "/werk/bezoek/nieuw/"
WAITS = "Wacht op verzending"


@pytest.fixture
def officer() -> User:
    """Somebody who visits Asch and Zoelen."""
    for number, name in enumerate(("Asch", "Zoelen")):
        VillageFactory(name=name, slug=name.lower(), sort_order=number)
    ThemeFactory(label="Groen en natuur", code="groen")
    user = officer_with(Permission.READ_OFFICE, Permission.VISIT_VILLAGES, Permission.HANDLE_QUESTION)
    return with_password(user)


def phone_of(user: User, browser: Browser, site: str, watch: Watch) -> Page:
    """A telephone that opened the form once, so that it opens without network from then on."""
    watch.expect("ERR_INTERNET_DISCONNECTED")
    page = page_of(user, browser, site, watch)
    page.set_viewport_size(PHONE)
    page.set_default_navigation_timeout(30_000)
    page.goto(FORM)
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function(
        "caches.open('kernkracht-visits').then(async c => (await c.keys()).some(r => r.url.endsWith('visit-note.js')))"
    )
    return page


def write(page: Page, text: str, people: str = "7", where: str = "Asch") -> None:
    page.get_by_label("Waar was u?").select_option(label=where)
    page.get_by_label("Met hoeveel mensen sprak u?").fill(people)
    page.get_by_label("Wat hoorde of zag u?").fill(text)
    page.get_by_role("button", name="Bewaar de notitie").click()


def waiting(page: Page) -> Any:
    return page.locator(".kk-waiting__note")


def test_a_note_without_network_is_sent_once_when_it_is_back(
    browser: Browser, site: str, watch: Watch, look: Look, officer: User
) -> None:
    page = phone_of(officer, browser, site, watch)
    look(page, "visit-note-form")
    context: BrowserContext = page.context
    context.set_offline(True)
    page.goto("about:blank")
    page.goto(FORM)  # the whole page comes from the device
    page.get_by_label("Groen en natuur").check()
    write(page, "Men wil een bankje bij het water.")
    expect(waiting(page).get_by_text(WAITS)).to_be_visible()
    expect(page.get_by_label("Wat hoorde of zag u?")).to_have_value("")
    write(page, "De bus rijdt te vroeg weg.", people="2", where="Zoelen")
    expect(waiting(page)).to_have_count(2)
    page.screenshot(path="var/screenshots/visit-note-waiting-390.png", full_page=True)
    waiting(page).filter(has_text="bankje").get_by_role("button", name="Wijzig").click()
    expect(page.get_by_label("Met hoeveel mensen sprak u?")).to_have_value("7")
    write(page, "Men wil twee bankjes bij het water.", people="8")
    expect(waiting(page)).to_have_count(2)
    page.reload()  # also after the page is gone
    expect(waiting(page)).to_have_count(2)
    assert not VisitNote.objects.exists()
    context.set_offline(False)
    expect(page.get_by_text("Verstuurd. De notitie staat bij Bezoeken.")).to_be_visible()
    expect(waiting(page)).to_have_count(0)
    kept = VisitNote.objects.order_by("people_spoken")
    assert [(note.village.name, note.people_spoken) for note in kept] == [("Zoelen", 2), ("Asch", 8)]
    assert [theme.code for theme in kept[1].themes.all()] == ["groen"]
    page.goto("/werk/bezoek/")
    expect(page.get_by_text("Men wil twee bankjes bij het water.")).to_be_visible()
    look(page, "visit-notes")


def test_what_the_server_refuses_stands_beside_the_note_and_is_mended(
    browser: Browser, site: str, watch: Watch, look: Look, officer: User
) -> None:
    watch.expect("422")
    page = phone_of(officer, browser, site, watch)
    write(page, "Bel terug op 06 12 34 56 78 over het bankje.")
    refused = waiting(page)
    expect(refused.get_by_text("Niet aangenomen")).to_be_visible()
    expect(refused.get_by_text("lijkt op een telefoonnummer")).to_be_visible()
    look(page, "visit-note-refused")
    refused.get_by_role("button", name="Wijzig").click()
    expect(page.get_by_label("Wat hoorde of zag u?")).to_have_value("Bel terug op 06 12 34 56 78 over het bankje.")
    write(page, "Iemand wil iets doen aan het bankje.")
    expect(refused).to_have_count(0)
    expect(page.get_by_text("Verstuurd.")).to_be_visible()
    assert VisitNote.objects.get().text == "Iemand wil iets doen aan het bankje."


def test_a_lost_answer_does_not_make_a_second_note(browser: Browser, site: str, watch: Watch, officer: User) -> None:
    watch.expect("ERR_")
    page = phone_of(officer, browser, site, watch)

    def lose(route: Any) -> None:
        route.fetch()  # the server gets it; the telephone never hears
        route.abort()

    page.context.route("**/werk/bezoek/inleveren/", lose, times=1)
    write(page, "Men wil een bankje.")
    expect(page.get_by_text("Geen verbinding. Uw notities staan op dit apparaat")).to_be_visible()
    expect(waiting(page).get_by_text(WAITS)).to_be_visible()
    assert VisitNote.objects.count() == 1
    expect(waiting(page).get_by_role("button", name="Wijzig")).to_be_hidden()
    page.get_by_role("button", name="Verstuur nu").click()
    expect(waiting(page)).to_have_count(0)
    assert VisitNote.objects.count() == 1


def test_an_ended_session_keeps_the_notes_of_each_account_apart(
    browser: Browser, site: str, watch: Watch, look: Look, officer: User
) -> None:
    page = phone_of(officer, browser, site, watch)
    cookies = page.context.cookies()
    page.context.clear_cookies()
    write(page, "Men wil een bankje.")
    expect(page.get_by_text("U bent niet meer ingelogd.")).to_be_visible()
    expect(page.get_by_role("link", name="Log in om te versturen")).to_be_visible()
    look(page, "visit-note-signed-out")

    other = officer_with(Permission.READ_OFFICE, Permission.VISIT_VILLAGES)
    session = sign_in(Client(), other).cookies["kernkracht_session"].value
    page.context.add_cookies([{"name": "kernkracht_session", "value": session, "url": site}])
    page.goto(FORM)
    expect(page.get_by_role("button", name="Bewaar de notitie")).to_be_visible()
    expect(waiting(page)).to_have_count(0)
    assert not VisitNote.objects.exists()

    page.context.clear_cookies()
    page.context.add_cookies([cookie for cookie in cookies if cookie["name"] == "kernkracht_session"])  # type: ignore[misc] # what the browser gave
    page.goto(FORM)
    expect(page.get_by_text("Verstuurd.")).to_be_visible()
    assert VisitNote.objects.get().written_by == officer.actor


def test_signing_out_warns_and_clears_the_device(
    browser: Browser, site: str, watch: Watch, look: Look, officer: User
) -> None:
    page = phone_of(officer, browser, site, watch)
    page.context.route("**/werk/bezoek/inleveren/", lambda route: route.abort())
    watch.expect("ERR_FAILED")
    write(page, "Men wil een bankje.")
    expect(waiting(page)).to_have_count(1)
    page.goto("/account/uitloggen/")
    expect(page.get_by_text("Er staan nog notities op dit apparaat")).to_be_visible()
    look(page, "visit-note-sign-out")
    page.get_by_role("button", name="Log uit").click()
    page.wait_for_url(lambda url: "uitloggen" not in url)
    left = page.evaluate("Promise.all([caches.keys(), navigator.serviceWorker.getRegistrations()])")
    assert left == [[], []]
    page.context.unroute("**/werk/bezoek/inleveren/")
    session = sign_in(Client(), officer).cookies["kernkracht_session"].value
    page.context.add_cookies([{"name": "kernkracht_session", "value": session, "url": site}])
    page.goto(FORM)
    expect(page.get_by_role("button", name="Bewaar de notitie")).to_be_visible()
    expect(waiting(page)).to_have_count(0)
    assert not VisitNote.objects.exists()


def test_without_javascript_the_form_works(browser: Browser, site: str, officer: User) -> None:
    context = browser.new_context(base_url=site, locale="nl-NL", java_script_enabled=False, viewport=PHONE)
    session = sign_in(Client(), officer).cookies["kernkracht_session"].value
    context.add_cookies([{"name": "kernkracht_session", "value": session, "url": site}])
    page = context.new_page()
    page.goto(FORM)
    write(page, "Men wil een bankje.")
    expect(page.get_by_text("De notitie is bewaard.")).to_be_visible()
    assert VisitNote.objects.get().people_spoken == 7
    context.close()
