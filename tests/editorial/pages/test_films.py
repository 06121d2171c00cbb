"""Films in texts: always with captions, seen by nobody before the text that shows them is."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.editorial.pages import actions
from kernkracht.editorial.pages.actions import FilmFacts
from kernkracht.editorial.pages.models import Audience, Film, Page, PageKind
from kernkracht.editorial.pages.queries import film_for
from kernkracht.foundation.audit.models import AuditEvent
from kernkracht.foundation.documents.models import StoredDocument
from tests.factories.documents import pdf_bytes
from tests.factories.films import CAPTIONS, a_film, mp4_bytes
from tests.factories.pages import MOMENT, a_draft, a_page
from tests.factories.people import officer_with, sign_in

pytestmark = pytest.mark.django_db
E = PageKind.EXPLANATION
DESK = "/werk/redactie/films/"


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def editor() -> User:
    return officer_with(Permission.WRITE_PAGES, Permission.PUBLISH_PAGES)


def _kept(media: Path) -> list[Path]:
    return [path for path in media.rglob("*") if path.is_file()]


def _line(film: Film) -> str:
    return f"![{film.title}](/film/{film.key}/)"


def _facts(title: str = "Het plein", captions: bytes | None = CAPTIONS, **more: Any) -> FilmFacts:
    return FilmFacts(title, None if captions is None else io.BytesIO(captions), **more)


@pytest.mark.parametrize(
    ("content", "facts", "field", "reason"),
    [
        (mp4_bytes(), {"captions": None}, "captions", "Kies ook de ondertitels"),
        (
            mp4_bytes(),
            {"captions": b"WEBVTT\n\n00:02.000 --> 00:01.000\nDag"},
            "captions",
            "regel 3: .* eindigt voordat",
        ),
        (mp4_bytes(), {"captions": pdf_bytes()}, "captions", "Ondertitels"),
        (mp4_bytes(), {"title": " "}, "title", "titel"),
        (mp4_bytes(), {"title": "x" * 151}, "title", "korter"),
        (mp4_bytes(), {"language": "xx"}, "language", "taal"),
        (mp4_bytes(), {"transcript": "x" * 50_001}, "transcript", "te lang"),
        (pdf_bytes(), {}, "film", "geen film in MP4"),
    ],
)
def test_a_film_that_not_everybody_can_follow_is_refused(
    editor: User, media: Path, content: bytes, facts: dict[str, Any], field: str, reason: str
) -> None:
    with pytest.raises(actions.UnableToAddFilm, match=reason) as refusal:
        actions.add_film(file=io.BytesIO(content), name="a.mp4", facts=_facts(**facts), by=editor.actor, at=MOMENT)
    assert refusal.value.field == field
    assert not Film.objects.exists()
    assert not StoredDocument.objects.exists()
    assert not _kept(media)


def test_who_may_not_write_adds_changes_and_removes_nothing(media: Path) -> None:
    film, stranger = a_film(), officer_with(Permission.READ_OFFICE).actor
    for act in (
        lambda: actions.add_film(file=io.BytesIO(mp4_bytes()), name="a.mp4", facts=_facts(), by=stranger, at=MOMENT),
        lambda: actions.change_film(film=film, facts=_facts(), by=stranger, at=MOMENT),
        lambda: actions.remove_film(film=film, by=stranger, at=MOMENT),
    ):
        with pytest.raises(actions.NotAllowedToWrite):
            act()
    assert len(_kept(media)) == 1


def test_a_film_is_seen_only_while_a_text_that_shows_it_is(editor: User) -> None:
    film = a_film(transcript="Dag allemaal.")
    page = a_draft(body=f"Kijk:\n\n{_line(film)}")
    addresses = [f"/film/{film.key}/", f"/film/{film.key}/ondertitels.vtt", f"/film/{film.key}/tekst.txt"]

    def statuses(client: Client) -> set[int]:
        return {client.get(address).status_code for address in addresses}

    colleague, resident = sign_in(Client(), editor), sign_in(Client(), User.objects.create_user("r@example.org"))
    assert (statuses(Client()), statuses(resident), statuses(colleague)) == ({404}, {404}, {200})
    actions.publish(page=page, number=1, by=editor.actor, at=timezone.now())
    assert (statuses(Client()), statuses(resident)) == ({200}, {200})
    actions.save_draft(page=page, facts=actions.PageFacts("Zo", "Zonder."), seen=1, by=editor.actor, at=MOMENT)
    assert statuses(Client()) == {200}, "readers still see the version with the film"
    actions.publish(page=page, number=2, by=editor.actor, at=timezone.now())
    assert statuses(Client()) == {404}
    assert Client().get(f"/film/{uuid4()}/").status_code == 404


def test_a_film_of_a_text_for_colleagues_or_for_later_stays_inside(editor: User) -> None:
    film = a_film()
    a_page("Voor ons", body=_line(film), audience=Audience.INTERNAL)
    later = a_draft("Later", body=_line(film))
    actions.publish(page=later, number=1, live_from=MOMENT + timedelta(days=1), by=editor.actor, at=MOMENT)
    assert film_for(film.key, MOMENT, colleague=False) is None
    assert film_for(film.key, MOMENT + timedelta(days=1), colleague=False) == film
    actions.withdraw_page(page=later, by=editor.actor, at=MOMENT + timedelta(days=2))
    assert film_for(film.key, MOMENT + timedelta(days=2), colleague=False) is None


def test_the_page_plays_it_and_the_player_gets_its_parts() -> None:
    film = a_film(content=mp4_bytes(moving=5000), transcript="Dag.\n\nEn door.")
    a_page(body=f"Kijk:\n\n{_line(film)}")
    answer = Client().get("/uitleg/zo-werkt-het/")
    shown = answer.content.decode()
    assert f'<video controls preload="metadata" playsinline src="/film/{film.key}/"' in shown
    assert '<track kind="captions"' in shown
    assert "<p>En door.</p>" in shown
    assert "media-src 'self'" in answer.headers["Content-Security-Policy"]
    whole = Client().get(f"/film/{film.key}/", headers={"accept-encoding": "gzip"})
    content = b"".join(whole.streaming_content)  # type: ignore[attr-defined]  # a stream
    assert (whole.headers["Content-Type"], whole.headers["Accept-Ranges"]) == ("video/mp4", "bytes")
    assert "Content-Encoding" not in whole.headers
    assert content == film.document.file.read()
    part = Client().get(
        f"/film/{film.key}/",
        headers={"range": "bytes=100-299", "if-range": whole.headers["ETag"], "accept-encoding": "gzip"},
    )
    assert part.status_code == 206
    assert b"".join(part.streaming_content) == content[100:300]  # type: ignore[attr-defined]  # a stream
    assert part.headers["Content-Range"] == f"bytes 100-299/{len(content)}"
    captions = Client().get(f"/film/{film.key}/ondertitels.vtt")
    assert captions.headers["Content-Type"] == "text/vtt; charset=utf-8"
    assert captions.content.startswith(b"WEBVTT\n\n00:00:00.000 --> ")
    assert b"En door." in Client().get(f"/film/{film.key}/tekst.txt").content


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("Kop\n\n![x](/film/12345678-1234-4234-9234-123456789abc/)", "Regel 3 .* kennen wij niet"),
        ("![x](/film/onzin/)", "Regel 1 .* kennen wij niet"),
        ("Zie {line} hier", "Regel 1 .* eigen regel"),
        ("Een\n\n- {line}", "Regel 3 .* eigen regel"),
    ],
)
def test_a_text_with_a_film_we_do_not_know_or_in_the_middle_of_words_is_not_saved(
    editor: User, body: str, reason: str
) -> None:
    text = body.replace("{line}", _line(a_film()))
    with pytest.raises(actions.UnableToSave, match=reason) as refusal:
        actions.start_page(kind=E, facts=actions.PageFacts("Titel", text), by=editor.actor, at=MOMENT)
    assert refusal.value.field == "body"
    assert not Page.objects.exists()


def test_captions_are_mended_and_a_film_in_a_version_stays(editor: User, media: Path) -> None:
    film, unused = a_film(), a_film("Over")
    page = a_draft(body=_line(film))
    actions.save_draft(page=page, facts=actions.PageFacts("Zo", "Zonder."), seen=1, by=editor.actor, at=MOMENT)
    better = CAPTIONS.replace(b"plein", b"dorpsplein")
    with pytest.raises(actions.UnableToChangeFilm, match="WEBVTT"):
        actions.change_film(film=film, facts=_facts(captions=b"Dag"), by=editor.actor, at=MOMENT)
    changed = actions.change_film(film=film, facts=_facts("Plein", better), by=editor.actor, at=MOMENT)
    assert "dorpsplein" in changed.captions
    kept = actions.change_film(film=film, facts=_facts("Plein", None, transcript="x"), by=editor.actor, at=MOMENT)
    assert kept.captions == changed.captions
    with pytest.raises(actions.UnableToChangeFilm, match="blijft hij bewaard"):
        actions.remove_film(film=film, by=editor.actor, at=MOMENT)
    actions.remove_film(film=unused, by=editor.actor, at=MOMENT)
    assert list(Film.objects.all()) == [film]
    assert StoredDocument.objects.count() == 1
    said = AuditEvent.objects.filter(event__startswith="page.film").order_by("pk").values_list("event", flat=True)
    assert list(said) == ["page.film_added"] * 2 + ["page.film_changed"] * 2 + ["page.film_removed"]


def test_the_desk_from_upload_to_the_text(client: Client, editor: User) -> None:
    desk = sign_in(client, editor)
    data = {"title": "Het plein", "language": "nl", "transcript": "Dag."}
    film = SimpleUploadedFile("plein.mp4", mp4_bytes(), "video/mp4")
    refused = desk.post(f"{DESK}nieuw/", data | {"film": film})
    assert refused.status_code == 422
    assert "Het plein" in refused.content.decode()
    film = SimpleUploadedFile("plein.mp4", mp4_bytes(), "video/mp4")
    wrong = SimpleUploadedFile("plein.vtt", b"WEBVTT\n\n00:01 --> 00:02\nDag")
    refused = desk.post(f"{DESK}nieuw/", data | {"film": film, "captions": wrong})
    assert "Ondertitels, regel 3: de tijden zijn niet te lezen." in refused.content.decode()
    film = SimpleUploadedFile("plein.mp4", mp4_bytes(), "video/mp4")
    answer = desk.post(f"{DESK}nieuw/", data | {"film": film, "captions": SimpleUploadedFile("p.vtt", CAPTIONS)})
    made = Film.objects.get()
    assert answer.headers["Location"] == f"{DESK}{made.pk}/"
    shown = desk.get(f"{DESK}{made.pk}/").content.decode()
    assert f"![Het plein](/film/{made.key}/)" in shown
    assert "In nog geen enkele tekst" in shown
    assert desk.get(f"{DESK}kiezen/").json() == {"films": [{"src": f"/film/{made.key}/", "alt": "Het plein"}]}
    assert "Het plein" in desk.get(f"{DESK}?zoek=plein").content.decode()
    assert "Geen films gevonden" in desk.get(f"{DESK}?zoek=kerk").content.decode()
    page = a_page("Met film", body=_line(made))
    assert "Met film" in desk.get(f"{DESK}{made.pk}/").content.decode()
    assert desk.post(f"{DESK}{made.pk}/verwijderen/", {"sure": "on"}).status_code == 422
    assert desk.post(f"{DESK}{made.pk}/wijzigen/", data | {"title": "Plein"}).status_code == 302
    assert "<strong>Plein</strong>" in desk.get(f"/werk/redactie/{page.pk}/voorbeeld/1/").content.decode()
