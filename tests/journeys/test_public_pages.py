"""What anybody sees, in a real browser: each public page at three widths, by keyboard, without scripts, and printed."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.fixtures import Settings

from kernkracht.grants.applications.models import GrantApplication
from kernkracht.web.demo.loading import load_demo

from .browser import SCREENSHOTS

pytestmark = pytest.mark.django_db(transaction=True)
Look = Callable[[Page, str], None]

PAGES = {
    "home": "/",
    "villages": "/dorpen/",
    "villages-sorted": "/dorpen/?sorteer=-hoofd",
    "village": "/dorpen/lienden/",
    "village-vacant": "/dorpen/beusichem/",
    "plans": "/plannen/",
    "plans-search": "/plannen/?zoek=dorpshuis",
    "plans-nothing": "/plannen/?zoek=qwertyuiop",
    "plan-imported": "/plannen/LE-2022-003/",
    "schemes": "/geld/",
    "scheme": "/geld/leefbaarheidsbudget/",
    "scheme-old": "/geld/leefbaarheidsbudget/?versie=2019",
    "register": "/register/",
    "register-filtered": "/register/?dorp=lienden&jaar=2022",
    "register-unknown": "/register/?dorp=atlantis",
    "about": "/over/",
    "accessibility": "/toegankelijkheid/",
    "privacy": "/privacy/",
}


@pytest.fixture
def demo(transactional_db: None, settings: Settings) -> None:
    settings.DEMO = True
    load_demo(timezone.now())


def latest() -> GrantApplication:
    """A plan that went the whole way through the demo."""
    here = GrantApplication.objects.public().exclude(channel=GrantApplication.Channel.IMPORT)
    return here.order_by("-decided_on", "-pk")[0]


@pytest.mark.usefixtures("demo")
def test_the_public_pages(browser: Browser, site: str, page: Page, look: Look) -> None:
    """One journey, since loading the demo takes longer than looking at it."""
    plan = f"/plannen/{latest().number}/"
    for name, address in {**PAGES, "plan": plan}.items():
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        look(page, f"public-{name}")
    _by_keyboard(page)
    _filter_while_choosing(page)
    _printed(page, plan)
    _without_scripts(browser, site)


def _by_keyboard(page: Page) -> None:
    """From the front page to a village by keyboard alone, and past the menu with the first link."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhoud"
    choice = page.get_by_label("Uw dorp", exact=True)
    for _press in range(30):
        page.keyboard.press("Tab")
        if choice.evaluate("field => field === document.activeElement"):
            break
    page.keyboard.type("Lienden")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Lienden", level=1)).to_be_visible()


def _filter_while_choosing(page: Page) -> None:
    """The list follows the choice, and the address with it, so that it can be shared."""
    page.goto("/register/")
    page.get_by_label("Dorp", exact=True).select_option("lienden")
    page.wait_for_url(re.compile(r"/register/\?.*dorp=lienden"))
    rows = page.locator("#register tbody tr")
    expect(rows.first).to_be_visible()
    assert all("Lienden" in row for row in rows.all_inner_texts())
    with page.expect_download() as download:
        page.get_by_role("link", name="Download als CSV").click()
    assert "Lienden" in download.value.path().read_text(encoding="utf-8")


def _printed(page: Page, plan: str) -> None:
    """On paper: what it is about, without menus and buttons."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 794, "height": 1123})
    for name, address in {"scheme": "/geld/leefbaarheidsbudget/", "plan": plan}.items():
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.locator(".kk-header__nav")).to_be_hidden()
        expect(page.locator(".kk-footer")).to_be_hidden()
        page.screenshot(path=SCREENSHOTS / f"public-{name}-print.png", full_page=True)
    page.emulate_media(media="screen")


def _without_scripts(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, locale="nl-NL", java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Uw dorp", exact=True).select_option("asch")
    page.get_by_role("button", name="Ga naar dit dorp").click()
    expect(page.get_by_role("heading", name="Asch", level=1)).to_be_visible()
    page.goto("/plannen/")
    page.get_by_role("main").get_by_label("Zoek op een woord").fill("dorpshuis")
    page.get_by_role("button", name="Filter").click()
    expect(page.get_by_text("Zoekt op ‘dorpshuis’")).to_be_visible()
    context.close()
