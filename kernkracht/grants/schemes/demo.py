"""The demo's schemes: every rule set of the demo municipality in seed/schemes, published."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from kernkracht.foundation.audit.models import Actor

from .actions import import_scheme


def load(at: datetime) -> None:
    """Take in and publish the scheme files of the demo municipality. Harmless to repeat."""
    for file in sorted((settings.BASE_DIR / "seed" / "schemes").glob(f"{settings.DEMO_SEED_DIR.name}-*.yaml")):
        import_scheme(source=file.read_bytes(), by=Actor.system("demo"), at=at, publish=True)
