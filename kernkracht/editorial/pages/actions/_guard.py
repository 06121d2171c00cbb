"""Who may write, and who may publish."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import may, villages_where
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor


class UnableToWrite(Exception):
    """An act on a text was refused. `field` names the answer it is about, if it is about one."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class NotAllowedToWrite(UnableToWrite):
    """The actor does not hold the right, or not for these villages."""


def writing_villages(by: Actor, at: datetime) -> QuerySet[Village]:
    """The villages that somebody writes for."""
    return villages_where(by, Permission.WRITE_PAGES, localdate(at))


def require_writer(by: Actor, at: datetime, villages: Iterable[Village] = ()) -> None:
    """The system may write; a person needs the right, and for texts of villages the right in each of them."""
    if by.kind == Actor.Kind.SYSTEM:
        return
    if not may(by, Permission.WRITE_PAGES, localdate(at)):
        raise NotAllowedToWrite(_("U mag geen teksten schrijven. Vraag het de functioneel beheerder."))
    wanted = {village.pk: village for village in villages}
    for key in wanted.keys() - set(writing_villages(by, at).filter(pk__in=wanted).values_list("pk", flat=True)):
        raise NotAllowedToWrite(
            _("U schrijft niet voor %(village)s. Vraag het een collega van dat dorp.") % {"village": wanted[key].name},
            "villages",
        )


def may_publish(by: Actor, at: datetime) -> bool:
    """Publishing is a right of its own: who only writes hands the text over."""
    return by.kind == Actor.Kind.SYSTEM or may(by, Permission.PUBLISH_PAGES, localdate(at))


def require_publisher(by: Actor, at: datetime) -> None:
    """Raises `NotAllowedToWrite` for who may only write."""
    if not may_publish(by, at):
        raise NotAllowedToWrite(_("U mag niet publiceren. Draag de tekst over aan een collega die dat mag."))
