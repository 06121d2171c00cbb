"""Files whose rows are gone leave the disk after the commit; what the disk refuses is tried again, and listed."""

from __future__ import annotations

import logging
from datetime import datetime

from django.core.files.storage import default_storage

from .models import DestructionItem, FileToRemove

logger = logging.getLogger(__name__)
MAX_ERROR = 300


def note_file(path: str, *, at: datetime, item: DestructionItem | None = None) -> None:
    """Remember, in the transaction that takes the row away, that its file must go."""
    FileToRemove.objects.get_or_create(path=path, defaults={"item": item, "noted_at": at})


def remove_files(at: datetime) -> int:
    """Remove every noted file from the disk; how many are left. A file that is not there any more is done."""
    for noted in FileToRemove.objects.order_by("pk"):
        try:
            default_storage.delete(noted.path)
        except OSError as trouble:
            logger.warning("A destroyed file is still on the disk: %s", noted.path)
            noted.attempts += 1
            noted.last_error = f"{type(trouble).__name__}: {trouble.strerror or trouble}"[:MAX_ERROR]
            noted.save(update_fields=["attempts", "last_error"])
        else:
            noted.delete()
    return FileToRemove.objects.count()
