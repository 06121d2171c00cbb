"""Briefings and joined cases of the demo, made of what the rooms below loaded."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import yaml
from django.conf import settings

from kernkracht.community.gatherings.models import Gathering
from kernkracht.community.people.models import User
from kernkracht.community.villages.models import Village
from kernkracht.participation.questions.models import Question

from .actions import alderman_joins, inform_alderman


def load(at: datetime) -> None:
    """Freeze briefings as they would have been, and let aldermen join."""
    seed = yaml.safe_load((settings.DEMO_SEED_DIR / "briefings.yaml").read_text(encoding="utf-8"))
    people = {user.email: user for user in User.objects.filter(is_staff=True)}
    days = sorted({day for row in seed["aldermen"] for day in row["days_ago"]}, reverse=True)
    for day in days:
        for row in (row for row in seed["aldermen"] if day in row["days_ago"]):
            when = at - timedelta(days=day)
            inform_alderman(alderman=people[row["alderman"]], by=people[row["by"]].actor, at=when)
    for row in seed["joined"]:
        _join(row, people[row["by"]], at - timedelta(days=row["days_ago"]))


def _join(row: dict[str, Any], by: User, at: datetime) -> None:
    if "gathering" in row:
        subject = Gathering.objects.get(title=row["gathering"])
        village = Village.objects.get(slug=row["village"])
        alderman_joins(subject=subject, village=village, reason=row["reason"], by=by.actor, at=at)
        return
    question = Question.objects.open().filter(village__slug__in=row["question_in"]).order_by("pk").first()
    if question is not None:
        alderman_joins(subject=question, reason=row["reason"], by=by.actor, at=at)
