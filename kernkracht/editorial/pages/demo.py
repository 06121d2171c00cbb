"""The texts of the demo: what every new installation starts with."""

from __future__ import annotations

from datetime import datetime

from kernkracht.foundation.audit.models import Actor

from .actions import load_standard_texts


def load(at: datetime) -> None:
    """Make the standard texts editable, published as they stand."""
    load_standard_texts(by=Actor.system("demo"), at=at)
