"""Who came: by the code at the door, from the list of who signed up, or counted without names."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from ..models import Attendance, Gathering, SignUp
from ..permissions import DOOR_OPENS, door_is_open
from ._guard import GatheringRefusal, locked, managed

MOST_TOGETHER = 20
MOST_COUNTED = 10_000


class UnableToCount(GatheringRefusal):
    """The door is closed, the code is wrong, or the number is none."""


@transaction.atomic(durable=True)
def sign_in_at_door(*, gathering: Gathering, people: int, at: datetime) -> Attendance:
    """Somebody came in with the code, with so many people together; no name is asked. Raises `UnableToCount`."""
    row = locked(gathering)
    _require_open_door(row, at)
    if not 1 <= people <= MOST_TOGETHER:
        raise UnableToCount(_("Vul een aantal in van 1 tot en met %(most)d.") % {"most": MOST_TOGETHER}, "people")
    return Attendance.objects.create(gathering=row, how=Attendance.How.DOOR_CODE, people=people, noted_at=at)


@transaction.atomic(durable=True)
def sign_in_by_link(*, sign_up: SignUp, code: str, at: datetime) -> Attendance:
    """Who signed up types the code of the door on the own page. Twice counts once. Raises `UnableToCount`."""
    row = locked(sign_up.gathering)
    _require_open_door(row, at)
    if not secrets.compare_digest(code.strip().replace(" ", "").encode(), row.door_code.encode()):
        raise UnableToCount(_("Deze code klopt niet. Kijk op het scherm bij de ingang."), "code")
    return _present(row, sign_up, at)


@transaction.atomic(durable=True)
def mark_present(*, sign_up: SignUp, is_there: bool, by: Actor, at: datetime) -> None:
    """The host ticks somebody off the list, or takes the tick away. Raises `UnableToCount` before the day."""
    row = managed(sign_up.gathering, by, at)
    _require_begun(row, at)
    if is_there:
        _present(row, sign_up, at)
    else:
        Attendance.objects.filter(sign_up=sign_up).delete()
    record("gathering.attendance_noted", row, by=by, at=at)


@transaction.atomic(durable=True)
def count_attendance(*, gathering: Gathering, people: int, by: Actor, at: datetime) -> None:
    """How many more were there, without names; a later count replaces it, and 0 takes it away."""
    row = managed(gathering, by, at)
    _require_begun(row, at)
    if not 0 <= people <= MOST_COUNTED:
        raise UnableToCount(_("Vul een aantal in van 0 tot en met %(most)d.") % {"most": MOST_COUNTED}, "people")
    Attendance.objects.filter(gathering=row, how=Attendance.How.COUNTED).delete()
    if people:
        Attendance.objects.create(gathering=row, how=Attendance.How.COUNTED, people=people, noted_at=at)
    record("gathering.attendance_noted", row, by=by, at=at)


def _present(row: Gathering, sign_up: SignUp, at: datetime) -> Attendance:
    return Attendance.objects.get_or_create(
        sign_up=sign_up, defaults={"gathering": row, "how": Attendance.How.SIGNED_UP, "noted_at": at}
    )[0]


def _require_open_door(row: Gathering, at: datetime) -> None:
    if not door_is_open(row, at):
        raise UnableToCount(_("Deze code werkt alleen rond de bijeenkomst zelf. Vraag het aan de ingang."))


def _require_begun(row: Gathering, at: datetime) -> None:
    if row.state == Gathering.State.CANCELLED:
        raise UnableToCount(_("Deze bijeenkomst gaat niet door."))
    if at < row.starts_at - DOOR_OPENS:
        raise UnableToCount(_("De bijeenkomst is nog niet begonnen. Tel daarna wie er waren."))
