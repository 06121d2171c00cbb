"""Films of a few hundred bytes, built box by box, and captions; nothing in them is anybody's."""

from __future__ import annotations

import io
import struct
from datetime import datetime

from kernkracht.editorial.pages.actions import FilmFacts, add_film
from kernkracht.editorial.pages.models import Film
from kernkracht.foundation.audit.models import Actor

from .pages import MOMENT

CAPTIONS = b"WEBVTT\n\n00:00.000 --> 00:02.000\nWelkom op het plein.\n\n00:02.000 --> 00:04.500\n[applaus]\n"
PLACE = b"+51.9100+005.3300/"


def box(kind: bytes, *content: bytes) -> bytes:
    """A part of an MP4 with its length and kind before it."""
    inside = b"".join(content)
    return struct.pack(">I4s", 8 + len(inside), kind) + inside


def mp4_bytes(picture: bytes = b"avc1", *, moving: int = 500, beside: bytes = b"") -> bytes:
    """An MP4 with one track, written as `picture`; `beside` is told in the table of contents."""
    described = box(b"stsd", bytes(4), struct.pack(">I", 1), box(picture, bytes(78)))
    track = box(b"trak", box(b"mdia", box(b"minf", box(b"stbl", described))))
    return (
        box(b"ftyp", b"isom", bytes(4), b"isomiso2avc1mp41")
        + box(b"moov", box(b"mvhd", bytes(100)), track, beside)
        + box(b"mdat", bytes(range(250)) * (moving // 250))
    )


def mp4_with_place() -> bytes:
    """As a telephone writes it: with the place where it was made."""
    return mp4_bytes(beside=box(b"udta", box(b"\xa9xyz", PLACE)))


def webm_bytes(picture: bytes = b"V_VP9", document: bytes = b"webm") -> bytes:
    """The beginning of a WebM, enough for who looks what it is."""
    head = b"\x42\x86\x81\x01\x42\xf7\x81\x01\x42\xf2\x81\x04\x42\xf3\x81\x08"
    head += b"\x42\x82" + bytes([0x80 + len(document)]) + document + b"\x42\x87\x81\x04\x42\x85\x81\x02"
    return b"\x1a\x45\xdf\xa3" + bytes([0x80 + len(head)]) + head + b"\x18\x53\x80\x67\x01" + b"\xff" * 7 + picture


def a_film(title: str = "Het plein", *, content: bytes = b"", transcript: str = "", at: datetime = MOMENT) -> Film:
    """A film with captions that no text shows yet."""
    facts = FilmFacts(title, io.BytesIO(CAPTIONS), transcript=transcript)
    file = io.BytesIO(content or mp4_bytes())
    return add_film(file=file, name="plein.mp4", facts=facts, by=Actor.system("test"), at=at)
