"""Reading the report that a mail server sends when it could not deliver (RFC 3464)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from uuid import UUID

PASSING_STATUS = re.compile(r"\b[45]\.(?:2\.2|7\.\d+|3\.\d+|4\.\d+)\b")
"""Mailbox full, our own reputation, their system, the way to it: none says that the address does not exist."""
NO_SUCH_STATUS = re.compile(r"\b5\.\d{1,3}\.\d{1,3}\b")
NO_SUCH_CODE = re.compile(r"\b55[013]\b")
OUR_MESSAGE_ID = re.compile(rb"^Message-ID:\s*<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.\d+@", re.I | re.M)
MAX_REASON = 500


@dataclass(frozen=True)
class Bounce:
    """Which message came back (its key), the mail server's reason, and whether the address itself is wrong."""

    key: UUID
    reason: str
    is_hard: bool = False


def is_hard(reason: str) -> bool:
    """Whether a mail server's words say that the address itself takes no mail, now and later.

    The enhanced status (RFC 3463) decides where there is one: a full mailbox (5.2.2) and a refusal of our server
    (5.7.x) are no fault of the address.
    """
    if PASSING_STATUS.search(reason):
        return False
    return bool(NO_SUCH_STATUS.search(reason) or NO_SUCH_CODE.search(reason))


def read_bounce(raw: bytes) -> Bounce | None:
    """The final refusal that a report tells of; None for anything else, such as a delay or an out-of-office reply."""
    report = message_from_bytes(raw, policy=policy.compat32)
    if report.get_content_type() != "multipart/report":
        return None
    ours = OUR_MESSAGE_ID.search(raw)
    status = next((part for part in report.walk() if part.get_content_type() == "message/delivery-status"), None)
    if ours is None or status is None:
        return None
    facts = {name.lower(): str(value) for block in status.walk() for name, value in block.items()}
    if facts.get("action", "").strip().lower() != "failed":
        return None
    reason = facts.get("diagnostic-code") or facts.get("status") or ""
    words = f"{facts.get('status', '')} {reason}"
    return Bounce(UUID(ours[1].decode()), " ".join(reason.split())[:MAX_REASON], is_hard(words))
