"""The usual themes, which the other rooms of the demo count on."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from .actions import load_themes


def load(at: datetime) -> None:
    load_themes(settings.BASE_DIR / "seed" / "themes.yaml")
