"""Looking for the news of the village hall with a typing error; and who may find what is the office's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.search.actions import take_in
from tests.factories.applications import ApplicationFactory
from tests.factories.news import some_news
from tests.factories.people import officer_with, with_password
from tests.factories.villages import VillageFactory

from .browser import Watch
from .test_payment import Look, page_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def _things() -> None:
    cache.clear()
    village = VillageFactory(name="Beusichem", slug="beusichem")
    yesterday = timezone.now() - timedelta(days=1)
    some_news("Het dorpshuis gaat weer open", body="Kom kijken in het dorpshuis.", villages=(village,), at=yesterday)
    ApplicationFactory(number="A-2026-0117", title="Zwanenvijver bij de molen", village=village)
    take_in(timezone.now())


@pytest.mark.usefixtures("_things")
def test_a_typing_error_finds_the_news(page: Page, look: Look) -> None:
    page.goto("/")
    page.get_by_label("Zoek op een woord of nummer").fill("dorpshius")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Wij zochten op dorpshuis")).to_be_visible()
    look(page, "search-corrected")
    page.get_by_role("link", name="Zoek toch op “dorpshius”").click()
    expect(page.get_by_text("Niets gevonden voor “dorpshius”")).to_be_visible()
    expect(page.get_by_role("link", name="Kies uw dorp")).to_be_visible()
    look(page, "search-nothing")
    page.get_by_label("Wat zoekt u?").fill("dorpshuis")
    page.get_by_role("main").get_by_role("button", name="Zoek").click()
    page.get_by_role("link", name="Het dorpshuis gaat weer open").click()
    expect(page.get_by_role("heading", name="Het dorpshuis gaat weer open")).to_be_visible()


@pytest.mark.usefixtures("_things")
def test_only_the_office_finds_its_case(page: Page, browser: Browser, site: str, watch: Watch, look: Look) -> None:
    page.goto("/zoeken/?zoek=zwanenvijver")
    expect(page.get_by_text("Niets gevonden voor “zwanenvijver”")).to_be_visible()
    page.goto("/werk/zoeken/?zoek=zwanenvijver")
    expect(page.get_by_role("heading", name="Inloggen")).to_be_visible()
    office = page_of(with_password(officer_with(Permission.READ_OFFICE)), browser, site, watch)
    office.goto("/werk/zoeken/?zoek=a-2026-0117")
    look(office, "search-office")
    office.get_by_role("link", name="A-2026-0117 Zwanenvijver bij de molen").click()
    expect(office.get_by_role("heading", name="Zwanenvijver bij de molen")).to_be_visible()
