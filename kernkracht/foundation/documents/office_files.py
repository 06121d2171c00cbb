"""ODT and DOCX: ZIP files that hold a text document, and nothing that runs."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from django.utils.translation import gettext_lazy as _

from .refusals import UnacceptableFile

MAX_ENTRIES = 2_000
MAX_UNPACKED = 100 * 1024 * 1024
MAX_RATIO = 200
"""How many times larger an entry of some size may become; text compresses 10 to 50 times."""
RATIO_COUNTS_FROM = 1024 * 1024
READ_AT_ONCE = 256 * 1024
END_RECORD = b"PK\x05\x06"
END_RECORD_LENGTH = 22

ODT_TYPE = b"application/vnd.oasis.opendocument.text"
DOCX_MAIN_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SAVE_AS_PDF = _("Bewaar het bestand opnieuw, liefst als PDF, en voeg het dan toe.")


def check_office_file(raw: bytes, kind: str) -> None:
    """Raises `UnacceptableFile` unless `raw` is one whole, unencrypted `kind` ("odt" or "docx") without macros."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            _check_container(raw, archive)
            if kind == "odt":
                _check_odt(archive)
            else:
                _check_docx(archive)
            _check_sizes(archive)
    except (zipfile.BadZipFile, zlib.error, KeyError, NotImplementedError, EOFError, OSError, struct.error) as fault:
        raise UnacceptableFile(_("Dit bestand is beschadigd. Wij kunnen het niet lezen."), SAVE_AS_PDF) from fault


def _check_container(raw: bytes, archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    ends_clean = raw.rfind(END_RECORD) + END_RECORD_LENGTH + len(archive.comment) == len(raw)
    starts_clean = min((entry.header_offset for entry in entries), default=1) == 0
    if not ends_clean or not starts_clean or len(set(names)) != len(names):
        raise UnacceptableFile(_("Dit bestand is beschadigd of er is iets aan vastgeplakt."), SAVE_AS_PDF)
    if any(name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") for name in names):
        raise UnacceptableFile(_("In dit bestand staan onderdelen met een vreemde naam."), SAVE_AS_PDF)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise _locked()
    if len(entries) > MAX_ENTRIES:
        raise _too_much()


def _check_odt(archive: zipfile.ZipFile) -> None:
    first = archive.infolist()[0]
    if first.filename != "mimetype" or first.file_size > 100 or archive.read(first).strip() != ODT_TYPE:
        raise UnacceptableFile(_("De inhoud van het bestand past niet bij de naam: wij verwachten ODT."), SAVE_AS_PDF)
    if b"encryption-data" in _small(archive, "META-INF/manifest.xml"):
        raise _locked()
    if any(name.startswith(("Basic/", "Scripts/")) and not name.endswith("/") for name in archive.namelist()):
        raise _runs()
    archive.getinfo("content.xml")


def _check_docx(archive: zipfile.ZipFile) -> None:
    types = _small(archive, "[Content_Types].xml")
    names = [name.lower() for name in archive.namelist()]
    if b"macroEnabled" in types or any(name.endswith(("vbaproject.bin", "vbadata.xml")) for name in names):
        raise _runs()
    if DOCX_MAIN_TYPE not in types or "word/document.xml" not in names:
        raise UnacceptableFile(_("De inhoud van het bestand past niet bij de naam: wij verwachten DOCX."), SAVE_AS_PDF)


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    """An entry that is small by its nature; its stated size is not believed."""
    with archive.open(name) as entry:
        content = entry.read(RATIO_COUNTS_FROM + 1)
    if len(content) > RATIO_COUNTS_FROM:
        raise _too_much()
    return content


def _check_sizes(archive: zipfile.ZipFile) -> None:
    """Unpack everything, throwing it away, because the sizes in the file may lie; this checks its sums as well."""
    total = 0
    for entry in archive.infolist():
        size = 0
        with archive.open(entry) as opened:
            while part := opened.read(READ_AT_ONCE):
                size += len(part)
                total += len(part)
                swollen = size > RATIO_COUNTS_FROM and size > MAX_RATIO * max(entry.compress_size, 1)
                if swollen or total > MAX_UNPACKED:
                    raise _too_much()


def _locked() -> UnacceptableFile:
    return UnacceptableFile(
        _("Dit bestand is beveiligd met een wachtwoord."), _("Haal het wachtwoord eraf en voeg het opnieuw toe.")
    )


def _runs() -> UnacceptableFile:
    return UnacceptableFile(
        _("In dit bestand zit een programma (macro)."), _("Bewaar het bestand zonder macro's of als PDF.")
    )


def _too_much() -> UnacceptableFile:
    return UnacceptableFile(_("Dit bestand wordt bij het uitpakken veel te groot."), SAVE_AS_PDF)
