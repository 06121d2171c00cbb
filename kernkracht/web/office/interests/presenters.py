"""What the dossier shows of declared interests."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from kernkracht.community.people.models import User
from kernkracht.grants.applications.models import GrantApplication
from kernkracht.grants.applications.queries import declarations_in, declared_interest_in


def interest_part(case: GrantApplication, user: User) -> dict[str, Any]:
    """The context of the dossier's panel, and whether this reader declared an interest."""
    return {"interests": interest_rows(case), "has_declared_interest": user.actor_id in declared_interest_in(case)}


def interest_rows(case: GrantApplication) -> list[dict[str, Any]]:
    """What colleagues declared about an own interest, oldest first; “none” only where it took something back."""
    rows: list[dict[str, Any]] = []
    for declared in declarations_in(case):
        if declared.has_interest or any(row["officer"] == declared.officer_id for row in rows):
            kind = declared.get_kind_display() if declared.has_interest else _("Heeft geen belang (meer)")
            rows.append(
                {
                    "officer": declared.officer_id,
                    "by": str(declared.officer),
                    "at": declared.at,
                    "kind": kind,
                    "explanation": declared.explanation,
                }
            )
    return rows
