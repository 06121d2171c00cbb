"""How much of a week there is for a post, and for a role altogether (R6)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.people.models import Assignment, Formation, Role, WorkingTime
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import may
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from ._guard import NotAllowedToManagePeople, UnableToManagePeople

LARGEST_FORMATION = Decimal("99")


class UnableToSetHours(UnableToManagePeople):
    """The hours cannot be right. `field` names the answer."""

    def __init__(self, sentence: str, field: str) -> None:
        super().__init__(sentence)
        self.field = field


def _require_right(by: Actor, at: datetime) -> None:
    if by.kind != Actor.Kind.SYSTEM and not may(by, Permission.MANAGE_WORKLOAD, localdate(at)):
        raise NotAllowedToManagePeople


def _checked(fte: Decimal, most: Decimal) -> Decimal:
    rounded = fte.quantize(Decimal("0.01"))
    if not 0 < rounded <= most:
        facts = {"most": str(most).replace(".", ",")}
        raise UnableToSetHours(_("Vul een getal in boven 0 en niet hoger dan %(most)s, zoals 0,8.") % facts, "fte")
    return rounded


def set_working_time(*, post: Assignment, fte: Decimal, since: date, by: Actor, at: datetime) -> WorkingTime:
    """Say how much of a full week the holder has for a post from a day; said again for that day it is corrected.

    Raises `UnableToSetHours` outside 0 to 1, for a vacancy, and for a day outside the post.
    """
    with transaction.atomic(durable=True):
        _require_right(by, at)
        post = Assignment.objects.select_for_update(of=("self",)).select_related("role").get(pk=post.pk)
        if post.user_id is None:
            raise UnableToSetHours(_("Deze rol heeft niemand. Vervul eerst de vacature."), "fte")
        if since < post.valid_from or (post.valid_until is not None and since > post.valid_until):
            facts = {"day": date_format(post.valid_from, "j F Y")}
            raise UnableToSetHours(_("Deze rol begint op %(day)s. Kies een dag binnen de rol.") % facts, "since")
        row, _made = WorkingTime.objects.update_or_create(
            assignment=post, since=since, defaults={"fte": _checked(fte, Decimal(1))}
        )
        data = {"role": post.role.code, "fte": str(row.fte), "from": since.isoformat()}
        record("people.working_time_set", post, by=by, at=at, data=data)
    return row


def set_formation(*, role: Role, fte: Decimal, since: date, by: Actor, at: datetime) -> Formation:
    """Say how many full weeks are set apart for a role from a day. Raises `UnableToSetHours`."""
    with transaction.atomic(durable=True):
        _require_right(by, at)
        number = _checked(fte, LARGEST_FORMATION)
        row, _made = Formation.objects.update_or_create(role=role, since=since, defaults={"fte": number})
        data = {"role": role.code, "fte": str(row.fte), "from": since.isoformat()}
        record("people.formation_set", role, by=by, at=at, data=data)
    return row
