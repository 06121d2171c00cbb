"""Running the jobs on the clock, signs of life, and taking back the tasks of a worker that died."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django_tasks_db.models import DBTaskResult

from .beats import Beat
from .models import BeatSlot, WorkerSign

logger = logging.getLogger(__name__)
SIGN_EVERY = timedelta(seconds=5)
SIGN_LASTS = timedelta(seconds=30)
"""A worker that was not seen for so long is dead; six missed signs."""
MAX_ATTEMPTS = 3
"""A task that took its worker down so often is not tried again."""
MAX_FAULT = 2000


def claim_slot(beat: Beat, now: datetime, worker: str = "") -> bool:
    """Whether this worker may run the present slot of a job; of any number of workers one hears yes.

    A slot whose worker died before the end is given out again, at most `MAX_ATTEMPTS` times in all: jobs are written so
    that a second run goes on where the first stopped.
    """
    slot = beat.slot_at(now)
    begun: dict[str, Any] = {"started_at": now, "finished_at": None, "fault": "", "worker": worker}
    rows = BeatSlot.objects.filter(name=beat.name)
    if rows.filter(slot__lt=slot).update(slot=slot, attempts=1, **begun):
        return True
    if rows.exists():
        return bool(_deserted(rows, slot, now).update(attempts=F("attempts") + 1, **begun))
    try:
        with transaction.atomic():
            BeatSlot.objects.create(name=beat.name, slot=slot, **begun)
    except IntegrityError:
        return False
    return True


def _deserted(rows: QuerySet[BeatSlot], slot: datetime, now: datetime) -> QuerySet[BeatSlot]:
    """The rows of a slot that was begun and will never be finished. Without a worker's name nobody can tell."""
    alive = WorkerSign.objects.filter(seen_at__gte=now - SIGN_LASTS).values("worker")
    begun = rows.filter(slot=slot, finished_at__isnull=True, attempts__lt=MAX_ATTEMPTS)
    return begun.exclude(worker="").exclude(worker__in=alive)


def run_beats(beats: Iterable[Beat], clock: Callable[[], datetime], worker: str = "") -> list[str]:
    """Run each job whose slot nobody took; the names of those that ran. A job that fails does not stop the others."""
    ran = []
    for beat in beats:
        now = clock()
        if not claim_slot(beat, now, worker):
            continue
        fault = ""
        try:
            beat.job(now)
        except Exception as trouble:
            logger.exception("The job “%s” failed", beat.name)
            fault = f"{type(trouble).__name__}: {trouble}"[:MAX_FAULT]
        BeatSlot.objects.filter(name=beat.name, slot=beat.slot_at(now)).update(finished_at=clock(), fault=fault)
        ran.append(beat.name)
    return ran


def give_sign(worker: str, now: datetime) -> None:
    """Note that this worker lives."""
    WorkerSign.objects.update_or_create(worker=worker, defaults={"seen_at": now}, create_defaults=_first(now))


def _first(now: datetime) -> dict[str, datetime]:
    return {"started_at": now, "seen_at": now}


def say_goodbye(worker: str) -> None:
    """A worker that stops takes its sign away, so that what it leaves unfinished is taken back at once."""
    WorkerSign.objects.filter(worker=worker).delete()


def take_back_lost_tasks(now: datetime) -> int:
    """Give tasks of dead workers back to the queue, or mark them failed after `MAX_ATTEMPTS`; how many.

    A task may thus run twice in part: tasks are written so that a second run does no harm.
    """
    WorkerSign.objects.filter(seen_at__lt=now - SIGN_LASTS).delete()
    # In this order: a worker gives its sign before it claims a task, so whoever holds one of these has been seen.
    running = list(DBTaskResult.objects.running().order_by("enqueued_at"))
    alive = set(WorkerSign.objects.values_list("worker", flat=True))
    taken = 0
    for task in running:
        if task.worker_ids and task.worker_ids[-1] in alive:
            continue
        state = "READY" if len(task.worker_ids) < MAX_ATTEMPTS else "FAILED"
        values = {"status": state, "finished_at": None if state == "READY" else now}
        same = DBTaskResult.objects.running().filter(pk=task.pk, started_at=task.started_at)
        taken += same.update(**values)
        logger.warning("Task %s of a worker that died is now %s", task.pk, state)
    return taken
