"""Files without a row: what a process leaves that was killed between writing a file and committing its row."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.core.files.storage import Storage

from .models import StoredDocument

logger = logging.getLogger(__name__)
FOLDER = "documents"
AT_ONCE = 1000
"""Files asked of the database in one question."""
LONG_AGO = timedelta(hours=24)
"""No transaction lasts this long, so a file of this age without a row has none coming."""


def remove_orphan_files(at: datetime) -> int:
    """Delete uploads older than a day that no row knows; how many."""
    storage = StoredDocument._meta.get_field("file").storage
    removed = 0
    for folder in _folders(storage):
        names = storage.listdir(folder)[1]
        paths = [f"{folder}/{name}" for name in names]
        portions = (paths[start : start + AT_ONCE] for start in range(0, len(paths), AT_ONCE))
        removed += sum(_remove_unknown(storage, portion, at) for portion in portions)
    return removed


def _remove_unknown(storage: Storage, paths: list[str], at: datetime) -> int:
    known = set(StoredDocument.objects.filter(file__in=paths).order_by().values_list("file", flat=True))
    lost = [p for p in paths if p not in known and storage.get_modified_time(p) < at - LONG_AGO]
    for path in lost:
        storage.delete(path)
        logger.warning("Removed a file that belongs to nothing: %s", path)
    return len(lost)


def _folders(storage: Storage) -> list[str]:
    if not storage.exists(FOLDER):
        return []
    return [f"{FOLDER}/{name}" for name in storage.listdir(FOLDER)[0]]
