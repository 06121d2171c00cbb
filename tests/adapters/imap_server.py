"""A mail server that really speaks IMAP over a socket, as far as reading a mailbox needs it."""

from __future__ import annotations

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Mailbox:
    """What lies in the box. `dies_after` closes the connection after so many commands; `size` lies about one size."""

    messages: list[bytes] = field(default_factory=list)
    flags: dict[int, set[str]] = field(default_factory=dict)
    password: str = "geheim"  # of a server that lives for one test
    dies_after: int = 10_000
    fetched: list[str] = field(default_factory=list)

    def unseen(self) -> list[int]:
        numbers = range(1, len(self.messages) + 1)
        return [number for number in numbers if "\\Seen" not in self.flags.get(number, set())]


class _Session(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        box: Mailbox = self.server.box  # type: ignore[attr-defined] # ours
        self._say("* OK IMAP4rev1 ready")
        for count, line in enumerate(self.rfile, start=1):
            if count > box.dies_after:
                return
            tag, _space, command = line.decode().strip().partition(" ")
            if not self._answer(box, tag, command):
                return

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def _answer(self, box: Mailbox, tag: str, command: str) -> bool:
        word = command.upper()
        if word.startswith("CAPABILITY"):
            self._say("* CAPABILITY IMAP4rev1")
        elif word.startswith("LOGIN") and box.password not in command:
            self._say(f"{tag} NO wrong password")
            return True
        elif word.startswith("SELECT"):
            if "INBOX" not in word:
                self._say(f"{tag} NO no such folder")
                return True
            self._say(f"* {len(box.messages)} EXISTS")
        elif word.startswith("UID SEARCH"):
            self._say("* SEARCH " + " ".join(map(str, box.unseen())))
        elif word.startswith("UID FETCH"):
            self._fetch(box, command)
        elif word.startswith("UID STORE"):
            number, marks = re.findall(r"UID STORE (\d+) \+FLAGS \((.*)\)", command)[0]
            box.flags.setdefault(int(number), set()).update(marks.split())
        elif word.startswith("LOGOUT"):
            self._say("* BYE")
            self._say(f"{tag} OK done")
            return False
        self._say(f"{tag} OK done")
        return True

    def _fetch(self, box: Mailbox, command: str) -> None:
        number, what = re.findall(r"UID FETCH (\d+) \((.*)\)", command)[0]
        raw = box.messages[int(number) - 1]
        box.fetched.append(what)
        if what == "RFC822.SIZE":
            self._say(f"* {number} FETCH (UID {number} RFC822.SIZE {len(raw)})")
            return
        content = raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" if "HEADER" in what else raw
        self.wfile.write(f"* {number} FETCH (UID {number} {what} {{{len(content)}}}\r\n".encode())
        self.wfile.write(content + b")\r\n")


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    box: Mailbox


@contextmanager
def serving(box: Mailbox) -> Iterator[int]:
    """Serve the box on a free port of this machine."""
    with _Server(("127.0.0.1", 0), _Session) as server:
        server.box = box
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()
