"""Who may do something with figures, and the refusal."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import may
from kernkracht.foundation.audit.models import Actor


class UnableToManageFigures(Exception):
    """The actor may not, or an answer does not hold; `field` names which."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


def require_manager(by: Actor, at: datetime) -> None:
    if by.kind != Actor.Kind.SYSTEM and not may(by, Permission.MANAGE_VILLAGES, localdate(at)):
        raise UnableToManageFigures(_("U mag cijfers niet wijzigen. Vraag het de functioneel beheerder."))
