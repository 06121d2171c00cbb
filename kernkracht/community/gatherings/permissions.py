"""Who may know of a gathering. Pure."""

from __future__ import annotations

from kernkracht.community.people.models import User

from .models import Gathering


def may_know(gathering: Gathering, user: User | None) -> bool:
    """Everybody of a public one; otherwise its host, who is invited by account, and whoever works here."""
    if gathering.is_public:
        return True
    if user is None or not user.is_active:
        return False
    return user.is_staff or gathering.host_id == user.pk or any(i.user_id == user.pk for i in gathering.invitees.all())
