"""A real worker process on a real database: work, stop in time, and what a kill leaves."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.concurrency


class Installation:
    """A SQLite installation of its own, with as many workers as a test starts."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.environment = {
            **{key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ},
            "DJANGO_SETTINGS_MODULE": "config.settings.development",
            "KERNKRACHT_HOME": str(home),
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
        }
        self.workers: list[subprocess.Popen[bytes]] = []
        self._run("-m", "config.console", "migrate", "--verbosity", "0")

    def _run(self, *arguments: str) -> None:
        subprocess.run([sys.executable, *arguments], cwd=ROOT, env=self.environment, check=True, timeout=120)

    def enqueue(self, call: str) -> None:
        """Put a call of a sample task in the queue, such as `note.enqueue("/x", "y")`."""
        code = f"import django; django.setup(); from tests.foundation.jobs.sample_tasks import *; {call}"
        self._run("-c", code)

    def start_worker(self) -> subprocess.Popen[bytes]:
        worker = subprocess.Popen(
            [sys.executable, "-m", "config.console", "worker", "--interval", "0.1"], cwd=ROOT, env=self.environment
        )
        self.workers.append(worker)
        return worker

    def rows(self, query: str) -> list[tuple[str, ...]]:
        connection = sqlite3.connect(self.home / "kernkracht.sqlite3", timeout=20)
        try:
            return connection.execute(query).fetchall()
        finally:
            connection.close()

    def age_signs(self) -> None:
        """Let half a minute pass for the signs of life."""
        connection = sqlite3.connect(self.home / "kernkracht.sqlite3", timeout=20)
        with connection:
            connection.execute("UPDATE jobs_workersign SET seen_at = datetime(seen_at, '-60 seconds')")
        connection.close()


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    return Installation(tmp_path_factory.mktemp("worker"))


@pytest.fixture
def installation(migrated: Installation) -> Iterator[Installation]:
    yield migrated
    for worker in migrated.workers:
        worker.kill()
        worker.wait(10)
    migrated.workers.clear()


def _wait_until(true: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)


def test_two_workers_do_each_task_once_and_stop_at_once_when_idle(installation: Installation, tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.touch()
    for number in range(3):
        installation.enqueue(f"note.enqueue({str(log)!r}, {str(number)!r})")
    workers = [installation.start_worker() for _ in range(2)]
    _wait_until(lambda: len(log.read_text().split()) >= 3)
    _wait_until(lambda: len(installation.rows("SELECT name FROM jobs_beatslot")) >= 3)
    _wait_until(lambda: len(installation.rows("SELECT worker FROM jobs_workersign")) == 2)
    asked = time.monotonic()
    for worker in workers:
        worker.send_signal(signal.SIGTERM)
    assert [worker.wait(10) for worker in workers] == [0, 0]
    assert time.monotonic() - asked < 5
    assert sorted(log.read_text().split()) == ["0", "1", "2"]
    assert installation.rows("SELECT worker FROM jobs_workersign") == []
    assert installation.rows("SELECT name, fault FROM jobs_beatslot WHERE fault != ''") == []


def test_a_task_of_a_killed_worker_is_finished_by_the_next(installation: Installation, tmp_path: Path) -> None:
    log = tmp_path / "pids"
    installation.enqueue(f"hang_the_first_time.enqueue({str(log)!r})")
    killed = installation.start_worker()
    _wait_until(log.exists)
    killed.kill()
    killed.wait(10)
    assert installation.rows("SELECT status FROM django_tasks_database_dbtaskresult WHERE status = 'RUNNING'")
    installation.age_signs()
    installation.start_worker()
    _wait_until(lambda: len(log.read_text().split()) == 2)
    _wait_until(
        lambda: (
            not installation.rows(
                "SELECT status FROM django_tasks_database_dbtaskresult WHERE status IN ('RUNNING', 'READY')"
            )
        )
    )
    first, second = log.read_text().split()
    assert first == str(killed.pid)
    assert first != second


def test_a_task_that_goes_on_too_long_is_left_for_another(installation: Installation, tmp_path: Path) -> None:
    log = tmp_path / "pids"
    installation.enqueue(f"hang_the_first_time.enqueue({str(log)!r})")
    worker = installation.start_worker()
    _wait_until(log.exists)
    asked = time.monotonic()
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(20) == 0
    assert time.monotonic() - asked < 12
    installation.start_worker()
    _wait_until(lambda: len(log.read_text().split()) == 2)
