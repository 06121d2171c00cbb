"""The demo shows what its villages already know: their inhabitants. Other figures come from a file of open data."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from kernkracht.foundation.audit.models import Actor

from .actions import load_figures, note_known_inhabitants


def load(at: datetime) -> None:
    load_figures(settings.BASE_DIR / "seed" / "figures.yaml")
    note_known_inhabitants(by=Actor.system("demo"), at=at)
