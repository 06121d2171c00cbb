"""Where higher rooms say why a settlement cannot be changed now."""

from __future__ import annotations

from collections.abc import Callable

from .models import Settlement

hindrances: list[Callable[[Settlement], str]] = []
"""Each gives a sentence with its remedy, or "" when it has nothing against a change."""
