"""A real mail server on this machine, in the mood that a test needs."""

from __future__ import annotations

import socket
import socketserver
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class Mood:
    """What the mail server answers to the recipient and to the text."""

    recipient: str = "250 OK"
    text: str = "250 OK"
    hangs_up: bool = False
    received: list[EmailMessage] = field(default_factory=list)


class MailServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, mood: Mood) -> None:
        self.mood = mood
        super().__init__(("127.0.0.1", 0), MailConversation)


class MailConversation(socketserver.StreamRequestHandler):
    server: MailServer

    def _say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self) -> None:
        self._say("220 test")
        while line := self.rfile.readline().decode().strip():
            verb = line[:4].upper()
            if verb == "RCPT":
                self._say(self.server.mood.recipient)
            elif verb == "DATA":
                self._take()
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 OK")

    def _take(self) -> None:
        if self.server.mood.hangs_up:
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        if self.server.mood.text.startswith("250"):
            parsed = message_from_bytes(b"".join(lines), policy=policy.default)
            self.server.mood.received.append(parsed)
        self._say(self.server.mood.text)
