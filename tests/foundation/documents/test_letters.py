"""Letters on paper: readable by a screen reader, complete in themselves, kept as sent."""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pdfua
import pikepdf
import pytest

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents.actions import store_letter
from kernkracht.foundation.documents.letter_pdf import LetterRefersElsewhere, letter_page, render_pdf
from kernkracht.foundation.documents.models import Letter
from tests.factories.applications import NOON

BODY = """
<p class="sender">Gemeente Voorbeeld</p>
<p class="reference">Kenmerk A-2026-0001</p>
<h1>Besluit op uw aanvraag</h1>
<p>U krijgt € 750 voor de pluktuin. Café, ĳsbaan en het Łódźplein horen erbij.</p>
<h2>Wat u krijgt</h2>
<table><caption>Posten</caption><thead><tr><th scope="col">Post</th><th scope="col">Bedrag</th></tr></thead>
<tbody><tr><td>Bomen</td><td class="amount">€ 750</td></tr></tbody></table>
<ul><li>Verplichting <a href="https://example.org/">met link</a></li></ul>
<div class="remedy"><h2>Bent u het er niet mee eens?</h2><p>Maak binnen zes weken bezwaar.</p></div>
"""


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render_pdf(letter_page(BODY, title="Besluit op uw aanvraag"))


def test_the_letter_says_its_language_title_and_standard(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.Root.Lang == "nl"
        assert opened.Root.MarkInfo.Marked
        assert opened.Root.ViewerPreferences.DisplayDocTitle
        meta = opened.open_metadata()
        assert meta["dc:title"] == "Besluit op uw aanvraag"
        assert meta["pdfuaid:part"] == "1"


def _tags(node: Any) -> list[str]:
    found = [str(node.S)] if "/S" in node else []
    children = node.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary):
            found += _tags(child)
    return found


def test_headings_lists_tables_and_links_are_tagged(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        tags = _tags(opened.Root.StructTreeRoot)
    assert {"/H1", "/H2", "/P", "/Table", "/TH", "/TD", "/L", "/LI", "/Link"} <= set(tags)
    assert tags.count("/H1") == 1


def test_every_font_is_inside(pdf: bytes) -> None:
    fonts = 0
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for entry in opened.objects:
            if isinstance(entry, pikepdf.Dictionary) and entry.get("/Type") == "/FontDescriptor":
                fonts += 1
                assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(entry.keys())
    assert fonts


def test_the_checker_of_pdf_ua_finds_no_fault(pdf: bytes, tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(pdf)
    report = pdfua.validate(str(path))
    # The checker does not see the /Headers and /ID that tie a cell to its table header: a known false alarm.
    faults = [
        finding
        for finding in report.findings
        if finding.severity == pdfua.Severity.ERROR and "table" not in str(finding).lower()
    ]
    assert faults == []
    plain = tmp_path / "plain.pdf"
    with pikepdf.new() as empty:
        empty.add_blank_page()
        empty.save(plain)
    assert [f for f in pdfua.validate(str(plain)).findings if f.severity == pdfua.Severity.ERROR], "it can fail"


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_qpdf_finds_no_fault(pdf: bytes, tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(pdf)
    check = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)  # noqa: S607
    assert check.returncode == 0, check.stdout + check.stderr


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://127.0.0.1:1/logo.png", "logo.png"])
def test_a_letter_that_needs_something_else_is_refused(address: str) -> None:
    with pytest.raises(LetterRefersElsewhere):
        render_pdf(letter_page(f'<h1>Brief</h1><img alt="logo" src="{address}">', title="Brief"))


def test_a_letter_without_the_built_fonts_still_has_letters(settings: Any, tmp_path: Path) -> None:
    settings.ASSETS_DIR = tmp_path
    with pikepdf.open(io.BytesIO(render_pdf(letter_page("<p>Tekst</p>", title="Brief")))) as opened:
        assert any(
            (isinstance(o, pikepdf.Dictionary) and "/FontFile2" in o) or "/FontFile3" in o
            for o in opened.objects
            if isinstance(o, pikepdf.Dictionary)
        )


def test_the_letter_is_kept_as_sent(actor: Actor) -> None:
    letter = store_letter(kind="decision", subject="Besluit & <uitleg>", html=BODY, by=actor, at=NOON)
    kept = Letter.objects.get(pk=letter.pk)
    assert bytes(kept.pdf).startswith(b"%PDF-")
    assert kept.pdf_sha256 == hashlib.sha256(bytes(kept.pdf)).hexdigest()
    assert "<title>Besluit &amp; &lt;uitleg&gt;</title>" in kept.html
    assert '<html lang="nl">' in kept.html
    assert kept.made_at == NOON
