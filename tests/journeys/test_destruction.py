"""A destruction list: one makes it, another approves, the worker carries it out, and the register still counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from kernkracht.community.people.models import Role, RoleLabel, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.retention.actions import execute_approved_lists
from kernkracht.grants.applications.models import GrantApplication
from tests.factories.applications import ApplicationFactory
from tests.factories.people import UserFactory, officer_with, sign_in, with_password
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db(transaction=True)
Look = Callable[[Page, str], None]
NAME = "Robin van Langgeleden"


def let_in(context: BrowserContext, user: User, site: str) -> None:
    cookie = sign_in(Client(), user).cookies["kernkracht_session"].value
    context.add_cookies([{"name": "kernkracht_session", "value": cookie, "url": site}])


@pytest.fixture
def old_cases() -> list[GrantApplication]:
    """Two of long ago and one of now, in a village."""
    village = VillageFactory(name="Lienden", slug="lienden")
    common = {"village": village, "contact_name": NAME}
    granted = {"state": "granted", "granted_cents": 50_000, "budget_year": 2015, "received_on": date(2015, 3, 2)}
    return [
        ApplicationFactory(
            number="A-2015-0001", title=f"Tuin van {NAME}", decided_on=date(2015, 4, 1), **granted, **common
        ),
        ApplicationFactory(number="A-2015-0002", state="refused", decided_on=date(2015, 4, 1), **common),
        ApplicationFactory(number="A-2026-0001", state="refused", decided_on=timezone.localdate(), **common),
    ]


def test_a_destruction_list(  # one journey, told from start to end
    page: Page, context: BrowserContext, browser: Browser, site: str, look: Look, old_cases: list[GrantApplication]
) -> None:
    rights = (Permission.READ_OFFICE, Permission.PROPOSE_DESTRUCTION)
    let_in(context, officer_with(*rights, code=Role.Code.ADMINISTRATOR, name="Ria Beheer"), site)
    page.goto("/werk/bewaren/")
    look(page, "office-retention")
    page.get_by_role("link", name="Maak een vernietigingslijst").click()
    page.get_by_role("button", name="Maak de lijst").click()
    expect(page.get_by_text("A-2015-0001", exact=True).first).to_be_visible()
    expect(page.get_by_text("A-2026-0001")).to_have_count(0)
    expect(page.get_by_text("Iemand anders moet hem goedkeuren.").first).to_be_visible()
    look(page, "office-destruction-list")
    page.get_by_role("link", name="Haal van de lijst A-2015-0002").click()
    page.get_by_label("Waarom moet dit blijven?").fill("Gaat naar het streekarchief")
    page.get_by_role("button", name="Haal van de lijst").click()
    expect(page.get_by_text("Gaat naar het streekarchief")).to_be_visible()
    address = page.url

    archivist = officer_with(*rights, Permission.APPROVE_DESTRUCTION, code=Role.Code.ARCHIVIST, name="Arie Archief")
    RoleLabel.objects.filter(role__code=Role.Code.ARCHIVIST).update(label="archivaris")
    other = browser.new_context(base_url=site, locale="nl-NL")
    let_in(other, archivist, site)
    desk = other.new_page()
    desk.goto(address)
    desk.get_by_role("link", name="Goedkeuren").click()
    look(desk, "office-destruction-approve")
    desk.get_by_role("button", name="Ja, vernietig deze dossiers").click()
    expect(desk.get_by_text("Vernietigen begint binnen een minuut.")).to_be_visible()
    assert execute_approved_lists(by=Actor.system("worker"), at=timezone.now()) == 1
    desk.goto(address)
    expect(desk.get_by_text("Uitgevoerd").first).to_be_visible()
    with desk.expect_download() as paper:
        desk.get_by_role("link", name="Download verklaring").click()
    assert paper.value.suggested_filename.startswith("verklaring-van-vernietiging")

    public = browser.new_context(base_url=site, locale="nl-NL").new_page()
    public.goto("/register/")
    expect(public.get_by_text("A-2015-0001").first).to_be_visible()
    expect(public.get_by_text("Plan uit 2015").first).to_be_visible()
    expect(public.get_by_text(NAME)).to_have_count(0)
    names = dict(GrantApplication.objects.order_by("pk").values_list("number", "contact_name"))
    assert names == {"A-2015-0001": "", "A-2015-0002": NAME, "A-2026-0001": NAME}


def test_a_resident_takes_everything_along_and_goes(
    page: Page, context: BrowserContext, site: str, look: Look, old_cases: list[GrantApplication]
) -> None:
    resident = with_password(UserFactory(name=NAME, email="robin@example.org"))
    GrantApplication.objects.filter(number="A-2026-0001").update(applicant=resident)
    cookie = sign_in(Client(), resident, "password").cookies["kernkracht_session"].value
    context.add_cookies([{"name": "kernkracht_session", "value": cookie, "url": site}])
    page.goto("/mijn/gegevens/")
    look(page, "my-data")
    with page.expect_download() as data:
        page.get_by_role("link", name="Download alles").click()
    assert data.value.suggested_filename == "mijn-gegevens.zip"
    page.get_by_role("link", name="Account verwijderen").click()
    expect(page.get_by_text("8.2").first).to_be_visible()
    look(page, "account-remove")
    page.get_by_role("button", name="Verwijder mijn account").click()
    expect(page.get_by_text("Uw account is verwijderd.")).to_be_visible()
    kept = GrantApplication.objects.get(number="A-2026-0001")
    assert (kept.applicant, kept.contact_name) == (None, NAME)
