"""Films: far larger than other files, so never whole in memory. Checked by what is in them, part by part.

A film is what a browser of today plays by itself: MP4 with H.264, or WebM with VP8, VP9 or AV1. What a telephone
writes into an MP4 beside the film (place, device, owner) is blanked before it is kept; sizes stay, so nothing moves.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO

import puremagic
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.audit.models import Actor

from .file_names import checked_stem
from .kept_files import StoredOutsideTransaction, scanned, write_file
from .models import StoredDocument
from .refusals import UnacceptableFile

MAX_FILM_MEGABYTES = 200
"""About ten minutes at 720p (2,5 Mbit/s): longer films lose people, and who watches by telephone pays for every MB."""
MAX_BYTES = MAX_FILM_MEGABYTES * 1024 * 1024
KINDS = {"mp4": "mp4", "m4v": "mp4", "webm": "webm"}
CONTENT_TYPES = {"mp4": "video/mp4", "webm": "video/webm"}
PART = 1024 * 1024
HEAD = 4096
MOST_MOOV = 32 * 1024 * 1024
"""The table of contents of a film of hours is some MB; what claims more is no film."""
BETWEEN = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl"})
"""Boxes that only hold boxes, on the way to how the picture is written."""
TOLD_BESIDE = frozenset({b"udta", b"meta", b"uuid"})
PICTURE_MP4 = frozenset({b"avc1", b"avc3"})
PICTURE_WEBM = (b"V_VP8", b"V_VP9", b"V_AV1")
WEBM_TRACKS_WITHIN = 1024 * 1024
SAVE_AS_FILM = _("Bewaar de film als MP4 (H.264) of WebM en kies hem opnieuw.")
FilmFile = File[bytes] | IO[bytes]


@dataclass(frozen=True)
class CheckedFilm:
    """What was found about a file that may be kept."""

    name: str
    content_type: str
    size: int
    sha256: str
    scan: StoredDocument.Scan


def check_film(file: FilmFile, name: str) -> CheckedFilm:
    """Check a film and blank what a telephone told beside it, in `file` itself. Outside locks: it may take seconds.

    Raises `UnacceptableFile`.
    """
    name, kind = checked_stem(name, KINDS, _("Kies een film: MP4 of WebM."))
    size = _size(file)
    if not size:
        raise UnacceptableFile(_("Het bestand is leeg."), _("Kies de goede film."))
    if size > MAX_BYTES:
        raise UnacceptableFile(
            _("De film is groter dan %(most)d MB.") % {"most": MAX_FILM_MEGABYTES},
            _("Maak de film korter, of bewaar hem in 720p."),
        )
    _check_beginning(file, kind)
    if kind == "mp4":
        _check_mp4(file, size)
    else:
        _check_webm(file)
    digest = hashlib.sha256()
    for part in parts_of(file):
        digest.update(part)
    return CheckedFilm(name, CONTENT_TYPES[kind], size, digest.hexdigest(), scanned(parts_of(file)))


def store_film(checked: CheckedFilm, *, file: FilmFile, by: Actor, at: datetime) -> StoredDocument:
    """Keep a film after `check_film`, inside the caller's transaction. Raises `StorageUnavailable`."""
    if not transaction.get_connection().in_atomic_block:
        raise StoredOutsideTransaction(checked.name)
    document = StoredDocument(
        name=checked.name,
        content_type=checked.content_type,
        size=checked.size,
        sha256=checked.sha256,
        scan=checked.scan,
        uploaded_by=by,
        uploaded_at=at,
    )
    file.seek(0)
    write_file(document, file if isinstance(file, File) else File(file))
    return document


def parts_of(file: FilmFile) -> Iterator[bytes]:
    """The content from its beginning, a MB at a time."""
    file.seek(0)
    while part := file.read(PART):
        yield part


def _size(file: FilmFile) -> int:
    file.seek(0, 2)
    return file.tell()


