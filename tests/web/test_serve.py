"""`kernkracht serve`: nothing is served before all is in order, and everything ends together."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from kernkracht.web.management.commands import serve
from kernkracht.web.supervisor import ensure_port_free

ROOT = Path(__file__).resolve().parents[2]
ASSETS = ROOT / "build" / "assets"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def built(tmp_path: Path, settings: Settings) -> Path:
    settings.HOME = tmp_path / "home"
    settings.HOME.mkdir()
    settings.STATIC_ROOT = settings.HOME / "static"
    settings.ASSETS_DIR = assets = tmp_path / "assets"
    assets.mkdir()
    (assets / "site.css").write_text("p {}")
    return assets


@pytest.fixture
def collections(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> list[str]:
    """The commands that were called, without doing their work."""
    called: list[str] = []

    def note(name: str, **_: object) -> None:
        called.append(name)
        settings.STATIC_ROOT.mkdir(exist_ok=True)

    monkeypatch.setattr(serve, "call_command", note)
    return called


def test_assets_are_collected_once_until_they_change(built: Path, collections: list[str]) -> None:
    serve.Command().collect_assets()
    serve.Command().collect_assets()
    assert collections == ["collectstatic"]
    (built / "site.css").write_text("p { color: #000 }")
    serve.Command().collect_assets()
    assert collections == ["collectstatic"] * 2


def test_without_built_assets_nothing_is_served(built: Path, settings: Settings) -> None:
    settings.ASSETS_DIR = built / "elsewhere"
    with pytest.raises(CommandError, match="make setup"):
        serve.Command().collect_assets()


def test_a_taken_port_is_one_line(db: None) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} is in use by another program"):
            call_command("serve", port=port)


@pytest.mark.parametrize("text", ["0", "65536", "http"])
def test_a_port_that_is_none(text: str) -> None:
    with pytest.raises(ValueError, match=r"no port|invalid literal"):
        serve.port_number(text)


def test_health_of_nothing_is_a_reason() -> None:
    assert "refused" in ask()["server"]


def ask() -> dict[str, str]:
    return serve.ask_health(f"http://127.0.0.1:{free_port()}")


class Served:
    """A real `kernkracht serve` with an empty SQLite database."""

    def __init__(self, home: Path) -> None:
        self.port = free_port()
        keep = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
        own = {"DJANGO_SETTINGS_MODULE": "config.settings.development", "KERNKRACHT_HOME": str(home)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "config.console", "serve", "--port", str(self.port)],
            cwd=ROOT,
            env={**keep, **own, "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def wait_for(self, text: str) -> str:
        """Everything it said until a line with `text`."""
        said = ""
        for line in self.process.stdout or ():
            said += line
            if text in line:
                return said
        pytest.fail(f"it stopped before it said {text!r}:\n{said}")

    def get(self, path: str) -> tuple[int, Message, str]:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
            return answer.status, answer.headers, answer.read().decode()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    if not ASSETS.is_dir():
        pytest.fail("The assets are not built. Run: make setup")
    server = Served(tmp_path / "home")
    yield server
    server.process.kill()
    server.process.wait()


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="starts on a SQLite file of its own; once is enough")
def test_it_serves_and_ends_in_order(served: Served, tmp_path: Path) -> None:
    served.wait_for(f"Kernkracht is ready at http://127.0.0.1:{served.port}")
    status, _, body = served.get("/healthz")
    assert (status, '"status": "ok"' in body) == (200, True)
    manifest = json.loads((tmp_path / "home" / "static" / "staticfiles.json").read_text())
    _, headers, _ = served.get(f"/static/{manifest['paths']['site.css']}")
    assert headers["Cache-Control"] == "max-age=315360000, public, immutable"
    served.process.send_signal(signal.SIGTERM)
    assert served.process.wait(20) == 0
    ensure_port_free("127.0.0.1", served.port)
