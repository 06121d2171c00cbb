"""A photo on a contact card: checked, small, without hidden data, public while the card is, gone when it is gone."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from kernkracht.community.people.actions import change_contact_card
from kernkracht.community.people.models import Assignment, ContactCard, Role, User
from kernkracht.community.people.portraits import SIDE
from kernkracht.community.people.queries import contact_for
from kernkracht.foundation.documents.models import StoredDocument
from kernkracht.foundation.documents.refusals import UnacceptableFile
from kernkracht.foundation.retention.actions import erase_row
from tests.factories.applications import NOON
from tests.factories.documents import picture_bytes
from tests.factories.people import TeamFactory, UserFactory, role_with, sign_in
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db
CARD = {"public_name": "Noor Voorbeeld", "phone": "", "email": "", "visiting_hours": "", "introduction": ""}


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def alderman() -> User:
    user: User = UserFactory(name="Noor Voorbeeld", is_staff=True)
    return user


def with_place() -> bytes:
    """A photo that tells where it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    exif.get_ifd(0x8825)[1] = "N"
    return picture_bytes(size=(900, 400), exif=exif)


def photo(content: bytes | None = None, name: str = "ik.jpg") -> ContentFile[bytes]:
    return ContentFile(with_place() if content is None else content, name=name)


def change(user: User, **more: Any) -> ContactCard:
    return change_contact_card(user=user, card=CARD, by=user.actor, at=NOON, **more)


def test_a_photo_is_kept_small_square_and_without_hidden_data(alderman: User) -> None:
    kept = change(alderman, portrait=photo()).portrait
    assert kept is not None
    assert kept.content_type == "image/jpeg"
    with Image.open(io.BytesIO(kept.file.read())) as picture:
        assert picture.size == (SIDE, SIDE)
        assert not picture.getexif()
    assert kept.size < 40_000


def test_a_see_through_png_gets_a_white_ground(alderman: User) -> None:
    clear = io.BytesIO()
    Image.new("RGBA", (50, 80), (0, 0, 0, 0)).save(clear, "PNG")
    kept = change(alderman, portrait=photo(clear.getvalue(), "ik.png")).portrait
    assert kept is not None
    with Image.open(io.BytesIO(kept.file.read())) as picture:
        assert picture.convert("RGB").getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.7", "ik.pdf"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "ik.svg"),
        (b"no picture at all", "ik.jpg"),
        (b"", "ik.jpg"),
        (with_place()[:200], "ik.jpg"),
    ],
)
def test_what_is_no_photo_is_refused_and_the_card_stays_as_it_was(alderman: User, content: bytes, name: str) -> None:
    change(alderman)
    with pytest.raises(UnacceptableFile):
        change_contact_card(
            user=alderman,
            card=CARD | {"public_name": "Anders"},
            by=alderman.actor,
            at=NOON,
            portrait=photo(content, name),
        )
    card = ContactCard.objects.get()
    assert (card.public_name, card.portrait) == ("Noor Voorbeeld", None)
    assert not StoredDocument.objects.exists()


def test_a_new_photo_takes_the_place_of_the_earlier_one(
    alderman: User, media: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        first = change(alderman, portrait=photo()).portrait
    with django_capture_on_commit_callbacks(execute=True):
        second = change(alderman, portrait=photo(picture_bytes(size=(60, 60)))).portrait
    assert first is not None
    assert second is not None
    assert first.key != second.key
    assert [d.key for d in StoredDocument.objects.all()] == [second.key]
    assert len([path for path in media.rglob("*") if path.is_file()]) == 1
    with django_capture_on_commit_callbacks(execute=True):
        assert change(alderman, remove_portrait=True).portrait is None
    assert not [path for path in media.rglob("*") if path.is_file()]


def test_a_card_goes_with_its_photo(alderman: User) -> None:
    change(alderman, portrait=photo())
    with transaction.atomic():
        erase_row(alderman, at=NOON)
    assert not ContactCard.objects.exists()
    assert not StoredDocument.objects.exists()


def test_everybody_sees_the_photo_and_a_browser_keeps_it_a_day(alderman: User, client: Client) -> None:
    kept = change(alderman, portrait=photo()).portrait
    assert kept is not None
    answer = client.get(f"/portret/{kept.key}/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert answer["Cache-Control"] == "public, max-age=86400"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["ETag"] == f'"{kept.sha256}"'
    assert not answer.cookies
    assert client.get(f"/portret/{uuid4()}/").status_code == 404


def test_the_photo_of_somebody_who_left_is_gone(alderman: User, client: Client) -> None:
    kept = change(alderman, portrait=photo()).portrait
    assert kept is not None
    User.objects.filter(pk=alderman.pk).update(is_active=False)
    assert client.get(f"/portret/{kept.key}/").status_code == 404


def test_a_file_that_is_no_portrait_is_not_served_here(client: Client, alderman: User) -> None:
    card = change(alderman, portrait=photo())
    key = card.portrait.key if card.portrait else None
    ContactCard.objects.update(portrait=None)
    assert client.get(f"/portret/{key}/").status_code == 404


def test_the_village_page_shows_the_photo_or_the_initials(alderman: User, client: Client) -> None:
    village = VillageFactory()
    post = Assignment.objects.create(
        role=role_with(Role.Code.VILLAGE_ALDERMAN), user=alderman, team=TeamFactory(), valid_from=date(2020, 1, 1)
    )
    post.villages.add(village)
    change(alderman)
    page = client.get(f"/dorpen/{village.slug}/").content.decode()
    assert 'aria-hidden="true">NV</span>' in page
    kept = change(alderman, portrait=photo()).portrait
    assert kept is not None
    page = client.get(f"/dorpen/{village.slug}/").content.decode()
    assert f'src="/portret/{kept.key}/"' in page
    assert 'alt="Foto van Noor Voorbeeld"' in page
    found = contact_for(village, NOON.date(), Role.Code.VILLAGE_ALDERMAN)
    assert found is not None
    assert found.portrait == str(kept.key)


def test_one_changes_the_own_photo_in_the_office(alderman: User) -> None:
    role = role_with(Role.Code.VILLAGE_ALDERMAN, "office.read")
    Assignment.objects.create(
        role=role, user=alderman, team=TeamFactory(), all_villages=True, valid_from=date(2020, 1, 1)
    )
    office = sign_in(Client(), alderman)
    address = f"/werk/mensen/{alderman.pk}/kaart/"
    assert 'enctype="multipart/form-data"' in office.get(address).content.decode()
    sent = office.post(address, CARD | {"photo": SimpleUploadedFile("ik.jpg", b"geen foto")})
    assert sent.status_code == 422
    assert "Noor Voorbeeld" in sent.content.decode()
    assert not ContactCard.objects.exists()
    assert office.post(address, CARD | {"photo": SimpleUploadedFile("ik.jpg", with_place())}).status_code == 302
    assert ContactCard.objects.get().portrait is not None
    assert "Foto van Noor Voorbeeld" in office.get(f"/werk/mensen/{alderman.pk}/").content.decode()
    assert office.post(address, CARD | {"remove_photo": "on"}).status_code == 302
    assert ContactCard.objects.get().portrait is None
