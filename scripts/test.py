"""`make test`: every check and every test, on SQLite, on a real PostgreSQL and in a real browser.

Each step writes to the screen and to var/test-logs; a failing step does not stop the others, and the end is one table
with the seconds of each step and the last lines of what failed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

from browser import find_chromium
from database import throw_away_postgresql
from machine import ROOT, VENV, CannotGoOn, can_install_packages, finish, install_packages, say
from setup import set_up

LOGS = ROOT / "var" / "test-logs"
BIN = VENV / "bin"
STEP_LIMIT = 40 * 60
"""Seconds after which a step that hangs is ended, so that the others still have their say."""
TAIL = 40
"""How many last lines of a failing step are shown again at the end."""


@dataclass(frozen=True)
class Step:
    """One command that must succeed."""

    name: str
    command: tuple[str, ...]


@dataclass(frozen=True)
class Result:
    name: str
    passed: bool
    seconds: float
    log: Path


def pytest(*arguments: str) -> tuple[str, ...]:
    return (str(BIN / "pytest"), "--numprocesses=2", "--dist=loadscope", "-p", "no:cacheprovider", *arguments)


CHECKS = [
    Step("ruff", (str(BIN / "ruff"), "check")),
    Step("formatting", (str(BIN / "ruff"), "format", "--check", "--quiet")),
    Step("types", (str(BIN / "mypy"),)),
    Step("types of scripts", (str(BIN / "mypy"), "scripts")),
    Step("layers", (str(BIN / "lint-imports"), "--no-cache")),
    Step("templates", (str(BIN / "djlint"), "kernkracht", "--lint", "--quiet")),
    Step("migrations", (str(BIN / "kernkracht"), "makemigrations", "--check", "--dry-run")),
    Step("diagrams", (str(BIN / "kernkracht"), "docs", "diagrams", "--check")),
    Step("system check", (str(BIN / "kernkracht"), "check", "--fail-level", "WARNING")),
]
ON_SQLITE = [Step("tests, SQLite", pytest("-m", "not journey"))]
JOURNEYS = [Step("journeys, SQLite", pytest("-m", "journey"))]
ON_POSTGRESQL = [Step("tests, PostgreSQL", pytest("-m", "not journey or both_databases"))]


def clean_environment(home: Path) -> dict[str, str]:
    """The environment of every step: nothing of this machine's own settings, and data in a folder that goes."""
    ours = ("KERNKRACHT_", "DATABASE_URL", "DJANGO_", "PORT", "DEBUG", "SITE_URL", "ALLOWED_HOSTS", "SECRET_KEY")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
    return {
        **kept,
        "KERNKRACHT_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def bring_test_programs() -> None:
    """gettext and qpdf, where they can be installed; tests that need them say so when they are not there."""
    missing = [package for program, package in (("xgettext", "gettext"), ("qpdf", "qpdf")) if not shutil.which(program)]
    if missing and can_install_packages():
        try:
            install_packages(*missing)
        except CannotGoOn as problem:
            say(f"Some tests are skipped. {problem}")
    elif missing:
        say(f"Some tests are skipped. To run them too: sudo apt-get install {' '.join(missing)}")


def perform(step: Step, env: dict[str, str]) -> Result:
    """Run one step, on the screen and in a log. When we are asked to stop, so is the step."""
    say(f"\n── {step.name}")
    log = LOGS / f"{step.name.replace(', ', '-').replace(' ', '-').lower()}.log"
    started = time.monotonic()
    with log.open("w") as out:
        process = subprocess.Popen(
            step.command,
            cwd=ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        watchdog = Timer(STEP_LIMIT, process.kill)
        watchdog.start()
        try:
            for line in process.stdout or ():
                sys.stdout.write(line)
                sys.stdout.flush()
                out.write(line)
            code = process.wait()
        finally:
            watchdog.cancel()
            process.terminate()
    return Result(step.name, code == 0, time.monotonic() - started, log)


@contextmanager
def temporary_home() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="kernkracht-home-") as folder:
        yield Path(folder)


def perform_all(*, only_checks: bool) -> list[Result]:
    shutil.rmtree(LOGS, ignore_errors=True)
    LOGS.mkdir(parents=True)
    with temporary_home() as home:
        env = clean_environment(home)
        results = [perform(step, env) for step in CHECKS]
        if only_checks:
            return results
        env["CHROMIUM"] = find_chromium()
        results += [perform(step, env) for step in [*ON_SQLITE, *JOURNEYS]]
        with throw_away_postgresql() as address:
            results += [perform(step, {**env, "DATABASE_URL": address}) for step in ON_POSTGRESQL]
    return results


def summary(results: list[Result], seconds: float) -> str:
    """The last lines of what failed, then one line for each step."""
    failed = [result for result in results if not result.passed]
    parts = [
        f"\n══ {result.name}: the last lines of {result.log.relative_to(ROOT)}\n"
        + "\n".join(result.log.read_text(errors="replace").splitlines()[-TAIL:])
        for result in failed
    ]
    table = [f"{'passed' if r.passed else 'FAILED'}  {r.seconds:6.1f} s  {r.name}" for r in results]
    verdict = f"{len(failed)} of {len(results)} steps failed" if failed else f"All {len(results)} steps passed"
    return "\n".join([*parts, "", *table, f"{verdict} in {seconds:.0f} s."])


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only-checks", action="store_true", help="without the tests")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the database is stopped on the way out
    started = time.monotonic()
    set_up()
    if not options.only_checks:
        bring_test_programs()
    results = perform_all(only_checks=options.only_checks)
    say(summary(results, time.monotonic() - started))
    if not all(result.passed for result in results):
        raise CannotGoOn("Not everything passed.")


if __name__ == "__main__":
    finish(main)
