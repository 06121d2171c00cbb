"""An award is paid: the applicant gives an account, one officer checks it and proposes, another releases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from kernkracht.community.people.models import User
from kernkracht.grants.applications.actions import award_grant
from kernkracht.grants.payments.models import PaymentFile, PaymentObligation
from tests.factories.payments import finance_officer, our_account
from tests.factories.people import sign_in
from tests.grants.applications.desk import Desk

from .browser import Watch

pytestmark = pytest.mark.django_db(transaction=True)
Look = Callable[[Page, str], None]


@pytest.fixture
def desk() -> Desk:
    """An award of € 500 to somebody who gave no account, and another with one."""
    desk = Desk()
    our_account(date(2020, 1, 1))
    now = timezone.now()
    other = desk.another_case(
        title="Speelplek aan de Kersengaard", iban="NL91ABNA0417164300", contact_name="Sam Voorbeeld"
    )
    for case in (desk.case, other):
        desk.judge(case)
        desk.propose(case, carry_out_by=date(now.year + 1, 10, 1))
        award_grant(application=case, no_interest=True, by=desk.decider.actor, at=now)
    return desk


def page_of(user: User, browser: Browser, site: str, watch: Watch) -> Page:
    """The browser of somebody who is signed in."""
    context: BrowserContext = browser.new_context(base_url=site, locale="nl-NL", timezone_id="Europe/Amsterdam")
    context.set_default_timeout(10_000)
    cookie = sign_in(Client(), user).cookies["kernkracht_session"].value
    context.add_cookies([{"name": "kernkracht_session", "value": cookie, "url": site}])
    context.on("page", watch.attach)
    return context.new_page()


def give_account(page: Page, case_page: str, look: Look) -> None:
    """The applicant sees that an account is missing, mistypes it, and gives it."""
    page.goto(case_page)
    look(page, "payment-resident-asked")
    page.get_by_role("link", name="Geef uw rekening door").click()
    page.get_by_label("Op welke rekening").fill("NL91 ABNA 0417 1643 01")
    page.get_by_label("Op welke naam").fill("R. Voorbeeld")
    page.get_by_role("button", name="Geef deze rekening door").click()
    expect(page.get_by_label("Op welke rekening")).to_have_value("NL91 ABNA 0417 1643 01")
    look(page, "payment-resident-account-fault")
    page.get_by_label("Op welke rekening").fill("NL39 RABO 0300 0652 64")
    page.get_by_role("button", name="Geef deze rekening door").click()
    expect(page.get_by_text("eindigt op 5264. Wij controleren die nu.")).to_be_visible()


def check_and_propose(one: Page, desk: Desk, look: Look) -> None:
    """One officer checks the account and proposes both payments."""
    one.goto("/werk/betalen/?lijst=geblokkeerd")
    look(one, "payment-blocked")
    one.get_by_role("link", name="Rekeningen").click()
    look(one, "payment-accounts")
    one.get_by_role("link", name=desk.case.title).click()
    look(one, "payment-account")
    one.get_by_label("Ik heb bij de aanvrager nagevraagd").check()
    one.get_by_role("button", name="Neem deze rekening over").click()
    one.goto("/werk/betalen/")
    look(one, "payment-list")
    one.get_by_role("button", name="Stel deze partij voor").click()
    expect(one.get_by_text("U heeft haar zelf voorgesteld.")).to_be_visible()
    expect(one.get_by_role("link", name="Vrijgeven")).to_have_count(0)
    look(one, "payment-batch-own")


def release(two: Page, desk: Desk, look: Look) -> None:
    """Another looks once more, releases, and takes the file."""
    two.goto("/werk/betalen/partijen/")
    look(two, "payment-batches")
    two.get_by_role("link", name="B-").click()
    two.get_by_role("link", name="Vrijgeven").click()
    look(two, "payment-release")
    two.get_by_role("button", name="Geef deze partij vrij").click()
    look(two, "payment-batch-released")
    with two.expect_download() as taken:
        two.get_by_role("button", name="Haal het bestand op").click()
    assert taken.value.suggested_filename == PaymentFile.objects.get().name
    assert set(PaymentObligation.objects.order_by("pk").values_list("state", flat=True)) == {"paid"}
    two.goto("/werk/betalen/?lijst=betaald")
    two.get_by_role("link", name=desk.case.title).click()
    look(two, "payment-obligation")
    two.goto("/werk/betalen/afschriften/")
    look(two, "payment-statements")
    two.goto("/werk/betalen/eigen-rekening/")
    look(two, "payment-debtor")


def test_an_award_is_paid_by_two_officers(
    page: Page, desk: Desk, browser: Browser, site: str, watch: Watch, look: Look
) -> None:
    watch.expect("422")
    proposer, releaser = finance_officer("Fenna Voorbeeld"), finance_officer("Floris Voorbeeld")
    case_page = f"/mijn/aanvragen/{desk.case.token}/"
    give_account(page, case_page, look)
    check_and_propose(page_of(proposer, browser, site, watch), desk, look)
    release(page_of(releaser, browser, site, watch), desk, look)

    # The applicant reads when, how much, and where it went.
    page.goto(case_page)
    expect(page.get_by_text("Op de rekening die eindigt op 5264.")).to_be_visible()
    look(page, "payment-resident-paid")
