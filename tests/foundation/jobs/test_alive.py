"""Who uses a folder is seen as long as it lives, and not a moment longer."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kernkracht.foundation.jobs.alive import Alive, alone, announce
from kernkracht.foundation.jobs.models import WorkerSign
from kernkracht.foundation.jobs.queries import workers_seen
from kernkracht.foundation.jobs.running import SIGN_LASTS

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PROGRAM = """
import sys
from pathlib import Path
from kernkracht.foundation.jobs.alive import announce
announce(Path(sys.argv[1]), sys.argv[2])
print("here", flush=True)
sys.stdin.read()
"""


@contextmanager
def another_process(home: Path, what: str) -> Iterator[subprocess.Popen[str]]:
    """A process that announced itself; ended when the block ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(home), what], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "here\n"
        yield process
    finally:
        process.kill()
        process.communicate()


def test_another_process_is_seen_with_what_it_is(tmp_path: Path) -> None:
    with another_process(tmp_path, "web server") as process, alone(tmp_path) as others:
        assert others == (Alive(process.pid, "web server"),)


def test_this_process_does_not_stand_in_its_own_way(tmp_path: Path) -> None:
    announce(tmp_path, "web server")
    announce(tmp_path, "web server")
    with alone(tmp_path) as others:
        assert others == ()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_one_that_ended_anyhow_leaves_nothing_that_blocks(tmp_path: Path, how: signal.Signals) -> None:
    with another_process(tmp_path, "web server") as process:
        process.send_signal(how)
        process.wait()
        assert (tmp_path / "running" / str(process.pid)).exists()
        with alone(tmp_path) as others:
            assert others == ()
        assert not (tmp_path / "running" / str(process.pid)).exists()


def test_a_number_that_another_program_got_since_does_not_block(tmp_path: Path) -> None:
    """A mark by process number alone would take any program with that number for the server."""
    (tmp_path / "running").mkdir()
    (tmp_path / "running" / str(os.getppid())).write_text("web server")
    with alone(tmp_path) as others:
        assert others == ()


def test_who_wants_to_begin_waits_until_the_work_is_done(tmp_path: Path) -> None:
    with alone(tmp_path):
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(tmp_path), "worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(1.5)
        assert not (tmp_path / "running" / str(process.pid)).exists()
    assert process.stdout is not None
    assert process.stdout.readline() == "here\n"
    process.kill()
    process.communicate()


@pytest.mark.django_db
def test_workers_elsewhere_are_seen_by_their_sign_and_dead_ones_here_are_not() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    here = os.uname().nodename[:20]
    for worker, seen_at in {
        "other-machine-7-abc": NOW,
        "silent-machine-7-abc": NOW - SIGN_LASTS - timedelta(seconds=1),
        f"{here}-{ended.pid}-abc": NOW,
        f"{here}-{os.getpid()}-abc": NOW,
    }.items():
        WorkerSign.objects.create(worker=worker, started_at=NOW, seen_at=seen_at)
    assert set(workers_seen(NOW)) == {"other-machine-7-abc", f"{here}-{os.getpid()}-abc"}
