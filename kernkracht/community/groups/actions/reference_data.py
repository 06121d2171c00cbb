"""Reference data every installation starts with: the usual kinds of groups."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from ..models import GroupKind, GroupKindLabel, Nature


class UnusableKinds(ValueError):
    """The file names a nature that the software does not know; nothing was taken in."""


def load_kinds(file: Path) -> int:
    """Add kinds that are not there yet; existing ones keep what the office made of them. Returns how many."""
    rows: list[dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8"))["kinds"]
    for number, row in enumerate(rows, start=1):
        if row["nature"] not in Nature.values:
            known = ", ".join(Nature.values)
            raise UnusableKinds(f"{file.name}, kind {number}: unknown nature {row['nature']!r}; use one of {known}")
    with transaction.atomic():
        return sum(_add(row, order) for order, row in enumerate(rows, start=1))


def _add(row: dict[str, Any], order: int) -> bool:
    kind, is_new = GroupKind.objects.get_or_create(
        code=row["code"], defaults={"nature": row["nature"], "sort_order": order}
    )
    if is_new:
        GroupKindLabel.objects.bulk_create(GroupKindLabel(kind=kind, **label) for label in row["labels"])
    return is_new
