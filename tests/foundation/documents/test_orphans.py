"""The sweep takes what belongs to nothing, and only when it is old."""

from __future__ import annotations

import io
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents.actions import store_upload
from kernkracht.foundation.documents.orphans import LONG_AGO, remove_orphan_files
from tests.factories.applications import NOON
from tests.factories.documents import pdf_bytes


def test_only_old_files_without_a_row_go(actor: Actor, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    assert remove_orphan_files(NOON) == 0
    kept = store_upload(file=io.BytesIO(pdf_bytes()), name="plan.pdf", by=actor, at=NOON)
    known = Path(kept.file.path)
    old, fresh = known.with_name("old"), known.with_name("fresh")
    for path, age in ((known, 2 * LONG_AGO), (old, LONG_AGO + timedelta(minutes=1)), (fresh, LONG_AGO / 2)):
        path.touch()
        moment = (NOON - age).timestamp()
        os.utime(path, (moment, moment))
    assert remove_orphan_files(NOON) == 1
    assert known.exists()
    assert fresh.exists()
    assert not old.exists()
