"""What the scripts beside this file share: speaking, running programs, remembering. Standard library only."""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"


class CannotGoOn(Exception):
    """Something this machine lacks, or a step that failed; the message is one line and says what helps."""


def say(line: str) -> None:
    print(line, flush=True)


def run(
    command: Sequence[str | Path], problem: str, *, env: Mapping[str, str] | None = None, quiet: bool = False
) -> None:
    """Run a program in the project's folder. Raises `CannotGoOn(problem)` when it fails.

    With `quiet` its output is shown only when it fails.
    """
    pipe = subprocess.PIPE if quiet else None
    try:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=ROOT,
            env=dict(env) if env is not None else None,
            stdin=subprocess.DEVNULL,
            stdout=pipe,
            stderr=subprocess.STDOUT if quiet else None,
            text=True,
            check=False,
        )
    except OSError as error:
        raise CannotGoOn(f"{problem} ({error})") from error
    if done.returncode:
        if quiet and done.stdout:
            say(done.stdout.rstrip())
        raise CannotGoOn(problem)


def digest(paths: Iterable[Path], *words: str) -> str:
    """A mark over the content of files and some words; changes when any of them does."""
    total = hashlib.sha256("\0".join(words).encode())
    for path in sorted(paths):
        total.update(str(path).encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def is_done(stamp: Path, mark: str) -> bool:
    return stamp.exists() and stamp.read_text() == mark


def note_done(stamp: Path, mark: str) -> None:
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(mark)


def can_install_packages() -> bool:
    """Whether this user may install Debian packages."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


LOCK_SECONDS = 120.0
"""How long another installation may take before we give up waiting for it."""
LOCK_PAUSE = 2.0


def install_packages(*names: str) -> None:
    """Install Debian packages, waiting for another installation to finish. Raises `CannotGoOn`."""
    wanted = " ".join(names)
    if not can_install_packages():
        raise CannotGoOn(
            f"Missing on this machine: {wanted}. Install with: sudo apt-get update && sudo apt-get install {wanted}"
        )
    say(f"Installing {wanted}")
    fresh = _apt("update")
    if not fresh:
        say("The list of packages could not be renewed; trying with the list that is there.")
    if not _apt("install", "-y", "--no-install-recommends", *names):
        raise CannotGoOn(
            f"These packages could not be installed: {wanted}. Check the network and /etc/apt, "
            f"then try it by hand: apt-get update && apt-get install {wanted}"
        )


def _apt(*words: str) -> bool:
    """Run apt-get; whether it went well. Its words are shown when it did not.

    For an installation apt-get waits for the lock by itself; for a renewal of the lists it does not, so we do.
    """
    command = ["apt-get", "-qq", "-o", f"DPkg::Lock::Timeout={LOCK_SECONDS:.0f}", *words]
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"}
    patience = time.monotonic() + LOCK_SECONDS
    while True:
        done = subprocess.run(
            command,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode and "Could not get lock" in done.stdout and time.monotonic() < patience:
            time.sleep(LOCK_PAUSE)
            continue
        if done.returncode:
            say(done.stdout.rstrip())
        return done.returncode == 0


def has_library(name: str) -> bool:
    """Whether the dynamic linker finds a library, such as libpango-1.0.so.0."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def finish(main: Callable[[], None]) -> None:
    """Run a script's main function; a `CannotGoOn` becomes one line and exit code 1."""
    try:
        main()
    except CannotGoOn as problem:
        print(f"\n{problem}", file=sys.stderr, flush=True)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
