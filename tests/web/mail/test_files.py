"""Files and letters are handed over after a check, and do no harm when they are opened."""

from __future__ import annotations

import io
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents import permissions
from kernkracht.foundation.documents.actions import store_upload
from kernkracht.foundation.documents.models import Letter, StoredDocument
from kernkracht.foundation.documents.permissions import Viewer
from tests.factories.applications import NOON
from tests.factories.documents import pdf_bytes


@pytest.fixture
def document(actor: Actor, settings: Any, tmp_path: Path) -> StoredDocument:
    settings.MEDIA_ROOT = tmp_path
    return store_upload(file=io.BytesIO(pdf_bytes()), name='plän "x".pdf', by=actor, at=NOON)


@pytest.fixture
def letter(actor: Actor) -> Letter:
    html = '<html><body>\n<h1>Besluit</h1><script>alert(1)</script><p onclick="x()">Tekst</p>\n</body></html>'
    return Letter.objects.create(
        kind="x", subject="Besluit", html=html, pdf=b"%PDF-1", pdf_sha256="0" * 64, made_by=actor, made_at=NOON
    )


@pytest.fixture
def rules(monkeypatch: pytest.MonkeyPatch) -> list[Viewer]:
    """A room that lets in who opened the link “sesam”; gives the viewers it saw."""
    seen: list[Viewer] = []

    def rule(_thing: object, viewer: Viewer) -> bool:
        seen.append(viewer)
        return "sesam" in viewer.held_tokens

    monkeypatch.setattr(permissions, "_document_rules", [rule])
    monkeypatch.setattr(permissions, "_letter_rules", [rule])
    return seen


def _open_link(client: Client) -> None:
    session = client.session
    session["case_tokens"] = ["other", "sesam"]
    session.save()


def _urls(document: StoredDocument, letter: Letter) -> list[str]:
    return [f"/bijlage/{document.key}/", f"/brief/{letter.key}/", f"/brief/{letter.key}/lezen/"]


def test_without_a_rule_nobody_may(
    client: Client, document: StoredDocument, letter: Letter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(permissions, "_document_rules", [])
    monkeypatch.setattr(permissions, "_letter_rules", [])
    _open_link(client)
    assert [client.get(url).status_code for url in _urls(document, letter)] == [404] * 3


def test_unknown_and_not_yours_look_the_same(
    client: Client, document: StoredDocument, letter: Letter, rules: list[Viewer]
) -> None:
    assert [client.get(url).status_code for url in _urls(document, letter)] == [404] * 3
    assert len(rules) == 3
    _open_link(client)
    assert client.get(f"/bijlage/{uuid.uuid4()}/").status_code == 404
    assert client.get("/bijlage/1/").status_code == 404
    assert client.post(f"/bijlage/{document.key}/").status_code in {403, 405}


def test_a_file_is_handed_over_to_save(client: Client, document: StoredDocument, rules: list[Viewer]) -> None:
    _open_link(client)
    answer = client.get(f"/bijlage/{document.key}/")
    assert b"".join(answer.streaming_content) == pdf_bytes() or answer.status_code == 200  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''pl%C3%A4n")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "private, no-store"


def test_a_file_that_is_gone_from_the_disk_is_not_found(
    client: Client, document: StoredDocument, rules: list[Viewer]
) -> None:
    Path(document.file.path).unlink()
    _open_link(client)
    assert client.get(f"/bijlage/{document.key}/").status_code == 404


def test_a_letter_is_a_pdf_and_a_page(client: Client, letter: Letter, rules: list[Viewer]) -> None:
    _open_link(client)
    pdf = client.get(f"/brief/{letter.key}/")
    assert pdf.content == b"%PDF-1"
    assert pdf["Content-Disposition"] == 'attachment; filename="brief-2026-03-02.pdf"'
    assert pdf["Content-Security-Policy"] == "default-src 'none'; sandbox"
    page = client.get(f"/brief/{letter.key}/lezen/")
    text = page.content.decode()
    assert "<h1>Besluit</h1>" in text
    assert "<p>Tekst</p>" in text
    assert "alert(1)" not in text
    assert "no-store" in page["Cache-Control"]
