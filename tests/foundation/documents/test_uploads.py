"""What is taken, what is refused and why, and that nothing is left behind by what was refused."""

from __future__ import annotations

import errno
import hashlib
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.files.storage import FileSystemStorage
from django.db import IntegrityError, transaction
from PIL import Image

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents import images, office_files
from kernkracht.foundation.documents.actions import MAX_BYTES, StoredOutsideTransaction, store_upload
from kernkracht.foundation.documents.models import StoredDocument
from kernkracht.foundation.documents.refusals import StorageUnavailable, UnacceptableFile
from tests.factories.applications import NOON
from tests.factories.documents import docx_bytes, odt_bytes, pdf_bytes, picture_bytes, zip_bytes


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def _store(content: bytes, name: str, actor: Actor) -> StoredDocument:
    return store_upload(file=io.BytesIO(content), name=name, by=actor, at=NOON)


GOOD = {
    "begroting.pdf": (pdf_bytes, "application/pdf"),
    "foto van het plein.JPG": (picture_bytes, "image/jpeg"),
    "schets.v1.2.png": (lambda: picture_bytes("PNG"), "image/png"),
    "plan.odt": (odt_bytes, "application/vnd.oasis.opendocument.text"),
    "plän.docx": (docx_bytes, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "plan.docx.pdf": (pdf_bytes, "application/pdf"),
}


@pytest.mark.parametrize("name", GOOD)
def test_the_five_kinds_are_kept_under_a_name_that_says_nothing(name: str, actor: Actor, media: Path) -> None:
    make, content_type = GOOD[name]
    document = _store(make(), name, actor)
    [path] = _files(media)
    kept = path.read_bytes()
    assert (document.name, document.content_type) == (name, content_type)
    assert (document.size, document.sha256) == (len(kept), hashlib.sha256(kept).hexdigest())
    assert path.name == document.key.hex
    assert document.scan == StoredDocument.Scan.NOT_SCANNED


@pytest.mark.parametrize("name", ["begroting.pdf", "plan.odt", "plän.docx"])
def test_documents_are_kept_byte_for_byte(name: str, actor: Actor, media: Path) -> None:
    content = GOOD[name][0]()
    _store(content, name, actor)
    assert _files(media)[0].read_bytes() == content


BAD_NAMES = [
    "../../etc/passwd.pdf",
    "map/plan.pdf",
    r"C:\fakepath\plan.pdf",
    ".pdf",
    ".verborgen.pdf",
    "plan",
    "",
    "plan.pdf.exe",
    "plan.exe.pdf",
    "plan.php .pdf",
    "plan.docm",
    "plan.doc",
    "plan.svg",
    "plan.pdf\x00.png",
    "plan\u202efdp.pdf",
    "plan\u2066.pdf",
    "pl\u200ban.pdf",
    "plan\n.pdf",
    "a" * 200 + ".pdf",
]


@pytest.mark.parametrize("name", BAD_NAMES, ids=ascii)
def test_a_name_with_a_trick_in_it_is_refused(name: str, actor: Actor, media: Path) -> None:
    with pytest.raises(UnacceptableFile) as refusal:
        _store(pdf_bytes(), name, actor)
    assert str(refusal.value.reason).endswith(".")
    assert str(refusal.value.remedy).endswith(".")
    assert not StoredDocument.objects.exists()
    assert not _files(media)


def _lying_sizes() -> bytes:
    """A ZIP whose entry says it is small and unpacks to far more."""
    content = bytearray(odt_bytes(**{"styles.xml": b"\0" * 3_000_000}))
    true, stated = (3_000_000).to_bytes(4, "little"), (100).to_bytes(4, "little")
    assert bytes(content).count(true) == 2
    return bytes(content).replace(true, stated)


def _encrypted_entry() -> bytes:
    content = bytearray(odt_bytes())
    start = content.index(b"PK\x01\x02")
    content[start + 8] |= 1
    return bytes(content)


def _wrong_first_entry() -> bytes:
    return zip_bytes({"content.xml": "<a/>", "mimetype": "application/vnd.oasis.opendocument.text"})


BAD_CONTENT = {
    "empty": ("plan.pdf", lambda: b"", "leeg"),
    "text": ("plan.pdf", lambda: b"hallo", "past niet bij de naam"),
    "png named jpeg": ("foto.jpg", lambda: picture_bytes("PNG"), "lijkt op PNG"),
    "gif named png": ("foto.png", lambda: picture_bytes("GIF"), "past niet bij de naam"),
    "pdf named docx": ("plan.docx", pdf_bytes, "lijkt op PDF"),
    "docx named odt": ("plan.odt", docx_bytes, "wij verwachten ODT"),
    "odt named docx": ("plan.docx", odt_bytes, "Dit bestand is beschadigd"),
    "zip named docx": ("plan.docx", lambda: zip_bytes({"a.txt": "a"}), "Dit bestand is beschadigd"),
    "header further on": ("plan.pdf", lambda: b"<script>" + pdf_bytes(), "past niet bij de naam"),
    "pdf and zip": ("plan.pdf", lambda: pdf_bytes() + zip_bytes({"a": "b"}), "vastgeplakt"),
    "pdf with a tail": ("plan.pdf", lambda: pdf_bytes() + b"x" * 5000, "vastgeplakt"),
    "pdf cut off": ("plan.pdf", lambda: b"%PDF-1.7\n%%EOF", "niet lezen"),
    "pdf with password": (
        "plan.pdf",
        lambda: pdf_bytes(encryption=pikepdf.Encryption(owner="a", user="b")),
        "wachtwoord",
    ),
    "pdf with owner password": (
        "plan.pdf",
        lambda: pdf_bytes(encryption=pikepdf.Encryption(owner="a", user="")),
        "wachtwoord",
    ),
    "docx with password": ("plan.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "wachtwoord"),
    "odt with password": (
        "plan.odt",
        lambda: odt_bytes(**{"META-INF/manifest.xml": "<manifest:encryption-data/>"}),
        "wachtwoord",
    ),
    "locked entry": ("plan.odt", _encrypted_entry, "wachtwoord"),
    "macros in docx": ("plan.docx", lambda: docx_bytes(**{"word/vbaProject.bin": b"x"}), "macro"),
    "docm renamed": (
        "plan.docx",
        lambda: docx_bytes("application/vnd.ms-word.document.macroEnabled.main+xml"),
        "macro",
    ),
    "macros in odt": ("plan.odt", lambda: odt_bytes(**{"Basic/Standard/Module1.xml": "x"}), "macro"),
    "mimetype not first": ("plan.odt", _wrong_first_entry, "wij verwachten ODT"),
    "odt without text": ("plan.odt", lambda: zip_bytes({"mimetype": "x"}), "wij verwachten ODT"),
    "program before zip": ("plan.docx", lambda: b"PK\x03\x04MZ" + docx_bytes(), "vastgeplakt"),
    "page after zip": ("plan.docx", lambda: docx_bytes() + b"<script>", "vastgeplakt"),
    "entry out of the folder": ("plan.docx", lambda: docx_bytes(**{"word/../../x": "x"}), "vreemde naam"),
    "bomb": ("plan.odt", lambda: odt_bytes(**{"styles.xml": b"\0" * 5_000_000}), "veel te groot"),
    "bomb in the types": (
        "plan.docx",
        lambda: docx_bytes(**{"[Content_Types].xml": b" " * 2_000_000}),
        "veel te groot",
    ),
    "sizes that lie": ("plan.odt", _lying_sizes, "beschadigd"),
    "picture cut off": ("foto.png", lambda: picture_bytes("PNG", size=(400, 400))[:-400], "foto niet lezen"),
    "no picture": ("foto.png", lambda: b"\x89PNG\r\n\x1a\n" + b"x" * 100, "foto niet lezen"),
}


@pytest.mark.parametrize("case", BAD_CONTENT)
def test_content_that_is_not_what_it_says_is_refused(case: str, actor: Actor, media: Path) -> None:
    name, make, reason = BAD_CONTENT[case]
    with pytest.raises(UnacceptableFile, match=reason) as refusal:
        _store(make(), name, actor)
    assert str(refusal.value.remedy).endswith(".")
    assert not StoredDocument.objects.exists()
    assert not _files(media)


def test_ten_megabytes_is_the_limit(actor: Actor) -> None:
    base = docx_bytes()
    overhead = len(docx_bytes(**{"word/media/image1.png": b""})) - len(base)
    assert overhead > 0
    limit = _padded_docx(MAX_BYTES)
    assert len(limit) == MAX_BYTES
    assert _store(limit, "plan.docx", actor).size == MAX_BYTES
    with pytest.raises(UnacceptableFile, match="groter dan 10 MB"):
        _store(_padded_docx(MAX_BYTES + 1), "plan.docx", actor)


def _padded_docx(size: int) -> bytes:
    def make(padding: int) -> bytes:
        out = io.BytesIO(docx_bytes())
        with zipfile.ZipFile(out, "a") as archive:
            archive.writestr("word/media/image1.png", b"\xff" * padding, compress_type=zipfile.ZIP_STORED)
        return out.getvalue()

    return make(size - len(make(0)))


def test_too_many_entries_are_refused(actor: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_files, "MAX_ENTRIES", 2)
    with pytest.raises(UnacceptableFile, match="veel te groot"):
        _store(odt_bytes(), "plan.odt", actor)


def test_a_picture_loses_place_camera_and_comments_and_stands_upright(actor: Actor, media: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    exif[0x010F] = "CameraMerk"
    exif.get_ifd(0x8825)[1] = "N"
    content = picture_bytes(exif=exif, comment=b"geheim", xmp=b"<x:xmpmeta>geheim</x:xmpmeta>")
    assert b"CameraMerk" in content
    assert b"geheim" in content
    _store(content, "foto.jpg", actor)
    kept = _files(media)[0].read_bytes()
    assert not any(trace in kept for trace in (b"CameraMerk", b"geheim", b"Exif", b"xmp"))
    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.size == (20, 40)
        red, _green, blue = picture.convert("RGB").getpixel((10, 5))  # type: ignore[misc]
        assert red > 200 > 60 > blue


def test_a_png_loses_its_texts_and_keeps_what_is_see_through(actor: Actor, media: Path) -> None:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Author", "Robin Voorbeeld")
    picture = Image.new("RGBA", (4, 4), (255, 0, 0, 0))
    out = io.BytesIO()
    picture.save(out, "PNG", pnginfo=info)
    assert b"Robin" in out.getvalue()
    _store(out.getvalue(), "schets.png", actor)
    kept = _files(media)[0].read_bytes()
    assert b"Robin" not in kept
    with Image.open(io.BytesIO(kept)) as again:
        assert again.convert("RGBA").getpixel((0, 0)) == (255, 0, 0, 0)


def test_what_is_glued_to_a_picture_is_gone(actor: Actor, media: Path) -> None:
    _store(picture_bytes() + zip_bytes({"virus.exe": "MZ"}), "foto.jpg", actor)
    assert b"virus.exe" not in _files(media)[0].read_bytes()


def test_a_picture_with_too_many_pixels_is_refused_before_it_is_drawn(
    actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(images, "MAX_PIXELS", 40 * 20 - 1)
    content = picture_bytes("PNG")
    monkeypatch.setattr(Image.Image, "load", lambda *_: pytest.fail("the picture was unpacked"))
    with pytest.raises(UnacceptableFile, match="te veel beeldpunten"):
        images.picture_without_hidden_data(content, "png")


def test_colours_that_a_jpeg_cannot_hold_are_converted(actor: Actor) -> None:
    out = io.BytesIO()
    Image.new("CMYK", (4, 4)).save(out, "JPEG")
    assert _store(out.getvalue(), "foto.jpg", actor).size


@pytest.mark.django_db(transaction=True)
def test_no_file_without_a_transaction(media: Path) -> None:
    with pytest.raises(StoredOutsideTransaction):
        _store(pdf_bytes(), "plan.pdf", Actor.system("test"))
    assert not _files(media)


@transaction.atomic
def _store_and_fail(actor: Actor, media: Path) -> None:
    before = len(_files(media))
    _store(pdf_bytes(), "ander.pdf", actor)
    assert len(_files(media)) == before + 1
    raise ZeroDivisionError


@pytest.mark.django_db(transaction=True)
def test_a_file_goes_when_its_transaction_rolls_back_and_stays_when_it_commits(media: Path) -> None:
    actor = Actor.system("test")
    with pytest.raises(ZeroDivisionError):
        _store_and_fail(actor, media)
    assert not _files(media)
    with transaction.atomic():
        _store(pdf_bytes(), "plan.pdf", actor)
    assert len(_files(media)) == 1


@pytest.mark.django_db(transaction=True)
def test_only_the_file_of_the_inner_rollback_goes(media: Path) -> None:
    actor = Actor.system("test")
    with transaction.atomic():
        kept = _store(pdf_bytes(), "plan.pdf", actor)
        with pytest.raises(ZeroDivisionError):
            _store_and_fail(actor, media)
    assert [path.name for path in _files(media)] == [kept.key.hex]


def test_a_full_disk_is_told_kindly_and_leaves_nothing(
    actor: Actor, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half_written(storage: FileSystemStorage, name: str, content: Any) -> str:
        path = Path(storage.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.read(10))
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", half_written)
    with pytest.raises(StorageUnavailable, match="niet bewaren"):
        _store(pdf_bytes(), "plan.pdf", actor)
    assert not _files(media)
    assert not StoredDocument.objects.exists()


def test_a_row_that_cannot_be_saved_leaves_no_file(actor: Actor, media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: Any, **__: Any) -> Iterator[None]:
        raise IntegrityError("no")

    monkeypatch.setattr(StoredDocument, "save", refused)
    with pytest.raises(IntegrityError):
        _store(pdf_bytes(), "plan.pdf", actor)
    assert not _files(media)
