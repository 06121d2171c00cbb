"""The background worker: tasks from the queue, and jobs on the clock."""

from __future__ import annotations

import logging
import os
import signal
import threading
import uuid
from collections.abc import Callable
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker

from kernkracht.foundation.jobs.alive import announce
from kernkracht.foundation.jobs.beats import registered_beats
from kernkracht.foundation.jobs.running import SIGN_EVERY, give_sign, run_beats, say_goodbye, take_back_lost_tasks

logger = logging.getLogger("kernkracht.worker")
GRACE_SECONDS = 8
"""How long a task may go on after a request to stop; what is unfinished then, another worker takes over."""


class Command(BaseCommand):
    help = "Run the background worker: sends mail, does long work, and runs the jobs on the clock. Stops on SIGTERM."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--interval", type=float, default=1.0, help="seconds between looks at an empty queue")
        parser.add_argument("--once", action="store_true", help="do what is due now, and stop")

    def handle(self, *, interval: float, once: bool, **options: Any) -> None:
        name = f"{os.uname().nodename[:20]}-{os.getpid()}-{uuid.uuid4().hex[:12]}"
        worker = _tasks_worker(name, interval, once)
        stop = threading.Event()
        announce(settings.HOME, "background worker")
        _stop_on_signal(worker, stop)
        give_sign(name, timezone.now())
        take_back_lost_tasks(timezone.now())
        if once:
            run_beats(registered_beats(), timezone.now, name)
            worker.run()
            say_goodbye(name)
            return
        threads = [
            _loop("signs of life", stop, SIGN_EVERY.total_seconds(), lambda: give_sign(name, timezone.now())),
            _loop("jobs on the clock", stop, 1.0, lambda: run_beats(registered_beats(), timezone.now, name)),
        ]
        logger.info("Worker %s has begun", name)
        try:
            worker.run()
        finally:
            stop.set()
            for thread in threads:
                thread.join(timeout=GRACE_SECONDS)
            say_goodbye(name)
            logger.info("Worker %s has stopped", name)


def _tasks_worker(name: str, interval: float, once: bool) -> Worker:
    return Worker(
        queue_names=["*"],
        interval=interval,
        batch=once,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
        excluded_queue_names=[],
    )


def _loop(name: str, stop: threading.Event, seconds: float, work: Callable[[], object]) -> threading.Thread:
    """Do `work` each so many seconds until told to stop; a fault, such as a database that is away, is not the end."""

    def run() -> None:
        while not stop.is_set():
            try:
                work()
            except Exception:
                logger.exception("%s: a round failed", name)
                connections.close_all()
            stop.wait(seconds)
        connections.close_all()

    thread = threading.Thread(target=run, name=name, daemon=True)
    thread.start()
    return thread


def _leave_task(name: str) -> None:
    """The grace is over. Without its sign of life the task is taken over at once."""
    try:
        say_goodbye(name)
    finally:
        os._exit(0)


def _stop_on_signal(worker: Worker, stop: threading.Event) -> None:
    """Let the loop end by itself: leaving from within a signal could cut a statement to the database in two."""

    def on_signal(number: int, frame: FrameType | None) -> None:
        stop.set()
        worker.running = False
        timer = threading.Timer(GRACE_SECONDS, _leave_task, args=[worker.worker_id])
        timer.daemon = True
        timer.start()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, on_signal)
