"""How declarations hang together: what is part of what, and the road from a part to its case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import QuerySet

from .declarations import Case, Copy, Keeping, Part, declared

Rows = QuerySet[Any]


@dataclass(frozen=True)
class Branch:
    """A part with the road from its rows to those of the case, such as `version__covenant`."""

    keeping: Keeping
    part: Part
    road: str

    @property
    def model(self) -> type[models.Model]:
        return model_of(self.keeping)


def model_of(keeping: Keeping) -> type[models.Model]:
    return apps.get_model(keeping.model)


def rows_of(keeping: Keeping) -> Rows:
    """All rows of a declared model, by primary key."""
    return model_of(keeping)._base_manager.order_by("pk")


def cases() -> Iterator[tuple[Keeping, Case]]:
    """Every declaration of something that ends, by label."""
    for _label, keeping in sorted(declared().items()):
        if isinstance(keeping.nature, Case):
            yield keeping, keeping.nature


def branches(root: Keeping) -> list[Branch]:
    """All parts of a case and the parts of those, nearest first."""
    found: list[Branch] = []
    _collect(model_of(root), "", found)
    return found


def _collect(parent: type[models.Model], road: str, found: list[Branch]) -> None:
    nearest = []
    for _label, keeping in sorted(declared().items()):
        if not isinstance(keeping.nature, Part):
            continue
        relation = model_of(keeping)._meta.get_field(keeping.nature.of)
        if relation.related_model is parent:
            nearest.append(
                Branch(keeping, keeping.nature, f"{keeping.nature.of}__{road}" if road else keeping.nature.of)
            )
    found += nearest
    for branch in nearest:
        _collect(branch.model, branch.road, found)


def messages() -> Iterator[tuple[Keeping, Copy]]:
    """Declarations of copies that are about something, such as messages."""
    for _label, keeping in sorted(declared().items()):
        if isinstance(keeping.nature, Copy) and keeping.nature.about:
            yield keeping, keeping.nature
