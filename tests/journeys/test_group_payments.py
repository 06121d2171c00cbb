"""A signalling group claims its costs, and an association gets its yearly contribution; two colleagues look."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from kernkracht.grants.group_payments.models import ExpenseClaim
from kernkracht.grants.payments.models import PaymentObligation
from tests.factories.documents import picture_bytes
from tests.grants.group_payments.scene import Scene
from tests.grants.group_payments.test_yearly import YearlyScene

from .browser import Watch
from .test_payment import Look, page_of

pytestmark = pytest.mark.django_db(transaction=True)


def add_receipt(page: Page, what: str, amount: str, file: Path, year: int) -> None:
    page.get_by_label("Wat kocht u?").fill(what)
    day = page.get_by_role("group", name="Welke datum staat op de bon?")
    for part, value in zip(("Dag", "Maand", "Jaar"), ("2", "1", str(year)), strict=True):
        day.get_by_label(part).fill(value)
    page.get_by_label("Wat voor kosten zijn het?").select_option(label="materialen")
    page.get_by_label("Welk bedrag staat op de bon?").fill(amount)
    page.get_by_label("Foto of PDF van de bon").set_input_files(file)
    page.get_by_role("button", name="Voeg deze bon toe").click()


def claim_costs(page: Page, scene: Scene, file: Path, look: Look) -> None:
    """The group adds two receipts, is stopped above its room, takes one out, and sends."""
    page.goto(f"/mijn/groepen/{scene.group.slug}/declaraties/")
    look(page, "claim-overview")
    page.get_by_role("button", name="Declareer kosten van").first.click()
    year = ExpenseClaim.objects.get().year
    page.get_by_role("button", name="Voeg deze bon toe").click()
    expect(page.get_by_role("heading", name="Er ging iets mis")).to_be_visible()
    add_receipt(page, "Hesjes", "120", file, year)
    add_receipt(page, "Een quad", "640", file, year)
    expect(page.get_by_text("Dit is meer dan er nog is")).to_be_visible()
    look(page, "claim-too-much")
    page.get_by_role("link", name=re.compile(r"Haal weg\s*: Een quad")).click()
    page.get_by_role("button", name="Ja, haal weg").click()
    page.get_by_role("link", name="Ga verder en verstuur").click()
    page.get_by_label("Wij maakten deze kosten echt").check()
    look(page, "claim-send")
    page.get_by_role("button", name="Verstuur de declaratie").click()
    expect(page.get_by_text("Wij hebben uw declaratie")).to_be_visible()


def test_a_group_gets_its_costs_back(browser: Browser, site: str, watch: Watch, look: Look, tmp_path: Path) -> None:
    scene = Scene(year=timezone.localdate().year)
    file = tmp_path / "bon.jpg"
    file.write_bytes(picture_bytes())
    watch.expect("422")
    group = page_of(scene.speaker, browser, site, watch)
    claim_costs(group, scene, file, look)

    handler = page_of(scene.handler, browser, site, watch)
    handler.goto("/werk/declaraties/")
    look(handler, "claim-office-list")
    handler.get_by_role("link", name=scene.group.name).click()
    handler.get_by_label("welk bedrag keurt u goed?").fill("100")
    handler.get_by_role("button", name="Stel dit voor").click()
    look(handler, "claim-office-fault")
    handler.get_by_label("waarom minder?").fill("Eén hesje was voor uzelf.")
    handler.get_by_role("button", name="Stel dit voor").click()
    expect(handler.get_by_text("Een collega keurt het goed")).to_be_visible()

    approver = page_of(scene.approver, browser, site, watch)
    approver.goto(f"/werk/declaraties/{ExpenseClaim.objects.get().number}/")
    look(approver, "claim-office-approve")
    approver.get_by_role("link", name="Keur goed").click()
    approver.get_by_role("button", name="Keur").click()
    expect(approver.get_by_text("De declaratie is goedgekeurd")).to_be_visible()
    assert PaymentObligation.objects.get().amount_cents == 100_00

    group.reload()
    expect(group.get_by_text("Eén hesje was voor uzelf.")).to_be_visible()
    look(group, "claim-decided")


def test_a_covenant_gives_a_yearly_contribution(browser: Browser, site: str, watch: Watch, look: Look) -> None:
    scene = YearlyScene(year=timezone.localdate().year)
    scene.covenant()
    handler = page_of(scene.handler, browser, site, watch)
    handler.goto("/werk/declaraties/bijdragen/")
    look(handler, "contributions-due")
    handler.get_by_role("button", name="Stel deze bijdragen voor").click()
    expect(handler.get_by_text("1 bijdrage is voorgesteld.")).to_be_visible()

    approver = page_of(scene.approver, browser, site, watch)
    approver.goto("/werk/declaraties/bijdragen/")
    look(approver, "contributions-proposed")
    approver.get_by_role("button", name="Keur goed wat is aangevinkt").click()
    expect(approver.get_by_text("1 bijdrage is goedgekeurd.")).to_be_visible()
    assert PaymentObligation.objects.get().amount_cents == 375_00

    member = page_of(scene.member, browser, site, watch)
    member.goto(f"/mijn/groepen/{scene.association.slug}/")
    expect(member.get_by_text("Goedgekeurd")).to_be_visible()
    look(member, "contribution-of-the-group")
