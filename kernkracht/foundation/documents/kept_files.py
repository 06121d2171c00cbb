"""How a file is scanned and kept: file and row together, or neither."""

from __future__ import annotations

import logging
import weakref
from collections.abc import Iterable

from django.core.files.base import File
from django.core.files.storage import Storage
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from .models import StoredDocument
from .refusals import ScannerUnavailable, StorageUnavailable, UnacceptableFile
from .scanning import ScannerFailed, scanner

logger = logging.getLogger(__name__)


class StoredOutsideTransaction(RuntimeError):
    """A file and the row that tells of it succeed or vanish together; without a transaction they cannot."""


def scanned(parts: Iterable[bytes]) -> StoredDocument.Scan:
    """What the scanner says of a file that comes in parts. Raises `UnacceptableFile`."""
    found = scanner()
    if found is None:
        return StoredDocument.Scan.NOT_SCANNED
    try:
        threat = found.threat_in(parts)
    except ScannerFailed as trouble:
        logger.warning("The virus scanner gave no verdict: %s", trouble)
        raise ScannerUnavailable(
            _("Wij kunnen bestanden nu niet op virussen controleren."),
            _("Probeer het over een paar minuten opnieuw. Wat u invulde, is bewaard."),
        ) from trouble
    if threat:
        logger.warning("An upload was refused by the virus scanner: %s", threat)
        raise UnacceptableFile(
            _("In dit bestand is een virus gevonden."),
            _("Voeg een ander bestand toe. Laat uw computer controleren op virussen."),
        )
    return StoredDocument.Scan.CLEAN


def write_file(document: StoredDocument, content: File[bytes]) -> None:
    """Save file and row; on any failure, now or when the transaction rolls back, no file stays behind."""
    storage = document.file.storage
    path = document.file.field.generate_filename(document, document.name)
    remover = _RemoveUnlessCommitted(storage, path)
    try:
        document.file.save(document.name, content, save=False)
    except OSError as trouble:
        remover.remove()
        logger.exception("The storage refused a file")
        raise StorageUnavailable(
            _("Wij konden uw bestand niet bewaren."),
            _("Probeer het later opnieuw. Lukt het dan niet? Bel ons dan."),
        ) from trouble
    try:
        document.save()
    except BaseException:
        remover.remove()
        raise
    transaction.on_commit(remover)


class _RemoveUnlessCommitted:
    """Removes a file when the transaction it belongs to rolls back.

    Django calls on-commit callbacks but has no such call for a rollback: it then merely forgets them. So this callback
    deletes the file when it is forgotten without having been called. What a killed process leaves behind,
    `remove_orphan_files` finds.
    """

    def __init__(self, storage: Storage, path: str) -> None:
        self._finalizer = weakref.finalize(self, remove_file, storage, path)
        self._finalizer.atexit = False

    def __call__(self) -> None:
        self._finalizer.detach()

    def remove(self) -> None:
        self._finalizer()


def remove_file(storage: Storage, path: str) -> None:
    """Remove a file that no row knows any more; a storage that refuses is told of in the log."""
    try:
        storage.delete(path)
    except OSError:
        logger.exception("A file of a transaction that was rolled back could not be removed: %s", path)
