"""`python benchmarks/nightly.py`: the nightly warnings about terms over 100,000 open cases, with a kill half-way.

Promise: within 60 seconds and 300 MB on two cores, and a run after a kill tells nobody twice. Exit 1 when it is not
kept. `DATABASE_URL` measures PostgreSQL, nothing means SQLite. Each run is a process of its own, so that its memory is
its own.
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

if not __package__:  # called as a file
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")

CASES, SECONDS, MEGABYTES = 100_000, 60, 300
NIGHT = datetime(2026, 11, 3, 4, 20, tzinfo=UTC)


def fill(count: int) -> None:
    """Open cases of all villages, with handlers; one in five stood still for a while; their terms run out in turn."""
    from benchmarks.filling import fill as fill_places

    fill_places(1)
    from kernkracht.community.people.models import User
    from kernkracht.community.villages.models import Village
    from kernkracht.grants.applications.models import GrantApplication, Suspension
    from kernkracht.grants.schemes.models import SchemeVersion

    handlers = list(User.objects.filter(is_staff=True).order_by("pk").values_list("pk", flat=True))
    villages = list(Village.objects.order_by("pk").values_list("pk", flat=True))
    version = SchemeVersion.objects.filter(state="published").order_by("pk")[0]
    today = NIGHT.date()
    for start in range(0, count, 5000):
        rows = [
            GrantApplication(
                number=f"N-{n:07}",
                scheme_id=version.scheme_id,
                version=version,
                village_id=villages[n % len(villages)],
                state="assessing",
                title=f"Plan {n}",
                handler_id=handlers[n % len(handlers)],
                contact_name="Robin Voorbeeld",
                requested_cents=50_000,
                budget_year=today.year,
                received_on=today - timedelta(days=n % 56),
                due_on=today - timedelta(days=n % 56) + timedelta(days=56),
                created_at=NIGHT,
                changed_at=NIGHT,
            )
            for n in range(start, min(start + 5000, count))
        ]
        made = GrantApplication.objects.bulk_create(rows)
        still = [row for row in made[::5] if row.received_on]
        Suspension.objects.bulk_create(
            Suspension(
                application=row,
                ground="completion",
                invited_on=row.received_on,
                until_on=row.received_on + timedelta(days=3),
                ended_on=row.received_on + timedelta(days=3),
            )
            for row in still
            if row.received_on
        )


def night() -> None:
    """One run of the job, with its seconds and memory on the last line."""
    import django

    django.setup()
    from kernkracht.grants.applications.actions import send_term_warnings

    started = time.perf_counter()
    written = send_term_warnings(at=NIGHT)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    _say(f"{written} {time.perf_counter() - started:.1f} {megabytes:.0f}")


def twice() -> None:
    """How many warnings there are, how many mails, and how many were sent to somebody twice."""
    import django

    django.setup()
    from django.db.models import Count

    from kernkracht.foundation.notices.models import OutboxMessage
    from kernkracht.grants.applications.models import TermWarning

    same = TermWarning.objects.values("application", "level", "round", "addressee").annotate(n=Count("pk"))
    mails = OutboxMessage.objects.filter(kind="term_warning")
    again = mails.values("recipient_email").annotate(n=Count("pk")).filter(n__gt=1).order_by("recipient_email")
    doubled = same.filter(n__gt=1).order_by("application").count() + again.count()
    _say(f"{TermWarning.objects.count()} {mails.count()} {doubled}")


def _run(step: str, *more: str, environment: dict[str, str]) -> list[float]:
    done = subprocess.run(  # noqa: S603  (this module, no shell)
        [sys.executable, __file__, step, *more], env=environment, check=True, capture_output=True, text=True
    )
    return [float(word) for word in done.stdout.split()] if step != "fill" else []


def _killed(environment: dict[str, str]) -> float:
    """Start a run and kill it as soon as a few colleagues were told; the warnings that stand then."""
    process = subprocess.Popen([sys.executable, __file__, "night"], env=environment, stdout=subprocess.DEVNULL)  # noqa: S603  (as above)
    while process.poll() is None:
        if (told := _run("twice", environment=environment)) and told[1] >= 2:
            process.send_signal(signal.SIGKILL)
            break
    process.wait()
    return _run("twice", environment=environment)[0]


def main(arguments: Sequence[str] | None = None) -> int:
    words = list(arguments if arguments is not None else sys.argv[1:])
    if words[:1] == ["fill"]:
        fill(int(words[1]))
        return 0
    if words[:1] in (["night"], ["twice"]):
        {"night": night, "twice": twice}[words[0]]()
        return 0
    from benchmarks.servers import environment_for, scratch_database

    count = int(words[0]) if words else CASES
    given = os.environ.get("DATABASE_URL", "")
    database = "" if given.startswith("sqlite") else given
    with tempfile.TemporaryDirectory(prefix="kernkracht-night-") as folder, scratch_database(database, count) as own:
        environment = environment_for(Path(folder), 0, own)
        _say(f"Database: {'PostgreSQL' if database else 'SQLite'}. Filling {count:,} open cases …")
        _run("fill", str(count), environment=environment)
        before = _killed(environment)
        written, seconds, megabytes = _run("night", environment=environment)
        rows, mails, doubled = _run("twice", environment=environment)
        again = _run("night", environment=environment)
    kept = seconds <= SECONDS and megabytes <= MEGABYTES and not doubled and not again[0] and before + written == rows
    _say(f"  killed after {before:,.0f} warnings; the second run wrote {written:,.0f} more, in {mails:,.0f} mails")
    _say(f"  {seconds:.1f} seconds (≤ {SECONDS}), {megabytes:.0f} MB (≤ {MEGABYTES})")
    _say(f"  told twice: {doubled:.0f}; a third run wrote {again[0]:.0f} in {again[1]:.1f} seconds")
    _say("  kept" if kept else "  NOT KEPT")
    return 0 if kept else 1


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  (a table on the terminal is what this is for)


if __name__ == "__main__":
    sys.exit(main())
