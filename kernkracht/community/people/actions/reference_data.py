"""Reference data every installation starts with: the roles, what they are called and what they may do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from kernkracht.community.people.models import Role, RoleLabel, RolePermission
from kernkracht.community.people.permissions import unknown


class UnusableRoles(ValueError):
    """The file names a role or a right the software does not know; nothing was taken in."""


def load_roles(file: Path) -> int:
    """Add roles that are not there yet; existing ones keep the names and rights the office gave them. Returns how many.

    Raises `UnusableRoles` with the place and the remedy.
    """
    rows: list[dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8"))["roles"]
    for number, row in enumerate(rows, start=1):
        if row["code"] not in Role.Code.values:
            known = ", ".join(Role.Code.values)
            raise UnusableRoles(f"{file.name}, role {number}: unknown code {row['code']!r}; use one of {known}")
        if strange := unknown(row["permissions"]):
            raise UnusableRoles(f"{file.name}, role {row['code']}: unknown right {sorted(strange)}; remove it")
    with transaction.atomic():
        return sum(_add(row) for row in rows)


def _add(row: dict[str, Any]) -> bool:
    role, is_new = Role.objects.get_or_create(
        code=row["code"], defaults={"responsibilities": row.get("responsibilities", [])}
    )
    if is_new:
        RoleLabel.objects.bulk_create(RoleLabel(role=role, **label) for label in row["labels"])
        RolePermission.objects.bulk_create(RolePermission(role=role, permission=code) for code in row["permissions"])
    return is_new
