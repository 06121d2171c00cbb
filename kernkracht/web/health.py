"""`GET /healthz`: is this installation in order? For the start-up script, load balancers and monitoring.

Answers 200 when database, migrations and built assets are in order, and 503 with what is wrong when not. It says
what to do in the words of the person who runs the server, and never an address, a path or a password.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


class NotInOrder(Exception):
    """One part of the installation cannot do its work; the message says what is wrong and what helps."""


class DatabaseAway(NotInOrder):
    """The database does not answer at all."""


@cache
def _migrations_on_disk() -> frozenset[tuple[str, str]]:
    """All migrations this code knows. They do not change while the process runs."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def read_applied_migrations() -> set[tuple[str, str]]:
    """What the database says was applied. Raises `DatabaseAway`."""
    try:
        return set(MigrationRecorder(connection).applied_migrations())
    except DatabaseError as error:
        raise DatabaseAway(
            "The database does not answer. Check that it runs and that DATABASE_URL is right."
        ) from error


def check_migrations(applied: set[tuple[str, str]]) -> None:
    """Raises `NotInOrder` when a migration of this code is not among those applied."""
    waiting = _migrations_on_disk() - applied
    if waiting:
        names = ", ".join(f"{app}.{name}" for app, name in sorted(waiting)[:5])
        more = f" and {len(waiting) - 5} more" if len(waiting) > 5 else ""
        raise NotInOrder(f"Not applied: {names}{more}. Run: kernkracht migrate")


def check_assets() -> None:
    """Raises `NotInOrder` when the style sheets and scripts were not built or not collected."""
    if isinstance(staticfiles_storage, ManifestFilesMixin):
        if not staticfiles_storage.read_manifest():
            raise NotInOrder("The built assets are missing. Run: make setup, then kernkracht collectstatic")
    elif not any(settings.ASSETS_DIR.glob("*.css")):
        raise NotInOrder("The assets are not built. Run: make setup")


def _say(check: Callable[[], object]) -> str:
    try:
        check()
    except NotInOrder as problem:
        return str(problem)
    return "ok"


def report() -> dict[str, str]:
    """Each part with "ok" or what is wrong. Asks the database once."""
    applied: set[tuple[str, str]] = set()
    database = _say(lambda: applied.update(read_applied_migrations()))
    return {
        "database": database,
        "migrations": _say(lambda: check_migrations(applied)) if database == "ok" else "Unknown without the database.",
        "assets": _say(check_assets),
    }


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    parts = report()
    healthy = all(result == "ok" for result in parts.values())
    return JsonResponse({"status": "ok" if healthy else "failing", **parts}, status=200 if healthy else 503)
