"""Loads every room's demo, lowest layer first, each once.

A room that has something to show adds `demo.py` with `load(at: datetime) -> None`. It runs outside a transaction, so
it may call the room's own actions, and it may count on the rooms below being loaded. Nothing else is needed: rooms are
found by their place in `INSTALLED_APPS`, which is the order of the layers.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import F, Max

from kernkracht.community.villages.models import Municipality, Village
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.jobs import alone
from kernkracht.foundation.jobs.queries import workers_seen
from kernkracht.foundation.notices.models import OutboxMessage

Loader = Callable[[datetime], None]

LEAVES_MAIL = frozenset({"applications"})
"""Rooms that say themselves which of their mail still waits: the newest of the cases, for the worker to send."""


class UnableToLoadDemo(RuntimeError):
    """The demo does not belong here. The message says what to do."""


def loaders() -> Iterator[tuple[str, Loader]]:
    """The rooms that have a demo, lowest layer first."""
    for app in apps.get_app_configs():
        if app.name.startswith("kernkracht.") and not app.name.startswith("kernkracht.web"):
            name = f"{app.name}.demo"
            if find_spec(name) is not None:
                yield app.label, import_module(name).load


def load_demo(at: datetime, *, report: Callable[[str], None] = lambda line: None) -> int:
    """Load what is not loaded yet; returns how many rooms that was. Harmless to repeat, also after an interruption.

    Raises `UnableToLoadDemo` where `settings.DEMO` is off, or where a municipality already works in this database.
    """
    _refuse_outside_demo()
    if not Actor.objects.filter(code=_mark("villages")).exists() and _in_use():
        raise UnableToLoadDemo(
            "This database already holds villages that are not the demo's. Choose an empty one with DATABASE_URL "
            "or KERNKRACHT_HOME."
        )
    if _was_interrupted():
        with nobody_else(at):
            _empty()
    count = 0
    for label, load in loaders():
        if not Actor.objects.filter(code=_mark(label)).exists():
            Actor.system(_begun(label))
            seen = _newest_message()
            load(at)
            if label not in LEAVES_MAIL:
                _let_mail_rest(after=seen)
            Actor.system(_mark(label))
            report(label)
            count += 1
    return count


def _newest_message() -> int:
    return OutboxMessage.objects.aggregate(newest=Max("pk"))["newest"] or 0


def _let_mail_rest(*, after: int) -> None:
    """Messages later than number `after` count as sent when they were made: a newcomer's own mail comes first.

    A worker that sent them now would give old letters the date of today.
    """
    waiting = OutboxMessage.objects.filter(pk__gt=after, state=OutboxMessage.State.QUEUED)
    waiting.update(state=OutboxMessage.State.SENT, attempts=1, sent_at=F("created_at"), next_attempt_at=None)


def reload_demo(at: datetime, *, report: Callable[[str], None] = lambda line: None) -> int:
    """Empty the demo's database and files, and load it again.

    Raises `UnableToLoadDemo` like `load_demo`, and while a server or worker uses this database or folder.
    """
    _refuse_outside_demo()
    if _in_use() and not Actor.objects.filter(code=_mark("villages")).exists():
        raise UnableToLoadDemo("This database holds villages that are not the demo's; it is not emptied.")
    with nobody_else(at):
        _empty()
        return load_demo(at, report=report)


@contextmanager
def nobody_else(at: datetime) -> Iterator[None]:
    """Hold off servers and workers that want to begin. Raises `UnableToLoadDemo` while one is alive.

    A server would answer with faults, and a worker do work of cases that are no more, when their tables go.
    """
    with alone(settings.HOME) as others:
        using = [f"{other.what} (process {other.pid})" for other in others]
        remedy = f"kill {' '.join(str(other.pid) for other in others)}"
        if not using:
            using = [f"background worker {worker}" for worker in workers_seen(at)]
            remedy = "end it where it runs"
        if using:
            raise UnableToLoadDemo(
                f"The demo is in use by: {', '.join(using)}. Nothing was changed. Stop it first (Ctrl-C in its "
                f"window, or: {remedy}), then run this again."
            )
        yield


def _mark(label: str) -> str:
    """A loaded room is remembered as an actor of the system, in the same database as what it loaded."""
    return f"demo:{label}"


def _begun(label: str) -> str:
    return f"demo-begun:{label}"


def _was_interrupted() -> bool:
    """A room was begun and not finished: somebody stopped the load. Half a story helps nobody, so all begins anew."""
    labels = [label for label, _load in loaders()]
    begun = Actor.objects.filter(code__in=[_begun(label) for label in labels]).count()
    done = Actor.objects.filter(code__in=[_mark(label) for label in labels]).count()
    return begun > done


def _refuse_outside_demo() -> None:
    if not settings.DEMO:
        raise UnableToLoadDemo("This is no demonstration: set KERNKRACHT_DEMO=1. Demo accounts have a known password.")


def _in_use() -> bool:
    return Village.objects.exists() or Municipality.objects.exists()


def _empty() -> None:
    """Drop and rebuild all tables: the audit trail and the ledger refuse, by trigger, that their rows are deleted."""
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            quoted = connection.ops.quote_name(table)
            cursor.execute(f"DROP TABLE IF EXISTS {quoted}{' CASCADE' if connection.vendor == 'postgresql' else ''}")
        if connection.vendor == "postgresql":
            _drop_functions(cursor)
    call_command("migrate", verbosity=0, interactive=False)
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
    shutil.rmtree(settings.MAIL_KEPT_DIR, ignore_errors=True)


OWN_FUNCTIONS = """
    SELECT p.oid::regprocedure::text FROM pg_proc p
    WHERE p.pronamespace = current_schema()::regnamespace
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
"""
"""What the triggers of the migrations call; functions of extensions stay."""


def _drop_functions(cursor: CursorWrapper) -> None:
    """PostgreSQL keeps the functions of triggers whose tables are gone, and would refuse to make them twice."""
    cursor.execute(OWN_FUNCTIONS)
    for (signature,) in cursor.fetchall():
        cursor.execute(f"DROP FUNCTION {signature} CASCADE")
