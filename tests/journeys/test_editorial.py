"""An editor writes with buttons and by keyboard, and a visitor reads it when it is time."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from kernkracht.community.people.permission_codes import Permission
from kernkracht.editorial.pages import models
from kernkracht.web.public.kept import forget_pages
from tests.factories.documents import picture_bytes
from tests.factories.pages import a_page
from tests.factories.people import officer_with
from tests.factories.villages import VillageFactory

from .browser import Watch, text_editor
from .test_payment import Look, page_of

pytestmark = pytest.mark.django_db(transaction=True)


def write_with_buttons(page: Page, file: Path) -> None:
    """A heading, bold words, a list and a link by keyboard; a picture that is refused without words."""
    text = text_editor(page, "Tekst")
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


def plan_for_tomorrow(editor: Page, look: Look) -> datetime:
    """From the preview to a publication tomorrow morning; gives that moment."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    editor.get_by_role("link", name="Terug naar de tekst").click()
    editor.get_by_role("link", name="Publiceer").click()
    day = editor.get_by_role("group", name="Vanaf welke dag?")
    for part, value in (("Dag", tomorrow.day), ("Maand", tomorrow.month), ("Jaar", tomorrow.year)):
        day.get_by_label(part).fill(str(value))
    editor.get_by_label("Hoe laat?").fill("7.30")
    editor.get_by_role("button", name="Publiceer versie 1").click()
    expect(editor.get_by_text("Gepland:")).to_be_visible()
    look(editor, "editorial-planned")
    return timezone.make_aware(datetime.combine(tomorrow, time(7, 30)))


def test_news_for_tomorrow(browser: Browser, site: str, watch: Watch, look: Look, page: Page, tmp_path: Path) -> None:
    """A picture without words is refused; planned news is nobody's until its morning."""
    village = VillageFactory(name="Lienden", slug="lienden")
    file = tmp_path / "plein.jpg"
    file.write_bytes(picture_bytes())
    editor = page_of(officer_with(Permission.WRITE_PAGES, Permission.PUBLISH_PAGES), browser, site, watch)
    watch.expect("422")
    editor.goto("/werk/redactie/nieuw/")
    look(editor, "editorial-choose")
    editor.get_by_role("link", name="Nieuws", exact=True).click()
    editor.get_by_label("Titel").fill("Het plein is klaar")
    editor.get_by_label("Lienden").check()
    text_editor(editor, "Tekst").click()
    editor.keyboard.type("Kom kijken.")
    editor.get_by_label("Beeld boven de tekst").set_input_files(file)
    editor.get_by_role("button", name="Bewaar en bekijk").click()
    expect(editor.get_by_role("heading", name="Er ging iets mis")).to_be_visible()
    expect(text_editor(editor, "Tekst")).to_contain_text("Kom kijken.")
    look(editor, "editorial-refused")
    editor.get_by_label("Beeld boven de tekst").set_input_files(file)
    editor.get_by_label("Wat is er op het beeld te zien?").fill("Het plein met een nieuwe bank")
    editor.get_by_role("button", name="Bewaar en bekijk").click()
    expect(editor.get_by_role("img", name="Het plein met een nieuwe bank")).to_be_visible()

    morning = plan_for_tomorrow(editor, look)
    watch.expect("404")
    assert page.goto("/nieuws/het-plein-is-klaar/").status == 404  # type: ignore[union-attr] # a page always answers
    page.goto("/nieuws/")
    expect(page.get_by_text("Er is nu geen nieuws")).to_be_visible()
    planned = models.Publication.objects.get()
    assert timezone.localtime(planned.live_from) == morning

    planned.live_from = timezone.now()  # the night passes
    planned.save()
    forget_pages()
    page.goto(f"/dorpen/{village.slug}/")
    page.get_by_role("link", name="Het plein is klaar").click()
    expect(page.get_by_role("img", name="Het plein met een nieuwe bank")).to_be_visible()
    look(page, "news-post")
    page.goto("/nieuws/?dorp=lienden")
    look(page, "news-list")
    assert watch.unexpected() == []


def test_a_word_explains_itself(browser: Browser, site: str, page: Page, look: Look) -> None:
    """By a click, by keyboard, and without scripts."""
    a_page("Uitleg", "Vraag het de [kernregisseur](/woorden/#kernregisseur).", at=timezone.now())
    page.goto("/uitleg/uitleg/")
    meaning = page.get_by_text("De vaste contactpersoon")
    expect(meaning).to_be_hidden()
    page.get_by_role("button", name="kernregisseur").focus()
    page.keyboard.press("Enter")
    expect(meaning).to_be_visible()
    look(page, "word-open")
    page.keyboard.press("Escape")
    expect(meaning).to_be_hidden()
    bare = browser.new_context(base_url=site, java_script_enabled=False).new_page()
    bare.goto("/uitleg/uitleg/")
    bare.get_by_role("button", name="kernregisseur").click()
    expect(bare.get_by_text("De vaste contactpersoon")).to_be_visible()
    bare.context.close()
    page.goto("/woorden/")
    look(page, "words")
