"""Reading the mailbox on the clock."""

from __future__ import annotations

import logging
from datetime import datetime

from kernkracht.foundation.jobs import every

from .inbox import InboxUnavailable, inbox_from_settings, read_inbox

logger = logging.getLogger(__name__)


@every(seconds=120, name="read the inbox")
def read(at: datetime) -> None:
    """Take in what residents mailed, where a mailbox is configured; a server that is down is tried again later."""
    inbox = inbox_from_settings()
    if inbox is None:
        return
    try:
        read_inbox(inbox, at)
    except InboxUnavailable as trouble:
        logger.warning("The mailbox could not be read: %s", trouble)
