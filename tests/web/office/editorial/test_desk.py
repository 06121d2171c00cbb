"""The editors' desk by its pages: writing without scripts, keeping what was typed, and who may do what."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.editorial.pages.models import Page, Picture
from tests.factories.documents import picture_bytes
from tests.factories.pages import a_draft, a_page
from tests.factories.people import officer_with, sign_in
from tests.foundation.rich_text.test_notation import NASTY, assert_harmless

pytestmark = pytest.mark.django_db
DESK = "/werk/redactie/"


@pytest.fixture
def publisher() -> User:
    return officer_with(Permission.WRITE_PAGES, Permission.PUBLISH_PAGES)


@pytest.fixture
def desk(client: Client, publisher: User) -> Client:
    return sign_in(client, publisher)


def _photo(name: str = "boom.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture_bytes(), "image/jpeg")


def _text(**more: Any) -> dict[str, Any]:
    return {"title": "Zo werkt het", "summary": "Kort.", "body": "## Kop\n\nEen tekst."} | more


def test_a_text_from_nothing_to_the_website_without_scripts(desk: Client) -> None:
    data = _text(picture_file=_photo(), picture_alt="Een boom")
    answer = desk.post(f"{DESK}nieuw/explanation/", data)
    page = Page.objects.get()
    assert answer.headers["Location"] == f"{DESK}{page.pk}/"
    assert Client().get("/uitleg/zo-werkt-het/").status_code == 404
    assert "Alleen de redactie" in desk.get(f"{DESK}{page.pk}/voorbeeld/1/").content.decode()
    assert desk.post(f"{DESK}{page.pk}/publiceren/", {}).status_code == 302
    shown = Client().get("/uitleg/zo-werkt-het/").content.decode()
    assert "<h2>Kop</h2>" in shown
    picture = Picture.objects.get()
    assert f'src="/beeld/{picture.key}/" alt="Een boom"' in shown
    assert Client().get(f"/beeld/{picture.key}/").status_code == 200


def test_a_picture_without_words_is_refused_and_everything_typed_stays(desk: Client) -> None:
    answer = desk.post(f"{DESK}nieuw/explanation/", _text(picture_file=_photo(), picture_alt=" "))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Beschrijf wat er te zien is" in shown
    assert "## Kop" in shown
    assert not Page.objects.exists()
    assert not Picture.objects.exists()


def test_a_picture_inside_the_text_without_scripts(desk: Client) -> None:
    data = _text(text_picture_file=_photo(), text_picture_alt="Een [rode] boom", add_picture="1", title="")
    answer = desk.post(f"{DESK}nieuw/explanation/", data)
    key = Picture.objects.get().key
    assert answer.status_code == 200
    assert answer.context["form"]["body"].value().endswith(f"![Een \\[rode\\] boom](/beeld/{key}/)")
    missing = desk.post(f"{DESK}nieuw/explanation/", data | {"text_picture_file": _photo(), "text_picture_alt": ""})
    assert missing.status_code == 422
    assert "Beschrijf wat er te zien is" in missing.content.decode()
    nothing = desk.post(f"{DESK}nieuw/explanation/", _text(add_picture="1", text_picture_alt="x"))
    assert "Kies eerst een beeld" in nothing.content.decode()


def test_the_button_of_the_editor_sends_a_picture(desk: Client) -> None:
    good = desk.post(f"{DESK}beelden/", {"picture": _photo(), "alt_text": "Een boom"})
    assert good.json() == {"src": f"/beeld/{Picture.objects.get().key}/", "alt": "Een boom"}
    for data, words in (
        ({"picture": _photo(), "alt_text": ""}, "Beschrijf"),
        ({"alt_text": "x"}, "Kies eerst"),
        ({"picture": SimpleUploadedFile("a.svg", b"<svg/>"), "alt_text": "x"}, ""),
    ):
        bad = desk.post(f"{DESK}beelden/", data)
        assert bad.status_code == 422
        assert words in bad.json()["fault"]


def test_a_writer_hands_over_and_a_publisher_sees_it(client: Client, publisher: User) -> None:
    writer = sign_in(client, officer_with(Permission.WRITE_PAGES, code="village_coordinator"))
    writer.post(f"{DESK}nieuw/checklist/", _text())
    page = Page.objects.get()
    assert page.audience == "internal"
    assert writer.get(f"{DESK}{page.pk}/publiceren/").status_code == 404
    assert writer.post(f"{DESK}{page.pk}/overdragen/", {}).status_code == 302
    boss = sign_in(Client(), publisher)
    assert "Wacht op publicatie" in boss.get(f"{DESK}?stand=wacht").content.decode()
    answer = boss.post(f"{DESK}{page.pk}/teruggeven/", {"reason": ""})
    assert answer.status_code == 422
    boss.post(f"{DESK}{page.pk}/teruggeven/", {"reason": "Maak het korter."})
    assert "Maak het korter." in writer.get(f"{DESK}{page.pk}/schrijven/").content.decode()


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"from_time": "9.00"}, "Vul ook de dag in"),
        (
            {"from_day_day": "1", "from_day_month": "1", "from_day_year": "2999", "from_time": "25.00"},
            "Vul een tijd in",
        ),
        ({"until_day": "1", "until_month": "1", "until_year": "2020"}, "latere laatste dag"),
        ({"from_day_day": "31", "from_day_month": "2", "from_day_year": "2027"}, "Deze dag bestaat niet"),
    ],
)
def test_impossible_moments_are_refused(desk: Client, answers: dict[str, str], words: str) -> None:
    page = a_draft()
    answer = desk.post(f"{DESK}{page.pk}/publiceren/", answers)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_the_list_filters_and_survives_nonsense(desk: Client) -> None:
    a_page("Zichtbaar", at=timezone.now())
    a_draft("Concept")
    assert "Zichtbaar" not in desk.get(f"{DESK}?stand=concept").content.decode().split("<tbody")[1]
    assert "Concept" not in desk.get(f"{DESK}?stand=zichtbaar").content.decode().split("<tbody")[1].split("</tbody")[0]
    assert "Geen teksten gevonden" in desk.get(f"{DESK}?zoek=%00qwertyuiop").content.decode()
    assert desk.get(f"{DESK}?soort=x&stand=y&pagina=-1").status_code == 200


def test_versions_are_compared_and_put_back(desk: Client) -> None:
    page = a_draft(body="Oud.")
    desk.post(f"{DESK}{page.pk}/schrijven/", _text(body="Nieuw.", seen="1"))
    shown = desk.get(f"{DESK}{page.pk}/vergelijken/?van=1&naar=2").content.decode()
    assert re.search(r"<del>.*?Oud\.</del>", shown)
    assert re.search(r"<ins>.*?Nieuw\.</ins>", shown)
    assert desk.get(f"{DESK}{page.pk}/vergelijken/?van=x&naar=999").status_code == 200
    stale = desk.post(f"{DESK}{page.pk}/schrijven/", _text(body="Van een ander.", seen="1"))
    assert stale.status_code == 422
    assert "Van een ander." in stale.content.decode()
    desk.post(f"{DESK}{page.pk}/terugzetten/1/", {})
    assert page.versions.order_by("-number")[0].body == "Oud."


def test_nothing_nasty_is_stored_and_shown(desk: Client) -> None:
    """What an editor, or somebody with an editor's cookie, might save comes out harmless on every page."""
    body = "\n\n".join(text for text in NASTY if "\x00" not in text and "/film/" not in text)
    desk.post(f"{DESK}nieuw/explanation/", _text(title="<script>alert(1)</script>", summary=NASTY[1], body=body))
    page = Page.objects.get()
    desk.post(f"{DESK}{page.pk}/publiceren/", {})
    addresses = [f"{DESK}{page.pk}/{rest}" for rest in ("", "schrijven/", "voorbeeld/1/", "vergelijken/")]
    for address in (DESK, *addresses):
        shown = desk.get(address).content.decode()
        assert "<script>alert" not in shown, address
        assert "<img src=x" not in shown, address
    public = Client().get(f"/uitleg/{page.slug}/").content.decode()
    article = public.split("</h1>", 1)[1].split("</article>")[0]
    assert_harmless(re.sub(r' class="[^"]*"', "", article))


def test_fixed_pages_are_edited_after_one_button(desk: Client) -> None:
    assert "Over deze website" in Client().get("/over/").content.decode()
    assert "Zet de standaardteksten klaar" in desk.get(DESK).content.decode()
    desk.post(f"{DESK}standaardteksten/")
    page = Page.objects.get(slug="over", language="nl")
    desk.post(f"{DESK}{page.pk}/schrijven/", _text(title="Onze eigen site", seen="1"))
    desk.post(f"{DESK}{page.pk}/publiceren/", {})
    assert "Onze eigen site" in Client().get("/over/").content.decode()
    assert desk.get(f"{DESK}nieuw/site/").status_code == 404


def test_only_the_writing_page_loads_the_editor(desk: Client) -> None:
    page = a_page(at=timezone.now())
    assert "editor.js" in desk.get(f"{DESK}{page.pk}/schrijven/").content.decode()
    for address in ("/", f"/uitleg/{page.slug}/", DESK, f"{DESK}{page.pk}/"):
        assert "editor.js" not in desk.get(address).content.decode()
