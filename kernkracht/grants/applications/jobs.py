"""What happens to cases on the clock."""

from __future__ import annotations

from datetime import datetime, time

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.jobs import daily

from .actions import clean_drafts, recalculate_running, send_term_warnings


@daily(at=time(4, 10), name="clean drafts")
def clean_left_drafts(at: datetime) -> None:
    """Remind applicants of drafts that will be removed, and remove those whose time is over."""
    clean_drafts(by=Actor.system("worker"), at=at)


@daily(at=time(4, 40), name="recalculate during outages")
def recalculate(at: datetime) -> None:
    """Whoever could not reach us on the last day gets a day more, for as long as the outage lasts."""
    recalculate_running(by=Actor.system("worker"), at=at)


@daily(at=time(5, 20), name="warn of terms")
def warn_of_terms(at: datetime) -> None:
    """Tell colleagues which decision terms run out."""
    send_term_warnings(at=at)
