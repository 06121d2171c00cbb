"""Reading the report that a mail server sends when it could not deliver (RFC 3464)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from uuid import UUID

OUR_MESSAGE_ID = re.compile(rb"^Message-ID:\s*<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.\d+@", re.I | re.M)
MAX_REASON = 500


@dataclass(frozen=True)
class Bounce:
    """Which message came back (its key), and the mail server's reason."""

    key: UUID
    reason: str


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
    return Bounce(UUID(ours[1].decode()), " ".join(reason.split())[:MAX_REASON])
