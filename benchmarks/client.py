"""A small local visitor: a few connections that ask for one page again and again for a while."""

from __future__ import annotations

import socket
import threading
import time
from dataclasses import dataclass, field
from itertools import count as count_from

CONNECTIONS = 4
_numbers = count_from(time.time_ns())
ENCODING = "br, gzip"


class BadAnswer(RuntimeError):
    """The server answered something else than 200; a fast error page is no speed."""


@dataclass
class Connection:
    """One connection that stays open. Speaks as much HTTP as our own server needs."""

    port: int
    _socket: socket.socket | None = None
    _rest: bytes = b""

    def get(self, path: str) -> tuple[bytes, int]:
        """The body as sent (compressed), and how many bytes came over the wire in all."""
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self.port), timeout=30)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: {ENCODING}\r\n\r\n"
        self._socket.sendall(request.encode())
        head = self._until(b"\r\n\r\n")
        body, extra = self._body(head.lower())
        if not head.startswith(b"HTTP/1.1 200"):
            raise BadAnswer(f"{path}: {head.splitlines()[0].decode()} {body[:500]!r}")
        return body, len(head) + len(body) + extra

    def _body(self, head: bytes) -> tuple[bytes, int]:
        """The body, and the bytes that only said how long it is."""
        if b"transfer-encoding: chunked" in head:
            return self._chunks()
        return self._exactly(int(head.split(b"content-length:")[1].split(b"\r\n")[0])), 0

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _more(self) -> None:
        assert self._socket is not None  # noqa: S101  (`get` opened it)
        read = self._socket.recv(1 << 16)
        if not read:
            raise BadAnswer("The server closed the connection.")
        self._rest += read

    def _until(self, mark: bytes) -> bytes:
        while mark not in self._rest:
            self._more()
        found, self._rest = self._rest.split(mark, 1)
        return found + mark

    def _exactly(self, length: int) -> bytes:
        while len(self._rest) < length:
            self._more()
        found, self._rest = self._rest[:length], self._rest[length:]
        return found

    def _chunks(self) -> tuple[bytes, int]:
        body, extra = b"", 0
        while True:
            line = self._until(b"\r\n")
            size = int(line, 16)
            body += self._exactly(size)
            self._exactly(2)
            extra += len(line) + 2
            if size == 0:
                return body, extra


@dataclass
class Load:
    """Asks for one address over several connections for `seconds`. `{n}` in it becomes another number each time."""

    port: int
    path: str
    seconds: float
    done: int = 0
    faults: list[Exception] = field(default_factory=list)

    def run(self) -> float:
        """Requests per second."""
        started = time.perf_counter()
        lock = threading.Lock()
        threads = [threading.Thread(target=self._ask, args=(started + self.seconds, lock)) for _ in range(CONNECTIONS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if self.faults:
            raise self.faults[0]
        return self.done / (time.perf_counter() - started)

    def _ask(self, until: float, lock: threading.Lock) -> None:
        connection, count = Connection(self.port), 0
        try:
            while time.perf_counter() < until:
                connection.get(self.path.replace("{n}", str(next(_numbers))))
                count += 1
        except (OSError, BadAnswer) as fault:
            self.faults.append(fault)
        finally:
            connection.close()
        with lock:
            self.done += count
