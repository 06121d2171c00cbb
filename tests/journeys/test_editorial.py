"""An editor writes with buttons and by keyboard, and a visitor reads it when it is time."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kernkracht.community.people.permission_codes import Permission
from kernkracht.editorial.pages import models
from tests.factories.documents import picture_bytes
from tests.factories.people import officer_with

from .browser import Watch
from .test_payment import Look, page_of

pytestmark = pytest.mark.django_db(transaction=True)


def write_with_buttons(page: Page, file: Path) -> None:
    """A heading, bold words, a list and a link by keyboard; a picture that is refused without words."""
    text = page.get_by_role("textbox", name="Tekst", exact=True)
    text.click()
    page.keyboard.type("## Samen planten")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+b")
    page.keyboard.type("Zaterdag")
    page.keyboard.press("Control+b")
    page.keyboard.type(" planten wij bomen.")
    page.keyboard.press("Enter")
    page.keyboard.type("- Neem een schep mee")
    page.keyboard.press("Enter")
    page.keyboard.type("Trek laarzen aan")
    tools = page.get_by_role("toolbar", name="Opmaak")
    expect(tools.get_by_role("button", name="Lijst")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Shift+Home")
    tools.get_by_role("button", name="Link").click()
    dialog = page.get_by_role("dialog", name="Link")
    dialog.get_by_label("Adres van de link").fill("javascript:alert(1)")
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("Vul een heel adres in")
    dialog.get_by_label("Adres van de link").fill("https://www.voorbeeld.nl/laarzen")
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    page.keyboard.press("End")
    tools.get_by_role("button", name="Beeld").click()
    dialog = page.get_by_role("dialog", name="Beeld in de tekst")
    dialog.get_by_label("Beeld (JPG").set_input_files(file)
    dialog.get_by_role("button", name="Zet het beeld in de tekst").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Beschrijf wat er te zien is")
    dialog.get_by_label("Wat is er te zien?").fill("Een jonge boom [met] paal")
    page.keyboard.press("Enter")
    expect(text.get_by_role("img", name="Een jonge boom [met] paal")).to_be_visible()


def test_an_editor_writes_and_a_visitor_reads(
    browser: Browser, site: str, watch: Watch, look: Look, page: Page, tmp_path: Path
) -> None:
    file = tmp_path / "boom.jpg"
    file.write_bytes(picture_bytes())
    editor = page_of(officer_with(Permission.WRITE_PAGES, Permission.PUBLISH_PAGES), browser, site, watch)
    editor.goto("/werk/redactie/nieuw/explanation/")
    editor.get_by_label("Titel").fill("Bomen planten")
    write_with_buttons(editor, file)
    look(editor, "editorial-write")
    editor.get_by_role("button", name="Bewaar en bekijk").click()
    expect(editor.get_by_role("heading", name="Samen planten")).to_be_visible()
    look(editor, "editorial-preview")
    version = models.PageVersion.objects.get()
    key = models.Picture.objects.get().key
    assert version.body == (
        "## Samen planten\n\n**Zaterdag** planten wij bomen.\n\n* Neem een schep mee\n"
        "* [Trek laarzen aan](https://www.voorbeeld.nl/laarzen)"
        f"![Een jonge boom \\[met\\] paal](/beeld/{key}/)"
    )

    editor.goto(f"/werk/redactie/{version.page_id}/schrijven/")
    editor.get_by_role("button", name="Bewaar de tekst").click()
    assert models.PageVersion.objects.count() == 1  # opening a text in the editor changes nothing
    look(editor, "editorial-page")
    editor.get_by_role("link", name="Publiceer").click()
    look(editor, "editorial-publish")
    editor.get_by_role("button", name="Publiceer versie 1").click()
    editor.goto("/werk/redactie/")
    look(editor, "editorial-list")

    page.goto("/uitleg/bomen-planten/")
    expect(page.get_by_role("img", name="Een jonge boom [met] paal")).to_be_visible()
    expect(page.get_by_role("link", name="Trek laarzen aan")).to_be_visible()
    look(page, "editorial-public")
    assert watch.unexpected() == []
