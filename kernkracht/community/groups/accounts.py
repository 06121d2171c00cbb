"""What becomes of a group's contact when an account appears, exports its data, or goes away."""

from __future__ import annotations

from kernkracht.community.people import hooks
from kernkracht.community.people.models import User

from .actions.contacts import forget_account, link_account
from .models import GroupContact


def attach() -> None:
    """Tell the people room what to do here (`AppConfig.ready`)."""
    hooks.verified_email.append(link_account)
    hooks.removal.append(forget_account)
    hooks.export_parts["groepen"] = contacts_of


def contacts_of(user: User) -> object:
    """What the register says of the person, as plain data (AVG article 15)."""
    rows = GroupContact.objects.filter(user=user).select_related("group").order_by("valid_from", "pk")
    return [
        {
            "group": row.group.name,
            "name": row.name,
            "function": row.function,
            "email": row.email,
            "phone": row.phone,
            "public": [part for part in ("name", "email", "phone") if getattr(row, f"is_{part}_public")],
            "speaks_for_group": row.speaks_for_group,
            "from": row.valid_from.isoformat(),
            "until": row.valid_until.isoformat() if row.valid_until else None,
        }
        for row in rows
    ]
