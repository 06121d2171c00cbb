"""A coffee moment: planned by the coordinator, full on a phone, a waiting list that moves on, and its outcome."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from kernkracht.community.gatherings.models import Gathering, SignUp
from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.notices.models import OutboxMessage
from tests.factories.gatherings import coffee_kind
from tests.factories.people import officer_with
from tests.factories.villages import VillageFactory

from .browser import Watch
from .test_payment import Look, page_of

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 390, "height": 844}


def fill_date(page: Page, question: str, days: int) -> None:
    day = timezone.localdate() + timedelta(days=days)
    group = page.get_by_role("group", name=question)
    for part, value in zip(("Dag", "Maand", "Jaar"), (day.day, day.month, day.year), strict=True):
        group.get_by_label(part).fill(str(value))


def plan_it(page: Page, village: str, look: Look) -> Gathering:
    """The kind first; a link that is missing is asked for, and all answers stay."""
    page.goto("/werk/bijeenkomsten/")
    look(page, "gatherings-empty")
    page.get_by_role("link", name="Nieuwe bijeenkomst").click()
    page.get_by_role("link", name="Koffiemoment").click()
    page.get_by_label("Hoe heet de bijeenkomst?").fill("Koffie met de wethouder")
    page.get_by_label(village).check()
    fill_date(page, "Op welke dag?", 7)
    page.get_by_label("Van hoe laat?").fill("10.00")
    page.get_by_label("Tot hoe laat?").fill("10.40")
    page.get_by_label("Online", exact=True).check()
    page.get_by_label("Mensen mogen ook kiezen dat wij ze bellen").check()
    page.get_by_role("button", name="Plan de bijeenkomst").click()
    expect(page.get_by_text("Vul de link in waarmee mensen online meedoen.").first).to_be_visible()
    look(page, "gathering-plan-fault")
    page.get_by_label("Link om online mee te doen").fill("https://overleg.example.org/koffie")
    page.get_by_role("button", name="Plan de bijeenkomst").click()
    expect(page.get_by_role("heading", name="Koffie met de wethouder")).to_be_visible()
    return Gathering.objects.get()


def sign_up(page: Page, village: str, name: str, *, waits: bool = False) -> None:
    page.goto(f"/dorpen/{village}/")
    page.get_by_role("link", name="Koffie met de wethouder").click()
    page.get_by_role("link", name=re.compile("Op de wachtlijst" if waits else "Kies deze tijd")).first.click()
    page.get_by_label("Uw naam").fill(f"{name} Voorbeeld")
    page.get_by_label("Uw e-mailadres").fill(f"{name.lower()}@example.org")
    page.get_by_label("Telefoon", exact=True).check()
    page.get_by_label("Waarover wilt u praten?").fill("De speelplek")
    if waits:
        page.get_by_label("Is deze tijd vol?").check()
    page.get_by_role("button", name="Meld mij aan").click()
    expect(page.get_by_text("Vul het nummer in waarop wij u bellen").first).to_be_visible()
    page.get_by_label("Uw telefoonnummer").fill("06 12 34 56 78")
    page.get_by_role("button", name="Meld mij aan").click()
    expect(page.get_by_role("heading", name="Kijk in uw mail")).to_be_visible()


def own_page(name: str, kind: str) -> str:
    """The address that was mailed."""
    message = OutboxMessage.objects.filter(kind=kind, recipient_name__startswith=name).latest("pk")
    found = re.search(r"(/aanmelding/[^/\s]+/)\s", message.body_text)
    assert found
    return found[1]


def on_the_day(office: Page, phone: Page, look: Look) -> None:
    """The host ticks somebody off; others say with the code how many they are."""
    now = timezone.now()
    Gathering.objects.update(starts_at=now - timedelta(minutes=5), ends_at=now + timedelta(hours=1))
    office.reload()
    office.get_by_role("button", name="Kim Voorbeeld is er").click()
    office.get_by_role("link", name="Toon de code").click()
    look(office, "gathering-door")
    phone.goto("/deur/")
    phone.get_by_label("Code op het scherm").fill(Gathering.objects.get().door_code)
    phone.get_by_role("button", name="Ga verder").click()
    phone.get_by_label("Met hoeveel mensen bent u?").fill("2")
    phone.get_by_role("button", name="Wij zijn er").click()
    expect(phone.get_by_text("Wij hebben u geteld")).to_be_visible()


def write_outcome(office: Page, gathering: Gathering, look: Look) -> None:
    """What came of it, and who does what by when."""
    office.goto(f"/werk/bijeenkomsten/{gathering.pk}/uitkomst/")
    office.get_by_label("Wat is er besproken").fill("Er komt een bankje bij de rivier.")
    office.get_by_role("button", name="Bewaar de uitkomst").click()
    expect(office.get_by_text("3 bezoekers")).to_be_visible()
    office.get_by_role("link", name="Nieuw actiepunt").click()
    office.get_by_label("Wat gaat er gebeuren?").fill("Bankje bestellen")
    fill_date(office, "Wanneer is het klaar?", 14)
    office.get_by_role("button", name="Bewaar het actiepunt").click()
    look(office, "gathering-held")
    office.goto("/werk/bijeenkomsten/actiepunten/")
    expect(office.get_by_role("rowheader", name="Bankje bestellen")).to_be_visible()


def test_a_coffee_moment_from_plan_to_outcome(browser: Browser, site: str, watch: Watch, look: Look) -> None:
    village = VillageFactory(name="Lienden", slug="lienden")
    coffee_kind()
    coordinator = officer_with(Permission.READ_OFFICE, Permission.MANAGE_GATHERINGS, name="Fenna Voorbeeld")
    watch.expect("422")
    office = page_of(coordinator, browser, site, watch)
    gathering = plan_it(office, village.name, look)

    context = browser.new_context(base_url=site, locale="nl-NL", timezone_id="Europe/Amsterdam", viewport=PHONE)
    context.set_default_timeout(10_000)
    context.on("page", watch.attach)
    phone = context.new_page()
    sign_up(phone, village.slug, "Robin")
    sign_up(phone, village.slug, "Sam")
    sign_up(phone, village.slug, "Kim", waits=True)
    phone.goto(f"/bijeenkomsten/{gathering.pk}-{gathering.slug}/")
    look(phone, "gathering-full")
    phone.goto(own_page("Kim", "gathering_sign_up"))
    expect(phone.get_by_text("U staat op de wachtlijst")).to_be_visible()
    phone.goto(own_page("Robin", "gathering_sign_up"))
    look(phone, "gathering-own")
    phone.get_by_role("button", name="Meld mij af").click()
    expect(phone.get_by_role("heading", name="U bent afgemeld")).to_be_visible()
    phone.goto(own_page("Kim", "gathering_place_free"))
    expect(phone.get_by_text("U heeft een plek")).to_be_visible()

    office.reload()
    look(office, "gathering-office")
    on_the_day(office, phone, look)
    write_outcome(office, gathering, look)
    phone.goto(f"/bijeenkomsten/{gathering.pk}-{gathering.slug}/")
    expect(phone.get_by_text("Er komt een bankje bij de rivier.")).to_be_visible()
    assert SignUp.objects.count() == 2
    context.close()
    assert watch.unexpected() == []
