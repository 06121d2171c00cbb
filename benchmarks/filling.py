"""Fills a throw-away database: `python -m benchmarks.filling 100000` in the environment of the server."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice

FIRST_YEAR = 2018
AT_ONCE = 2000
TITLES = (
    "Pluktuin bij de school",
    "Samen eten in het dorpshuis",
    "Filmavond buiten",
    "Veilig oversteken",
    "Voetbaldoeltjes op het plein",
    "Repaircafé",
    "Muziek op de dijk",
    "Koffie voor ouderen",
)
SUMMARY = "Buren doen het samen. Iedereen mag meehelpen, jong en oud, en wie komt kijken krijgt koffie."
NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)


def fill(count: int) -> None:
    """The demonstration's villages and people, the seeded schemes, and `count` cases of which four in five granted."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from kernkracht.community.people.demo import load as load_people
    from kernkracht.community.villages.demo import load as load_villages

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    load_villages(NOW)
    load_people(NOW)
    for name in ("buren-leefbaarheidsbudget-2019", "buren-samen-aan-de-slag-2022", "buren-buurtbijeenkomsten"):
        call_command("schemes", "import", str(settings.BASE_DIR / "seed/schemes" / f"{name}.yaml"), publish=True)
    _write(count)
    analyse()


def analyse() -> None:
    """What autovacuum of PostgreSQL does a minute later; SQLite keeps no statistics here."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _write(count: int) -> None:
    from django.db import transaction

    from kernkracht.grants.applications.models import GrantApplication

    rows = _rows(count)
    with transaction.atomic():
        while batch := list(islice(rows, AT_ONCE)):
            GrantApplication.objects.bulk_create(GrantApplication(**row) for row in batch)


def _rows(count: int) -> Iterator[dict[str, object]]:
    from kernkracht.community.villages.models import Village
    from kernkracht.grants.schemes.models import SchemeVersion

    chance = random.Random(7)  # noqa: S311  (the same cases in every run; nothing is secret)
    villages = list(Village.objects.order_by("pk").values_list("pk", flat=True))
    versions = list(SchemeVersion.objects.filter(state="published").order_by("pk"))
    for number in range(1, count + 1):
        day = date(FIRST_YEAR, 1, 1) + timedelta(days=chance.randrange((NOW.date() - date(FIRST_YEAR, 1, 1)).days))
        version, granted = chance.choice(versions), chance.random() < 0.8
        cents = chance.randrange(50, 750) * 100
        yield {
            "number": f"B-{number:07}",
            "scheme_id": version.scheme_id,
            "version_id": version.pk,
            "village_id": chance.choice(villages),
            "state": "granted" if granted else chance.choice(("refused", "submitted", "assessing", "withdrawn")),
            "title": f"{chance.choice(TITLES)} {number}",
            "public_summary": SUMMARY,
            "may_publish": True,
            "theme": chance.choice(("green", "meeting", "sport", "culture", "care", "")),
            "applicant_kind": chance.choice(("resident", "residents_group", "association", "foundation")),
            "organisation": "Dorpsbelangen",
            "contact_name": "Robin Voorbeeld",
            "contact_email": f"robin{number}@example.org",
            "requested_cents": cents + 5000,
            "granted_cents": cents if granted else None,
            "budget_year": day.year,
            "received_on": day,
            "decided_on": day,
            "created_at": NOW,
            "changed_at": NOW,
        }


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
    fill(int(sys.argv[1]))
