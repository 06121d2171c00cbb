"""The words of the demo: what every new installation explains."""

from __future__ import annotations

from datetime import datetime

from kernkracht.foundation.audit.models import Actor

from .actions import load_standard_terms


def load(at: datetime) -> None:
    """Make the standard words editable."""
    load_standard_terms(by=Actor.system("demo"), at=at)
