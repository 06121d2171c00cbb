"""The demo's money: what the council makes available each year, and the ceilings under it, up to this year."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import yaml
from django.conf import settings
from django.utils import timezone

from kernkracht.community.people.models import User
from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.schemes.models import Scheme

from .actions import make_council_budget, open_ceiling
from .models import CouncilBudget


def load(at: datetime) -> None:
    """Publish the ceilings of every year of the seed. Harmless to repeat; a seed without money loads nothing."""
    file = settings.DEMO_SEED_DIR / "budgets.yaml"
    if not file.exists():
        return
    seed: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    by = User.objects.get(email=seed["published_by"]).actor
    this_year = timezone.localdate(at).year
    for year in range(seed["first_year"], this_year + 1):
        new_year = datetime.combine(date(year, 1, 1), time(12), timezone.get_current_timezone())
        _publish(seed, year, by, min(at, new_year))


def _publish(seed: dict[str, Any], year: int, by: Actor, at: datetime) -> None:
    budgets = {row["name"]: _budget(row, year, by, at) for row in seed["council_budgets"] if _runs(row, year)}
    for row in seed["ceilings"]:
        if _runs(row, year):
            open_ceiling(
                scheme=Scheme.objects.get(slug=row["scheme"]),
                year=year,
                amount_cents=row["amount"] * 100,
                published_on=date(year, 1, 1),
                source=row["source"].format(year=year),
                key=f"demo:{row['scheme']}:{year}",
                council_budget=budgets.get(row.get("council_budget", "")),
                by=by,
                at=at,
            )


def _runs(row: dict[str, Any], year: int) -> bool:
    return bool(row.get("from", year) <= year <= row.get("until", year))


def _budget(row: dict[str, Any], year: int, by: Actor, at: datetime) -> CouncilBudget:
    there = CouncilBudget.objects.filter(year=year, name=row["name"]).first()
    return there or make_council_budget(
        year=year,
        name=row["name"],
        amount_cents=row["amount"] * 100,
        decision=row["decision"].format(year=year),
        decided_on=date(year - 1, 11, row["day"]),
        by=by,
        at=at,
    )
