"""What every act on people shares: the right to act, the lock, and that somebody stays who can repair a mistake."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from kernkracht.community.people.models import Role
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import holders_of, may
from kernkracht.foundation.audit.models import Actor


class UnableToManagePeople(Exception):
    """An act on people or roles was refused. The message is Dutch and says what to do instead."""


class NotAllowedToManagePeople(UnableToManagePeople):
    """The actor does not hold the right to manage people."""

    def __init__(self) -> None:
        super().__init__(_("U mag rollen en accounts niet wijzigen. Vraag het de functioneel beheerder."))


class LastManagerWouldGo(UnableToManagePeople):
    """After this act nobody could give roles any more."""

    def __init__(self) -> None:
        super().__init__(
            _("Dan kan niemand meer rollen geven. Geef eerst iemand anders het recht om mensen en rollen te beheren.")
        )


def lock_roles() -> None:
    """Every act on posts and rights takes these few rows first, so that two of them never cross each other."""
    list(Role.objects.select_for_update().order_by("pk"))


def require_manager(by: Actor, on: date) -> None:
    """The system itself may act (console, first set-up); a person needs the right to manage people."""
    if by.kind != Actor.Kind.SYSTEM and not may(by, Permission.MANAGE_PEOPLE, on):
        raise NotAllowedToManagePeople


def require_remaining_manager(by: Actor, on: date) -> None:
    """Call at the end of an act, inside its transaction: raising undoes the act. The system may break and make."""
    if by.kind != Actor.Kind.SYSTEM and not holders_of(Permission.MANAGE_PEOPLE, on).exists():
        raise LastManagerWouldGo
