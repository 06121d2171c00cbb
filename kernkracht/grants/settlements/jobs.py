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


@daily(at=time(6, 40), name="ask for reports, again")
def ask_for_reports_again(at: datetime) -> None:
    """For a night in which the first run was broken off; who was asked already is not asked again."""
    send_report_reminders(by=Actor.system("worker"), at=at)
