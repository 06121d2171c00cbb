"""The mailbox in which residents ask by e-mail, read through IMAP. Off while `INBOX_URL` is empty."""

from __future__ import annotations

import imaplib
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.notices.actions import receive_report
from kernkracht.participation.questions.actions import Incoming, receive_mail

from .mail_reading import read_mail

logger = logging.getLogger(__name__)
MAX_BYTES = 5 * 1024 * 1024
AT_ONCE = 50
TIMEOUT = 30
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class InboxUnavailable(RuntimeError):
    """The mail server could not be reached, or refused us; nothing was lost, the next round tries again."""


@dataclass(frozen=True)
class Inbox:
    """Where the mailbox is: `imaps://user:password@host/folder`; `imap://` without encryption, for tests alone."""

    host: str
    port: int
    user: str
    password: str
    folder: str
    is_encrypted: bool

    @contextmanager
    def opened(self) -> Iterator[imaplib.IMAP4]:
        """A session in the folder. Raises `InboxUnavailable`."""
        kind = imaplib.IMAP4_SSL if self.is_encrypted else imaplib.IMAP4
        try:
            session = kind(self.host, self.port, timeout=TIMEOUT)
            try:
                session.login(self.user, self.password)
                _expect(session.select(_quoted(self.folder)))
                yield session
            finally:
                _say_goodbye(session)
        except (OSError, imaplib.IMAP4.error) as trouble:
            raise InboxUnavailable(str(trouble)) from trouble


def inbox_from_settings() -> Inbox | None:
    """The mailbox that `INBOX_URL` names; None when there is none. Raises `ImproperlyConfigured`."""
    address: str = settings.INBOX_URL
    if not address:
        return None
    parts = urlsplit(address)
    if parts.scheme not in ("imap", "imaps") or not parts.hostname or not parts.username:
        raise ImproperlyConfigured("INBOX_URL must look like imaps://user:password@host/INBOX")
    is_encrypted = parts.scheme == "imaps"
    return Inbox(
        host=parts.hostname,
        port=parts.port or (993 if is_encrypted else 143),
        user=unquote(parts.username),
        password=unquote(parts.password or ""),
        folder=unquote(parts.path.strip("/")) or "INBOX",
        is_encrypted=is_encrypted,
    )


def read_inbox(inbox: Inbox, at: datetime) -> int:
    """Take in what was not read yet, at most `AT_ONCE` messages; returns how many. Raises `InboxUnavailable`.

    A message is marked as read after it was taken in, so a crash between the two reads it again, and its Message-ID
    makes that harmless. One that cannot be read is marked too, and flagged for a person: it may not stop the rest.
    """
    with inbox.opened() as session:
        found = _expect(session.uid("SEARCH", "UNSEEN"))
        uids = (found[0] or b"").split()[:AT_ONCE] if found else []
        for uid in uids:
            marks = "(\\Seen)" if _take(session, uid.decode(), at) else "(\\Seen \\Flagged)"
            _expect(session.uid("STORE", uid.decode(), "+FLAGS", marks))
        return len(uids)


def _take(session: imaplib.IMAP4, uid: str, at: datetime) -> bool:
    """Whether one message was taken in."""
    try:
        mail = _fetched(session, uid, at)
        if mail is not None:
            receive_mail(mail=mail, at=at)
    except (OSError, imaplib.IMAP4.error):
        raise
    except Exception:  # whatever is wrong with this one message, the next one is not to blame
        logger.exception("A message of the mailbox could not be taken in")
        return False
    return True


def _fetched(session: imaplib.IMAP4, uid: str, at: datetime) -> Incoming | None:
    """The message; of a huge one only its head, with a remark for the officer who reads it.

    None for a mail server's report that a message of ours came back: that is noted there and is no question.
    """
    own = (settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip(">"), settings.BOUNCE_ADDRESS)
    said = SIZE.search(_flat(_expect(session.uid("FETCH", uid, "(RFC822.SIZE)"))))
    if said and int(said[1]) > MAX_BYTES:
        head = _literal(_expect(session.uid("FETCH", uid, "(BODY.PEEK[HEADER])")))
        remark = _("Dit bericht is te groot om over te nemen. Lees het in de mailbox.")
        return read_mail(_headers_only(head) + remark.encode(), own)
    raw = _literal(_expect(session.uid("FETCH", uid, "(BODY.PEEK[])")))
    if receive_report(raw=raw, by=Actor.system("mail server"), at=at) is not None:
        return None
    return read_mail(raw, own)


def _headers_only(head: bytes) -> bytes:
    """The head without what it says of a body that is not there."""
    kept = re.sub(rb"(?im)^content-[^\n]*\n(?:[ \t][^\n]*\n)*", b"", head).rstrip(b"\r\n")
    return kept + b"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"


def _expect(answer: tuple[str, Any]) -> list[Any]:
    """The data of an answer that is OK. Raises `imaplib.IMAP4.error`."""
    status, data = answer[0], list(answer[1])
    if status != "OK":
        raise imaplib.IMAP4.error(f"the mail server said {status}")
    return data


def _quoted(folder: str) -> str:
    """A name with spaces as the protocol wants it."""
    escaped = folder.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _literal(data: list[Any]) -> bytes:
    return next((bytes(part[1]) for part in data if isinstance(part, tuple)), b"")


def _flat(data: list[Any]) -> bytes:
    return b" ".join(part[0] if isinstance(part, tuple) else part for part in data if isinstance(part, bytes | tuple))


def _say_goodbye(session: imaplib.IMAP4) -> None:
    try:
        session.logout()
    except (OSError, imaplib.IMAP4.error):
        logger.info("The mail server closed the connection by itself")
