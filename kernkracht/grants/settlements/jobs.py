"""What happens to reports on the clock."""

from __future__ import annotations

from datetime import datetime, time

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.jobs import daily

from .actions import send_report_reminders


@daily(at=time(5, 40), name="ask for reports")
def ask_for_reports(at: datetime) -> None:
    """Ask in time for what receivers have to tell."""
    send_report_reminders(by=Actor.system("worker"), at=at)
