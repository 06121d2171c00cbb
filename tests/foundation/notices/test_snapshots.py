"""Every text of every notice as people would get it, kept beside this test so that a change is seen in review.

After a wanted change: `KERNKRACHT_UPDATE_SNAPSHOTS=1 .venv/bin/pytest tests/foundation/notices/test_snapshots.py`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from kernkracht.foundation.notices.kinds import notice_kinds
from kernkracht.foundation.notices.texts import render_letter, render_notice

from . import sample  # noqa: F401  (registers two kinds)

FOLDER = Path(__file__).parent / "snapshots"
LANGUAGES = ("nl", "en")
pytestmark = pytest.mark.django_db


def _as_sent(code: str, language: str) -> str:
    kind = notice_kinds()[code]
    pieces = []
    if "subject.txt" in kind.parts():
        mail = render_notice(code, kind.example, language)
        pieces += [mail.subject, mail.body_text, mail.body_html]
    if "letter.html" in kind.parts():
        pieces.append(render_letter(code, kind.example, language))
    return "\n=====\n".join(piece.strip() for piece in pieces) + "\n"


@pytest.mark.parametrize("code", sorted(notice_kinds()))
def test_a_notice_reads_as_it_did(code: str, settings: Any, tmp_path: Path) -> None:
    settings.SITE_URL = "https://meedoen.example"
    settings.SITE_FILE = tmp_path / "absent.yaml"
    for language in LANGUAGES:
        path = FOLDER / f"{code}.{language}.txt"
        if os.environ.get("KERNKRACHT_UPDATE_SNAPSHOTS"):
            FOLDER.mkdir(exist_ok=True)
            path.write_text(_as_sent(code, language), encoding="utf-8")
        assert path.is_file(), f"New notice {code}: make its snapshot as the top of this file says, and read it."
        assert _as_sent(code, language) == path.read_text(encoding="utf-8")


def test_no_snapshot_is_left_of_a_notice_that_is_gone() -> None:
    expected = {f"{code}.{language}.txt" for code in notice_kinds() for language in LANGUAGES}
    assert {path.name for path in FOLDER.glob("*.txt")} <= expected
