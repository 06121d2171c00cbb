"""An objection to a settlement by the link in its letter, to more money; and what deciding late costs, established."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from kernkracht.community.people.models import Role
from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.grants.objections.models import Objection
from kernkracht.grants.settlements.models import Recovery, Settlement
from tests.factories.people import officer_with
from tests.grants.objections.bench import Bench
from tests.grants.objections.late import Late
from tests.grants.objections.settled import Settled

from .browser import Watch
from .test_objection import page_of

pytestmark = pytest.mark.django_db(transaction=True)
Look = Callable[[Page, str], None]


@pytest.fixture
def settled() -> Settled:
    """Settled and recovered ten days ago; the letters went on that day."""
    scene = Settled(recovered=True)
    scene.repay(100_00)
    moment = timezone.now() - timedelta(days=10)
    when = {"decided_at": moment, "decided_on": timezone.localdate(moment)}
    Settlement.objects.filter(pk=scene.settlement.pk).update(**when)
    Recovery.objects.filter(pk=scene.recovery.pk).update(**when)
    letters = [scene.settlement.letter_id, scene.recovery.letter_id]
    OutboxMessage.objects.filter(letter__in=letters).update(sent_at=moment)
    return scene


def file_it(page: Page, scene: Settled, look: Look) -> None:
    token = scene.desk.case.token
    page.goto(f"/bezwaar/{token}/terugvordering/")
    expect(page.get_by_text("U moet wel op tijd betalen")).to_be_visible()
    look(page, "objection-file-recovery")
    page.goto(f"/bezwaar/{token}/")
    look(page, "objection-choose")
    page.get_by_role("link", name="Vaststelling op").click()
    page.get_by_label("Waarom bent u het niet eens met het besluit?").fill("Twee van de vier bomen staan er.")
    page.get_by_role("button", name="Verstuur uw bezwaar").click()
    expect(page.get_by_text("Vaststelling op")).to_be_visible()


def propose_it(page: Page, scene: Settled, number: str, look: Look) -> None:
    page.goto(f"/werk/verantwoording/{scene.desk.case.number}/")
    expect(page.get_by_text("Er loopt een bezwaar")).to_be_visible()
    look(page, "settlement-contested")
    page.goto(f"/werk/bezwaren/nieuw/{scene.desk.case.number}/")
    look(page, "objection-register")
    page.goto(f"/werk/bezwaren/{number}/")
    page.get_by_role("button", name="Pak op").click()
    page.get_by_role("link", name="Geen hoorzitting").click()
    page.get_by_label("Wij komen helemaal tegemoet").check()
    page.get_by_label("Leg uit waarom").fill("Wij geven de indiener gelijk.")
    page.get_by_role("button", name="Bewaar").click()
    Objection.objects.update(signed_by="hand", signed_at=timezone.now())
    page.get_by_role("link", name="Doe een voorstel").click()
    page.get_by_label("Gegrond, met een nieuw besluit", exact=True).check()
    page.get_by_label("Waarom?", exact=True).fill("Twee bomen staan er.")
    page.get_by_label("Hoger vaststellen").check()
    page.get_by_label("Op welk bedrag stelt u dan vast?").fill("450")
    look(page, "objection-propose-settlement")
    page.get_by_role("button", name="Leg voor aan de beslisser").click()
    expect(page.get_by_text("Het voorstel ligt klaar")).to_be_visible()
    look(page, "objection-office-settlement")


def decide_it(page: Page, scene: Settled, number: str, look: Look) -> None:
    page.goto(f"/werk/bezwaren/{number}/besluit/")
    page.get_by_label("Ik heb geen eigen belang").check()
    page.get_by_role("button", name="Besluit en verstuur de brief").click()
    expect(page.get_by_text("Het besluit is genomen")).to_be_visible()
    page.goto(f"/werk/verantwoording/{scene.desk.case.number}/")
    expect(page.get_by_text("Een eerdere vaststelling is vervangen")).to_be_visible()
    look(page, "settlement-replaced")


def test_more_after_an_objection_to_the_settlement(
    page: Page, browser: Browser, settled: Settled, site: str, look: Look, watch: Watch
) -> None:
    file_it(page, settled, look)
    objection = Objection.objects.get()
    propose_it(page_of(browser, settled.handler, site, watch), settled, objection.number, look)
    decide_it(page_of(browser, settled.judge, site, watch), settled, objection.number, look)
    assert (settled.live.settled_cents, settled.recovery.state) == (450_00, "repaid")
    assert [row for row in settled.owed() if row[0] == "open"] == [("open", 50_00)]


def test_a_penalty_is_established_and_paid(page: Page, browser: Browser, site: str, look: Look, watch: Watch) -> None:
    late = Late()
    late.decide()
    manager = officer_with(
        Permission.READ_OFFICE, Permission.SEE_TERMS, code=Role.Code.TEAM_MANAGER, name="Iris Manager"
    )
    overview = page_of(browser, manager, site, watch)
    overview.goto("/werk/termijnen/")
    expect(overview.get_by_text("Dwangsommen vaststellen")).to_be_visible()
    look(overview, "terms-to-establish")
    desk = page_of(browser, late.desk.decider, site, watch)
    desk.goto(f"/werk/aanvragen/{late.desk.case.number}/termijn/")
    look(desk, "clock-penalty")
    desk.get_by_role("link", name="Stel de dwangsom vast").click()
    look(desk, "penalty-establish")
    desk.get_by_role("button", name="Stel vast en verstuur de brief").click()
    expect(desk.get_by_text("De dwangsom staat vast")).to_be_visible()
    look(desk, "clock-penalty-done")
    assert [row[2] for row in late.owed] == [138_00]


def test_the_objector_says_that_our_decision_is_late(
    page: Page, browser: Browser, site: str, look: Look, watch: Watch
) -> None:
    bench = Bench()
    objection = bench.taken()
    page.goto(f"/mijn/bezwaren/{objection.token}/")
    look(page, "objection-overdue")
    page.get_by_role("link", name="Zeg ons dat het te laat is").click()
    look(page, "objection-default")
    page.get_by_label("Ik vraag u om alsnog te beslissen").check()
    page.get_by_role("button", name="Verstuur").click()
    expect(page.get_by_text("Uw bericht is ontvangen")).to_be_visible()
    look(page, "objection-default-received")
    desk = page_of(browser, bench.handler, site, watch)
    desk.goto(f"/werk/bezwaren/{objection.number}/")
    expect(desk.get_by_text("Dwangsom tot nu toe")).to_be_visible()
    look(desk, "objection-office-default")
    desk.goto(f"/werk/bezwaren/{objection.number}/ingebrekestelling/")
    look(desk, "objection-default-register")
