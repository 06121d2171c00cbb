"""Bring the installation up to date and serve it: web server and background worker under one roof."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
import urllib.error
import urllib.request
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError

from kernkracht.foundation.jobs import announce
from kernkracht.web.health import DatabaseAway, NotInOrder, check_migrations, read_applied_migrations
from kernkracht.web.supervisor import Child, ChildKeepsFailing, PortTaken, Supervisor, ensure_port_free

START_SECONDS = 120.0
"""How long the server may take to answer that all is in order."""


def port_number(text: str) -> int:
    """A port from 1 to 65535. Raises ValueError, which the parser turns into a message."""
    port = int(text)
    if not 0 < port < 65536:
        raise ValueError(f"{port} is no port")
    return port


def digest_of(folder: Path) -> str:
    """A mark that changes when a file under `folder` is added, removed or rewritten."""
    files = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
    lines = (f"{path.relative_to(folder)} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def ask_health(address: str) -> dict[str, str]:
    """What `/healthz` says, or `{"server": why not}` when nothing sensible answers."""
    host = next((name.lstrip(".") for name in settings.ALLOWED_HOSTS if name != "*"), "127.0.0.1")
    request = urllib.request.Request(f"{address}/healthz", headers={"Host": host})  # noqa: S310  (our own address)
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310
            body = answer.read()
    except urllib.error.HTTPError as error:
        body = error.read()
    except OSError as error:
        return {"server": str(error)}
    try:
        return dict(json.loads(body))
    except ValueError:
        return {"server": "answers, but not with its health"}


class Command(BaseCommand):
    help = "Bring the database and the assets up to date, then serve the application with its background worker."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="Address to listen on (default 127.0.0.1)")
        parser.add_argument(
            "--port", type=port_number, default=os.environ.get("PORT", "8000"), help="Default: PORT, or else 8000"
        )
        parser.add_argument("--workers", type=int, default=2, help="Server processes (default 2)")
        parser.add_argument("--threads", type=int, default=4, help="Threads in each server process (default 4)")
        parser.add_argument("--without-worker", action="store_true", help="The background worker runs elsewhere")

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        try:
            ensure_port_free(host, port)
        except PortTaken as taken:
            raise CommandError(
                f"Port {port} is in use by another program. Choose another one, for example: PORT={port + 1} make run"
            ) from taken
        self.prepare()
        announce(settings.HOME, "kernkracht serve")
        reachable = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104  (compared, not bound)
        try:
            with Supervisor(self.children(options), self.say) as supervisor:
                self.wait_until_ready(supervisor, f"http://{reachable}:{port}")
                if not supervisor.stopping:
                    self.welcome(f"http://{reachable}:{port}")
                    supervisor.run()
        except ChildKeepsFailing as problem:
            raise CommandError(str(problem)) from problem
        self.say("Stopped.")

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def prepare(self) -> None:
        """Migrations, collected assets and, in a demonstration, its data."""
        settings.HOME.mkdir(parents=True, exist_ok=True)
        self.bring_database_up_to_date()
        self.collect_assets()
        if settings.DEMO:
            if "demo" not in get_commands():
                raise CommandError("KERNKRACHT_DEMO is set, but this version has no demonstration data.")
            call_command("demo", "load", stdout=self.stdout)

    def bring_database_up_to_date(self) -> None:
        """Apply the migrations that wait, if any. Raises CommandError when the database does not answer."""
        try:
            check_migrations(read_applied_migrations())
        except DatabaseAway as problem:
            raise CommandError(str(problem)) from problem
        except NotInOrder:
            call_command("migrate", interactive=False, verbosity=0)

    def collect_assets(self) -> None:
        """Hash and compress the built assets, unless that was done for these very files."""
        if not settings.ASSETS_DIR.is_dir():
            raise CommandError("The assets are not built. Run: make setup")
        mark, digest = settings.HOME / "static.digest", digest_of(settings.ASSETS_DIR)
        if mark.exists() and mark.read_text() == digest and settings.STATIC_ROOT.is_dir():
            return
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        mark.write_text(digest)

    def children(self, options: dict[str, Any]) -> list[Child]:
        server = [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "warning"),
            *("--host", options["host"], "--port", str(options["port"])),
            *("--workers", str(options["workers"]), "--blocking-threads", str(options["threads"])),
            *("--workers-kill-timeout", "5", "--respawn-failed-workers", "config.wsgi:application"),
        ]
        children = [Child("web server", server)]
        if not options["without_worker"]:
            if "worker" not in get_commands():
                raise CommandError("This version has no background worker. Add: --without-worker")
            children.append(
                Child("background worker", [sys.executable, "-m", "config.console", "worker"], restart=True)
            )
        return children

    def wait_until_ready(self, supervisor: Supervisor, address: str) -> None:
        """Return when the health is good. Raises CommandError after `START_SECONDS`, with what is wrong."""
        deadline = time.monotonic() + START_SECONDS
        health: dict[str, str] = {}
        while not supervisor.stopping:
            supervisor.look_after()
            health = ask_health(address)
            if health.get("status") == "ok":
                return
            if time.monotonic() > deadline:
                wrong = "; ".join(f"{part}: {line}" for part, line in health.items() if part != "status")
                raise CommandError(f"The server is not in order after {START_SECONDS:.0f} seconds. {wrong}")
            time.sleep(0.2)

    def welcome(self, address: str) -> None:
        self.say(f"\nKernkracht is ready at {address}\n")
        if settings.DEMO:
            call_command("demo", "accounts", stdout=self.stdout)
            self.say(
                f"\nCodes change every half minute; {address}/demo/ shows them, and {address}/demo/post/ the mail."
            )
        self.say("Stop with Ctrl-C.")
