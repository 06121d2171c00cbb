"""Keeping and forgetting on the clock."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.utils import timezone

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.jobs import daily, every

from .actions import execute_approved_lists
from .declarations import DataClass
from .files import remove_files
from .libraries import SIGN_IN_LOG
from .queries import terms_on


@every(seconds=60, name="execute destruction lists")
def execute_lists(at: datetime) -> None:
    execute_approved_lists(by=Actor.system("worker"), at=at)


@every(seconds=600, name="remove files")
def remove_left_files(at: datetime) -> None:
    remove_files(at)


@daily(at=time(3, 40), name=SIGN_IN_LOG)
def forget_sign_ins(at: datetime) -> None:
    """Remove records of signing in, failed or not, that are older than the term for short logs."""
    years = terms_on(timezone.localdate(at))[DataClass.LOG].years
    if years is None:
        return
    before = at - timedelta(days=366 * years)
    for log in (AccessAttempt, AccessFailureLog, AccessLog):
        log.objects.filter(attempt_time__lt=before).delete()
