"""Whether the content of a file is what its name says, and nothing more than that."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pikepdf
import puremagic
from django.utils.translation import gettext_lazy as _

from .images import picture_without_hidden_data
from .office_files import check_office_file
from .refusals import UnacceptableFile

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "odt": "application/vnd.oasis.opendocument.text",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
FIRST_BYTES = {"pdf": b"%PDF-", "jpeg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n", "odt": b"PK\x03\x04"}
FIRST_BYTES["docx"] = FIRST_BYTES["odt"]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How an encrypted DOCX begins, and every DOC."""

SAVE_AGAIN = _("Open het bestand, bewaar het opnieuw en voeg het dan toe.")


@dataclass(frozen=True)
class CheckedContent:
    content: bytes
    content_type: str


def checked_content(raw: bytes, kind: str) -> CheckedContent:
    """What may be kept of `raw`, which its name says is a `kind` ("pdf", "jpeg", "png", "odt" or "docx").

    Pictures come back without hidden data; other files as they were. Raises `UnacceptableFile`.
    """
    if not raw.startswith(FIRST_BYTES[kind]):
        raise _not_what_it_says(raw, kind)
    content = raw
    if kind == "pdf":
        _check_pdf(raw)
    elif kind in ("jpeg", "png"):
        content = picture_without_hidden_data(raw, kind)
    else:
        check_office_file(raw, kind)
    return CheckedContent(content, CONTENT_TYPES[kind])


def _not_what_it_says(raw: bytes, kind: str) -> UnacceptableFile:
    if kind == "docx" and raw.startswith(OLE):
        return UnacceptableFile(
            _("Dit bestand heeft een wachtwoord, of het is een oud Word-bestand."),
            _("Bewaar het zonder wachtwoord als DOCX of PDF en voeg het opnieuw toe."),
        )
    try:
        found = puremagic.from_string(raw[:4096]).lstrip(".").upper()
    except (puremagic.PureError, ValueError):
        found = ""
    reason = _("De inhoud van het bestand past niet bij de naam: wij verwachten %(expected)s.") % {
        "expected": kind.upper()
    }
    if found:
        reason += " " + _("De inhoud lijkt op %(found)s.") % {"found": found}
    return UnacceptableFile(reason, SAVE_AGAIN)


def _check_pdf(raw: bytes) -> None:
    """Readable, without a password, and not also something else (a ZIP or a web page glued to it)."""
    if b"%%EOF" not in raw[-2048:] or b"PK\x05\x06" in raw[-66_000:]:
        raise UnacceptableFile(_("Dit PDF-bestand is beschadigd of er is iets aan vastgeplakt."), SAVE_AGAIN)
    try:
        with pikepdf.open(io.BytesIO(raw)) as pdf:
            pages, encrypted = len(pdf.pages), pdf.is_encrypted
    except pikepdf.PasswordError:
        pages, encrypted = 1, True
    except (pikepdf.PdfError, ValueError, RecursionError) as fault:
        raise UnacceptableFile(_("Wij kunnen dit PDF-bestand niet lezen."), SAVE_AGAIN) from fault
    if encrypted:
        raise UnacceptableFile(
            _("Dit bestand is beveiligd met een wachtwoord."),
            _("Haal het wachtwoord eraf en voeg het opnieuw toe."),
        )
    if not pages:
        raise UnacceptableFile(_("Dit PDF-bestand heeft geen bladzijden."), SAVE_AGAIN)
