"""A question asked at the hall: routed, answered in process and then in content; the asker says it helped."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from kernkracht.community.people.models import Assignment, ContactCard, Role
from kernkracht.community.people.permission_codes import Permission
from kernkracht.participation.questions.models import Promise, Question, QuestionState
from tests.factories.people import TeamFactory, UserFactory, officer_with, role_with, with_password
from tests.factories.questions import ThemeOwnerFactory
from tests.factories.themes import ThemeFactory
from tests.factories.villages import VillageFactory

from .browser import Watch
from .test_payment import Look, page_of

pytestmark = pytest.mark.django_db(transaction=True)
RING = [[5.36, 51.89], [5.4, 51.89], [5.4, 51.92], [5.36, 51.91], [5.36, 51.89]]
OUTLINE: Any = {"type": "Polygon", "coordinates": [RING]}
PHONE: Any = {"width": 390, "height": 844}


@pytest.fixture
def people() -> tuple[Any, Any]:
    """The coordinator of Kerk-Avezaath, and the policy officer who answers questions about waste."""
    cache.clear()
    village = VillageFactory(name="Kerk-Avezaath", slug="kerk-avezaath", outline=OUTLINE)
    coordinator = UserFactory(is_staff=True, name="Fenna Voorbeeld")
    role = role_with(Role.Code.VILLAGE_COORDINATOR, Permission.READ_OFFICE, Permission.HANDLE_QUESTION)
    post = Assignment.objects.create(role=role, user=coordinator, team=TeamFactory(), valid_from=date(2020, 1, 1))
    post.villages.add(village)
    ContactCard.objects.create(user=coordinator, public_name="Fenna Voorbeeld", phone="06 00 00 00 11")
    officer = officer_with(Permission.READ_OFFICE, Permission.HANDLE_QUESTION, name="Lotte Voorbeeld")
    ThemeOwnerFactory(theme=ThemeFactory(label="Afval en zwerfvuil"), officer=officer)
    return with_password(coordinator), with_password(officer)


def fill_day(page: Page, name: str, day: date) -> None:
    group = page.get_by_role("group", name=name)
    for part, value in zip(("Dag", "Maand", "Jaar"), (day.day, day.month, day.year), strict=True):
        group.get_by_label(part).fill(str(value))


def enter_at_the_hall(page: Page, look: Look) -> None:
    page.goto("/werk/vragen/")
    look(page, "questions-none")
    page.get_by_role("link", name="Nieuwe vraag").first.click()
    page.get_by_role("radio", name="In het dorp").check()
    page.get_by_label("Over welk dorp?").select_option(label="Kerk-Avezaath")
    page.get_by_label("Wat is de vraag?").fill("Er ligt vaak rommel naast de afvalcontainers in onze straat.")
    page.get_by_label("Wie vraagt het?").fill("Jan Voorbeeld")
    page.get_by_role("button", name="Bewaar de vraag").click()
    expect(page.get_by_role("heading", name="Er ging iets mis")).to_be_visible()
    look(page, "question-enter-fault")
    page.get_by_label("E-mailadres").fill("jan@example.org")
    page.get_by_role("button", name="Bewaar de vraag").click()
    expect(page.get_by_role("heading", name="Vraag V-")).to_be_visible()


def route(page: Page, look: Look) -> None:
    page.get_by_role("link", name="Kies thema en collega").click()
    page.get_by_label("Waar gaat de vraag over?").select_option(label="Afval en zwerfvuil")
    look(page, "question-route")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_text("Uw collega krijgt een mail.")).to_be_visible()
    look(page, "question-routed")


def test_a_question_from_the_hall_to_a_helped_resident(
    browser: Browser, site: str, watch: Watch, look: Look, people: tuple[Any, Any], page: Page
) -> None:
    coordinator, officer = people
    watch.expect("422")
    hall = page_of(coordinator, browser, site, watch)
    hall.set_viewport_size(PHONE)
    enter_at_the_hall(hall, look)
    route(hall, look)
    question = Question.objects.get()

    desk = page_of(officer, browser, site, watch)
    desk.goto("/werk/vragen/?van=mij")
    look(desk, "questions-mine")
    desk.get_by_role("link", name="Er ligt vaak rommel").click()
    desk.get_by_role("link", name="Laat weten hoe ver het is").click()
    desk.get_by_label("Antwoord", exact=True).fill("Wij kennen deze plek en praten met Avri.")
    fill_day(desk, "Wanneer hoort de inwoner meer?", timezone.localdate() + timedelta(days=14))
    look(desk, "question-progress")
    desk.get_by_role("button", name="Verstuur dit bericht").click()
    expect(desk.get_by_text("De vraag blijft open.")).to_be_visible()

    page.set_viewport_size(PHONE)
    page.goto(f"/vraag/{question.token}/")
    expect(page.get_by_text("Wij kennen deze plek en praten met Avri.")).to_be_visible()
    expect(page.get_by_text("Fenna Voorbeeld").first).to_be_visible()
    look(page, "question-follow-promised")

    desk.get_by_role("link", name="Geef antwoord").click()
    desk.get_by_label("Antwoord", exact=True).fill("Er komt een container met kaartlezer.")
    desk.get_by_label("Dit kan niet").fill("Een camera.")
    desk.get_by_role("button", name="Verstuur het antwoord").click()
    expect(desk.get_by_text("Het antwoord is verstuurd.")).to_be_visible()
    look(desk, "question-answered-office")

    page.reload()
    expect(page.get_by_text("Er komt een container met kaartlezer.")).to_be_visible()
    look(page, "question-follow-answered")
    page.get_by_role("button", name="Ja, ik ben geholpen").click()
    expect(page.get_by_text("Fijn dat u geholpen bent")).to_be_visible()
    question.refresh_from_db()
    assert (question.state, question.helped) == (QuestionState.ANSWERED, True)
    assert list(Promise.objects.values_list("kept", flat=True).order_by("pk")) == [True, True]


def test_a_resident_asks_on_a_phone(page: Page, watch: Watch, look: Look, people: tuple[Any, Any]) -> None:
    watch.expect("422")
    page.set_viewport_size(PHONE)
    page.goto("/dorpen/kerk-avezaath/")
    look(page, "village-with-questions")
    page.get_by_role("link", name="Stel een vraag").first.click()
    page.get_by_label("Wat is uw vraag?").fill("Wanneer wordt het gras gemaaid?")
    page.get_by_role("button", name="Verstuur mijn vraag").click()
    expect(page.get_by_role("heading", name="Er ging iets mis")).to_be_visible()
    expect(page.get_by_label("Wat is uw vraag?")).to_have_value("Wanneer wordt het gras gemaaid?")
    look(page, "question-ask-fault")
    page.get_by_text("Meer vertellen").click()
    page.get_by_role("button", name="Kaart van het dorp").click(position={"x": 100, "y": 80})
    expect(page.get_by_text("De plek staat op de kaart.")).to_be_visible()
    expect(page.get_by_label("Wat is uw vraag?")).to_have_value("Wanneer wordt het gras gemaaid?")
    look(page, "question-ask-pin")
    page.get_by_label("Uw naam").fill("Els Voorbeeld")
    page.get_by_label("Uw e-mailadres of telefoonnummer").fill("0344 00 00 00")
    page.get_by_role("button", name="Verstuur mijn vraag").click()
    expect(page.get_by_text("U krijgt uiterlijk")).to_be_visible()
    look(page, "question-receipt")
    question = Question.objects.get()
    assert question.phone == "0344 00 00 00"
    assert question.longitude is not None
