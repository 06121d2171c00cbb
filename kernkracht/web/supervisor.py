"""Keeps the web server and the background worker running together, and ends them together."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType

GRACE_SECONDS = 10.0
"""How long a child may take to finish its work before it is ended by force."""
MAX_RESTARTS = 5
"""A child that falls over more often than this within RESTART_WINDOW is broken, not unlucky."""
RESTART_WINDOW = 60.0


class PortTaken(Exception):
    """Another program listens on the port."""


class ChildKeepsFailing(Exception):
    """A child ended by itself and may not, or no longer, be started again."""


def ensure_port_free(host: str, port: int) -> None:
    """Raises `PortTaken` when nothing can listen on `host`:`port`."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(f"{host}:{port}") from error


def _end_with_parent() -> None:
    """On Linux: a child gets SIGTERM when its parent dies, however that dies."""
    if sys.platform == "linux":
        parent_death_signal = 1
        ctypes.CDLL(None).prctl(parent_death_signal, signal.SIGTERM)


@dataclass
class Child:
    """One long-running program; `restart` says whether it is started again when it falls over."""

    name: str
    command: Sequence[str]
    restart: bool = False
    process: subprocess.Popen[bytes] | None = None
    restarts: list[float] = field(default_factory=list)

    def start(self, environment: Mapping[str, str]) -> None:
        self.process = subprocess.Popen(  # noqa: S603  (our own commands, no shell)
            self.command,
            env=dict(environment),
            start_new_session=True,  # Ctrl-C reaches us alone, so that we end the children in order
            preexec_fn=_end_with_parent,
        )

    @property
    def exit_code(self) -> int | None:
        return self.process.poll() if self.process else None


class Supervisor:
    """Starts children, restarts those that may, and ends all of them when asked or when one is lost."""

    def __init__(self, children: Sequence[Child], say: Callable[[str], None]) -> None:
        self.children = children
        self.say = say
        self.environment = dict(os.environ)
        self.stopping = False

    def __enter__(self) -> Supervisor:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._asked_to_stop)
        for child in self.children:
            child.start(self.environment)
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _asked_to_stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def look_after(self) -> None:
        """One round: restart or give up on children that ended. Raises `ChildKeepsFailing`."""
        for child in self.children:
            code = child.exit_code
            if code is None or self.stopping:
                continue
            now = time.monotonic()
            child.restarts = [moment for moment in child.restarts if now - moment < RESTART_WINDOW]
            if not child.restart or len(child.restarts) >= MAX_RESTARTS:
                raise ChildKeepsFailing(f"The {child.name} ended with code {code}.")
            child.restarts.append(now)
            self.say(f"The {child.name} ended with code {code} and is started again.")
            child.start(self.environment)

    def run(self, pause: float = 0.5) -> None:
        """Look after the children until somebody asks to stop. Raises `ChildKeepsFailing`."""
        while not self.stopping:
            self.look_after()
            time.sleep(pause)

    def stop(self) -> None:
        """End all children: politely first, by force after `GRACE_SECONDS`."""
        alive = [child.process for child in self.children if child.process and child.process.poll() is None]
        for process in alive:
            process.terminate()
        deadline = time.monotonic() + GRACE_SECONDS
        for process in alive:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
