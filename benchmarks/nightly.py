"""`python benchmarks/nightly.py [CASES]`: all work of a night over 100,000 open cases, and a night that is killed.

Promise: within 60 seconds and 300 MB on two cores, and a night that is killed and begun again tells everybody exactly
what an undisturbed night tells: nobody twice, nobody forgotten. Exit 1 when it is not kept. `DATABASE_URL` measures
PostgreSQL, `--postgresql` starts one for the occasion, nothing means SQLite. Each run is a process of its own, so that
its memory is its own.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

if not __package__:  # called as a file
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")

from benchmarks.servers import chosen_database, environment_for, scratch_database

CASES, SECONDS, MEGABYTES = 100_000, 60, 300
KILLED_AT = (0.25, 0.5, 0.75)
"""Shares of the mails of an undisturbed night; a run is killed when so many were written."""
LOOK_AGAIN = 0.02


@dataclass(frozen=True)
class Night:
    """One run: seconds per job by the clock, those of the processor in all, and the most memory the process had."""

    jobs: Mapping[str, float]
    busy: float
    megabytes: float

    @property
    def seconds(self) -> float:
        return sum(self.jobs.values())

    @property
    def fits(self) -> bool:
        return self.seconds <= SECONDS and self.megabytes <= MEGABYTES


# What runs in a process of its own.


def night() -> None:
    """Every job that the worker does once a day, in the order of the clock; the outcome as JSON on the last line."""
    import django

    django.setup()
    from benchmarks.night_scene import NIGHT
    from kernkracht.foundation.jobs.beats import registered_beats

    daily = [beat for beat in registered_beats() if beat.time_of_day is not None]
    seconds = {}
    for beat in sorted(daily, key=lambda beat: (beat.time_of_day, beat.name)):
        started = time.perf_counter()
        beat.job(NIGHT)
        seconds[beat.name] = time.perf_counter() - started
    _say_outcome(seconds)


def _say_outcome(seconds: Mapping[str, float]) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    busy = used.ru_utime + used.ru_stime
    _say(json.dumps({"jobs": seconds, "busy": busy, "megabytes": used.ru_maxrss / 1024}))


def proposals() -> None:
    """What colleagues propose over all of it in one click, as JSON like that of a night."""
    import django

    django.setup()
    from benchmarks.night_scene import propose

    _say_outcome(propose())


def told() -> None:
    """How often who was told what, and how often what was done to what, as JSON."""
    import django

    django.setup()
    from django.db.models import Count, QuerySet

    from benchmarks.night_scene import NIGHT
    from kernkracht.foundation.audit.models import AuditEvent
    from kernkracht.foundation.notices.models import OutboxMessage
    from kernkracht.grants.applications.models import TermWarning

    counted: dict[str, tuple[QuerySet[Any], tuple[str, ...]]] = {
        "mails": (OutboxMessage.objects.all(), ("kind", "subject_type", "subject_id", "recipient_email", "subject")),
        "warnings": (TermWarning.objects.all(), ("application", "level", "round", "addressee")),
        "acts": (AuditEvent.objects.filter(at=NIGHT), ("event", "object_type", "object_id")),
    }
    found = {
        what: {"|".join(map(str, row)): n for *row, n in rows.order_by().values_list(*names).annotate(n=Count("pk"))}
        for what, (rows, names) in counted.items()
    }
    _say(json.dumps(found))


# What watches it.


def _run(step: str, *more: str, environment: Mapping[str, str]) -> str:
    command = [sys.executable, __file__, step, *more]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603  (this module, no shell)
    return done.stdout


def _night(environment: Mapping[str, str], step: str = "night") -> Night:
    return Night(**json.loads(_run(step, environment=environment).splitlines()[-1]))


def _told(environment: Mapping[str, str]) -> dict[str, Counter[str]]:
    lines = _run("told", environment=environment).splitlines()
    return {what: Counter(rows) for what, rows in json.loads(lines[-1]).items()}


def _killed(environment: Mapping[str, str], mails: int) -> int:
    """Start a night and kill it as soon as so many mails stand in the outbox; how many stood there then."""
    command = [sys.executable, __file__, "night"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603  (as above)
    with _outbox(environment) as count:
        while process.poll() is None:
            if count() >= mails:
                process.send_signal(signal.SIGKILL)
                break
            time.sleep(LOOK_AGAIN)
        process.wait()
        return count()


@contextmanager
def _outbox(environment: Mapping[str, str]) -> Iterator[Callable[[], int]]:
    """Counts the mails from outside the process that writes them."""
    query = "SELECT count(*) FROM notices_outboxmessage"
    if address := environment.get("DATABASE_URL"):
        import psycopg

        with psycopg.connect(address.replace("postgres://", "postgresql://"), autocommit=True) as server:
            yield lambda: int((server.execute(query).fetchone() or (0,))[0])
        return
    import sqlite3

    with closing(sqlite3.connect(_file(Path(environment["KERNKRACHT_HOME"])))) as file:
        yield lambda: int(file.execute(query).fetchone()[0])


def _file(home: Path) -> Path:
    return home / "kernkracht.sqlite3"


def _copied(environment: Mapping[str, str], folder: Path, database: str) -> dict[str, str]:
    """The environment of an installation that begins as this one stands."""
    if not database:
        for file in Path(environment["KERNKRACHT_HOME"]).glob("kernkracht.sqlite3*"):
            shutil.copy(file, folder / file.name)
    return environment_for(folder, 0, database)


@dataclass(frozen=True)
class Outcome:
    """An undisturbed night, and what a night that was killed told in comparison."""

    whole: Night
    again: Night
    proposed: Night
    killed_at: Sequence[int]
    mails: int
    differences: Mapping[str, int]

    @property
    def is_kept(self) -> bool:
        return self.whole.fits and self.proposed.fits and not any(self.differences.values())


def measure(count: int, address: str) -> Outcome:
    """Fill one installation and copy it; the one has a quiet night, the other is killed three times."""
    with ExitStack() as stack:
        folders = [Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kernkracht-night-"))) for _ in "12"]
        own = stack.enter_context(scratch_database(address, f"night_{count}"))
        quiet = environment_for(folders[0], 0, own)
        _run("fill", str(count), environment=quiet)
        copy = stack.enter_context(scratch_database(address, f"night_{count}_copy", like=own))
        disturbed = _copied(quiet, folders[1], copy)
        whole = _night(quiet)
        expected = _told(quiet)
        proposed = _night(quiet, "proposals")
        mails = expected["mails"].total()
        killed_at = [_killed(disturbed, int(mails * share)) for share in KILLED_AT]
        _night(disturbed)
        found = _told(disturbed)
        again = _night(disturbed)
        after = _told(disturbed)
    differences = {what: _distance(rows, found[what]) for what, rows in expected.items()}
    differences["a night more"] = sum(_distance(rows, after[what]) for what, rows in found.items())
    return Outcome(whole, again, proposed, killed_at, mails, differences)


def _distance(one: Counter[str], other: Counter[str]) -> int:
    return ((one - other) + (other - one)).total()


def report(outcome: Outcome) -> int:
    _say(f"\nA night, seconds (≤ {SECONDS}) and MB (≤ {MEGABYTES})")
    _table(outcome.whole, f", {outcome.mails:,} mails")
    _say(f"  {outcome.again.seconds:8.2f}  a night in which everything was told already")
    _say(f"\nProposed in one click, seconds (≤ {SECONDS}) and MB (≤ {MEGABYTES})")
    _table(outcome.proposed)
    places = ", ".join(f"{number:,}" for number in outcome.killed_at)
    _say(f"\nKilled when {places} mails were written, and begun again; unlike the undisturbed night")
    for what, number in outcome.differences.items():
        _say(f"  {number:8,}  {what}{'   NOT KEPT' if number else ''}")
    return 0 if outcome.is_kept else 1


def _table(night: Night, more: str = "") -> None:
    for name, seconds in sorted(night.jobs.items(), key=lambda row: -row[1]):
        _say(f"  {seconds:8.2f}  {name}")
    used = f"{night.megabytes:.0f} MB, processor {night.busy:.0f} s with starting up"
    _say(f"  {night.seconds:8.2f}  together, {used}{more}{'' if night.fits else '   NOT KEPT'}")


def main(arguments: Sequence[str] | None = None) -> int:
    words = list(arguments if arguments is not None else sys.argv[1:])
    if words[:1] == ["fill"]:
        from benchmarks.night_scene import fill

        fill(int(words[1]))
        return 0
    if words[:1] in (["night"], ["told"], ["proposals"]):
        {"night": night, "told": told, "proposals": proposals}[words[0]]()
        return 0
    parser = argparse.ArgumentParser(description="The work of a night over many open cases, undisturbed and killed.")
    parser.add_argument("cases", type=int, nargs="?", default=CASES)
    parser.add_argument("--postgresql", action="store_true", help="start a PostgreSQL for the occasion")
    chosen = parser.parse_args(words)
    with chosen_database(start=chosen.postgresql) as address:
        _say(f"Database: {'PostgreSQL' if address else 'SQLite'}. Filling {chosen.cases:,} open cases …")
        return report(measure(chosen.cases, address))


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  (a table on the terminal is what this is for)


if __name__ == "__main__":
    sys.exit(main())
