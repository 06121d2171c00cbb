"""A message from Factor C to effect: answered, suggested, planned beside another, sent, scored; also on a phone."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from kernkracht.community.channels.models import ChannelUse, MessagePlan
from kernkracht.community.groups.models import GroupContact
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.villages.models import Village
from kernkracht.foundation.notices.models import OutboxMessage
from tests.factories.channels import (
    ChannelFactory,
    ChannelKindFactory,
    MessagePlanFactory,
    TargetGroupFactory,
    TopicFactory,
    scored,
)
from tests.factories.groups import GroupFactory
from tests.factories.people import officer_with
from tests.factories.villages import VillageFactory

from .browser import Watch
from .test_coffee_moment import fill_date
from .test_payment import Look, page_of

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 390, "height": 844}


def a_village() -> Village:
    """A village with three channels of which the school works best, another message, and two groups."""
    village = VillageFactory(name="Lienden", slug="lienden")
    parents = TargetGroupFactory(label="Ouders", interests="Veilig naar school.", information_need="Kort en op tijd.")
    topic = TopicFactory(label="Wegen en paden")
    school = ChannelFactory(name="Basisschool", kind=ChannelKindFactory(code="school"), villages=[village], lead_days=5)
    sign = ChannelFactory(name="Lichtkrant", villages=[village], lead_days=3)
    ChannelFactory(name="Dorpskrant", villages=[village], lead_days=40, kind=ChannelKindFactory(code="village-paper"))
    for score, channel in ((5, school), (5, school), (2, sign)):
        scored(channel, score, on=timezone.localdate() - timedelta(days=90), villages=[village], groups=[parents])
    MessagePlanFactory(
        title="Nieuwe lantaarns", topic=topic, villages=[village], groups=[parents], state=MessagePlan.State.PLANNED
    )
    for name, details in (("Dorpsvereniging", {"email": "vereniging@example.org"}), ("Jeu de boules", {})):
        group = GroupFactory(name=name, villages=[village])
        phone = {"phone": "0344 00 00 61"}
        GroupContact.objects.create(
            group=group, name="Robin Voorbeeld", valid_from=date(2020, 1, 1), **(details or phone)
        )
    return village


def prepare(page: Page, look: Look) -> None:
    """What and for whom; then the questions of Factor C, which begin with what is usual."""
    page.goto("/werk/boodschappen/")
    look(page, "messages")
    page.get_by_role("link", name="Nieuwe boodschap").click()
    page.get_by_label("Hoe heet de boodschap?").fill("De brug is dicht")
    page.get_by_label("Over welk thema gaat het?").select_option(label="Wegen en paden")
    page.get_by_label("Lienden").check()
    page.get_by_label("Ouders").check()
    fill_date(page, "Op welke dag moeten mensen het weten?", 10)
    page.get_by_label("Wat is de boodschap?").fill("De brug is twee weken dicht. Er is een omleiding.")
    look(page, "message-new")
    page.get_by_role("button", name="Ga verder met Factor C").click()
    need = page.get_by_label("Ouders: wat moeten zij weten?")
    expect(need).to_have_value("Kort en op tijd.")
    need.fill("")
    page.get_by_role("button", name="Bewaar de antwoorden").click()
    expect(page.get_by_role("heading", name="Er ging iets mis")).to_be_visible()
    look(page, "message-factor-c-fault")
    need.fill("Welke route naar school veilig is.")
    page.get_by_role("button", name="Bewaar de antwoorden").click()
    expect(page.get_by_text("De antwoorden zijn bewaard.")).to_be_visible()


def choose_and_plan(page: Page, look: Look) -> None:
    """The best channel stands on top; something else on the topic asks for a reason."""
    page.get_by_role("link", name="Ga verder").click()
    headings = page.get_by_role("heading", level=3)
    expect(headings.first).to_have_text("Basisschool")
    expect(headings.last).to_have_text("Dorpskrant")
    look(page, "message-suggestions")
    for name in ("Basisschool", "Lichtkrant"):
        page.get_by_role("link", name=f"Kies {name}").click()
        page.get_by_role("button", name="Kies dit kanaal").click()
    page.get_by_role("link", name="Terug naar de boodschap").click()
    look(page, "message-draft")
    page.get_by_role("link", name="Ga verder").click()
    expect(page.get_by_role("link", name="Nieuwe lantaarns")).to_be_visible()
    page.get_by_role("button", name="Plan de boodschap").click()
    look(page, "message-plan-beside-another")
    page.get_by_label("Waarom kan deze boodschap er toch naast?").fill("De lantaarns staan aan de andere kant.")
    page.get_by_role("button", name="Plan de boodschap").click()
    expect(page.get_by_text("De boodschap is gepland.").first).to_be_visible()


def send(page: Page, look: Look) -> None:
    """All groups in one act; one has no address and is called."""
    page.get_by_role("link", name="Bekijk de groepen").click()
    page.get_by_role("button", name="Stuur naar deze groepen").click()
    expect(page.get_by_text("Gestuurd naar 1 groep.")).to_be_visible()
    expect(page.get_by_role("link", name="0344 00 00 61")).to_be_visible()
    look(page, "message-groups")
    page.get_by_role("button", name="Jeu de boules weet het nu").click()
    expect(page.get_by_text("Genoteerd")).to_be_visible()
    page.get_by_role("link", name="Terug naar de boodschap").click()
    page.get_by_role("link", name=re.compile(r"Vervalt\s*: Lichtkrant")).click()
    page.get_by_label("Waarom?").fill("De lichtkrant is stuk.")
    page.get_by_role("button", name="Laat het vervallen").click()
    page.get_by_role("link", name=re.compile(r"Dit is gebeurd\s*: Basisschool")).click()
    page.get_by_role("button", name="Dit is gebeurd").click()
    page.get_by_role("link", name="Ga verder").click()
    page.get_by_role("button", name="Sluit het versturen af").click()
    expect(page.get_by_text("De boodschap is verstuurd.").first).to_be_visible()


def evaluate(phone: Page, look: Look) -> None:
    """On a phone: a score, then what colleagues can learn."""
    phone.get_by_role("link", name=re.compile(r"Geef een cijfer\s*: Basisschool")).click()
    phone.get_by_label("4: werkte goed").check()
    phone.get_by_label("Hoeveel mensen zagen het?").fill("180")
    look(phone, "message-score")
    phone.get_by_role("button", name="Bewaar het cijfer").click()
    phone.get_by_role("link", name="Ga verder").click()
    phone.get_by_label("Wat kunnen collega’s hiervan leren?").fill("Via school weten ouders het dezelfde dag.")
    phone.get_by_role("button", name="Rond de boodschap af").click()
    expect(phone.get_by_text("De boodschap is afgerond.")).to_be_visible()
    look(phone, "message-evaluated")
    phone.goto("/werk/kanalen/wat-werkt/?dorp=lienden")
    expect(phone.get_by_text("Via school weten ouders het dezelfde dag.")).to_be_visible()
    look(phone, "message-what-works")


def test_from_factor_c_to_effect(browser: Browser, site: str, watch: Watch, look: Look) -> None:
    a_village()
    coordinator = officer_with(Permission.READ_OFFICE, Permission.MANAGE_CHANNELS, name="Fenna Voorbeeld")
    watch.expect("422")
    page = page_of(coordinator, browser, site, watch)
    page.set_default_navigation_timeout(60_000)  # The first page compiles its templates, on a busy machine slowly.
    prepare(page, look)
    choose_and_plan(page, look)
    assert MessagePlan.objects.get(title="De brug is dicht").overlap_reason
    page.set_viewport_size(PHONE)
    send(page, look)
    evaluate(page, look)
    use = ChannelUse.objects.get(plan__title="De brug is dicht", channel__name="Basisschool")
    assert (use.score, use.reached) == (4, 180)
    assert list(OutboxMessage.objects.order_by("pk").values_list("recipient_email", flat=True)) == [
        "vereniging@example.org"
    ]
    page.goto("/werk/boodschappen/kalender/")
    look(page, "message-calendar")
    page.goto("/werk/kanalen/")
    look(page, "channels")
    assert watch.unexpected() == []
