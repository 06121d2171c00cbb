"""What the scripts beside this file share: speaking, running programs, remembering. Standard library only."""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
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


def install_packages(*names: str) -> None:
    """Install Debian packages, waiting for another installation to finish. Raises `CannotGoOn`."""
    if not can_install_packages():
        raise CannotGoOn(
            f"Missing on this machine: {' '.join(names)}. Install with: sudo apt-get install {' '.join(names)}"
        )
    say(f"Installing {' '.join(names)}")
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"]
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run(
        [*apt, "update"],
        "The list of packages could not be renewed. Check the network and /etc/apt.",
        env=env,
        quiet=True,
    )
    run(
        [*apt, "install", "-y", "--no-install-recommends", *names],
        f"These packages could not be installed: {' '.join(names)}",
        env=env,
        quiet=True,
    )


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