def _check_beginning(file: FilmFile, kind: str) -> None:
    file.seek(0)
    try:
        found = puremagic.from_string(file.read(HEAD)).lstrip(".").lower()
    except (puremagic.PureError, ValueError):
        found = ""
    if found in KINDS and KINDS[found] == kind:
        return
    reason = _("Dit is geen film in %(kind)s.") % {"kind": {"mp4": "MP4", "webm": "WebM"}[kind]}
    if found:
        reason += " " + _("De inhoud lijkt op %(found)s.") % {"found": found.upper()}
    raise UnacceptableFile(reason, SAVE_AS_FILM)


def _damaged() -> UnacceptableFile:
    return UnacceptableFile(
        _("Deze film is beschadigd of niet helemaal aangekomen."), _("Bewaar de film opnieuw en kies hem nog een keer.")
    )


def _check_mp4(file: FilmFile, size: int) -> None:
    """Whole boxes up to the last byte, with one table of contents that tells of a picture in H.264."""
    boxes = list(_boxes_in_file(file, size))
    tables = [box for box in boxes if box.kind == b"moov"]
    if len(tables) != 1 or not any(box.kind == b"mdat" for box in boxes):
        raise _damaged()
    start, end = tables[0].content, tables[0].end
    if end - start > MOST_MOOV:
        raise _damaged()
    file.seek(start)
    table = bytearray(file.read(end - start))
    if not PICTURE_MP4 & _picture_kinds(table, 0, len(table), b"moov"):
        raise UnacceptableFile(_("Niet elke telefoon of computer kan deze film tonen."), SAVE_AS_FILM)
    file.seek(start)
    file.write(bytes(table))
    for box in boxes:
        if box.kind in TOLD_BESIDE:
            _blank_in_file(file, box)


@dataclass(frozen=True)
class _Box:
    """A part of an MP4, in bytes from the beginning of the file."""

    kind: bytes
    start: int
    content: int
    end: int


def _boxes_in_file(file: FilmFile, size: int) -> Iterator[_Box]:
    """Each box at the top. Raises `UnacceptableFile` when they do not add up to the file."""
    at = 0
    while at < size:
        file.seek(at)
        kind, header, length = _box(file.read(16), size - at)
        yield _Box(kind, at, at + header, at + length)
        at += length


def _box(head: bytes, room: int) -> tuple[bytes, int, int]:
    """Kind, length of the header, and length with header, of a box that has `room` bytes left."""
    if len(head) < 8:
        raise _damaged()
    length, kind = struct.unpack(">I4s", head[:8])
    header = 8
    if length == 1 and len(head) == 16:
        length, header = struct.unpack(">Q", head[8:])[0], 16
    elif length == 0:
        length = room
    if not header <= length <= room:
        raise _damaged()
    return kind, header, length


def _picture_kinds(table: bytearray, start: int, end: int, parent: bytes) -> set[bytes]:
    """How the tracks are written; on the way, everything told beside the film becomes free space."""
    found: set[bytes] = set()
    while start < end:
        kind, header, length = _box(bytes(table[start : start + 16]), end - start)
        if kind in TOLD_BESIDE and parent in (b"moov", b"trak"):
            table[start + 4 : start + 8] = b"free"
            table[start + header : start + length] = bytes(length - header)
        elif kind in BETWEEN:
            found |= _picture_kinds(table, start + header, start + length, kind)
        elif kind == b"stsd" and length >= header + 16:
            found.add(bytes(table[start + header + 12 : start + header + 16]))
        start += length
    return found


def _blank_in_file(file: FilmFile, box: _Box) -> None:
    file.seek(box.start + 4)
    file.write(b"free")
    for at in range(box.content, box.end, PART):
        file.seek(at)
        file.write(bytes(min(PART, box.end - at)))


def _check_webm(file: FilmFile) -> None:
    """Says itself that it is WebM (Matroska may hold anything), and how its picture is written."""
    file.seek(0)
    head = file.read(WEBM_TRACKS_WITHIN)
    if b"\x42\x82\x84webm" not in head[:HEAD] or b"\x18\x53\x80\x67" not in head[:HEAD]:
        raise _damaged()
    if not any(kind in head for kind in PICTURE_WEBM):
        raise UnacceptableFile(_("Niet elke telefoon of computer kan deze film tonen."), SAVE_AS_FILM)
