"""Nothing is left of a case: every word of every row that belongs to it, in every room, also rooms that come later."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from kernkracht.foundation.retention.declarations import Keeping
from kernkracht.foundation.retention.erasing import ErasedOutsideTransaction, erase
from kernkracht.foundation.retention.models import FileToRemove
from kernkracht.foundation.retention.structure import branches, cases, model_of
from tests.factories.applications import NOON, ApplicationFactory

from .planting import MARKER, constraints_asleep, found_in_database, found_on_disk, plant_case

CASES = [keeping for keeping, _case in cases()]


@pytest.fixture
def uploads(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return tmp_path / "uploads"


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="plants rows without asking check constraints")
@pytest.mark.django_db
@pytest.mark.parametrize("keeping", CASES, ids=[keeping.model for keeping in CASES])
def test_no_word_of_a_case_is_left(keeping: Keeping, uploads: Path, django_capture_on_commit_callbacks: Any) -> None:
    with constraints_asleep():
        row, _planter = plant_case(keeping)
        before = found_in_database(MARKER)
        members = [keeping, *(branch.keeping for branch in branches(keeping))]
        assert set(before) >= {model_of(member)._meta.db_table for member in members if _has_words(member)}
        assert before, "nothing was planted"
        with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
            erase(keeping, row.pk, at=NOON)
    assert found_in_database(MARKER) == []
    assert found_on_disk(MARKER, uploads) == []
    assert not FileToRemove.objects.exists()


def _has_words(keeping: Keeping) -> bool:
    from kernkracht.foundation.retention.fields import word_fields
    from tests.foundation.retention.planting import _kept

    room = (f for f in word_fields(model_of(keeping)) if f.max_length is None or f.max_length >= len(MARKER))
    return any(f.name not in _kept(keeping) for f in room)


@pytest.mark.django_db(transaction=True)
def test_a_case_is_never_erased_by_halves() -> None:
    case = ApplicationFactory()
    keeping = next(k for k in CASES if k.model == "applications.GrantApplication")
    assert not connection.in_atomic_block
    with pytest.raises(ErasedOutsideTransaction):
        erase(keeping, case.pk, at=NOON)
