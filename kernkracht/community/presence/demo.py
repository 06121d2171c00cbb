"""Presence in the demo: where the coordinators are the coming weeks, and when they spoke with groups."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

import yaml
from django.conf import settings
from django.utils.timezone import localdate

from kernkracht.community.groups.models import Group
from kernkracht.community.people.models import User
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor

from . import actions


def load(at: datetime) -> None:
    """By the same verbs as people use."""
    seed = yaml.safe_load((settings.DEMO_SEED_DIR / "presence.yaml").read_text(encoding="utf-8"))
    by = Actor.system("demo")
    for row in seed["presences"]:
        often = {name: row[name] for name in ("every_days", "times") if name in row}
        actions.plan_presence(facts=_facts(row, at), user=_user(row), by=by, at=at, **often)
    for row in seed["contacts"]:
        group = Group.objects.filter(name=row["group"]).first()
        if group is None:
            continue
        day = localdate(at) - timedelta(days=row["days_ago"])
        actions.log_contact(
            group=group, spoken_on=day, way=row["way"], about=row["about"], user=_user(row), by=by, at=at
        )


def _facts(row: dict[str, Any], at: datetime) -> actions.PresenceFacts:
    return actions.PresenceFacts(
        village=Village.objects.get(slug=row["village"]),
        place_kind=row["kind"],
        place=row["place"],
        day=localdate(at) + timedelta(days=row["in_days"]),
        starts=_clock(row["starts"]),
        ends=_clock(row["ends"]),
        note=row.get("note", ""),
    )


def _user(row: dict[str, Any]) -> User:
    return User.objects.get(email=row["user"])


def _clock(text: str) -> time:
    hours, minutes = text.split(".")
    return time(int(hours), int(minutes))
