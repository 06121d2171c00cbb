"""The clock in the browser: an incomplete application pauses and resumes it; every date opens to its reasoning."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format
from playwright.sync_api import Browser, BrowserContext, Page, expect

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.grants.applications.models import GrantApplication
from kernkracht.grants.applications.queries import explained_deadline
from tests.factories.people import officer_with, sign_in
from tests.grants.applications.desk import Desk

from .browser import Watch

pytestmark = pytest.mark.django_db(transaction=True)
Look = Callable[[Page, str], None]


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    today = timezone.localdate()
    visitor = Actor.objects.create(kind=Actor.Kind.PERSON)
    type(desk.village).objects.filter(pk=desk.village.pk).update(name="Lienden")
    GrantApplication.objects.filter(pk=desk.case.pk).update(received_on=today - timedelta(days=20), visitor=visitor)
    case = GrantApplication.objects.get(pk=desk.case.pk)
    GrantApplication.objects.filter(pk=case.pk).update(due_on=explained_deadline(case, today).due_on)
    return desk


def signed_in(context: BrowserContext, user: object, site: str) -> None:
    cookie = sign_in(Client(), user).cookies["kernkracht_session"].value  # type: ignore[arg-type] # a User
    context.add_cookies([{"name": "kernkracht_session", "value": cookie, "url": site}])


def day(desk: Desk) -> str:
    due_on = desk.fresh().due_on
    assert due_on is not None
    return date_format(due_on, "j F Y")


def test_an_incomplete_application_pauses_and_resumes_the_clock(
    context: BrowserContext, page: Page, browser: Browser, desk: Desk, site: str, look: Look, watch: Watch
) -> None:
    watch.expect("422")
    signed_in(context, desk.assessor, site)
    first_day = day(desk)
    number = desk.case.number
    page.goto("/werk/")
    page.get_by_text("Waarom?").first.click()
    expect(page.locator("#werklijst details[open]").first).to_contain_text("Awb, artikel 4:13")

    page.goto(f"/werk/aanvragen/{number}/aanvulling-vragen/")
    page.get_by_label("Wat moet de aanvrager aanvullen?").fill("Stuur ons een offerte voor de fruitbomen.")
    page.get_by_role("button", name="Verstuur de vraag").click()
    page.get_by_role("link", name="Bekijk de termijn").click()
    expect(page.get_by_text("De termijn staat stil", exact=True)).to_be_visible()
    paused_day = day(desk)
    assert paused_day != first_day
    expect(page.locator("main")).to_contain_text(f"Wij beslissen uiterlijk op {paused_day}")
    look(page, "office-clock-paused")

    resident = browser.new_context(base_url=site, locale="nl-NL", timezone_id="Europe/Amsterdam")
    resident.on("page", watch.attach)
    own = resident.new_page()
    own.goto(f"/mijn/aanvragen/{desk.case.token}/")
    own.get_by_role("link", name="Vul de aanvraag aan").click()
    own.get_by_label("Wat wilt u aanvullen?").fill("De bomen kosten 500 euro.")
    own.get_by_role("button").filter(has_text="aanvulling").first.click()
    own.wait_for_url(f"**/mijn/aanvragen/{desk.case.token}/")
    running_day = day(desk)
    expect(own.locator("main")).to_contain_text(running_day)
    own.get_by_text("Hoe komen wij aan deze dag?").click()
    expect(own.locator("#wat-nu")).to_contain_text("Wij ontvingen de aanvraag op")
    look(own, "resident-clock")
    assert OutboxMessage.objects.filter(kind="completion_received").exists()

    page.reload()
    expect(page.locator("main")).to_contain_text(f"Wij beslissen uiterlijk op {running_day}")
    expect(page.get_by_text("De termijn staat stil", exact=True)).to_have_count(0)
    resident.close()


def test_a_letter_with_another_day_and_a_notice_of_default(
    context: BrowserContext, page: Page, desk: Desk, site: str, look: Look, watch: Watch
) -> None:
    watch.expect("422")
    signed_in(context, desk.assessor, site)
    page.goto(f"/werk/aanvragen/{desk.case.number}/termijn/")
    page.get_by_role("link", name="Schrijf dat het later wordt").click()
    look(page, "office-term-extend")
    page.get_by_role("button", name="Verstuur de brief").click()
    expect(page.locator("#fouten")).to_be_visible()
    page.get_by_label("Waarom lukt het niet op tijd?").fill("Wij wachten op het advies over de bomen.")
    page.get_by_role("button", name="Verstuur de brief").click()
    expect(page.get_by_text("De brief is onderweg.")).to_be_visible()
    expect(page.locator("main")).to_contain_text(day(desk))
    look(page, "office-clock-extended")

    page.goto(f"/mijn/aanvragen/{desk.case.token}/te-laat/")
    expect(page.get_by_text("Wij zijn nog niet te laat")).to_be_visible()


def test_terms_outages_and_settings(
    context: BrowserContext, page: Page, desk: Desk, site: str, look: Look, watch: Watch
) -> None:
    watch.expect("422")
    administrator = officer_with(
        Permission.READ_OFFICE, Permission.SEE_TERMS, Permission.MANAGE_LEGAL_SETTINGS, name="Bo Beheer"
    )
    signed_in(context, administrator, site)
    late = timezone.localdate() - timedelta(days=5)
    GrantApplication.objects.filter(pk=desk.case.pk).update(due_on=late, handler=desk.assessor)
    page.goto("/werk/termijnen/")
    expect(page.locator("main")).to_contain_text(desk.case.title)
    look(page, "office-terms")

    page.goto("/werk/storingen/nieuw/")
    page.get_by_label("E-mail", exact=True).check()
    page.get_by_label("Wat moeten bezoekers weten?").fill("Onze e-mail werkt niet. U kunt bellen.")
    page.get_by_role("button", name="Meld de storing").click()
    look(page, "office-outages")
    page.goto("/storingen/")
    expect(page.get_by_text("Er is een storing", exact=True)).to_be_visible()
    look(page, "public-outages")
    page.goto("/digitaal-bericht/")
    look(page, "public-digital-message")

    page.goto("/werk/wettelijk/")
    look(page, "office-legal-settings")
    page.get_by_role("link", name="Termijn om te beslissen, als de regeling er geen noemt").click()
    page.get_by_label("Nieuwe waarde").fill("acht")
    page.get_by_role("button", name="Bewaar de nieuwe waarde").click()
    expect(page.locator("#fouten")).to_contain_text("Vul een heel getal in")
    look(page, "office-legal-setting")
