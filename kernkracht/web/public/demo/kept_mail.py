"""Reading the mail that the keeping transport wrote."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

import nh3
from django.conf import settings
from django.utils import timezone

NAME = re.compile(r"^[0-9]{8}-[0-9]{6}-[0-9]{6}-[0-9]{4,}$")
TAGS = {"a", "b", "blockquote", "br", "div", "em", "h1", "h2", "h3", "hr", "i", "li", "ol", "p", "span", "strong"} | {
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
}


@dataclass(frozen=True)
class KeptMail:
    """One mail as it would have arrived. `html` is cleaned: no scripts, styles, pictures or forms."""

    name: str
    at: datetime
    to: str
    sender: str
    subject: str
    text: str
    html: str


def kept_names() -> list[str]:
    """Names of all kept mail, newest first."""
    folder = Path(settings.MAIL_KEPT_DIR)
    return sorted((path.stem for path in folder.glob("*.eml") if NAME.match(path.stem)), reverse=True)


def read_kept(name: str) -> KeptMail | None:
    """One mail; None when there is none of that name, or when it cannot be read."""
    if not NAME.match(name):
        return None
    try:
        raw = (Path(settings.MAIL_KEPT_DIR) / f"{name}.eml").read_bytes()
    except OSError:
        return None
    message = BytesParser(EmailMessage, policy=policy.default).parsebytes(raw)
    moment = datetime.strptime(name[:15], "%Y%m%d-%H%M%S").replace(tzinfo=timezone.get_fixed_timezone(0))
    html = _part(message, "html").partition("<body>")[2].rpartition("</body>")[0] or _part(message, "html")
    return KeptMail(
        name=name,
        at=moment,
        to=str(message.get("To", "")),
        sender=str(message.get("From", "")),
        subject=str(message.get("Subject", "")),
        text=_part(message, "plain"),
        html=nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}),
    )


def _part(message: EmailMessage, subtype: str) -> str:
    part = message.get_body((subtype,))
    if part is None:
        return ""
    try:
        return str(part.get_content())
    except (LookupError, ValueError):
        return ""
