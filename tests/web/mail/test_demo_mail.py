"""In a demonstration, mail is kept and can be read; anywhere else the pages do not exist."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives, send_mail
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kept(settings: Any, tmp_path: Path) -> Path:
    settings.DEMO = True
    settings.EMAIL_BACKEND = "kernkracht.adapters.mail.KeepingBackend"
    settings.MAIL_KEPT_DIR = tmp_path / "mail"
    return tmp_path / "mail"


def _text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return str(answer.content.decode())


def test_no_mail_yet(client: Client) -> None:
    assert "Er is nog geen post" in _text(client, "/demo/post/")


def test_all_mail_is_listed_newest_first(client: Client, kept: Path) -> None:
    for subject in ("Eerste €", "Tweede <b>"):
        send_mail(subject, "Kijk op http://127.0.0.1:8000/mijn/.", "a@example.org", ["robin@example.org"])
    page = _text(client, "/demo/post/")
    assert page.index("Tweede &lt;b&gt;") < page.index("Eerste €")
    assert "robin@example.org" in page
    assert not list(kept.glob("*.part"))


def test_a_mail_has_links_and_nothing_that_runs(client: Client, kept: Path) -> None:
    mail = EmailMultiAlternatives("Onderwerp", "Kijk op http://127.0.0.1:8000/mijn/ & meer", "a@b.nl", ["b@c.nl"])
    html = '<html><head><style>p{}</style></head><body><p style="x" onclick="y()">Hoi</p><script>alert(1)</script>'
    mail.attach_alternative(html + '<a href="http://127.0.0.1:8000/">hier</a></body></html>', "text/html")
    mail.send()
    [name] = [path.stem for path in kept.glob("*.eml")]
    page = _text(client, f"/demo/post/{name}/")
    assert '<a href="http://127.0.0.1:8000/mijn/"' in page
    assert "&amp; meer" in page
    assert "<p>Hoi</p>" in page
    assert 'href="http://127.0.0.1:8000/"' in page
    assert "alert(1)" not in page
    assert "style=" not in page
    assert "p{}" not in page


@pytest.mark.parametrize("name", ["20260101-000000-000000-0000", "..%2F..%2Fsecret-key", "x", "../site"])
def test_only_kept_mail_can_be_asked_for(client: Client, name: str) -> None:
    assert client.get(f"/demo/post/{name}/").status_code == 404


def test_a_damaged_mail_is_no_fault(client: Client, kept: Path) -> None:
    kept.mkdir()
    damaged = b"\xff\xfeSubject: \x00\nContent-Type: text/html; charset=no\n\n\xff"
    (kept / "20260302-120000-000000-0000.eml").write_bytes(damaged)
    _text(client, "/demo/post/")
    _text(client, "/demo/post/20260302-120000-000000-0000/")


def test_outside_a_demo_there_is_no_such_page(client: Client, settings: Any) -> None:
    send_mail("Code", "123456", "a@example.org", ["robin@example.org"])
    settings.DEMO = False
    assert client.get("/demo/post/").status_code == 404
    [name] = [path.stem for path in settings.MAIL_KEPT_DIR.glob("*.eml")]
    assert client.get(f"/demo/post/{name}/").status_code == 404
