"""Replaying what was stored, and the dossier for the committee as one tagged PDF."""

from __future__ import annotations

import io
import shutil
import subprocess
from io import StringIO
from pathlib import Path

import pdfua
import pikepdf
import pytest
from django.core.management import CommandError, call_command

from kernkracht.grants.applications.models import Assessment
from kernkracht.grants.objections import actions
from kernkracht.grants.objections.queries import case_file_of, replay_evaluation
from kernkracht.grants.objections.redaction import BLACKED, redacted

from .bench import FILED_AT, RULED_AT, Bench

pytestmark = pytest.mark.django_db


@pytest.fixture
def bench() -> Bench:
    return Bench()


class TestReplay:
    def test_the_same_facts_give_the_same_outcome(self, bench: Bench) -> None:
        replay = replay_evaluation(bench.decision)
        assert replay.is_same
        assert replay.assessment is not None
        assert replay.version_label == bench.desk.version.label

    def test_a_difference_is_shown(self, bench: Bench) -> None:
        stored = Assessment.objects.order_by("-made_at", "-pk")[0]
        stored.findings[0]["sentence"] = "Heel iets anders."
        stored.payable_cents += 1
        stored.save()
        replay = replay_evaluation(bench.decision)
        assert not replay.is_same
        assert {row.criterion for row in replay.differences} == {stored.findings[0]["criterion"], "payable_cents"}

    def test_nothing_stored_is_not_the_same(self, bench: Bench) -> None:
        Assessment.objects.all().delete()
        assert not replay_evaluation(bench.decision).is_same

    def test_the_command(self, bench: Bench) -> None:
        objection = bench.on_paper()
        out = StringIO()
        call_command("objections", "replay", objection.number, stdout=out)
        assert "Same outcome" in out.getvalue()
        with pytest.raises(CommandError):
            call_command("objections", "replay", "BZ-1900-0001")


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Rekening NL91 ABNA 0417 1643 00 graag", True),
        ("NL91ABNA0417164300", True),
        ("Bel 06 - 12 34 56 78", True),
        ("Bel +31612345678", True),
        ("Bel 0344-123456", True),
        ("Op 15 maart 2027 om 14.00 uur", False),
        ("Kenmerk A-2026-0012 en € 2.500", False),
        ("1234 AB", False),
    ],
)
def test_account_and_telephone_numbers_are_blacked_out(text: str, hidden: bool) -> None:
    assert (BLACKED in redacted(text)) is hidden


def a_pdf(pages: int) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for _page in range(pages):
            pdf.add_blank_page()
        pdf.save(out)
    return out.getvalue()


def test_one_tagged_file_with_the_attachments_behind_it(bench: Bench, tmp_path: Path) -> None:
    objection = actions.file_objection(
        against=bench.decision,
        filing=bench.filing(grounds="Bel mij op 06 12 34 56 78. Iedereen mag meedoen."),
        by=bench.visitor,
        at=FILED_AT,
        uploads=[actions.Upload(io.BytesIO(a_pdf(2)), "offerte.pdf")],
    )
    path = tmp_path / "dossier.pdf"
    path.write_bytes(case_file_of(objection, RULED_AT))
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) >= 3
        with pdf.open_outline() as outline:
            chapter = outline.root[-1]
            assert (chapter.title, [child.title for child in chapter.children]) == ("Bijlagen", ["offerte.pdf"])
        assert "/Tabs" not in pdf.pages[-1].obj
    assert not [f for f in pdfua.validate(str(path)).findings if f.severity == pdfua.Severity.ERROR]
    if shutil.which("qpdf"):
        check = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)  # noqa: S607
        assert check.returncode == 0, check.stdout
    if shutil.which("pdftotext"):
        text = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout  # noqa: S607
        assert "Iedereen mag meedoen" in text
        assert "12 34 56 78" not in text
