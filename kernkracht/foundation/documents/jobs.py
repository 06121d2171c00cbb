"""Housekeeping of files on the clock."""

from __future__ import annotations

from datetime import datetime, time

from kernkracht.foundation.jobs import daily

from .orphans import remove_orphan_files


@daily(at=time(3, 30), name="remove orphan files")
def sweep(at: datetime) -> None:
    remove_orphan_files(at)
