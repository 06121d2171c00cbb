"""Invented counts of partners and notes of visits in the demo."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import yaml
from django.conf import settings
from django.utils.timezone import localdate

from kernkracht.community.partners.models import Partner
from kernkracht.community.people.models import User
from kernkracht.community.themes.models import Theme
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor

from . import actions
from .models import PartnerCount, ReportKind
from .queries import last_months


def load(at: datetime) -> None:
    """Put the demo's numbers in an empty register."""
    seed = yaml.safe_load((settings.DEMO_SEED_DIR / "observations.yaml").read_text(encoding="utf-8"))
    by = Actor.system("demo")
    for place, label in enumerate(seed["kinds"], start=1):
        actions.save_report_kind(label=label, sort_order=place, is_active=True, by=by, at=at)
    months = last_months(localdate(at))
    for row in seed["counts"]:
        partner, village = Partner.objects.get(name=row["partner"]), Village.objects.get(slug=row["village"])
        kind = ReportKind.objects.get(label=row["kind"])
        for month, count in zip(months, row["numbers"], strict=False):
            PartnerCount.objects.create(
                partner=partner, village=village, kind=kind, month=month, count=count, imported_at=at, imported_by=by
            )
    for row in seed["trends"]:
        village = Village.objects.get(slug=row["village"])
        actions.note_trend(village=village, text=row["text"], by=by, at=at)
    for number, row in enumerate(seed["visits"]):
        _visit(row, number, at)


def _visit(row: dict[str, Any], number: int, at: datetime) -> None:
    """One note, by the same verb as people use and by who wrote it."""
    facts = actions.VisitFacts(
        village=Village.objects.get(slug=row["village"]),
        visited_on=localdate(at) - timedelta(days=row["days_ago"]),
        people_spoken=row["people"],
        text=row["text"],
        themes=tuple(Theme.objects.filter(code__in=row["themes"])),
    )
    writer = User.objects.get(email=row["writer"])
    actions.write_visit_note(facts=facts, key=uuid5(NAMESPACE_URL, f"demo-visit-{number}"), by=writer.actor, at=at)
