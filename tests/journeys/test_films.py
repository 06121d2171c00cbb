"""An editor adds a film with captions and puts it in a text; a visitor watches it, reads along and jumps through it."""

from __future__ import annotations

from base64 import b64decode
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kernkracht.community.people.permission_codes import Permission
from kernkracht.editorial.pages import models
from tests.factories.films import CAPTIONS
from tests.factories.people import officer_with

from .browser import Watch, text_editor
from .test_payment import Look, page_of

pytestmark = pytest.mark.django_db(transaction=True)

# A film of a sun that moves, recorded by the browser itself.
RECORD = """async () => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 320, height: 180 });
  const pen = canvas.getContext("2d");
  const recorder = new MediaRecorder(canvas.captureStream(15), { mimeType: "video/webm;codecs=vp8" });
  const parts = [];
  recorder.ondataavailable = (event) => parts.push(event.data);
  recorder.start();
  for (let step = 0; step < 50; step += 1) {
    pen.fillStyle = "#dceaf2"; pen.fillRect(0, 0, 320, 180);
    pen.fillStyle = "#f4cf65"; pen.fillRect(step * 4, 40, 40, 40);
    await new Promise((go) => setTimeout(go, 60));
  }
  recorder.stop();
  await new Promise((go) => { recorder.onstop = go; });
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}"""
WATCH = """async (video) => {
  video.muted = true;
  await video.play();
  video.pause();
  await new Promise((go) => { video.onseeked = go; video.currentTime = 1; });
  const [track] = video.textTracks;
  return { error: video.error, at: video.currentTime, mode: track.mode, said: track.activeCues[0]?.text };
}"""


def add_film(editor: Page, film: Path, look: Look) -> None:
    """Refused without captions that can be read; what was typed stays."""
    editor.goto("/werk/redactie/films/")
    look(editor, "films-none")
    editor.get_by_role("link", name="Nieuwe film").click()
    editor.get_by_label("Film", exact=True).set_input_files(film)
    editor.get_by_label("Titel", exact=True).fill("Het plein van Lienden")
    editor.get_by_label("Ondertitels", exact=True).set_input_files(
        {"name": "plein.vtt", "mimeType": "text/vtt", "buffer": CAPTIONS.replace(b"00:04.500", b"00:01.500")}
    )
    editor.get_by_role("button", name="Voeg de film toe").click()
    expect(editor.get_by_role("alert").or_(editor.get_by_role("main"))).to_contain_text("regel 6")
    look(editor, "film-refused")
    editor.get_by_label("Film", exact=True).set_input_files(film)
    editor.get_by_label("Ondertitels", exact=True).set_input_files(
        {"name": "plein.vtt", "mimeType": "text/vtt", "buffer": CAPTIONS}
    )
    editor.get_by_label("Tekst van de film", exact=False).fill("De zon schijnt.\n\nStem: Welkom op het plein.")
    editor.get_by_role("button", name="Voeg de film toe").click()
    expect(editor.get_by_role("heading", name="Het plein van Lienden")).to_be_visible()
    look(editor, "film")


def write_text_with_film(editor: Page) -> None:
    """The cursor stands in a list; the film comes below it on a line of its own, and writing goes on after it."""
    editor.goto("/werk/redactie/nieuw/explanation/")
    editor.get_by_label("Titel").fill("Kijk mee")
    text_editor(editor, "Tekst").click()
    editor.keyboard.type("- In deze film:")
    editor.get_by_role("toolbar", name="Opmaak").get_by_role("button", name="Film").click()
    dialog = editor.get_by_role("dialog", name="Film in de tekst")
    dialog.get_by_role("button", name="Zet de film in de tekst").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Kies eerst een film")
    dialog.get_by_label("Welke film?").select_option(label="Het plein van Lienden")
    dialog.get_by_role("button", name="Zet de film in de tekst").click()
    expect(dialog).to_be_hidden()
    editor.keyboard.type("Kom ook.")


def test_a_film_from_the_desk_to_a_visitor(
    browser: Browser, site: str, watch: Watch, look: Look, page: Page, tmp_path: Path
) -> None:
    editor = page_of(officer_with(Permission.WRITE_PAGES, Permission.PUBLISH_PAGES), browser, site, watch)
    editor.goto("/werk/redactie/")
    film = tmp_path / "plein.webm"
    film.write_bytes(b64decode(editor.evaluate(RECORD)))
    watch.expect("422")
    add_film(editor, film, look)
    write_text_with_film(editor)
    look(editor, "film-write")
    editor.get_by_role("button", name="Bewaar de tekst").click()
    expect(editor.get_by_role("link", name="Publiceer")).to_be_visible()
    address = f"/film/{models.Film.objects.get().key}/"
    version = models.PageVersion.objects.get()
    assert version.body == f"* In deze film:\n\n![Het plein van Lienden]({address})\n\nKom ook."
    assert page.request.get(address).status == 404
    editor.goto(f"/werk/redactie/{version.page_id}/schrijven/")
    editor.get_by_role("button", name="Bewaar de tekst").click()
    assert models.PageVersion.objects.count() == 1  # opening a text with a film in the editor changes nothing
    editor.goto(f"/werk/redactie/{version.page_id}/publiceren/")
    editor.get_by_role("button", name="Publiceer versie 1").click()

    page.goto("/uitleg/kijk-mee/")
    seen = page.locator("video").evaluate(WATCH)
    assert (seen["error"], seen["mode"], seen["said"]) == (None, "showing", "Welkom op het plein.")
    assert seen["at"] == pytest.approx(1, abs=0.2)
    page.get_by_text("Lees de tekst van de film").click()
    expect(page.get_by_text("De zon schijnt.")).to_be_visible()
    look(page, "film-public")
    part = page.request.get(address, headers={"range": "bytes=0-1"})
    assert (part.status, len(part.body())) == (206, 2)
