"""Taking in what changed, every few seconds; comparing everything, every night."""

from __future__ import annotations

import logging
from datetime import datetime, time

from kernkracht.foundation.jobs import daily, every

from .actions import continue_rebuild, rebuild_all, take_in
from .recency import mark_recent

logger = logging.getLogger(__name__)


@every(seconds=3, name="take in what changed for the search")
def take_in_changes(at: datetime) -> None:
    take_in(at)


@every(seconds=60, name="go on with a rebuild of the search")
def go_on(at: datetime) -> None:
    continue_rebuild(at)


@daily(at=time(2, 40), name="compare the search with the rooms")
def compare(at: datetime) -> None:
    """Nothing should be different; what is, is repaired and told."""
    take_in(at)
    found = rebuild_all(at)
    mark_recent()
    if found.total:
        logger.warning(
            "The search was not right: %s entries missing, %s different, %s too many. Repaired.",
            found.missing,
            found.changed,
            found.superfluous,
        )
