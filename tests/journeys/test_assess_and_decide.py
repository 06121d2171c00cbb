"""A case from the work list to the letter: one colleague assesses and proposes, another decides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.grants.applications import actions
from kernkracht.grants.applications.models import ApplicationState, BudgetLine, GrantApplication
from kernkracht.grants.applications.queries import explained_deadline
from tests.factories.people import officer_with, sign_in
from tests.grants.applications.desk import RULES, Desk

from .browser import Watch

pytestmark = pytest.mark.django_db(transaction=True)
Look = Callable[[Page, str], None]


@pytest.fixture
def desk() -> Desk:
    today = timezone.localdate()
    desk = Desk(
        rules=[*RULES, ("non_eligible_costs", {"cost_kinds": ["food_drink"]}), ("mandatory_talk", {"when": "during"})],
        requested_cents=690_00,
    )
    type(desk.village).objects.filter(pk=desk.village.pk).update(name="Lienden")
    type(desk.version.scheme).objects.filter(pk=desk.version.scheme_id).update(name="Leefbaarheidsbudget")
    GrantApplication.objects.filter(pk=desk.case.pk).update(
        street="Dorpsstraat",
        contact_phone="06 - 12 34 56 78",
        received_on=today - timedelta(days=47),
        budget_year=2026,
    )
    desk.case.refresh_from_db()
    GrantApplication.objects.filter(pk=desk.case.pk).update(
        due_on=explained_deadline(desk.case, timezone.localdate()).due_on
    )
    BudgetLine.objects.filter(application=desk.case).update(amount_cents=690_00)
    BudgetLine.objects.create(
        application=desk.case, position=2, description="Broodjes", cost_kind="food_drink", amount_cents=60_00
    )
    desk.another_case(title="Pluktuin achter de kerk", contact_email="kim@example.org")
    late = desk.another_case(title="Speelplek opknappen aan de Kersengaard", contact_email="sam@example.org")
    GrantApplication.objects.filter(pk=late.pk).update(due_on=today - timedelta(days=3))
    return desk


@pytest.fixture
def assessor_page(context: BrowserContext, page: Page, desk: Desk, site: str) -> Page:
    cookie = sign_in(Client(), desk.assessor).cookies["kernkracht_session"].value
    context.add_cookies([{"name": "kernkracht_session", "value": cookie, "url": site}])
    return page


@pytest.fixture
def decider_page(browser: Browser, desk: Desk, site: str, watch: Watch) -> Page:
    context = browser.new_context(base_url=site, locale="nl-NL", timezone_id="Europe/Amsterdam")
    cookie = sign_in(Client(), desk.decider).cookies["kernkracht_session"].value
    context.add_cookies([{"name": "kernkracht_session", "value": cookie, "url": site}])
    context.on("page", watch.attach)
    return context.new_page()


def test_from_the_work_list_to_the_letter(
    assessor_page: Page, decider_page: Page, desk: Desk, look: Look, watch: Watch
) -> None:
    watch.expect("422")
    page = assessor_page
    page.goto("/werk/")
    look(page, "office-work-list")
    page.get_by_label("Nummer, titel of naam").fill("school")
    expect(page.locator("#werklijst tbody tr")).to_have_count(1)
    expect(page.get_by_label("Nummer, titel of naam")).to_have_value("school")
    look(page, "office-work-list-filtered")
    page.get_by_role("link", name="Pluktuin bij de school").click()
    look(page, "office-dossier-new")
    page.get_by_role("button", name="Pak op").click()
    page.get_by_role("button", name="Begin met beoordelen").click()

    page.get_by_role("link", name="Doe een voorstel").click()
    page.get_by_label("Waarom stelt u dit voor?").fill("Het plan brengt buren bij elkaar.")
    page.get_by_role("button", name="Leg voor aan de beslisser").click()
    expect(page.locator("#fouten")).to_contain_text("Beoordeel eerst alle voorwaarden.")
    expect(page.get_by_label("Waarom stelt u dit voor?")).to_have_value("Het plan brengt buren bij elkaar.")
    look(page, "office-proposal-refused")
    page.get_by_role("link", name="Ga terug").click()

    page.locator("#voorwaarden").get_by_role("link", name="Beoordeel").first.click()
    look(page, "office-judge")
    page.get_by_label("Voldoet", exact=True).check()
    page.get_by_label("Waarom vindt u dat?").fill("Iedereen uit de buurt mag plukken.")
    page.get_by_role("button", name="Bewaar het oordeel").click()
    expect(page.get_by_text("Uw oordeel is bewaard.")).to_be_visible()

    complete_and_talk(page, look)
    propose(page, look)
    assert desk.ceiling_now().reserved_cents == 690_00
    decide(decider_page, desk, look)


def complete_and_talk(page: Page, look: Look) -> None:
    page.get_by_role("link", name="Vraag om een aanvulling").click()
    page.get_by_label("Wat moet de aanvrager aanvullen?").fill("Stuur een offerte van de kweker.")
    look(page, "office-request-completion")
    page.get_by_role("button", name="Verstuur de vraag").click()
    expect(page.locator(".kk-alert", has_text="Wacht op de aanvrager")).to_be_visible()
    look(page, "office-dossier-waiting")
    page.get_by_role("link", name="Schrijf een aanvulling op").click()
    page.get_by_label("Wat heeft de aanvrager aangevuld?").fill("De offerte is € 690.")
    page.get_by_role("button", name="Bewaar en ga verder").click()

    page.get_by_role("link", name="Leg een gesprek vast").click()
    today = timezone.localdate()
    for part, value in zip(("Dag", "Maand", "Jaar"), (today.day, today.month, today.year), strict=True):
        page.get_by_label(part, exact=True).fill(str(value))
    page.get_by_label("Wat heeft u besproken en afgesproken?").fill("Wij liepen langs de plek.")
    look(page, "office-talk")
    page.get_by_role("button", name="Bewaar het gesprek").click()


def propose(page: Page, look: Look) -> None:
    today = timezone.localdate()
    page.get_by_role("link", name="Doe een voorstel").click()
    for part, value in zip(("Dag", "Maand", "Jaar"), (1, 10, today.year + 1), strict=True):
        page.get_by_label(part, exact=True).fill(str(value))
    page.get_by_label("Toekennen: welke afspraken horen erbij?").fill("U zet een bordje bij de bomen.")
    page.get_by_label("Waarom stelt u dit voor?").fill("Het plan brengt buren bij elkaar.")
    look(page, "office-proposal")
    page.get_by_role("button", name="Leg voor aan de beslisser").click()
    expect(page.get_by_role("heading", name="Het voorstel")).to_be_visible()
    look(page, "office-dossier-proposed")


def decide(page: Page, desk: Desk, look: Look) -> None:
    page.goto("/werk/besluiten/")
    look(page, "office-stack")
    page.get_by_role("link", name="Open het dossier").click()
    look(page, "office-dossier-decider")
    page.get_by_role("link", name="Besluit", exact=True).click()
    look(page, "office-decide")
    page.get_by_role("button", name="Besluit en verstuur de brief").click()
    expect(page.locator("#fouten")).to_contain_text("Verklaar eerst dat u geen eigen belang heeft")
    page.get_by_label("Ik heb geen eigen belang").check()
    page.get_by_role("button", name="Besluit en verstuur de brief").dblclick()
    expect(page.get_by_role("heading", name="Toegekend: €\u00a0690")).to_be_visible()
    look(page, "office-dossier-granted")
    assert desk.fresh().state == ApplicationState.GRANTED
    assert (desk.ceiling_now().granted_cents, desk.ceiling_now().reserved_cents) == (690_00, 0)
    assert OutboxMessage.objects.filter(kind="decision_award").count() == 1


def test_a_stack_at_once_without_javascript(browser: Browser, site: str, desk: Desk, look: Look) -> None:
    others = list(GrantApplication.objects.exclude(pk=desk.case.pk).order_by("pk"))
    for case in others:
        actions.note_talk(
            application=case,
            held_on=timezone.localdate(),
            how="",
            summary="Besproken.",
            by=desk.assessor.actor,
            at=timezone.now(),
        )
        desk.judged_and_proposed(case, at=timezone.now(), carry_out_by=timezone.localdate() + timedelta(days=90))
    GrantApplication.objects.filter(pk=others[0].pk).update(entered_by=desk.decider.actor)
    context = browser.new_context(base_url=site, java_script_enabled=False, locale="nl-NL")
    cookie = sign_in(Client(), desk.decider).cookies["kernkracht_session"].value
    context.add_cookies([{"name": "kernkracht_session", "value": cookie, "url": site}])
    page = context.new_page()
    page.goto("/werk/besluiten/")
    expect(page.get_by_text("U heeft deze aanvraag zelf ingevoerd.")).to_be_visible()
    page.get_by_role("button", name="Besluit zoals voorgesteld").click()
    expect(page.locator("#fouten")).to_contain_text("Kies eerst de voorstellen")
    page.get_by_role("checkbox", name="Speelplek opknappen").check()
    page.get_by_label("Ik heb geen eigen belang").check()
    page.get_by_role("button", name="Besluit zoals voorgesteld").click()
    expect(page.get_by_text("De besluiten zijn genomen.")).to_be_visible()
    states = {case.title: case.state for case in GrantApplication.objects.order_by("pk")}
    assert states["Speelplek opknappen aan de Kersengaard"] == ApplicationState.GRANTED
    assert states["Pluktuin achter de kerk"] == ApplicationState.PROPOSED
    context.close()


def test_advice_is_asked_and_given(assessor_page: Page, browser: Browser, site: str, desk: Desk, look: Look) -> None:
    adviser = officer_with(Permission.READ_OFFICE, Permission.ADVISE_APPLICATION, name="Karim Bakker")
    page = assessor_page
    page.goto(f"/werk/aanvragen/{desk.case.number}/")
    page.get_by_role("link", name="Vraag advies").click()
    page.get_by_label("Aan wie vraagt u advies?").select_option(label="Karim Bakker")
    page.get_by_label("Waarover wilt u advies?").fill("Past deze plek bij het groenbeheer?")
    look(page, "office-ask-advice")
    page.get_by_role("button", name="Verstuur de vraag").click()
    context = browser.new_context(base_url=site, locale="nl-NL")
    cookie = sign_in(Client(), adviser).cookies["kernkracht_session"].value
    context.add_cookies([{"name": "kernkracht_session", "value": cookie, "url": site}])
    other = context.new_page()
    other.goto("/werk/?weergave=advice")
    other.get_by_role("link", name="Pluktuin bij de school").click()
    other.get_by_role("link", name="Geef advies").click()
    look(other, "office-give-advice")
    other.get_by_label("Wat is uw advies?").fill("Ja, prima plek.")
    other.get_by_role("button", name="Geef dit advies").click()
    expect(other.get_by_text("Ja, prima plek.")).to_be_visible()
    context.close()
