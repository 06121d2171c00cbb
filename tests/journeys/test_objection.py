"""A refusal, an objection, a new decision: by the mailed link, through a colleague who had no part, to the money."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.grants.applications.models import GrantDecision
from kernkracht.grants.objections.models import Objection
from tests.factories.people import role_with, sign_in
from tests.grants.objections.bench import Bench

from .browser import Watch

pytestmark = pytest.mark.django_db(transaction=True)
Look = Callable[[Page, str], None]


@pytest.fixture
def bench() -> Bench:
    """A refusal of ten days ago; the letter went on that day."""
    bench = Bench()
    moment = timezone.now() - timedelta(days=10)
    GrantDecision.objects.filter(pk=bench.decision.pk).update(decided_at=moment, decided_on=timezone.localdate(moment))
    OutboxMessage.objects.filter(letter=bench.decision.letter).update(sent_at=moment)
    for user in (bench.handler, bench.decider):
        role_with(user.assignments.get().role.code, Permission.READ_OFFICE)
    return bench


def page_of(browser: Browser, user: User, site: str, watch: Watch) -> Page:
    context: BrowserContext = browser.new_context(base_url=site, locale="nl-NL", timezone_id="Europe/Amsterdam")
    cookie = sign_in(Client(), user).cookies["kernkracht_session"].value
    context.add_cookies([{"name": "kernkracht_session", "value": cookie, "url": site}])
    context.on("page", watch.attach)
    return context.new_page()


def file_it(page: Page, bench: Bench, look: Look) -> Objection:
    """By the link in the letter, without an account, signed with the mailed code."""
    page.goto("/bezwaar-maken/")
    look(page, "objecting")
    page.goto(f"/bezwaar/{bench.desk.case.token}/")
    look(page, "objection-file")
    page.get_by_role("button", name="Verstuur uw bezwaar").click()
    expect(page).to_have_title(re.compile("^Fout:"))
    page.get_by_label("Waarom bent u het niet eens met het besluit?").fill("Iedereen mag meedoen.")
    page.get_by_role("button", name="Verstuur uw bezwaar").click()
    page.get_by_role("link", name="Onderteken met de code").click()
    mail = OutboxMessage.objects.get(kind="objection_code")
    code = re.search(r"\d{6}", mail.subject)
    assert code
    page.get_by_label("Code uit de e-mail").fill(code[0])
    page.get_by_role("button", name="Onderteken").first.click()
    expect(page.get_by_text("Onderteken uw bezwaar")).to_have_count(0)
    look(page, "objection-follow")
    return Objection.objects.get()


def propose_it(page: Page, objection: Objection, look: Look) -> None:
    """Taken by the objection officer, without a hearing since we agree, and proposed."""
    page.goto("/werk/bezwaren/")
    look(page, "objections-list")
    page.goto(f"/werk/bezwaren/{objection.number}/")
    page.get_by_role("button", name="Pak op").click()
    page.get_by_role("link", name="Geen hoorzitting").click()
    page.get_by_label("Wij komen helemaal tegemoet").check()
    page.get_by_label("Leg uit waarom").fill("Wij geven de indiener gelijk.")
    page.get_by_role("button", name="Bewaar").click()
    page.get_by_role("link", name="Doe een voorstel").click()
    page.get_by_label("Gegrond, met een nieuw besluit", exact=True).check()
    page.get_by_label("Waarom?", exact=True).fill("Het plan is voor iedereen.")
    page.get_by_label("Toekennen").check()
    page.get_by_label("Welk bedrag krijgt de aanvrager in totaal?").fill("500")
    ready = timezone.localdate() + timedelta(days=200)
    for label, value in (("Dag", ready.day), ("Maand", ready.month), ("Jaar", ready.year)):
        page.get_by_label(label, exact=True).fill(str(value))
    look(page, "objection-propose")
    page.get_by_role("button", name="Leg voor aan de beslisser").click()
    expect(page.get_by_text("Het voorstel ligt klaar")).to_be_visible()
    look(page, "objection-office")


def decide_it(page: Page, objection: Objection) -> None:
    page.goto(f"/werk/bezwaren/{objection.number}/besluit/")
    page.get_by_role("button", name="Besluit en verstuur de brief").click()
    expect(page).to_have_title(re.compile("^Fout:"))
    page.get_by_label("Ik heb geen eigen belang").check()
    page.get_by_role("button", name="Besluit en verstuur de brief").click()
    expect(page.get_by_text("Het besluit is genomen")).to_be_visible()


def test_a_refusal_an_objection_a_new_decision(
    page: Page, browser: Browser, bench: Bench, site: str, look: Look, watch: Watch
) -> None:
    watch.expect("422")
    objection = file_it(page, bench, look)
    propose_it(page_of(browser, bench.handler, site, watch), objection, look)
    decide_it(page_of(browser, bench.decider, site, watch), objection)
    page.goto(f"/mijn/bezwaren/{objection.token}/")
    page.get_by_role("link", name="Lees de brief").click()
    expect(page.get_by_text("Uw bezwaar is gegrond")).to_be_visible()
    case, ceiling = bench.desk.fresh(), bench.desk.ceiling_now()
    assert (case.state, case.granted_cents) == ("granted", 500_00)
    assert (ceiling.granted_cents, ceiling.beyond_cents) == (500_00, 0)
