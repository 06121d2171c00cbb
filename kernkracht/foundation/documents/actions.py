"""Keeping files and letters."""

from __future__ import annotations

import hashlib
import io
from datetime import datetime
from typing import IO

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.audit.models import Actor

from .content_checks import checked_content
from .file_names import checked_name
from .films import MAX_FILM_MEGABYTES, CheckedFilm, check_film, store_film
from .images import square_photo
from .kept_files import StoredOutsideTransaction, remove_file, scanned, write_file
from .letter_pdf import letter_page, render_pdf
from .models import Letter, StoredDocument
from .refusals import UnacceptableFile

MAX_BYTES = 10 * 1024 * 1024

__all__ = [
    "MAX_BYTES",
    "MAX_FILM_MEGABYTES",
    "CheckedFilm",
    "StoredOutsideTransaction",
    "check_film",
    "letter_as_pdf",
    "remove_document",
    "store_film",
    "store_letter",
    "store_square_photo",
    "store_upload",
]


def store_upload(*, file: File[bytes] | IO[bytes], name: str, by: Actor, at: datetime) -> StoredDocument:
    """Check and keep an uploaded file (PDF, JPEG, PNG, ODT or DOCX, at most 10 MB), inside the caller's transaction.

    Pictures lose their hidden data (place, camera). When the transaction rolls back the file goes too.
    Raises `UnacceptableFile` (or its kinds `ScannerUnavailable` and `StorageUnavailable`), having kept nothing.
    """
    if not transaction.get_connection().in_atomic_block:
        raise StoredOutsideTransaction(name)
    name, kind = checked_name(name)
    raw = _read(file)
    scan = scanned([raw])
    checked = checked_content(raw, kind)
    document = StoredDocument(
        name=name,
        content_type=checked.content_type,
        size=len(checked.content),
        sha256=hashlib.sha256(checked.content).hexdigest(),
        scan=scan,
        uploaded_by=by,
        uploaded_at=at,
    )
    write_file(document, ContentFile(checked.content))
    return document


def store_square_photo(
    *, file: File[bytes] | IO[bytes], name: str, side: int, by: Actor, at: datetime
) -> StoredDocument:
    """Keep a JPEG or PNG as a JPEG of `side` by `side` pixels out of its middle, without hidden data.

    Raises `UnacceptableFile` like `store_upload`.
    """
    return store_upload(file=io.BytesIO(square_photo(file, name, side)), name="foto.jpg", by=by, at=at)


def remove_document(document: StoredDocument) -> None:
    """Remove a file that nothing points to any more; the file itself goes when the transaction is through."""
    storage, path = document.file.storage, document.file.name or ""
    document.delete()
    transaction.on_commit(lambda: remove_file(storage, path))


def store_letter(
    *,
    kind: str,
    subject: str,
    html: str,
    by: Actor,
    at: datetime,
    language: str = "nl",
    template_version: str = "",
    pdf: bytes | None = None,
) -> Letter:
    """Make the PDF of a letter (tagged, PDF/UA-1) from the HTML of its body and keep both, as sent, for good.

    An act that holds locks passes `pdf`, made before them by `letter_as_pdf` from the same subject, HTML and language.
    """
    page = letter_page(html, title=subject, language=language)
    if pdf is None:
        pdf = render_pdf(page)
    return Letter.objects.create(
        kind=kind,
        subject=subject,
        html=page,
        pdf=pdf,
        pdf_sha256=hashlib.sha256(pdf).hexdigest(),
        template_version=template_version,
        made_by=by,
        made_at=at,
    )


def letter_as_pdf(*, subject: str, html: str, language: str = "nl", sheet: str = "") -> bytes:
    """The PDF that `store_letter` would keep. It takes about half a second, so make it before taking locks.

    `sheet` names a print stylesheet that comes after the letter's, such as “one_page”.
    """
    return render_pdf(letter_page(html, title=subject, language=language), sheet)


def _read(file: File[bytes] | IO[bytes]) -> bytes:
    file.seek(0)
    raw = file.read(MAX_BYTES + 1)
    if not raw:
        raise UnacceptableFile(_("Het bestand is leeg."), _("Kies het goede bestand en voeg het opnieuw toe."))
    if len(raw) > MAX_BYTES:
        raise UnacceptableFile(
            _("Het bestand is groter dan 10 MB."), _("Maak het bestand kleiner of verdeel het over meer bestanden.")
        )
    return raw
