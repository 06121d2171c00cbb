"""Which processes use this installation's folder right now, so that nobody takes its tables away under them.

Each server and worker holds a lock on a file of its own in `running/`. The system lets go of a lock when its process
ends, however it ends, so a file that was left behind never stands in the way.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_GUARD = "guard"
_held: dict[Path, IO[str]] = {}
"""Open files with a lock. They stay open as long as this process lives."""


@dataclass(frozen=True)
class Alive:
    """A process that uses the folder: its number and what it is."""

    pid: int
    what: str


def announce(home: Path, what: str) -> None:
    """Let others know that this process uses `home` from now until it ends. Waits while somebody `alone` is at work."""
    folder = home / "running"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / str(os.getpid())
    if path in _held:
        return
    with _locked(folder / _GUARD, fcntl.LOCK_SH):
        mark = path.open("w", encoding="utf-8")
        fcntl.flock(mark, fcntl.LOCK_EX)
        mark.write(what)
        mark.flush()
        _held[path] = mark


@contextmanager
def alone(home: Path) -> Iterator[tuple[Alive, ...]]:
    """The other processes that use `home`; until the block ends no new one begins."""
    folder = home / "running"
    folder.mkdir(parents=True, exist_ok=True)
    with _locked(folder / _GUARD, fcntl.LOCK_EX):
        yield tuple(_others(folder))


def _others(folder: Path) -> Iterator[Alive]:
    for path in sorted(folder.iterdir()):
        if not path.name.isdigit() or int(path.name) == os.getpid():
            continue
        with path.open("r+", encoding="utf-8") as mark:
            if _is_held(mark):
                yield Alive(int(path.name), mark.read())
                continue
        path.unlink(missing_ok=True)


def _is_held(mark: IO[str]) -> bool:
    try:
        fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    return False


def runs_here(pid: int) -> bool:
    """Whether a process with this number lives on this machine."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@contextmanager
def _locked(path: Path, kind: int) -> Iterator[None]:
    with path.open("a", encoding="utf-8") as lock:
        fcntl.flock(lock, kind)
        try:
            yield
        finally:
            with suppress(OSError):
                fcntl.flock(lock, fcntl.LOCK_UN)
