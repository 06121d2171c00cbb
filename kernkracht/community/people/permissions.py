"""Which sets of rights make sense. Pure: no database here."""

from __future__ import annotations

from collections.abc import Iterable

from .permission_codes import Permission

READING: frozenset[str] = frozenset(
    {
        Permission.READ_OFFICE,
        Permission.SEE_BUDGETS,
        Permission.SEE_AUDIT,
        Permission.SEE_TERMS,
        Permission.SEE_PAYMENTS,
        Permission.READ_BRIEFING,
    }
)
"""What somebody may hold who reads everything and changes nothing."""


def changing(permissions: Iterable[str]) -> frozenset[str]:
    """The rights among these with which something can be changed; an auditor may have none of them."""
    return frozenset(permissions) - READING


def unknown(permissions: Iterable[str]) -> frozenset[str]:
    """Codes the software does not know."""
    return frozenset(permissions) - frozenset(Permission.values)
