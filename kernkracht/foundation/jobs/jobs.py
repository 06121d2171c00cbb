"""Housekeeping on the clock that belongs to no other room."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from .beats import daily, every
from .running import take_back_lost_tasks

KEEP_FINISHED_TASKS = timedelta(days=14)


@every(seconds=10, name="take back lost tasks")
def take_back(at: datetime) -> None:
    take_back_lost_tasks(at)


@daily(at=time(3, 10), name="clear expired sessions")
def clear_sessions(at: datetime) -> None:
    call_command("clearsessions")


@daily(at=time(3, 20), name="forget finished tasks")
def forget_finished_tasks(at: datetime) -> None:
    DBTaskResult.objects.finished().filter(finished_at__lt=at - KEEP_FINISHED_TASKS).delete()
