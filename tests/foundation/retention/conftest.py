"""A place for uploads that is looked through afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.grants.applications.desk import Desk


@pytest.fixture
def uploads(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return tmp_path / "uploads"


@pytest.fixture
def desk(db: None, uploads: Path) -> Desk:
    return Desk()
