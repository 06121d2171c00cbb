"""Who may observe, and how it is refused."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import may
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor


class UnableToObserve(Exception):
    """The actor may not, something is missing, or a text points at a person. `field` names the answer."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


def require(by: Actor, at: datetime, right: Permission, village: Village | None = None) -> None:
    """Raises `UnableToObserve` for who does not hold the permission, for that village when given."""
    if by.kind != Actor.Kind.SYSTEM and not may(by, right, localdate(at), village):
        raise UnableToObserve(_("U mag dit niet doen. Vraag het een collega van dat dorp."), "village")
