"""The demo municipality: its name, areas, villages and roll-out, from seed/municipality."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import yaml
from django.conf import settings
from django.db import transaction

from .models import Area, Municipality, RolloutStep, Village


def load(at: datetime) -> None:
    """Put the municipality and its villages in an empty database."""
    folder = settings.DEMO_SEED_DIR
    facts = yaml.safe_load((folder / "municipality.yaml").read_text(encoding="utf-8"))
    seed = yaml.safe_load((folder / "villages.yaml").read_text(encoding="utf-8"))
    with transaction.atomic():
        Municipality.objects.update_or_create(singleton=True, defaults=facts)
        areas = {}
        for position, row in enumerate(seed["areas"], start=1):
            areas[row["slug"]] = Area.objects.create(name=row["name"], slug=row["slug"], sort_order=position)
        for position, row in enumerate(seed["villages"], start=1):
            _add_village(row, areas[row["area"]], position, seed)


def _add_village(row: dict[str, Any], area: Area, position: int, seed: dict[str, Any]) -> None:
    longitude, latitude = row["centre"]
    village = Village.objects.create(
        name=row["name"],
        slug=row["slug"],
        sort_order=position,
        area=area,
        centre_longitude=longitude,
        centre_latitude=latitude,
        inhabitants=row["inhabitants"],
        inhabitants_on=seed["inhabitants"]["on"],
        inhabitants_source=seed["inhabitants"]["source"],
    )
    rollout = seed["rollout"]
    is_pilot = village.slug in rollout["pilots"]
    for phase, since in rollout["pilot_steps" if is_pilot else "steps"].items():
        reason = rollout["reasons"].get(phase, "")
        RolloutStep.objects.create(village=village, phase=phase, since=since, is_pilot=is_pilot, reason=reason)
