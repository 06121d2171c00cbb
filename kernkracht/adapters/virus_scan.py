"""A clamd server, spoken to with its INSTREAM command."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from kernkracht.foundation.documents.scanning import Scanner, ScannerFailed

CHUNK = 64 * 1024
ANSWER_LIMIT = 4096


@dataclass(frozen=True)
class Clamd:
    host: str
    port: int
    timeout: float = 30.0

    def threat_in(self, parts: Iterable[bytes]) -> str:
        """See `Scanner`. Any trouble on the way, an error answer included, is `ScannerFailed`."""
        try:
            answer = self._ask(parts)
        except OSError as trouble:
            raise ScannerFailed(str(trouble)) from trouble
        verdict = answer.removeprefix("stream:").strip()
        if verdict == "OK":
            return ""
        if verdict.endswith(" FOUND"):
            return verdict.removesuffix(" FOUND").strip()
        raise ScannerFailed(verdict or "no answer")

    def _ask(self, parts: Iterable[bytes]) -> str:
        with socket.create_connection((self.host, self.port), self.timeout) as connection:
            connection.sendall(b"zINSTREAM\0")
            for chunk in _chunks(parts):
                connection.sendall(struct.pack("!I", len(chunk)) + chunk)
            connection.sendall(struct.pack("!I", 0))
            answer = b""
            while b"\0" not in answer and len(answer) < ANSWER_LIMIT:
                part = connection.recv(ANSWER_LIMIT)
                if not part:
                    break
                answer += part
        return answer.partition(b"\0")[0].decode("utf-8", "replace").strip()


def _chunks(parts: Iterable[bytes]) -> Iterator[bytes]:
    for part in parts:
        for start in range(0, len(part), CHUNK):
            yield part[start : start + CHUNK]


def scanner_from_settings() -> Scanner | None:
    """The scanner that `VIRUS_SCANNER` names ("" or "clamd://host:port"). Raises `ImproperlyConfigured`."""
    address: str = settings.VIRUS_SCANNER
    if not address:
        return None
    parts = urlsplit(address)
    if parts.scheme != "clamd" or not parts.hostname:
        raise ImproperlyConfigured(f"VIRUS_SCANNER must look like clamd://host:port, not {address!r}")
    return Clamd(parts.hostname, parts.port or 3310)
