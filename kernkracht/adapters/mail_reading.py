"""From the bytes of one e-mail to what a person wrote. Pure: it reads what mail programs make, or says why not."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterable
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import getaddresses
from uuid import UUID

import nh3
from django.utils.translation import gettext as _

from kernkracht.participation.questions.actions import Incoming

MAX_TEXT = 20_000
OURS = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.\d+@", re.IGNORECASE)
MACHINES = ("mailer-daemon", "postmaster", "noreply", "no-reply", "donotreply", "bounce", "bounces")
QUOTE_BEGINS = re.compile(
    r"^(?:>|-{2,} ?(?:oorspronkelijk|original|doorgestuurd)|_{10,}|(?:van|from): .+@|(?:op|on|am|le) .{5,150}"
    r"(?:schreef|wrote|schrieb|écrit).{0,80}:\s*$)",
    re.IGNORECASE,
)
_BREAKS = re.compile(r"<(?:br|/p|/div|/li|/tr|/h\d)[^>]*>", re.IGNORECASE)


def read_mail(raw: bytes, own_addresses: Iterable[str] = ()) -> Incoming:
    """What a message says. A message without readable words has an empty text; a machine's says why it is one."""
    message = message_from_bytes(raw, policy=policy.default)
    name, email = _sender(message)
    text = _text_of(message)
    return Incoming(
        message_id=_header(message, "Message-ID") or f"none:{hashlib.sha256(raw).hexdigest()}",
        name=name,
        email=email.lower(),
        subject=_header(message, "Subject")[:200],
        text=text,
        reply=without_quotes(text),
        to=tuple(address.lower() for _name, address in getaddresses(_all(message, "To", "Cc", "Delivered-To"))),
        answers_to=tuple(UUID(key) for key in OURS.findall(" ".join(_all(message, "In-Reply-To", "References")))),
        not_from_a_person=_machine(message, email.lower(), {address.lower() for address in own_addresses}),
    )


def _header(message: EmailMessage, name: str) -> str:
    """One header as text, without breaks; "" when it is missing or cannot be read."""
    try:
        value = str(message.get(name, "") or "")
    except (ValueError, IndexError, LookupError):  # the library stumbles over some broken headers
        return ""
    return " ".join(value.replace("\0", "").split())


def _all(message: EmailMessage, *names: str) -> list[str]:
    return [_header(message, name) for name in names]


def _sender(message: EmailMessage) -> tuple[str, str]:
    for name in ("Reply-To", "From"):
        found = getaddresses([_header(message, name)])
        if found and "@" in found[0][1]:
            return found[0][0].strip(), found[0][1].strip()
    return "", ""


def _machine(message: EmailMessage, email: str, own: set[str]) -> str:
    """Why no person wrote this, or "". Automatic mail is never answered, or two machines talk for ever."""
    if not email:
        return _("Er staat geen afzender in.")
    if email in own:
        return _("Het komt van ons eigen adres.")
    if message.get_content_type() in ("multipart/report", "message/disposition-notification"):
        return _("Het is een bericht van een mailserver.")
    automatic = _header(message, "Auto-Submitted").lower()
    if automatic and automatic != "no":
        return _("Het is een automatisch antwoord.")
    if _header(message, "X-Autoreply") or _header(message, "X-Autorespond"):
        return _("Het is een automatisch antwoord.")
    if _header(message, "Precedence").lower() in ("bulk", "junk", "list", "auto_reply") or _header(message, "List-Id"):
        return _("Het is een nieuwsbrief of mailinglijst.")
    local = Address(addr_spec=email).username if _is_address(email) else email.partition("@")[0]
    if local.lower() in MACHINES or _header(message, "Return-Path") == "<>":
        return _("De afzender leest geen antwoord.")
    return ""


def _is_address(email: str) -> bool:
    try:
        Address(addr_spec=email)
    except (ValueError, IndexError):
        return False
    return True


def _text_of(message: EmailMessage) -> str:
    """The words: the plain part, else the HTML part without its marks."""
    plain = _parts(message, "text/plain")
    if plain.strip():
        return _clean(plain)
    marked = _BREAKS.sub("\n", _parts(message, "text/html"))
    return _clean(html.unescape(nh3.clean(marked, tags=set(), clean_content_tags={"script", "style"})))


def _parts(message: EmailMessage, kind: str) -> str:
    parts = (part for part in message.walk() if part.get_content_type() == kind)
    return "\n".join(_decoded(part) for part in parts if part.get_content_disposition() != "attachment")


def _decoded(part: EmailMessage) -> str:
    """The text of a part, whatever it says of its own characters."""
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else str(part.get_payload()).encode("utf-8", "replace")
    for charset in (part.get_content_charset(), "utf-8", "cp1252"):
        try:
            return raw.decode(charset or "utf-8")
        except (LookupError, UnicodeDecodeError):
            continue
    return raw.decode("latin-1")


def _clean(text: str) -> str:
    lines = (line.rstrip() for line in text.replace("\r\n", "\n").replace("\0", "").split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()[:MAX_TEXT]


def without_quotes(text: str) -> str:
    """What stands above the first quoted line; everything when that leaves nothing."""
    kept: list[str] = []
    for line in text.split("\n"):
        if QUOTE_BEGINS.match(line.strip()):
            break
        kept.append(line)
    return "\n".join(kept).strip() or text
