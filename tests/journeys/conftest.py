"""What a journey needs: the application on a real port, and a browser that fails the test when a page complains."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings as project_settings
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from .browser import ARGUMENTS, Watch, find_chromium, look_at

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys of this process."""
    executable = find_chromium()
    if executable is None:
        pytest.fail("Chromium is not on this machine. Install it, or set CHROMIUM to its path.")
    # Playwright keeps an event loop in this thread, which makes Django refuse the ORM unless told that this is meant.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=20_000)  # A letter takes a second to make, and far more on a busy machine.
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def site(live_server: LiveServer, settings: Settings) -> str:
    """The address of the application with its built assets; links in mail point here too."""
    if not project_settings.ASSETS_DIR.is_dir():
        pytest.fail("The assets are not built. Run: make setup")
    settings.SITE_URL = live_server.url
    return live_server.url


@pytest.fixture
def context(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """A visitor with a browser of their own, in Dutch; make more with `browser.new_context` for more people."""
    context = browser.new_context(base_url=site, locale="nl-NL", timezone_id="Europe/Amsterdam")
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def watch() -> Watch:
    """Collects what pages complain about; `watch.expect("404")` allows what the journey is about."""
    return Watch()


@pytest.fixture
def page(context: BrowserContext, watch: Watch) -> Iterator[Page]:
    """A page that fails the test on console errors and warnings, script errors and policy violations."""
    context.on("page", watch.attach)
    yield context.new_page()
    assert watch.unexpected() == []


@pytest.fixture
def look() -> Callable[[Page, str], None]:
    """`look(page, name)`: no overflow and no axe violation at 1280, 390 and 320 px; keeps a picture of each."""
    return look_at
