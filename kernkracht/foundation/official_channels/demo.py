"""The demo's ways to send official messages, and one outage that is over; all invented, and saying so."""

from __future__ import annotations

from datetime import datetime, timedelta

import yaml
from django.conf import settings

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.deadlines.actions import register_outage
from kernkracht.foundation.deadlines.models import Outage

from .actions import designate_channel
from .models import OfficialChannel


def load(at: datetime) -> None:
    """Designate what the seed names. Harmless to repeat; a seed without channels loads nothing."""
    file = settings.DEMO_SEED_DIR / "official_channels.yaml"
    if not file.exists():
        return
    seed, by = yaml.safe_load(file.read_text(encoding="utf-8")), Actor.system("demo")
    for way in seed["channels"]:
        if not OfficialChannel.objects.filter(**way).exists():
            designate_channel(**way, designated_from=seed["designated_from"], decision=seed["decision"], by=by, at=at)
    outage = seed["outage"]
    if not Outage.objects.filter(notice=outage["notice"]).exists():
        start = at - timedelta(days=outage["days_ago"])
        end = start + timedelta(hours=outage["hours"])
        register_outage(
            channels=outage["channels"], started_at=start, ended_at=end, notice=outage["notice"], by=by, at=at
        )
