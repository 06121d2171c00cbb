"""Films: what is kept, what is refused and why, what is blanked; and never a whole one in memory."""

from __future__ import annotations

import hashlib
import io
import tempfile
import tracemalloc
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import transaction

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents import scanning
from kernkracht.foundation.documents.actions import StoredOutsideTransaction
from kernkracht.foundation.documents.films import MAX_BYTES, check_film, store_film
from kernkracht.foundation.documents.models import StoredDocument
from kernkracht.foundation.documents.refusals import ScannerUnavailable, UnacceptableFile
from tests.factories.applications import NOON
from tests.factories.documents import pdf_bytes, picture_bytes
from tests.factories.films import PLACE, box, mp4_bytes, mp4_with_place, webm_bytes

FTYP = box(b"ftyp", b"isom", bytes(4), b"isomavc1")
BAD = {
    "empty": ("a.mp4", b"", "leeg"),
    "pdf": ("a.mp4", pdf_bytes(), "lijkt op PDF"),
    "picture": ("a.webm", picture_bytes(), "geen film in WebM"),
    "text": ("a.mp4", b"hallo allemaal", "geen film in MP4"),
    "webm named mp4": ("a.mp4", webm_bytes(), "lijkt op WEBM"),
    "mp4 named webm": ("a.webm", mp4_bytes(), "lijkt op MP4"),
    "matroska": ("a.webm", webm_bytes(document=b"matroska"), "WebM"),
    "other codec in webm": ("a.webm", webm_bytes(b"V_MPEG4/ISO/AVC"), "Niet elke telefoon"),
    "hevc": ("a.mp4", mp4_bytes(b"hvc1"), "Niet elke telefoon"),
    "sound only": ("a.mp4", mp4_bytes(b"mp4a"), "Niet elke telefoon"),
    "cut off": ("a.mp4", mp4_bytes()[:-40], "niet helemaal aangekomen"),
    "no contents": ("a.mp4", FTYP + box(b"mdat", bytes(50)), "niet helemaal aangekomen"),
    "no film": ("a.mp4", FTYP + box(b"moov", box(b"mvhd", bytes(8))), "niet helemaal aangekomen"),
    "length of nothing": ("a.mp4", FTYP + b"\0\0\0\x01moov" + bytes(8), "niet helemaal aangekomen"),
    "avi": ("a.avi", mp4_bytes(), "Dit soort bestand"),
    "quicktime": ("a.mov", mp4_bytes(), "Dit soort bestand"),
    "program": ("a.exe.mp4", mp4_bytes(), "programma"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_film_that_everybody_can_see_is_refused(name: str) -> None:
    file_name, content, reason = BAD[name]
    with pytest.raises(UnacceptableFile, match=reason) as refusal:
        check_film(io.BytesIO(content), file_name)
    assert str(refusal.value.remedy).endswith(".")


def test_five_hundred_megabytes_are_refused_without_reading_them() -> None:
    with tempfile.TemporaryFile() as file:  # a file with a hole in it: no byte is written
        file.truncate(500 * 1024 * 1024)
        with pytest.raises(UnacceptableFile, match="groter dan 200 MB"):
            check_film(file, "lang.mp4")


@pytest.mark.parametrize(
    ("name", "content"), [("a.MP4", mp4_bytes()), ("a.m4v", mp4_bytes(b"avc3")), ("a.webm", webm_bytes())]
)
def test_a_film_is_kept_as_it_came(name: str, content: bytes, actor: Actor, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    file = io.BytesIO(content)
    checked = check_film(file, name)
    with transaction.atomic():
        document = store_film(checked, file=file, by=actor, at=NOON)
    assert document.file.read() == content
    assert (document.size, document.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert document.content_type == ("video/webm" if name.endswith("webm") else "video/mp4")


def test_where_it_was_made_is_blanked_and_nothing_moves() -> None:
    before = mp4_with_place() + box(b"uuid", b"XMP" * 9)
    file = io.BytesIO(before)
    check_film(file, "plein.mp4")
    after = file.getvalue()
    assert PLACE in before
    assert PLACE not in after
    assert b"XMP" not in after
    assert len(after) == len(before)
    assert after.index(b"mdat") == before.index(b"mdat")
    assert after.count(b"free") == 2
    check_film(io.BytesIO(after), "plein.mp4")


def test_a_large_film_is_never_whole_in_memory(actor: Actor, settings: Any, tmp_path: Path, db: None) -> None:
    settings.MEDIA_ROOT = tmp_path
    size = 60 * 1024 * 1024
    head = mp4_bytes(moving=0)[:-8]
    file = TemporaryUploadedFile("groot.mp4", "video/mp4", size, None)
    file.write(head + (size - len(head)).to_bytes(4, "big") + b"mdat")
    file.file.truncate(size)
    tracemalloc.start()
    checked = check_film(file, "groot.mp4")
    with transaction.atomic():
        document = store_film(checked, file=file, by=actor, at=NOON)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    file.close()
    assert document.file.size == size <= MAX_BYTES
    assert most < 8 * 1024 * 1024


class Fake:
    def __init__(self, answer: str) -> None:
        self.answer, self.seen = answer, 0

    def threat_in(self, parts: Iterable[bytes]) -> str:
        self.seen = sum(len(part) for part in parts)
        if self.answer == "silent":
            raise scanning.ScannerFailed("silent")
        return self.answer


@pytest.fixture
def scanner(monkeypatch: pytest.MonkeyPatch) -> Fake:
    fake = Fake("")
    monkeypatch.setattr(scanning, "_finders", [lambda: fake])
    return fake


def test_a_film_goes_past_the_scanner(scanner: Fake) -> None:
    content = mp4_bytes()
    assert check_film(io.BytesIO(content), "a.mp4").scan == StoredDocument.Scan.CLEAN
    assert scanner.seen == len(content)
    scanner.answer = "Test-Virus"
    with pytest.raises(UnacceptableFile, match="virus gevonden"):
        check_film(io.BytesIO(content), "a.mp4")
    scanner.answer = "silent"
    with pytest.raises(ScannerUnavailable):
        check_film(io.BytesIO(content), "a.mp4")


@pytest.mark.django_db(transaction=False)
def test_without_a_transaction_nothing_is_kept(monkeypatch: pytest.MonkeyPatch, actor: Actor) -> None:
    file = io.BytesIO(mp4_bytes())
    checked = check_film(file, "a.mp4")
    monkeypatch.setattr(transaction.get_connection(), "in_atomic_block", False)
    with pytest.raises(StoredOutsideTransaction):
        store_film(checked, file=file, by=actor, at=NOON)
