"""Every component in every state, looked at: wide, narrow, enlarged, forced colours, paper, without JavaScript."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.fixtures import Settings

from .browser import SCREENSHOTS, Watch, overflow

Look = Callable[[Page, str], None]
OFFICE, PUBLIC, FORM = "/werk/stijl/", "/werk/stijl/dorp/", "/werk/stijl/formulier/"
FORM_ANSWERS = {"#id_name": "Pluktuin", "#id_amount": "1,250", "#id_start_0": "31", "#id_start_2": "2027"}


@pytest.fixture(autouse=True)
def demonstration(settings: Settings) -> None:
    settings.DEMO = True


@pytest.mark.parametrize("address", [OFFICE, PUBLIC, FORM, "/werk/stijl/bevestig/"])
def test_the_parts(page: Page, look: Look, address: str) -> None:
    page.goto(address)
    look(page, "style" + address.removeprefix("/werk/stijl").rstrip("/").replace("/", "-"))


def test_every_fault_of_a_form(page: Page, look: Look, watch: Watch) -> None:
    watch.expect("422")
    page.goto(FORM)
    for field, text in FORM_ANSWERS.items():
        page.fill(field, text)
    page.fill("#id_start_1", "februari")
    page.get_by_role("button", name="Bewaar en ga verder").click()
    summary = page.locator("#fouten")
    expect(summary).to_be_focused()
    expect(page).to_have_title("Fout: Kosten en planning - Kernkracht")
    for field, text in FORM_ANSWERS.items():
        expect(page.locator(field)).to_have_value(text)
    summary.get_by_role("link", name="Deze dag bestaat niet").click()
    expect(page.locator("#id_start_0")).to_be_focused()
    look(page, "style-form-faults")


@pytest.mark.parametrize("code", [400, 403, 404, 413, 419, 500])
def test_the_pages_for_when_something_is_wrong(page: Page, look: Look, watch: Watch, code: int) -> None:
    watch.expect("403" if code == 419 else str(code))
    page.goto(f"/werk/stijl/fouten/{code}/")
    look(page, f"style-error-{code}")


def test_forced_colours_and_paper(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, forced_colors="active", locale="nl-NL")
    page = context.new_page()
    for address, name in ((OFFICE, "office"), (PUBLIC, "public"), (FORM, "form")):
        page.goto(address)
        page.screenshot(path=SCREENSHOTS / f"style-{name}-forced.png", full_page=True)
        border = page.evaluate("getComputedStyle(document.querySelector('.kk-badge, .kk-option')).borderTopStyle")
        assert border == "solid"
    context.close()
    paper = browser.new_context(base_url=site, locale="nl-NL").new_page()
    paper.goto(PUBLIC)
    paper.emulate_media(media="print")
    assert paper.locator(".kk-footer").is_hidden()
    assert paper.get_by_text("0344 - 00 00 00").first.is_visible()
    paper.screenshot(path=SCREENSHOTS / "style-public-print.png", full_page=True)
    assert len(paper.pdf(format="A4", path=SCREENSHOTS / "style-public.pdf")) > 10_000
    paper.context.close()


def test_by_keyboard(page: Page) -> None:
    page.goto(FORM)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Naar de inhoud")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_menu_opens_without_script_and_closes_with_escape(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(PUBLIC)
    menu = page.locator("details.kk-menu")
    menu.locator("summary").click()
    expect(menu.get_by_role("button", name="English")).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()


def test_the_other_language(page: Page) -> None:
    page.goto(f"{PUBLIC}?x=1")
    assert page.locator("html").get_attribute("lang") == "nl"
    page.locator(".kk-header__tools").get_by_role("button", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.url.endswith(f"{PUBLIC}?x=1")


def test_a_form_is_sent_once(page: Page, watch: Watch) -> None:
    watch.expect("422")
    page.goto(FORM)
    page.evaluate("document.querySelector('.kk-form').removeAttribute('data-keep-input')")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.get_by_role("button", name="Bewaar en ga verder").dblclick()
    expect(page.locator("#fouten")).to_be_visible()
    assert len(sent) == 1


def test_a_lost_connection_keeps_what_was_typed(page: Page, watch: Watch) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED")
    watch.expect("422")
    page.goto(FORM)
    page.fill("#id_name", "Pluktuin")
    page.context.set_offline(True)
    page.get_by_role("button", name="Bewaar en ga verder").click()
    expect(page.get_by_text("Geen verbinding. Uw antwoorden staan nog op deze pagina.")).to_be_visible()
    expect(page.locator("#id_name")).to_have_value("Pluktuin")
    page.context.set_offline(False)
    page.get_by_role("button", name="Bewaar en ga verder").click()
    expect(page.locator("#fouten")).to_be_visible()
    expect(page.locator("#id_name")).to_have_value("Pluktuin")


def test_a_long_answer_counts_along(page: Page) -> None:
    page.goto(FORM)
    page.fill("#id_costs", "x" * 601)
    expect(page.locator("#id_costs_teller")).to_have_text("Te veel tekens: 1.")


def test_without_javascript(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False, locale="nl-NL")
    page = context.new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(FORM)
    page.get_by_role("button", name="Bewaar en ga verder").click()
    expect(page.locator("#fouten")).to_be_visible()
    page.goto(OFFICE)
    expect(page.get_by_role("button", name="Filter")).to_be_visible()
    context.close()


def test_the_first_visit_is_light(browser: Browser, site: str) -> None:
    """At most 120 KB over the wire: page, styles, script and letters, each compressed as a server sends it."""
    context = browser.new_context(base_url=site, locale="nl-NL")
    page = context.new_page()
    bodies: dict[str, bytes] = {}
    page.on("response", lambda response: bodies.update({response.url: response.body()}))
    page.goto(PUBLIC, wait_until="networkidle")
    assert wire_size(bodies) < 120_000, {url: len(body) for url, body in bodies.items()}
    context.close()


def wire_size(bodies: dict[str, bytes]) -> int:
    import gzip

    return sum(len(body) if url.endswith("woff2") else len(gzip.compress(body, 6)) for url, body in bodies.items())


def test_enlarged_text_stays_in_its_place(page: Page) -> None:
    for address in (OFFICE, PUBLIC, FORM):
        page.goto(address)
        page.set_viewport_size({"width": 640, "height": 900})
        page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
        assert overflow(page) <= 0, address


def test_nothing_of_this_exists_in_earnest(page: Page, settings: Settings, watch: Watch) -> None:
    settings.DEMO = False
    watch.expect("404")
    answer = page.goto(OFFICE)
    assert answer is not None
    assert answer.status == 404
