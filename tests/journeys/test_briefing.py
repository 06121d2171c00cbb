"""A village pictured, started and briefed: from the baseline by the coordinator to the PDF in the alderman's hand."""

from __future__ import annotations

import io
from datetime import timedelta

import pikepdf
import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from kernkracht.accountability.briefings.actions import make_briefing
from kernkracht.community.villages.models import RolloutStep
from kernkracht.foundation.notices.models import OutboxMessage
from tests.factories.briefings import Pair, briefed_village
from tests.factories.groups import kind_of
from tests.factories.questions import asked
from tests.factories.themes import ThemeFactory
from tests.factories.villages import VillageFactory

from .browser import Watch
from .test_coffee_moment import PHONE
from .test_payment import Look, page_of

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 60_000
"""Milliseconds: the first page loads the whole application, and the last makes a PDF."""


def picture_the_village(page: Page, pair: Pair, look: Look) -> None:
    """Four questions; a group that the register does not know yet is added on the way."""
    page.goto("/werk/dorpsbeeld/")
    look(page, "pictures-empty")
    page.get_by_role("link", name=pair.village.name, exact=True).click()
    page.get_by_role("link", name="Begin", exact=True).click()
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("link", name="Schrijf op").click()
    page.get_by_label("Wat speelt er al?").fill("De school groeit. Bel 06 12345678.")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_text("lijkt op").first).to_be_visible()
    page.get_by_label("Wat speelt er al?").fill("De school groeit.")
    page.get_by_role("button", name="Bewaar").click()
    page.get_by_role("link", name="Voeg een groep toe").click()
    page.get_by_label("Hoe heet de groep?").fill("Dorpsbelang Ingen")
    page.get_by_label("Wat voor groep is het?").select_option(index=0)
    page.get_by_role("button", name="Voeg de groep toe").click()
    page.get_by_role("link", name="Nieuwe wens").click()
    page.get_by_label("Wat is de wens?").fill("Een bankje bij de rivier")
    page.get_by_label("Van wie is de wens?").select_option(label="Dorpsbelang Ingen")
    page.get_by_label("Dit kan een agendapunt").check()
    page.get_by_role("button", name="Bewaar de wens").click()
    for text in ("Verkeer", "Woningen"):
        page.get_by_role("link", name="Nieuwe uitdaging").click()
        page.get_by_label("Wat is de uitdaging?").fill(text)
        page.get_by_role("button", name="Bewaar").click()
    page.get_by_role("button", name="Omhoog").click()
    look(page, "baseline-draft")
    page.get_by_role("link", name="Stel vast").first.click()
    page.get_by_role("button", name="Stel vast").click()
    expect(page.get_by_role("listitem").filter(has_text="Woningen")).to_be_visible()
    look(page, "baseline-adopted")


def start_the_village(page: Page, pair: Pair, look: Look) -> None:
    """Phase 3 needs a start gathering that was held, or a reason."""
    for phase in ("In kaart brengen", "Starten"):
        page.goto(f"/werk/dorpsbeeld/{pair.village.slug}/uitrol/fase/")
        page.get_by_label(phase).check()
        page.get_by_role("button", name="Bewaar de fase").click()
    page.goto(f"/werk/dorpsbeeld/{pair.village.slug}/uitrol/fase/")
    page.get_by_label("Uitvoeren").check()
    page.get_by_role("button", name="Bewaar de fase").click()
    expect(page.get_by_text("Er is nog geen startbijeenkomst afgerond").first).to_be_visible()
    page.get_by_label("Waarom?").fill("De avond was voordat dit systeem er was.")
    page.get_by_role("button", name="Bewaar de fase").click()
    expect(page.get_by_text("De avond was voordat dit systeem er was.")).to_be_visible()
    look(page, "rollout")


def hand_over(page: Page, number: str, look: Look) -> None:
    page.goto(f"/werk/vragen/{number}/")
    page.get_by_role("link", name="Laat de wethouder aansluiten").click()
    page.get_by_role("button", name="Vraag de wethouder").click()
    page.get_by_label("Waarom vraagt u de wethouder?").fill("Het college beloofde hier iets over.")
    page.get_by_role("button", name="Vraag de wethouder").click()
    expect(page.get_by_text("sluit aan sinds")).to_be_visible()
    look(page, "question-joined")


def read_and_print(page: Page, pair: Pair, look: Look) -> bytes:
    """The alderman, on a phone: the own screen, the mail's link, the PDF."""
    page.goto("/werk/mijn-dorpen/")
    expect(page.get_by_text("Het college beloofde hier iets over.").first).to_be_visible()
    look(page, "own-villages")
    message = OutboxMessage.objects.filter(kind="briefing_ready").latest("pk")
    assert message.recipient_email == pair.alderman.email
    path = next(word for word in message.body_text.split() if "/werk/briefings/" in word).split("/werk/")[1]
    page.goto(f"/werk/{path}")
    expect(page.get_by_text("Nieuw agendapunt: Wens van Dorpsbelang Ingen: Een bankje bij de rivier.")).to_be_visible()
    expect(page.get_by_text("Nieuwe belofte: Vraag").first).to_be_visible()
    look(page, "briefing")
    with page.expect_download() as download:
        page.get_by_role("link", name="Bewaar als PDF").click()
    return download.value.path().read_bytes()


def test_from_the_picture_of_a_village_to_the_briefing_as_pdf(
    browser: Browser, site: str, watch: Watch, look: Look
) -> None:
    pair = briefed_village(VillageFactory(name="Ingen", slug="ingen"))
    kind_of("village_association")
    make_briefing(village=pair.village, by=pair.coordinator.actor, at=timezone.now() - timedelta(days=30))
    question = asked(timezone.now(), village=pair.village, theme=ThemeFactory(label="Verkeer"))
    watch.expect("422")
    office = page_of(pair.coordinator, browser, site, watch)
    office.set_default_timeout(PATIENCE)
    picture_the_village(office, pair, look)
    start_the_village(office, pair, look)
    assert pair.village.rollout_steps.get(phase=RolloutStep.Phase.RUN).reason
    hand_over(office, question.number, look)
    office.goto(f"/werk/dorpsbeeld/{pair.village.slug}/briefing/")
    look(office, "briefing-before")
    office.get_by_role("link", name="Maak een briefing").click()
    office.get_by_role("button", name="Maak de briefing").click()
    expect(office.get_by_role("heading", name="Briefing Ingen")).to_be_visible()

    alderman = page_of(pair.alderman, browser, site, watch)
    alderman.set_viewport_size(PHONE)
    alderman.set_default_timeout(PATIENCE)
    with pikepdf.open(io.BytesIO(read_and_print(alderman, pair, look))) as pdf:
        assert len(pdf.pages) == 1
        assert "/StructTreeRoot" in pdf.Root
    assert watch.unexpected() == []
