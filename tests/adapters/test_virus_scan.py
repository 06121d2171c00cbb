"""The INSTREAM conversation with a small server of our own, in every way it can go wrong."""

from __future__ import annotations

import io
import shutil
import socket
import socketserver
import struct
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from kernkracht.adapters.virus_scan import Clamd, scanner_from_settings
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents.actions import store_upload
from kernkracht.foundation.documents.models import StoredDocument
from kernkracht.foundation.documents.refusals import ScannerUnavailable, UnacceptableFile
from kernkracht.foundation.documents.scanning import ScannerFailed
from tests.factories.applications import NOON
from tests.factories.documents import pdf_bytes

Answer = Callable[[bytes], bytes]


class FakeClamd(socketserver.ThreadingTCPServer):
    """Reads an INSTREAM command as clamd does and answers what the test tells it to."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.seen: list[bytes] = []
        super().__init__(("127.0.0.1", 0), Conversation)


class Conversation(socketserver.BaseRequestHandler):
    server: FakeClamd

    def _exactly(self, size: int) -> bytes:
        content = b""
        while len(content) < size:
            part = self.request.recv(size - len(content))
            if not part:
                raise ConnectionError
            content += part
        return content

    def handle(self) -> None:
        assert self._exactly(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!I", self._exactly(4))[0]:
            content += self._exactly(size)
        self.server.seen.append(content)
        self.request.sendall(self.server.answer(content))


@pytest.fixture
def clamd() -> Iterator[Callable[[Answer], FakeClamd]]:
    servers: list[FakeClamd] = []

    def start(answer: Answer) -> FakeClamd:
        server = FakeClamd(answer)
        threading.Thread(target=server.serve_forever, args=[0.05], daemon=True).start()
        servers.append(server)
        return server

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def _by_content(content: bytes) -> bytes:
    return b"stream: Test-Virus FOUND\0" if b"VIRUS" in content else b"stream: OK\0"


def test_clean_and_infected_are_told_apart(clamd: Callable[[Answer], FakeClamd]) -> None:
    server = clamd(_by_content)
    scanner = Clamd("127.0.0.1", server.server_address[1], timeout=5)
    big = b"x" * 200_000
    assert scanner.threat_in([big]) == ""
    assert scanner.threat_in([big + b"VIRUS"]) == "Test-Virus"
    assert server.seen == [big, big + b"VIRUS"]


@pytest.mark.parametrize(
    "answer", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"stream: OKAY\0", b"\xff\xfe\0", b"stream: \0"]
)
def test_an_answer_that_is_no_verdict_is_a_failure(clamd: Callable[[Answer], FakeClamd], answer: bytes) -> None:
    server = clamd(lambda _content: answer)
    with pytest.raises(ScannerFailed):
        Clamd("127.0.0.1", server.server_address[1], timeout=5).threat_in([b"x"])


def test_a_scanner_that_is_silent_is_a_failure() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(ScannerFailed):
        Clamd("127.0.0.1", silent.getsockname()[1], timeout=0.2).threat_in([b"x"])


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        return int(closed.getsockname()[1])


def test_a_scanner_that_is_away_is_a_failure() -> None:
    with pytest.raises(ScannerFailed):
        Clamd("127.0.0.1", _free_port(), timeout=1).threat_in([b"x"])


@pytest.mark.parametrize("address", ["clamav:3310", "http://127.0.0.1:3310", "clamd://", "clamd:3310"])
def test_an_address_that_cannot_be_used_is_said_at_once(settings: Any, address: str) -> None:
    settings.VIRUS_SCANNER = address
    with pytest.raises(ImproperlyConfigured, match="clamd://host:port"):
        scanner_from_settings()


def test_no_address_means_no_scanner(settings: Any) -> None:
    settings.VIRUS_SCANNER = ""
    assert scanner_from_settings() is None
    settings.VIRUS_SCANNER = "clamd://scanner"
    assert scanner_from_settings() == Clamd("scanner", 3310)


class TestUploads:
    """The switch in the settings decides over uploads, and it fails closed."""

    @pytest.fixture(autouse=True)
    def _media(self, settings: Any, tmp_path: Path) -> None:
        settings.MEDIA_ROOT = tmp_path
        self.folder = tmp_path

    def _upload(self, actor: Actor, content: bytes) -> StoredDocument:
        return store_upload(file=io.BytesIO(content), name="plan.pdf", by=actor, at=NOON)

    def test_a_clean_file_is_kept(self, actor: Actor, settings: Any, clamd: Callable[[Answer], FakeClamd]) -> None:
        settings.VIRUS_SCANNER = f"clamd://127.0.0.1:{clamd(_by_content).server_address[1]}"
        assert self._upload(actor, pdf_bytes()).scan == StoredDocument.Scan.CLEAN

    def test_an_infected_file_is_refused(
        self, actor: Actor, settings: Any, clamd: Callable[[Answer], FakeClamd]
    ) -> None:
        settings.VIRUS_SCANNER = f"clamd://127.0.0.1:{clamd(_by_content).server_address[1]}"
        with pytest.raises(UnacceptableFile, match="virus gevonden"):
            self._upload(actor, pdf_bytes().replace(b"%%EOF", b"%VIRUS\n%%EOF"))
        assert not list(self.folder.rglob("*"))

    def test_without_a_verdict_the_file_is_not_taken(self, actor: Actor, settings: Any) -> None:
        settings.VIRUS_SCANNER = f"clamd://127.0.0.1:{_free_port()}"
        with pytest.raises(ScannerUnavailable, match="opnieuw"):
            self._upload(actor, pdf_bytes())
        assert not StoredDocument.objects.exists()
        assert not list(self.folder.rglob("*"))


@pytest.mark.skipif(shutil.which("clamd") is None, reason="clamav is not installed")
def test_a_real_clamd_finds_a_signature_of_our_own(tmp_path: Path) -> None:
    import subprocess
    import time

    (tmp_path / "own.ndb").write_text("Own.Test:0:*:6b65726e6b72616368742d74657374\n")
    port = _free_port()
    config = tmp_path / "clamd.conf"
    config.write_text(f"DatabaseDirectory {tmp_path}\nTCPSocket {port}\nTCPAddr 127.0.0.1\nForeground yes\nUser root\n")
    process = subprocess.Popen([str(shutil.which("clamd")), "-c", str(config)])
    try:
        scanner = Clamd("127.0.0.1", port, timeout=5)
        for _ in range(100):
            try:
                assert scanner.threat_in([b"harmless"]) == ""
                break
            except ScannerFailed:
                time.sleep(0.1)
        assert "Own.Test" in scanner.threat_in([b"kernkracht-test"])
    finally:
        process.terminate()
        process.wait(10)
