"""Throw-away installations: a folder, a database, and the real server with the settings that `serve` uses."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from .client import BadAnswer, Connection

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 60


@dataclass(frozen=True)
class Installation:
    """One server with `count` cases on `port`."""

    count: int
    port: int
    home: Path

    def get(self, path: str) -> tuple[bytes, int]:
        connection = Connection(self.port)
        try:
            return connection.get(path)
        finally:
            connection.close()


@contextmanager
def installation(count: int, port: int, database: str) -> Iterator[Installation]:
    """`database` is empty for SQLite, or the address of a PostgreSQL database beside which a new one is made."""
    with (
        tempfile.TemporaryDirectory(prefix="kernkracht-bench-") as folder,
        scratch_database(database, str(count)) as own,
    ):
        home = Path(folder)
        environment = environment_for(home, port, own)
        _run("-m", "benchmarks.filling", str(count), environment=environment)
        _run("-m", "config.console", "collectstatic", "--noinput", "-v0", environment=environment)
        (home / "bare").mkdir()
        with _server(port, environment):
            yield Installation(count, port, home)


def environment_for(home: Path, port: int, database: str) -> dict[str, str]:
    own = {
        "KERNKRACHT_HOME": str(home),
        "KERNKRACHT_DEMO": "1",
        "PORT": str(port),
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "PYTHONPATH": str(ROOT),
    }
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | own
    return environment | ({"DATABASE_URL": database} if database else {})


def _run(*arguments: str, environment: dict[str, str]) -> None:
    subprocess.run(  # noqa: S603  (our own modules, no shell)
        [sys.executable, *arguments], env=environment, cwd=ROOT, check=True, stdout=subprocess.DEVNULL
    )


@contextmanager
def _server(port: int, environment: dict[str, str]) -> Iterator[None]:
    process = subprocess.Popen(serve_command(port), env=environment, cwd=ROOT)  # noqa: S603  (our own server)
    try:
        _wait(port)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def serve_command(port: int) -> list[str]:
    """The very command of `kernkracht serve`."""
    from kernkracht.web.management.commands.serve import Command

    options = {"host": "127.0.0.1", "port": port, "workers": 2, "threads": 4, "without_worker": True}
    return list(Command().children(options)[0].command)


def _wait(port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        connection = Connection(port)
        try:
            connection.get("/healthz")
            return
        except (OSError, BadAnswer):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        finally:
            connection.close()


@contextmanager
def chosen_database(*, start: bool) -> Iterator[str]:
    """The address of a PostgreSQL to measure: one that is started for the occasion, or that of `DATABASE_URL`.

    Empty for SQLite.
    """
    if not start:
        given = os.environ.get("DATABASE_URL", "")
        yield "" if given.startswith("sqlite") else given
        return
    sys.path.insert(0, str(ROOT / "scripts"))
    with import_module("database").throw_away_postgresql() as address:
        yield address


@contextmanager
def scratch_database(address: str, label: str, like: str = "") -> Iterator[str]:
    """A database of its own beside the one that `address` names, dropped afterwards; nothing to do for SQLite.

    `like` is the address of another scratch database that it begins as.
    """
    if not address:
        yield ""
        return
    import psycopg
    from psycopg import sql

    parts = urlsplit(address)
    name = f"{parts.path.strip('/') or 'kernkracht'}_bench_{label}"
    maintenance = urlunsplit(parts._replace(scheme="postgresql", path="/postgres"))
    with psycopg.connect(maintenance, autocommit=True) as server:
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        server.execute(drop)
        template = urlsplit(like).path.strip("/") or "template1"
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        server.execute(create.format(sql.Identifier(name), sql.Identifier(template)))
        try:
            yield urlunsplit(parts._replace(path=f"/{name}"))
        finally:
            server.execute(drop)
