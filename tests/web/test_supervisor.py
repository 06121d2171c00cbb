"""Server and worker live and end together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kernkracht.web.supervisor import MAX_RESTARTS, Child, ChildKeepsFailing, PortTaken, Supervisor, ensure_port_free

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
DEAF = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(15, signal.SIG_IGN); print(1, flush=True); time.sleep(60)",
]
FAILING = [sys.executable, "-c", "raise SystemExit(3)"]


@pytest.fixture(autouse=True)
def _own_signals() -> Iterator[None]:
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


def supervisor(*children: Child) -> tuple[Supervisor, list[str]]:
    said: list[str] = []
    return Supervisor(children, said.append), said


def process_of(child: Child) -> subprocess.Popen[bytes]:
    assert child.process is not None
    return child.process


def test_all_children_end_together() -> None:
    first, second = Child("first", SLEEPER), Child("second", SLEEPER)
    with supervisor(first, second)[0]:
        assert first.exit_code is None
        assert second.exit_code is None
    assert first.exit_code == second.exit_code == -signal.SIGTERM


def test_a_deaf_child_is_ended_by_force(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kernkracht.web.supervisor.GRACE_SECONDS", 0.3)
    child = Child("deaf", DEAF)
    with supervisor(child)[0]:
        time.sleep(0.5)
    assert child.exit_code == -signal.SIGKILL


def test_a_lost_server_ends_everything() -> None:
    server, worker = Child("server", FAILING), Child("worker", SLEEPER)
    keeper, _ = supervisor(server, worker)
    with pytest.raises(ChildKeepsFailing, match="The server ended with code 3"), keeper:
        keeper.run(pause=0.05)
    assert worker.exit_code == -signal.SIGTERM


def test_a_fallen_worker_is_started_again_but_not_for_ever() -> None:
    keeper, said = supervisor(Child("worker", FAILING, restart=True))
    with pytest.raises(ChildKeepsFailing), keeper:
        keeper.run(pause=0.05)
    assert said == ["The worker ended with code 3 and is started again."] * MAX_RESTARTS


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_asked_to_stop(number: signal.Signals) -> None:
    keeper, _ = supervisor(Child("server", SLEEPER))
    with keeper:
        os.kill(os.getpid(), number)
        keeper.run(pause=0.05)
    assert process_of(keeper.children[0]).poll() == -signal.SIGTERM


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent died")
def test_children_end_when_the_supervisor_is_killed(tmp_path: Path) -> None:
    note = tmp_path / "child"
    code = f"""
        import sys, time
        from kernkracht.web.supervisor import Child, Supervisor
        child = Child("child", {SLEEPER!r})
        with Supervisor([child], print):
            open({str(note)!r}, "w").write(str(child.process.pid))
            time.sleep(60)
    """
    parent = subprocess.Popen([sys.executable, "-c", textwrap.dedent(code)])
    _until(lambda: note.exists() and bool(note.read_text()))
    parent.kill()
    parent.wait()
    _until(lambda: not _is_running(int(note.read_text())))


def _is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def _until(met: object, seconds: float = 5.0) -> None:
    assert callable(met)
    deadline = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def test_a_taken_port_is_refused() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(PortTaken):
            ensure_port_free("127.0.0.1", other.getsockname()[1])


def test_a_free_port_is_accepted() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
    ensure_port_free("127.0.0.1", port)
