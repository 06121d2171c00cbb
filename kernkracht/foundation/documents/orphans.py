"""Files without a row: what a process leaves that was killed between writing a file and committing its row."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.core.files.storage import Storage

from .models import StoredDocument

logger = logging.getLogger(__name__)
FOLDER = "documents"
LONG_AGO = timedelta(hours=24)
"""No transaction lasts this long, so a file of this age without a row has none coming."""


def remove_orphan_files(at: datetime) -> int:
    """Delete uploads older than a day that no row knows; how many."""
    storage = StoredDocument._meta.get_field("file").storage
    removed = 0
    for folder in _folders(storage):
        names = storage.listdir(folder)[1]
        paths = [f"{folder}/{name}" for name in names]
        known = set(StoredDocument.objects.filter(file__in=paths).values_list("file", flat=True))
        for path in paths:
            if path not in known and storage.get_modified_time(path) < at - LONG_AGO:
                storage.delete(path)
                logger.warning("Removed a file that belongs to nothing: %s", path)
                removed += 1
    return removed


def _folders(storage: Storage) -> list[str]:
    if not storage.exists(FOLDER):
        return []
    return [f"{FOLDER}/{name}" for name in storage.listdir(FOLDER)[0]]
